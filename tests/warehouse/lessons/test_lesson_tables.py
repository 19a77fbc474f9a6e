"""Values, agreement and formulas of lessons as publishing writes them: given records, expected rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.files_in_code import StaffFile, accept
from warehouse.home import Home
from warehouse.lessons.formulas import EXAMPLE, EXAMPLE_TARGETS, checked
from warehouse.publish import publish, rebuild
from warehouse.snapshots import Reader
from warehouse.verify import differences

ANNA, PETR, VERA = "Белова Анна Игоревна", "Осокин Пётр Ильич", "Дроздова Вера Олеговна"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home.at(tmp_path)
    accept(found, StaffFile(cards={ANNA: {}, PETR: {}, VERA: {}}))
    return found


def rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    """Publish and return the rows of a query; None for what is not there."""
    publish(home)
    frame = Reader(home).frame(sql).astype(object)
    return [tuple(row) for row in frame.where(frame.notna(), None).itertuples(index=False)]


def lesson(home: Home, count: int = 10, **said: Any) -> None:
    tasks = [{"no": no, "text": f"Задача {no}"} for no in range(1, count + 1)]
    payload = {"teacher_id": 1, "held_on": "2023-02-01", "class_name": "5А", "subject_raw": "Алгебра",
               "targets": list(EXAMPLE_TARGETS), "targets_on": "2023-01-30", "tasks": tasks} | said  # fmt: skip
    home.ledger.add_record("lesson", "урок", payload, ANNA)


def code(home: Home, coder_id: int, codes: tuple[str, ...], role: str = "observer") -> None:
    said = {"coder_id": coder_id, "role": role,
            "codes": {str(no): one for no, one in enumerate(codes, start=1)}}  # fmt: skip
    home.ledger.add_record("lesson_codes", f"урок|{coder_id}", said, ANNA)


def test_the_worked_example_is_published_exactly_and_as_a_rebuild_would(
    home: Home, tmp_path: Path
) -> None:
    publish(home)
    lesson(home)
    code(home, 1, EXAMPLE, "teacher")
    found = rows(
        home,
        "SELECT coder, tasks_count, types_count, p1, p2, p3, p4, p5, fit, variety, variety_capped,"
        " round(evenness, 3), high_pct, median_category, uncoded_count FROM lesson_value",
    )
    shares = (0.3, 0.3, 0.2, 0.1, 0.1)
    assert found == [("teacher", 10, 8, *shares, 0.9, 0.8, 0.8, 0.935, 40.0, 2.0, 0)]
    sql = "SELECT formula_id, version, value, refused FROM lesson_formula_values"
    assert rows(home, sql) == [("variability", 1, 4.0, "")]
    fresh = tmp_path / "fresh.duckdb"
    rebuild(home, fresh)
    assert not differences(home.snapshot_path(Reader(home).number), fresh)


def test_a_changed_formula_is_counted_anew_under_its_version(home: Home) -> None:
    lesson(home, targets=None)
    code(home, 2, ("1", "2.5", ""))
    asked = "SELECT formula_id, version, value, refused FROM lesson_formula_values"
    assert rows(home, asked) == [("variability", 1, None, "У урока нет n.")]
    said = {"name": "Вариативность", "expression": "N2 ÷ N"}
    home.ledger.add_record("value_formula", "variability", checked(said), "Завуч")
    home.ledger.add_record("value_formula", "fit", checked(said | {"expression": "t1"}), "Завуч")
    assert rows(home, asked) == [
        ("fit", 1, None, "У урока нет целевой структуры."),
        ("variability", 2, 0.5, ""),
    ]
    sql = "SELECT tasks_count, types_count, fit, variety, uncoded_count FROM lesson_value"
    assert rows(home, sql) == [(2, None, None, None, 8)]


def test_every_pair_of_coders_is_compared_and_observers_are_numbered(home: Home) -> None:
    lesson(home, count=4)
    code(home, 1, ("1.1", "2.5", "3.5", "2.2"), "teacher")
    code(home, 3, ("1.1", "2.7", "2.4", "2.2"))
    code(home, 2, ("1", "2", "3", ""))
    sql = "SELECT coder_a, coder_b, both_count, same_code_count, same_category_count, kappa FROM lesson_agreement"
    assert rows(home, sql) == [
        ("teacher", "observer", 3, None, 3, pytest.approx(1.0)),
        ("teacher", "observer 2", 4, 2, 3, pytest.approx(0.6)),
        ("observer", "observer 2", 3, None, 2, pytest.approx(4 / 7)),
    ]
    assert rows(home, "SELECT coder, coder_id FROM lesson_coders ORDER BY coder") == [
        ("observer", 2), ("observer 2", 3), ("teacher", 1)]  # fmt: skip


def test_a_lesson_without_codes_or_hidden_has_no_value(home: Home) -> None:
    lesson(home, count=2)
    code(home, 1, ("", ""), "teacher")
    assert rows(home, "SELECT * FROM lesson_value") == []
    code(home, 1, ("1.1", "1.1"), "teacher")
    assert len(rows(home, "SELECT * FROM lesson_value")) == 1
    lesson(home, is_deleted=True)
    assert rows(home, "SELECT * FROM lesson_value") == []
