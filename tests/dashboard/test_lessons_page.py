"""The page of lessons: its sentence, filters, two sets, communities of three lessons, the bridge, the figures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from dashboard import app, lesson_bridge, lesson_list, session
from dashboard.callbacks import lessons as page
from dashboard.components.cards import plain_text
from dashboard.components.lesson_pool import moved, pool
from dashboard.figures import lessons as figures
from dashboard.session import User
from tests.dashboard.lessons_home import EXAMPLE, TARGETS, School, lessons_school
from warehouse.home import Home
from warehouse.lessons.value import lesson_value
from warehouse.queries.lessons import Profile

METHODIST = User("deputy", "Завуч", "deputy")
DIRECTOR = User("director", "Директор", "director")
NAMES = ["Воспроизведение", "Простые", "Сложные", "Сообщение", "Творческое"]
RECALL = ("1.1",) * 8 + ("2.5",) * 2


@pytest.fixture
def school(home: Home) -> Iterator[School]:
    app.create_app(home)
    made = lessons_school(home)
    with session.acting_as(made.teacher(0)):
        yield made


@pytest.fixture
def taught(school: School) -> School:
    """Four lessons: two of recall, then two as in the worked example, the last in another subject and class."""
    with school.home.ledger.transaction():
        school.lesson("l1", {0: RECALL}, held_on="2026-09-10")
        school.lesson("l2", {0: RECALL}, held_on="2026-09-20")
        school.lesson("l3", {0: EXAMPLE, 1: RECALL}, held_on="2026-10-01")
        school.lesson(
            "l4", {0: EXAMPLE}, held_on="2026-10-05", class_name="8Б", subject_raw="Физика"
        )
    return school


def text(filters: dict[str, str] | None = None) -> str:
    return plain_text(lesson_list.body(filters or {})).replace("\u00a0", " ")


def test_a_change_of_one_teachers_lessons_is_the_head(taught: School) -> None:
    said = text()
    assert "Разнообразие задач выросло с 0,20 на первых 2 уроках до 0,80 на последних 2" in said
    assert "20 %задач относятся к группам 3–5" in said
    assert "8 из 40, 4 урока с кодами" in said
    assert "Позвать второго кодировщика: 3 урока" in said
    assert "2 человека, 9 расхождений" in said


def test_filters_of_the_address_choose_the_lessons(taught: School) -> None:
    said = text({"subject": "Физика"})
    assert "На 1 уроке 10 задач: к группам 3–5 относятся 40 % (4 из 10)" in said
    assert "Под эти условия не подходит ни один из 4 уроков" in text({"year": "2020/21"})
    assert page.choose(["Физика", "all"], [{"name": "subject"}, {"name": "teacher"}], {}, "?year=2026%2F27") == (
        "?year=2026%2F27&subject=%D0%A4%D0%B8%D0%B7%D0%B8%D0%BA%D0%B0"
    )  # fmt: skip
    assert page.choose(["all"], [{"name": "subject"}], {"subject": ""}, "") is page.no_update


def test_two_sets_stand_side_by_side(taught: School) -> None:
    said = text({"versus": "half"})
    assert "40 % (8 из 20) — вторая половина; 0 % (0 из 20) — первая половина" in said
    assert "мало уроков, вторая половина: n = 2, первая половина: n = 2" in said
    said = text({"subject": "Алгебра", "versus": "subject:Физика"})
    assert "13 % (4 из 30) — Алгебра; 40 % (4 из 10) — Физика" in said
    assert "Сравнить не с чем" in text({"year": "2026/27", "versus": "year:2020/21"})


def test_the_codes_of_who_was_asked_speak_for_a_lesson(taught: School) -> None:
    assert "На 1 уроке 10 задач: к группам 3–5 относятся 0 % (0 из 10)" in text(
        {"coder": "observer"}
    )


def test_others_see_communities_of_three_lessons_and_no_lesson(taught: School) -> None:
    with session.acting_as(DIRECTOR):
        said = text()
    assert "На 4 уроках 1 сообщества 40 задач: к группам 3–5 относятся 20 % (8 из 40)" in said
    assert "Читаем задачу" in said and "Белова" not in said and "Проценты" not in said
    taught.home.ledger.add_record(
        "lesson", "l1", {**_payload(taught, "l1"), "is_deleted": True}, "тест"
    )
    taught.home.ledger.add_record(
        "lesson", "l2", {**_payload(taught, "l2"), "is_deleted": True}, "тест"
    )
    with session.acting_as(DIRECTOR):
        said = text()
    assert "8 из 20" not in said and "Ещё у 1 сообщества уроков с кодами меньше 3" in said


def _payload(school: School, key: str) -> Any:
    return next(r.payload for r in school.home.ledger.records("lesson") if r.key == key)


def test_a_stranger_sees_how_to_begin(school: School) -> None:
    with session.acting_as(school.teacher(2)):
        said = text()
    assert "Уроков с задачами, которые вам открыты, пока нет" in said
    assert "вставьте его задачи списком" in said and "Шаблон таблицы XLSX" not in said
    with session.acting_as(METHODIST):
        assert "Шаблон таблицы XLSX" in text()


def test_the_head_of_many_teachers_tells_no_change(taught: School) -> None:
    taught.lesson("l5", {1: EXAMPLE}, teacher_id=taught.ids[1], held_on="2026-10-10")
    with session.acting_as(METHODIST):
        assert "На 5 уроках 50 задач: к группам 3–5 относятся 24 % (12 из 50)" in text()
        assert "выросло" in text({"teacher": str(taught.ids[0])})
        origin = text({"teacher": str(taught.ids[0]), "origin": "1"})
    assert (
        "(4 + 2 + 2) / 40 = 20 %" in origin and "10 задач 8 типов, соответствие цели 0,90" in origin
    )


def test_lessons_are_pooled_by_adding_tasks_and_averaging_measures() -> None:
    values = [lesson_value(EXAMPLE, TARGETS), lesson_value(["1", "1"])]
    found = pool(values)
    assert (found.counts, found.lessons, found.of["fit"]) == ((5, 3, 2, 1, 1), 2, 1)
    assert found.means["fit"] == pytest.approx(0.9) and found.means["variety"] == pytest.approx(0.8)
    assert moved(values * 2) is None


def test_a_class_falls_short_beside_what_its_lessons_ask() -> None:
    deficits = pd.DataFrame(
        {"kind": ["control_work"] * 3, "subject": ["Алгебра"] * 3, "label": ["Входная"] * 3,
         "task_code": ["1", "2", "3"], "level": ["Б", "П", "В"], "participants_count": [25] * 3,
         "completion_pct": [80.0, 20.0, 10.0], "verdict": ["enough", "short", "short"]}
    )  # fmt: skip
    found = Profile(5, (20, 15, 2, 1, 0), None, None, deficits)
    nbsp = "\u00a0"
    assert (
        lesson_bridge.asked(found).replace(nbsp, " ")
        == "На 5 уроках задач групп 3–5: 8 % (3 из 38)"
    )
    said = lesson_bridge.short(found).replace(nbsp, " ")
    assert said == "Не хватает выполнения в 2 из 3 заданий, из них повышенного и высокого уровня 2"
    assert list(lesson_bridge.rows(found)["level"]) == ["повышенный", "высокий"]
    nothing = Profile(0, (0,) * 5, None, None, deficits.iloc[:0])
    assert "нет закодированных задач" in lesson_bridge.asked(nothing)
    assert "загрузите их" in lesson_bridge.short(nothing) and lesson_bridge.rows(nothing).empty


def test_columns_are_stacked_with_steps_at_the_borders_of_the_target() -> None:
    shares = [(0.8, 0.2, 0, 0, 0), (0.3, 0.3, 0.2, 0.1, 0.1)]
    figure = figures.over_time(["а", "б"], shares, [None, (0.5, 0.5, 0, 0, 0)], NAMES, ["", ""])
    assert [trace["y"] for trace in figure["data"]][:2] == [[80, 30], [20, 30]]
    assert [trace["text"] for trace in figure["data"]][1:3] == [["20", "30"], ["", "20"]]
    assert [(s["y0"], s["x0"] > 1) for s in figure["layout"]["shapes"]] == [(50.0, True)]
    named = [note["y"] for note in figure["layout"]["annotations"]]
    assert all(b - a >= 8 for a, b in pairwise(named))
    assert figures.over_time([], [], [], NAMES, [])["layout"]["annotations"] == []


def test_bars_of_one_lesson_print_counts_beyond_the_target() -> None:
    by = [("учитель", (0.3, 0.7, 0, 0, 0), (3, 7, 0, 0, 0), 10)]
    bars, said = figures.structure(by, TARGETS, NAMES)["data"]
    assert (
        bars["x"] == [30, 70, 0, 0, 0]
        and said["text"][0].replace("\u00a0", " ") == "30 % · 3 из 10"
    )
    assert said["x"][4] > 100 * TARGETS[4]
    steps = figures.structure(by, TARGETS, NAMES)["layout"]["shapes"]
    assert [step["x0"] for step in steps] == [20, 30, 20, 10, 20]


def test_measures_print_the_last_value_or_that_there_is_none() -> None:
    figure = figures.measures(["а", "б"], [("Е", [0.5, None]), ("Ф", [None, None])], ["", ""])
    titles = [note["text"] for note in figure["layout"]["annotations"]]
    assert titles == ["Е <b>0,50</b>", "Ф нет данных"]
