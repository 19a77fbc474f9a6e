"""The pages of surveys over a school in code: who sees what, what is paired, what stands beside."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from dash import no_update

from dashboard import data, session, survey_texts
from dashboard.callbacks import survey_notes as notes
from dashboard.callbacks import surveys as pages
from dashboard.components.cards import plain_text
from dashboard.components.surveys import items_card
from dashboard.figures.surveys import distribution
from dashboard.session import User
from tests.warehouse.files_in_code import Register, SurveyFile, accept
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.surveys.keys import ready_keys

AUTUMN, SPRING = datetime(2025, 10, 3, 9, 0), datetime(2026, 3, 3, 9, 0)
PEOPLE = ("Белова Анна Игоревна", "Осокин Пётр Ильич", "Ветрова Ольга Львовна", "Громов Лев Иванович",
          "Дятлова Инна Олеговна", "Ершов Илья Петрович")  # fmt: skip
ITEMS = {name: [item.text for item in key.items] for name, key in ready_keys().items()}


def told(drawn: Any) -> str:
    return plain_text(drawn).replace("\N{NO-BREAK SPACE}", " ")


def signed(survey: str, moment: datetime, cells: dict[str, str]) -> SurveyFile:
    """Answers by name: every question answered alike."""
    said = {f"{moment:%m}-{n}": (moment, who, [cell] * len(ITEMS[survey]))
            for n, (who, cell) in enumerate(cells.items())}  # fmt: skip
    return SurveyFile(ITEMS[survey], said, survey, signature=survey)


def unsigned(survey: str, cells: str, moment: datetime = AUTUMN) -> SurveyFile:
    """Answers without names: every question answered alike, a letter a person."""
    said = {
        f"{survey}-{n}": (moment, "", [cell] * len(ITEMS[survey])) for n, cell in enumerate(cells)
    }
    return SurveyFile(ITEMS[survey], said, survey, signature=survey)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Замфир in two waves, climate of teachers and pupils, four parents, a form without a key."""
    home = Home.at(tmp_path_factory.mktemp("surveys"))
    accept(home, signed("zamfir", AUTUMN, dict(zip(PEOPLE, "123332", strict=True))))
    accept(home, signed("zamfir", SPRING, dict(zip(PEOPLE[:5], "34443", strict=True))))
    accept(home, unsigned("climate_teachers", "555542"))
    accept(home, unsigned("climate_pupils", "1122255"))
    accept(home, unsigned("parents", "4321"))
    accept(home, SurveyFile(["Что помогло?"], {"1": (AUTUMN, "", ["Курсы"])}))
    publish(home)
    return home


@pytest.fixture
def look(asked: Home) -> Iterator[Any]:
    """Open a survey as somebody: `look("zamfir", "?view=change", "deputy")` gives its words."""
    data.attach(asked)

    def opened(
        survey: str, search: str = "", role: str = "director", who: int | None = None
    ) -> str:
        with session.acting_as(User("u", "Кто-то", role, None, who)):
            return told(pages.show_survey(search, survey)[0])

    yield opened


def test_the_list_tells_waves_answers_and_forms_without_a_key(asked: Home) -> None:
    data.attach(asked)
    with session.acting_as(User("u", "Кто-то", "director")):
        said = told(pages.the_list())
    assert "5 опросов" in said
    assert "осень 2025/26" in said
    assert "осень 2025/26 → весна 2025/26" in said
    assert "ключ не задан" in said


def test_results_tell_means_and_counts(look: Any) -> None:
    said = look("zamfir")
    assert "5 учителей, весна 2025/26" in said
    assert "3,60" in said
    assert "n = 5" in said
    assert "Ответы по именам" not in said


def test_fewer_than_five_answers_are_counted_and_not_told(look: Any) -> None:
    said = look("parents")
    assert "4 родителя" in said
    assert "меньше 5 ответов" in said
    assert "Среднее" not in said
    assert look("parents", role="deputy").count("меньше 5 ответов") == said.count(
        "меньше 5 ответов"
    )


def test_single_signed_answers_are_seen_by_the_methodist_and_the_person(look: Any) -> None:
    whole = look("zamfir", role="deputy")
    assert all(name in whole for name in PEOPLE[:5])
    own = look("zamfir", role="teacher", who=2)
    assert PEOPLE[1] in own
    assert PEOPLE[0] not in own
    for role in ("director", "admin", "teacher"):
        assert not any(name in look("zamfir", role=role) for name in PEOPLE)


def test_two_waves_pair_the_same_people_and_tell_who_left(look: Any) -> None:
    said = look("zamfir", "?view=change")
    assert "Обе волны: 5. Пришли: 0. Ушли: 1." in said
    assert "выше у 4 из 5, ниже ни у кого" in said
    assert "p = 0,125, может быть случайностью" in said


def test_many_questions_lie_by_their_scales() -> None:
    key = ready_keys()["plcar"].payload()
    rows = [
        {"value": 4.0, "value_raw": "4", "values_count": 6, "answers_count": 6, "is_shown": True}
    ]
    found = [distribution(item, rows) for item in key["items"]]
    drawn = told(items_card(found, key["scales"], 5, ("Ответы", "файл")))
    assert drawn.startswith("Ответы")
    assert "Разделённое лидерство: 11 вопросов" in drawn
    assert "Условия: организация: 10 вопросов" in drawn


def test_unsigned_waves_are_not_paired(look: Any) -> None:
    assert "Пока одна волна" in look("climate_teachers", "?view=change")


def test_one_statement_of_two_audiences_stands_beside(look: Any) -> None:
    said = look("climate_pupils", "?view=beside")
    assert "учителя согласны в 83 % ответов, ученики в 29 %" in said
    assert "5 из 6" in said
    assert "2 из 7" in said


def test_a_form_without_a_key_shows_its_questions_and_no_answers(look: Any) -> None:
    said = look("form:0123456789ab")
    assert "Что помогло" in said
    assert "Курсы" not in said
    assert "Задать ключ" in said
    assert "Задать ключ" not in look("form:0123456789ab", role="teacher")


def test_a_number_is_explained_by_its_questions_and_files(look: Any) -> None:
    said = look("zamfir", "?origin=1")
    assert "Внутренняя мотивация (ВМ): среднее вопросов 6, 7" in said
    assert "файл.xlsx" in said


@pytest.fixture(scope="module")
def told_freely(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An unsigned survey of teachers with an open question, and pupils' names in a class list."""
    home = Home.at(tmp_path_factory.mktemp("texts"))
    key = {"survey_id": "open", "title": "Что мешает", "audience": "pupils",
           "items": [{"item_id": "w", "text": "Что мешает?", "type": "text"}]}  # fmt: skip
    home.ledger.add_record("survey_key", "open", key, "Завуч")
    cells = ("Не хватает времени", "Времени не хватает", "не хватает времени у Осокиной",
             "шумно на уроках", "шумный урок", "нет")  # fmt: skip
    said = {str(n): (AUTUMN, "", [cell]) for n, cell in enumerate(cells)}
    accept(home, SurveyFile(["Что мешает?"], said, "open", signature="open"))
    accept(home, Register(pupils={"Осокина Вера Петровна": (None, None)}))
    publish(home)
    return home


def test_free_answers_are_grouped_and_quoted_with_names_hidden(told_freely: Home) -> None:
    data.attach(told_freely)

    def opened(search: str, role: str) -> str:
        with session.acting_as(User("u", "Кто-то", role)):
            return told(pages.show_survey(search, "open")[0])

    said = opened("?view=texts&group=не хватает времени", "director")
    assert "не хватает времени · 3" in said
    assert "«не хватает времени»: 3 из 6 ответов" in said
    assert "имя скрыто" in said
    assert "Осокин" not in said
    assert "Осокиной" in opened("?view=texts", "deputy")
    closed = opened("?view=texts", "teacher")
    assert "не хватает времени · 3" in closed
    assert "у Осокиной" not in closed
    assert "шумно на уроках" not in closed


def test_notes_of_a_focus_group_are_kept_once_and_grouped(told_freely: Home) -> None:
    data.attach(told_freely)
    with session.acting_as(User("u", "Завуч", "deputy")):
        paste = ("open", "8А о домашних заданиях", "2026-03-01", "Много заданий\nЗадания сложные")
        for _ in range(2):
            said = notes.add_notes(1, *paste)
        assert "Записи добавлены" in plain_text(said[1])
        assert len(survey_texts.notes("open")) == 1
        page = told(pages.show_survey("?view=texts&item=notes", "open")[0])
        assert "задание · 2" in page
        assert "одна реплика" in told(notes.add_notes(1, "open", "", "2026-03-01", " ")[1])
    with session.acting_as(User("u", "Учитель", "teacher")):
        assert "Много заданий" not in told(pages.show_survey("?view=texts&item=notes", "open")[0])


def test_the_workbook_tells_no_more_than_the_page(asked: Home) -> None:
    data.attach(asked)

    def rows(survey: str) -> tuple[int, int]:
        sent = pages.take_xlsx(1, survey, "")
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(sent["content"])))
        means = [row[2] for row in book["Шкалы"].iter_rows(min_row=5, values_only=True)]
        return book["Распределения"].max_row - 4, sum(mean is not None for mean in means)

    with session.acting_as(User("u", "Кто-то", "director")):
        assert rows("zamfir") == (7 * 5, 3)
        assert rows("parents") == (0, 0)
        assert pages.take_xlsx(1, "tses12", "") is no_update


def test_a_chosen_wave_goes_into_the_address_once() -> None:
    drawn = {"wave": "2025/26-2"}
    moved = pages.choose("2025/26-1", "wave", drawn, "?view=texts&group=x")
    assert moved == "?view=texts&wave=2025%2F26-1"
    assert pages.choose("2025/26-2", "wave", drawn, "") is no_update
