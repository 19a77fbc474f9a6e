"""The editor of a survey's key: what it guesses, what it keeps, and two editors at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard import data, session, survey_editing
from dashboard.callbacks import survey_key as editor
from dashboard.callbacks import surveys as pages
from dashboard.components.cards import plain_text
from dashboard.ids import SurveyKeyIds
from dashboard.session import User
from dashboard.survey_draft import Wrong, cuts_of, draft_of, key_of_draft, matches_of
from dashboard.survey_guess import guessed_items
from tests.warehouse.files_in_code import SurveyFile, accept
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.snapshots import Reader
from warehouse.surveys.keys import forms, keys, ready_keys

MARCH = datetime(2026, 3, 3, 9, 0)


@pytest.mark.parametrize("name", sorted(ready_keys()))
def test_a_key_goes_through_the_editor_unchanged(name: str) -> None:
    key = ready_keys()[name]
    matches = {f"вопрос {item.item_id}": item.item_id for item in key.items}
    asked = [{"question_key": q, "text": q, "cells": {}} for q in matches]
    draft = draft_of(key, asked, matches, ())
    assert key_of_draft(draft, key) == key
    assert matches_of(draft, key) == matches


def test_types_are_guessed_by_the_answers() -> None:
    cells = {
        "Оцените школу": {"4": 9, "5": 2},
        "Насколько согласны": {"Согласен": 5, "Трудно сказать": 1},
        "Смена": {"первая": 7, "вторая": 3},
        "Что помогает": {"Курсы, Книги": 3, "Книги, Курсы": 2, "Курсы, Беседы": 1, "Беседы, Книги": 2},
        "Что изменить?": {"Больше тишины": 1, "Меньше заданий": 1},
    }  # fmt: skip
    asked = [{"question_key": q, "text": q, "cells": found} for q, found in cells.items()]
    items = guessed_items(asked, set())
    assert [item.type for item in items] == ["scale", "scale", "single", "multi", "text"]
    assert (items[0].min, items[0].max) == (1, 5)
    assert dict(items[1].wordings)["согласен"] == 3


def test_words_that_questions_share_are_one_set_that_waits_for_numbers() -> None:
    met = {"а": {"редко": 3, "часто": 2}, "б": {"часто": 4, "всегда": 1, "редко": 1}}
    asked = [{"question_key": q, "text": q, "cells": cells} for q, cells in met.items()]
    draft = draft_of(editor_key(), asked, {}, ())
    assert draft["sets"] == [{"min": None, "max": None,
                              "words": [["редко", None], ["часто", None], ["всегда", None]]}]  # fmt: skip
    assert [(row["type"], row["set"]) for row in draft["items"]] == [("scale", "А")] * 2
    with pytest.raises(Wrong, match="впишите числа"):
        key_of_draft(draft, editor_key())
    for n, word in enumerate(draft["sets"][0]["words"]):
        word[1] = n
    found = key_of_draft(draft, editor_key())
    assert (found.items[0].min, found.items[0].max) == (0, 2)


def editor_key() -> Any:
    return survey_editing.Key("own", "Опрос")


def test_levels_are_read_as_people_write_them() -> None:
    assert cuts_of("0 низкий; 2,5 — средний; 3: высокий", "ш") == (
        (0, "низкий"), (2.5, "средний"), (3, "высокий"),
    )  # fmt: skip
    for text in ("низкий", "3 высокий; 1 низкий"):
        with pytest.raises(Wrong, match="Уровни шкалы «ш»"):
            cuts_of(text, "ш")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A form without a key: two questions in words, one free."""
    home = Home.at(tmp_path)
    cells = [("редко", "часто", "тишина"), ("часто", "всегда", "книги"), ("иногда", "часто", None)]
    answers = {str(n): (MARCH, "", row) for n, row in enumerate(cells)}
    accept(home, SurveyFile(["Читаю?", "Пишу?", "Что ещё?"], answers))
    publish(home)
    data.attach(home)
    with session.acting_as(User("u", "Завуч", "deputy")):
        yield home


def fields(
    search: str = "?view=key", survey: str = "form:0123456789ab"
) -> tuple[list[Any], list[Any], dict[str, Any]]:
    """Return the values and ids of the fields of the editor, and what was seen."""
    page = pages.show_survey(search, survey)[0]
    found = list(walk(page))
    cells = [
        c
        for c in found
        if isinstance(getattr(c, "id", None), dict) and c.id["type"] == "survey-key-cell"
    ]
    seen = next(c for c in found if getattr(c, "id", None) == SurveyKeyIds.seen).data
    return [cell.value for cell in cells], [cell.id for cell in cells], seen


def walk(component: Any) -> Iterator[Any]:
    for one in component if isinstance(component, (list, tuple)) else [component]:
        yield one
        children = getattr(one, "children", None)
        if children is not None:
            yield from walk(children)


def typed(values: list[Any], ids: list[Any], said: dict[tuple[str, str, str], Any]) -> list[Any]:
    """Return the values with some typed over: (table, row, name) → value."""
    return [
        said.get((i["table"], i["row"], i["name"]), v) for v, i in zip(values, ids, strict=True)
    ]


KEY = {("key", "0", "title"): "Привычки", ("key", "0", "audience"): "pupils",
       ("scales", "0", "name"): "Чтение", ("scales", "0", "cuts"): "0 редко; 1,5 часто",
       ("items", "0", "scales"): "1", ("items", "1", "scales"): "1",
       ("words", "0 0", "number"): 1, ("words", "0 1", "number"): 0, ("words", "0 2", "number"): 2,
       ("words", "0 3", "number"): 3}  # fmt: skip


def test_a_form_gets_its_key_on_the_page_and_its_answers_are_scored(home: Home) -> None:
    values, ids, seen = fields()
    assert seen["words"] == [["иногда", "редко", "часто", "всегда"]]
    said = plain_text(editor.show_preview(values, ids, seen))
    assert "0 из\N{NO-BREAK SPACE}6" in said
    assert "«иногда» — 1\N{NO-BREAK SPACE}ответ" in said
    done = typed(values, ids, KEY)
    assert "6 из\N{NO-BREAK SPACE}6" in plain_text(editor.show_preview(done, ids, seen))
    for _ in range(2):
        assert "Ключ сохранён" in plain_text(editor.save_key(1, done, ids, seen)[0])
    assert len(home.ledger.rows("SELECT 1 FROM records WHERE kind = 'survey_key'")) == 1
    assert forms(home.ledger)["0123456789abcdef"]["matches"] == {
        "пишу": "q2", "что еще": "q3", "читаю": "q1",
    }  # fmt: skip
    publish(home)
    found = Reader(home).frame("SELECT score FROM survey_scores ORDER BY score")
    assert list(found["score"]) == [1.0, 1.5, 2.5]
    assert "Привычки" in plain_text(pages.show_survey("", "survey_0123456789ab")[0])


def test_two_editors_at_once_see_both_and_choose(home: Home) -> None:
    values, ids, seen = fields()
    first = typed(values, ids, KEY)
    second = typed(values, ids, {**KEY, ("key", "0", "title"): "Чтение и письмо"})
    editor.save_key(1, first, ids, seen)
    said = editor.save_key(1, second, ids, seen)[0]
    assert "Сохранено: Завуч" in plain_text(said)
    assert "Привычки" in plain_text(said)
    assert "Чтение и письмо" in plain_text(said)
    assert keys(home.ledger)["survey_0123456789ab"].title == "Привычки"
    assert "Ключ сохранён" in plain_text(editor.keep(second, ids, {**seen, **editor.held(seen)})[0])
    assert keys(home.ledger)["survey_0123456789ab"].title == "Чтение и письмо"


def test_what_makes_no_key_is_said_and_nothing_is_written(home: Home) -> None:
    values, ids, seen = fields()
    for said, why in (
        ({("key", "0", "title"): " "}, "Назовите опрос"),
        ({("items", "0", "scales"): "7"}, "шкалы с номером «7» нет"),
        ({("scales", "1", "name"): "Пустая"}, "не входит ни один вопрос"),
        ({("waves", "0", "wave"): "до"}, "укажите оба дня"),
    ):
        answer = editor.save_key(1, typed(values, ids, KEY | said), ids, seen)[0]
        assert why in plain_text(answer), why
    assert keys(home.ledger) == ready_keys()
    with session.acting_as(User("t", "Учитель", "teacher")):
        answer = editor.save_key(1, typed(values, ids, KEY), ids, seen)[0]
        assert "менять нельзя" in plain_text(answer)


def test_a_form_is_tied_to_a_ready_key_and_its_own_waves(home: Home) -> None:
    values, ids, seen = fields("?view=key&from=parents")
    assert seen["survey_id"] == "parents"
    said = {("items", "0", "question"): "читаю", ("items", "1", "question"): "",
            ("waves", "0", "wave"): "до", ("waves", "0", "date_from"): "2026-03-01",
            ("waves", "0", "date_to"): "2026-03-31"}  # fmt: skip
    tied = {("items", str(at), "question"): "" for at in range(2, 15)}
    answer = editor.save_key(1, typed(values, ids, said | tied), ids, seen)[0]
    assert "Ключ сохранён" in plain_text(answer)
    form = forms(home.ledger)["0123456789abcdef"]
    assert (form["survey_id"], form["matches"]) == ("parents", {"читаю": "1"})
    publish(home)
    assert list(Reader(home).frame("SELECT DISTINCT wave FROM survey_responses")["wave"]) == ["до"]


def test_a_renamed_question_is_tied_to_its_item_in_its_own_form(home: Home) -> None:
    values, ids, seen = fields()
    editor.save_key(1, typed(values, ids, KEY), ids, seen)
    own = "survey_0123456789ab"
    cells = {"9": (MARCH, "", ["часто", "редко"])}
    accept(home, SurveyFile(["Читаю?", "Веду дневник?"], cells, own, signature="f" * 16))
    publish(home)
    values, ids, seen = fields(f"?view=key&form={'f' * 16}", own)
    tie = ("items", "1", "question")
    said = {(i["table"], i["row"], i["name"]): v for i, v in zip(ids, values, strict=True)}
    assert ("items", "0", "question") not in said  # the same words need no choice
    assert said[tie] == "-"
    editor.save_key(1, typed(values, ids, {tie: "веду дневник"}), ids, seen)
    assert forms(home.ledger)["f" * 16]["matches"] == {"веду дневник": "q2", "читаю": "q1"}
    publish(home)
    sql = "SELECT value FROM survey_values WHERE response_id LIKE '%/9' ORDER BY item_id"
    assert list(Reader(home).frame(sql)["value"]) == [2.0, 0.0]
