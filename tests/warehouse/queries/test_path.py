"""What own works say of a skill: tasks of one skill are summed, of the classes that may be seen."""

from __future__ import annotations

import duckdb
import pytest

from warehouse.queries import path
from warehouse.scope import Scope
from warehouse.sql import text

CLASSES = ("2022/23 6А", "2023/24 7А")


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("""
    CREATE TABLE mart_inner_deficit_by_class_task AS SELECT * FROM (VALUES
        ('a', '6А', '1', 20, 10.0, 2.0, 'Читать таблицу'), ('a', '6А', '2', 20, 5.0, 1.0, 'читать таблицу'),
        ('a', '6А', '3', 20, 20.0, 1.0, 'Считать'), ('a', '6Б', '1', 20, 40.0, 2.0, 'Читать таблицу'),
        ('b', '7А', '4', 10, 9.0, 1.0, 'Читать таблицу'), ('b', '7А', '5', 10, 3.0, NULL, 'Читать таблицу')
    ) AS t (assessment_id, class_name, task_code, participants_count, points_sum, max_points, skill);
    CREATE TABLE mart_inner_work_by_class AS SELECT * FROM (VALUES
        ('2022/23', '6А', 'a', 'control_work', DATE '2022-10-01'),
        ('2022/23', '6Б', 'a', 'control_work', DATE '2022-10-01'),
        ('2023/24', '7А', 'b', 'monitoring', NULL)
    ) AS t (school_year, class_name, assessment_id, kind, held_on)""")
    return con


def test_points_of_a_skill_by_work(con: duckdb.DuckDBPyConnection) -> None:
    found = path.skill_works(con, skill="Читать таблицу", classes=CLASSES)
    columns = ["class_name", "assessment_id", "tasks_count", "points_sum", "points_possible"]
    assert [tuple(row) for row in found[columns].to_numpy()] == [
        ("7А", "b", 1, 9, 10),
        ("6А", "a", 2, 15, 60),
    ]


def test_classes_that_may_not_be_seen_are_left_out(con: duckdb.DuckDBPyConnection) -> None:
    only = Scope.of([("2022/23", "6А")])
    found = path.skill_works(con, skill="Читать таблицу", classes=CLASSES, scope=only)
    assert found["class_name"].tolist() == ["6А"]
    assert path.skill_works(con, skill="Читать таблицу", classes=CLASSES, scope=Scope.of([])).empty


def test_the_works_of_the_school_alone_are_read() -> None:
    assert "mart_deficit_by_class_task" not in text("path/skill_works").replace(
        "mart_inner_deficit_by_class_task", ""
    )
