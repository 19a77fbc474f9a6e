"""One lesson: who sees it, its form, the coding by two people who do not see each other's codes, its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from dashboard import app, lesson_opened, lesson_view, lesson_writing, lessons, session
from dashboard.callbacks import lesson as page
from dashboard.callbacks import lesson_form as form
from dashboard.components.cards import plain_text
from dashboard.session import User
from tests.dashboard.lessons_home import DAY, EXAMPLE, TARGETS, School, lessons_school
from warehouse.home import Home

METHODIST = User("deputy", "Завуч", "deputy")
DIRECTOR = User("director", "Директор", "director")
KEY = "a" * 32


@pytest.fixture
def school(home: Home) -> Iterator[School]:
    app.create_app(home)
    made = lessons_school(home)
    with session.acting_as(made.teacher(0)):
        yield made


def typed(school: School, **more: Any) -> dict[str, Any]:
    """Return the fields of a filled form."""
    return {
        "teacher": str(school.ids[0]), "held_on": DAY, "class": "7 а", "subject": "Алгебра", "topic": "",
        "community": "c1", "aim": "", "aim_text": "", "coder": "", "study_id": "", "study_lesson": None,
        "card": None, **{f"t{k}": share for k, share in enumerate(("20", "30", "20", "10", "20"), 1)},
    } | more  # fmt: skip


def rows(*texts: str, **codes: str) -> list[dict[str, str]]:
    return [
        {"no": str(no), "text": text, "code": codes.get(f"c{no}", "")}
        for no, text in enumerate(texts, 1)
    ]


def records(school: School, kind: str = "lesson") -> list[Any]:
    return school.home.ledger.rows("SELECT * FROM records WHERE kind = ? ORDER BY seq", (kind,))


def text_of(key: str = KEY, **filters: str) -> str:
    return plain_text(lesson_view.body(key, filters)).replace("\u00a0", " ")


def test_a_form_is_kept_once_with_pasted_codes_as_the_persons_own(school: School) -> None:
    found = rows("Сравните дроби", "Что такое дробь?", " ", c1="2.5", c2="1")
    for _ in range(2):
        search, _, conflict, wrong = form.saved(KEY, typed(school), found, None)
        assert (search, conflict, wrong) == ("", None, {})
    assert len(records(school)) == len(records(school, "lesson_codes")) == 1
    kept = lessons.lesson(KEY)
    assert kept is not None and kept.targets == tuple(TARGETS)
    assert (kept.class_name, [t.text for t in kept.tasks]) == (
        "7А",
        ["Сравните дроби", "Что такое дробь?"],
    )
    assert kept.targets_on == date.today()
    own = kept.of(school.ids[0])
    assert own is not None and (own.role, own.codes) == ("teacher", {"1": "2.5", "2": "1"})


@pytest.mark.parametrize(
    ("field", "value", "where", "words"),
    [
        ("held_on", "", "held_on", "Укажите день"),
        ("held_on", (date.today() + timedelta(days=500)).isoformat(), "held_on", "слишком далеко"),
        ("class", "седьмой", "class", "числом и буквой"),
        ("t1", "10", "targets", "не хватает 10 %"),
        ("t1", "-20", "targets", "меньше нуля"),
        ("t1", "много", "targets", "числами"),
        ("teacher", "999", "teacher", "Выберите педагога"),
        ("card", {"sha256": "0" * 64, "file_name": "чужая.pdf"}, "card", "не приложился"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_beside_its_field(
    school: School, field: str, value: Any, where: str, words: str
) -> None:
    search, _, _, wrong = form.saved(KEY, typed(school, **{field: value}), rows("Задача"), None)
    assert words in wrong[where].replace("\u00a0", " ") and "Введённое на месте" in wrong[""]
    assert search is form.dash.no_update and records(school) == []


def test_nobody_writes_a_lesson_of_a_stranger_or_over_one_that_is_closed(school: School) -> None:
    stranger = typed(school, teacher=str(school.ids[2]), community="c1")
    assert "общему сообществу" in form.saved(KEY, stranger, rows("Задача"), None)[3]["teacher"]
    school.lesson(KEY)
    with session.acting_as(school.teacher(2)):
        mine = typed(school, teacher=str(school.ids[2]), community="")
        assert form.saved(KEY, mine, rows("Задача"), None)[3][""] == lesson_writing.NOT_YOURS
        assert lesson_writing.hide(KEY) is None
    assert len(records(school)) == 1


def test_the_second_of_two_editors_sees_both_versions_and_chooses(school: School) -> None:
    school.lesson(KEY)
    seen = records(school)[0]["record_id"]
    with session.acting_as(school.teacher(1)):
        form.saved(KEY, typed(school, topic="Дроби"), rows("Сравните"), seen)
    _, _, panel, _ = form.saved(KEY, typed(school, topic="Проценты и доли"), rows("Сравните"), seen)
    said = plain_text(panel)
    assert "Дроби" in said and "Проценты и доли" in said and "Громова" in said
    theirs = lessons.lesson(KEY)
    assert theirs is not None and theirs.topic == "Дроби"
    form.saved(KEY, typed(school, topic="Проценты и доли"), rows("Сравните"), theirs.record_id)
    mine = lessons.lesson(KEY)
    assert mine is not None and mine.topic == "Проценты и доли"


def test_tasks_move_and_keep_their_codes(school: School) -> None:
    found = rows("Первая", "Вторая", "Третья")
    assert [row["no"] for row in form.moved(found, "up", "3")] == ["1", "3", "2"]
    assert form.moved(found, "up", "1") == found
    left = form.moved(found, "remove", "3")
    assert [row["no"] for row in form.added(left, [("Новая", "2.5")], 4)] == ["1", "2", "4"]
    school.lesson(KEY, {0: EXAMPLE})
    turned = [{"no": str(no), "text": f"Задача {no}", "code": ""} for no in range(10, 0, -1)]
    form.saved(KEY, typed(school), turned, records(school)[0]["record_id"])
    kept = lessons.lesson(KEY)
    assert kept is not None and kept.tasks[0].no == "10"
    assert kept.codings[0].codes["10"] == "5.2"


def test_an_aim_fills_the_target_only_where_nothing_was_typed(school: School) -> None:
    assert form.suggest("new", [None] * 5) == ["30", "40", "20", "10", "0"]
    assert form.suggest("check", ["30", "40", "20", "10", "0"]) == ["60", "30", "10", "0", "0"]
    with pytest.raises(form.PreventUpdate):
        form.suggest("new", ["25", "25", "25", "25", "0"])


def test_who_sees_a_lesson(school: School) -> None:
    school.lesson(KEY, {0: EXAMPLE})
    for at, is_open in ((0, True), (1, True), (2, False)):
        with session.acting_as(school.teacher(at)):
            assert (lessons.lesson(KEY) is not None) is is_open
    with session.acting_as(METHODIST):
        assert lessons.lesson(KEY) is not None
    with session.acting_as(DIRECTOR):
        assert "Такого урока среди ваших нет" in text_of()
    school.code(KEY, 2, EXAMPLE)
    with session.acting_as(school.teacher(2)):
        assert lessons.lesson(KEY) is not None


def test_codes_of_the_other_are_hidden_until_the_own_are_complete(school: School) -> None:
    school.lesson(KEY, {0: EXAMPLE})
    target = {"lesson_id": KEY, "coder_id": school.ids[1]}
    with session.acting_as(school.teacher(1)):
        assert "Скрыто: 1 кодировка коллеги" in text_of() and "учитель: 4.2" not in text_of()
        assert "учитель: 4.2" not in text_of(codes="open")
        codes = {str(no): code for no, code in enumerate(EXAMPLE, 1)} | {"9": "", "10": "3.5"}
        note, version, _ = page.coded(target, codes, None, 0)
        assert (note, version) == (None, 1)
        assert "Скрыто" in text_of() and "Без кода: задача 9" in text_of()
        held = lessons.lesson(KEY).of(school.ids[1])  # type: ignore[union-attr]
        page.coded(target, codes | {"9": "4.2"}, held.record_id, 1)  # type: ignore[union-attr]
        said = text_of()
    assert "Одна и та же группа: 90 % (9 из 10)" in said
    assert "Один и тот же тип: 90 % (9 из 10)" in said
    assert "κ 0,84: согласие почти полное" in said
    assert "Предмет для тьюториала: 1 расхождение" in said and "Задача 105.23.5" in said


def test_codes_are_kept_in_the_own_name_and_a_double_click_keeps_them_once(school: School) -> None:
    school.lesson(KEY)
    codes = {"1": "2.5"}
    for _ in range(2):
        page.coded({"lesson_id": KEY, "coder_id": school.ids[0]}, codes, None, 0)
    assert len(records(school, "lesson_codes")) == 1
    note, version, _ = page.coded({"lesson_id": KEY, "coder_id": school.ids[1]}, codes, None, 0)
    assert "от своего имени" in plain_text(note) and version is page.no_update
    note, _, _ = page.coded({"lesson_id": KEY, "coder_id": school.ids[0]}, {"1": "9.9"}, None, 0)
    assert "Не код задачи: 1" in plain_text(note)
    note, _, _ = page.coded({"lesson_id": KEY, "coder_id": school.ids[0]}, {"1": "4.9"}, None, 0)
    assert "Не код задачи: 1" in plain_text(note)
    note, _, _ = page.coded({"lesson_id": KEY, "coder_id": school.ids[0]}, {"1": "3.5"}, None, 0)
    assert "3.5" in plain_text(note) and "2.5" in plain_text(note)


def test_the_worked_example_stands_on_the_card_with_its_formulas(school: School) -> None:
    school.lesson(KEY, {0: EXAMPLE})
    said = text_of()
    assert "10 задач 8 типов, соответствие цели 0,90" in said
    for number in ("0,80", "0,93", "40 % (4 из 10)", "n / N × 5", "4,00", "не подтверждена"):
        assert number in said
    assert "поставлена до урока" in said
    origin = text_of(origin="1")
    assert (
        "1 − ½ · (|0,3 − 0,2| + |0,3 − 0,3| + |0,2 − 0,2| + |0,1 − 0,1| + |0,1 − 0,2|) = 0,90"
        in origin
    )
    assert "n/N = 8/10 = 0,80" in origin and "/ ln 5 = 0,935" in origin


def test_groups_alone_give_fit_and_evenness_but_no_variety(school: School) -> None:
    school.lesson(KEY, {0: [code[0] for code in EXAMPLE]}, targets_on="2026-10-20")
    said = text_of()
    assert "соответствие цели 0,90" in said and "поставлена после урока" in said
    assert "число типов неизвестно" in said
    school.lesson("b" * 32, {0: EXAMPLE[:5] + ("",) * 5}, targets=None)
    said = text_of("b" * 32)
    assert "Без кода: задачи 6, 7, 8, 9 и 10" in said and "Целевая структура не поставлена" in said


def test_a_lesson_is_put_away_and_brought_back(school: School) -> None:
    school.lesson(KEY)
    told = page.done("hide", KEY)
    assert "Урок убран" in plain_text(told) and lessons.lesson(KEY) is None
    away = records(school)[-1]["record_id"]
    with session.acting_as(school.teacher(2)):
        assert "уже возвращено" in plain_text(page.done("back", str(away)))
    assert "Урок возвращён" in plain_text(page.done("back", str(away)))
    assert lessons.lesson(KEY) is not None


def test_the_methodist_writes_codes_down_from_a_sheet(school: School) -> None:
    school.lesson(KEY, {0: EXAMPLE})
    with session.acting_as(METHODIST):
        assert "Записать коды" in text_of()
        page.coded({"lesson_id": KEY, "coder_id": school.ids[2]}, {"1": "1.1"}, None, 0)
        kept = lessons.lesson(KEY)
    assert kept is not None and kept.codings[1].coder_id == school.ids[2]


def test_a_lesson_of_a_cycle_begins_with_what_the_cycle_says(school: School) -> None:
    ledger = school.home.ledger
    cycle = {"community_id": "c1", "class_name": "7А", "subject": "Алгебра", "focus": "Условие задачи",
             "teachers": [school.ids[0], school.ids[1], school.ids[0]]}  # fmt: skip
    ledger.add_record("lesson_study", "s1", cycle, "тест")
    ledger.add_record("research_lesson", "s1|2", {"held_on": "2026-11-02"}, "тест")
    drawn = lesson_opened.drawn(KEY, None, {"study": "s1", "n": "2"})
    wanted = {
        "teacher": str(school.ids[1]),
        "held_on": "2026-11-02",
        "class": "7А",
        "community": "c1",
    }
    assert {name: drawn.said[name] for name in wanted} == wanted
    assert (drawn.target["study_id"], drawn.target["study_lesson"]) == ("s1", 2)
    form.saved(KEY, typed(school, study_id="s1", study_lesson=2), rows("Сравните"), None)
    kept = lessons.lesson(KEY)
    assert kept is not None and (kept.study_id, kept.study_lesson) == ("s1", 2)
    assert "цикл исследования, урок 2" in text_of()
