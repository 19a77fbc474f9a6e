"""The staff by given and expected rows: registers of files and of pages, one person in two spellings."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.files_in_code import StaffFile, accept
from warehouse.amending import Moved, amend
from warehouse.home import Home
from warehouse.publish import publish, rebuild
from warehouse.reference import seed
from warehouse.snapshots import Reader
from warehouse.staff.reference import RECORDS
from warehouse.staff.registers import registers
from warehouse.tables import schema
from warehouse.verify import differences

ANNA, PETR = "Белова Анна Игоревна", "Осокин Пётр Ильич"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path)


def rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    """Publish and return the rows of a query."""
    publish(home)
    return [tuple(row) for row in Reader(home).frame(sql).itertuples(index=False)]


def course(title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "date_to": date(2023, 3, 1), **more}


ENTRIES = "SELECT title, hours, is_typed FROM staff_entries ORDER BY title"


def test_a_line_of_the_newest_file_holds_and_undo_shows_the_older(home: Home) -> None:
    accept(home, StaffFile(entries=(("courses", ANNA, course("Оценивание", hours=36.0)),)))
    newer = accept(home, StaffFile(entries=(("courses", ANNA, course("Оценивание", hours=72.0)),)))
    assert rows(home, ENTRIES) == [("Оценивание", 72.0, False)]
    home.ledger.revoke(newer, "тест")
    assert rows(home, ENTRIES) == [("Оценивание", 36.0, False)]


def typed(home: Home, key: str, seen: int | None = None, **line: Any) -> int:
    said = {"register": "courses", "teacher_id": 1, "title": "Тьюторство", **line}
    return amend(home.ledger, "staff_entry", key, said, "Завуч", seen)


def test_a_typed_line_lies_over_that_of_a_file_and_may_hide_it(home: Home) -> None:
    accept(home, StaffFile(entries=(("courses", ANNA, course("Оценивание")),)))
    (found,) = rows(home, "SELECT entry_key FROM staff_entries")
    typed(home, "own")
    seen = typed(home, found[0], title="Оценивание", hours=18)
    assert rows(home, ENTRIES)[0][1:] == (18.0, True)
    typed(home, found[0], seen, title="Оценивание", is_deleted=True)
    assert [row[0] for row in rows(home, ENTRIES)] == ["Тьюторство"]


def test_a_mentor_is_a_teacher_of_the_same_file(home: Home) -> None:
    pair = ("mentoring", ANNA, {"title": "Урок", "partner": PETR, "date_from": date(2023, 9, 1)})
    accept(home, StaffFile(entries=(pair,)))
    sql = (
        "SELECT d.full_name, m.full_name FROM staff_entries AS e"
        " INNER JOIN dim_teacher AS d ON e.teacher_id = d.teacher_id"
        " INNER JOIN dim_teacher AS m ON e.partner_id = m.teacher_id"
    )
    assert rows(home, sql) == [(ANNA, PETR)]


def test_two_spellings_are_one_person_once_somebody_says_so(home: Home) -> None:
    accept(home, StaffFile(cards={ANNA: {"position": "учитель"}, "Белова Анна": {}}))
    assert len(rows(home, "SELECT teacher_id FROM staff")) == 2
    ids = dict(rows(home, "SELECT full_name, teacher_id FROM dim_teacher"))
    said = {"teacher_id": ids["Белова Анна"], "person_id": ids[ANNA]}
    home.ledger.add_record("teacher_same", str(ids["Белова Анна"]), said, "Завуч")
    assert len(rows(home, "SELECT teacher_id FROM staff")) == 1


def test_scores_of_observed_lessons_find_their_criteria(home: Home) -> None:
    goal, content = (row["criterion_name"] for row in seed("observation_criteria")[:2])
    words = {goal: 2.0, "О погоде": 3.0, content: 7.0}
    accept(home, StaffFile(observations=((ANNA, {"observed_on": date(2023, 2, 1)}, words),)))
    sql = "SELECT criterion_id, competence_id, score, max_score FROM observation_scores"
    assert rows(home, sql) == [("goal", "lesson_design", 2.0, 3.0)]


def test_what_is_typed_of_the_staff_is_published_as_a_rebuild_would(
    home: Home, tmp_path: Path
) -> None:
    accept(home, StaffFile(cards={ANNA: {"age_group": "under_35"}, PETR: {}}))
    publish(home)
    typed(home, "own")
    lesson = {"teacher_id": 2, "observed_on": "2023-02-01", "scores": {"goal": 3}}
    amend(home.ledger, "observation", "lesson", lesson, "Завуч", None)
    publish(home)
    fresh = tmp_path / "fresh.duckdb"
    rebuild(home, fresh)
    assert not differences(home.snapshot_path(Reader(home).number), fresh)
    assert len(rows(home, "SELECT * FROM observation_scores")) == 1


def test_two_editors_of_one_line_and_a_double_click(home: Home) -> None:
    accept(home, StaffFile(cards={ANNA: {}}))
    first = typed(home, "own")
    assert typed(home, "own") == first
    second = typed(home, "own", first, title="Наставничество")
    with pytest.raises(Moved) as moved:
        typed(home, "own", first, title="Третье")
    assert moved.value.newest.record_id == second
    assert moved.value.newest.payload["title"] == "Наставничество"


def test_every_field_of_a_register_is_a_column_and_every_kind_of_record_is_known() -> None:
    columns = set(schema("loaded_staff_entries").names)
    for register in registers().values():
        names = {"partner_id" if f.name == "partner" else f.name for f in register.fields}
        assert names <= columns, register.register
        assert any(field.required for field in register.fields)
    assert "calendar_period" not in RECORDS
