"""Who sees which lesson, how many a formula is counted for, and a class's tasks beside its deficits."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest

from tests.warehouse.files_in_code import StaffFile, Work, accept
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.queries import lessons
from warehouse.queries.lessons import Cell
from warehouse.scope import Scope

DAY = date(2023, 3, 1)
PEOPLE = ["Белова Анна", "Осокин Пётр", "Дроздова Вера", "Жук Илья", "Лось Ольга", "Ёж Кира"]
TEACHER, OBSERVER, MEMBER, LEFT, STRANGER, TUTOR = range(1, 7)


def lesson(home: Home, key: str, codes: dict[int, list[str]], **said: Any) -> None:
    count = max(map(len, codes.values()))
    tasks = [{"no": no, "text": f"Задача {no}"} for no in range(1, count + 1)]
    home.ledger.add_record("lesson", key, {
        "teacher_id": TEACHER, "community_id": "c1", "held_on": "2023-02-01", "class_name": "5А",
        "subject_raw": "Математика", "targets": [0.2] * 5, "tasks": tasks, **said}, "тест")  # fmt: skip
    for coder, own in codes.items():
        home.ledger.add_record("lesson_codes", f"{key}|{coder}", {
            "coder_id": coder, "role": "teacher" if coder == TEACHER else "observer",
            "codes": {str(no): code for no, code in enumerate(own, start=1)}}, "тест")  # fmt: skip


def line(home: Home, key: str, **said: Any) -> None:
    home.ledger.add_record("community_line", key, {"community_id": "c1", **said}, "тест")


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """Four lessons of one teacher, three of a community; a контрольная and a ВПР of 5А that fell short."""
    home = Home.at(tmp_path_factory.mktemp("lessons") / "home")
    accept(home, StaffFile(cards={name: {} for name in PEOPLE}))
    short = {f"5{n:04d}": ("5А", 2, 3, {"1": 2, "2": 0}) for n in range(1, 13)}
    tasks = {"1": (2, "Б"), "2": (2, "П")}
    for kind in ("control_work", "vpr"):
        accept(home, Work(tasks=tasks, results=short, work_kind=kind, kind=f"{kind}_in_code"))
    line(
        home,
        "c1",
        register="community",
        title="Читаем вместе",
        teacher_id=TUTOR,
        date_from="2022-09-01",
    )
    line(home, "m1", register="members", teacher_id=MEMBER, date_from="2022-09-01")
    line(
        home,
        "m2",
        register="members",
        teacher_id=LEFT,
        date_from="2022-09-01",
        date_to="2022-12-31",
    )
    lesson(
        home, "l1", {TEACHER: ["1.1", "2.5", "3.1", "3.2"], OBSERVER: ["1.1", "2.4", "2.1", "3.2"]}
    )
    lesson(home, "l2", {TEACHER: ["1.1", "1.2"]}, held_on="2023-02-08")
    lesson(home, "l3", {TEACHER: ["5", ""], STRANGER: ["2.1", "2.2"]}, held_on="2023-02-15")
    lesson(home, "l4", {TEACHER: ["4.1"]}, community_id="", held_on="2022-10-05")
    return duckdb.connect(str(home.snapshot_path(publish(home))), read_only=True)


def scope(*teachers: int) -> Scope:
    return Scope(teachers=frozenset(teachers))


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (scope(TEACHER), ["l4", "l1", "l2", "l3"]),
        (scope(OBSERVER), ["l1"]),
        (scope(MEMBER), ["l1", "l2", "l3"]),
        (scope(TUTOR), ["l1", "l2", "l3"]),
        (scope(LEFT), []),
        (scope(STRANGER), ["l3"]),
        (scope(), []),
        (Scope(teachers=None), ["l4", "l1", "l2", "l3"]),
    ],
)
def test_a_lesson_is_seen_by_those_it_is_of(
    con: duckdb.DuckDBPyConnection, who: Scope, expected: list[str]
) -> None:
    assert list(lessons.seen(con, as_of=DAY, scope=who)["lesson_id"]) == expected


def test_formulas_are_counted_over_the_school_and_name_nobody(
    con: duckdb.DuckDBPyConnection,
) -> None:
    (row,) = lessons.formula_counts(con).to_dict("records")
    assert row == {
        "formula_id": "variability",
        "version": 1,
        "counted_count": 4,
        "refused_count": 0,
    }


def test_a_class_has_its_lessons_beside_the_deficits_of_own_works(
    con: duckdb.DuckDBPyConnection,
) -> None:
    cell = Cell("2022/23", "5А", "Математика")
    found = lessons.profile_for_class(con, cell=cell, as_of=DAY, scope=Scope(teachers=None))
    assert (found.lessons_count, found.counts, found.first_on) == (
        4,
        (3, 3, 2, 1, 0),
        date(2022, 10, 5),
    )
    assert found.high_pct == pytest.approx(100 / 3)
    assert set(found.deficits["kind"]) == {"control_work"}
    assert list(found.short["task_code"]) == list(found.hard_short["task_code"]) == ["2"]
    others = Scope(frozenset({("2022/23", "5Б")}), frozenset({TEACHER}))
    unseen = lessons.profile_for_class(con, cell=cell, as_of=DAY, scope=others)
    assert (unseen.lessons_count, unseen.shares, len(unseen.deficits)) == (0, None, 0)
