"""No mart, query or export lays ВПР beside a teacher or a community: every text of ours is walked."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.files_in_code import Work, accept
from warehouse import build, vpr_guard
from warehouse.__main__ import main
from warehouse.home import Home
from warehouse.publish import publish

ROOT = Path(__file__).parents[2]
QUERIES = sorted((ROOT / "warehouse" / "queries" / "sql").rglob("*.sql"))
CHECKS = sorted((ROOT / "warehouse" / "checks").glob("*.sql"))
# They count what a file changed, kind by kind, and join nothing.
COUNTED_APART = {"changes/cells", "changes/first"}
TEACHERS = {"teacher", "teacher_id", "teacher_no", "teacher_raw", "community", "community_id"}


@cache
def read_by(path: Path) -> frozenset[str]:
    """Return the relations that a query's text reads, whatever its parameters."""
    return vpr_guard.relations(re.sub(r"\$\w+", "NULL", path.read_text("utf-8")))


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_the_sides_are_known() -> None:
    assert {
        "assessment_results",
        "task_points",
        "mart_deficit_by_class_task",
    } <= vpr_guard.outcomes()
    assert {"mart_objectivity_by_class", "mart_exam_by_class"} <= vpr_guard.outcomes()
    assert {"teaching", "dim_teacher"} <= vpr_guard.judged()


@pytest.mark.parametrize("model", build.models(), ids=lambda model: model.name)
def test_no_model_reads_both_sides(model: build.Model) -> None:
    assert not vpr_guard.is_beside_teacher(model.reads)


@pytest.mark.parametrize("path", [*QUERIES, *CHECKS], ids=name)
def test_no_query_reads_both_sides(path: Path) -> None:
    if name(path) not in COUNTED_APART:
        assert not vpr_guard.is_beside_teacher(read_by(path))


def test_no_relation_of_results_has_a_column_of_a_teacher(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    accept(home, Work(tasks={"1": (1, "Б")}, results={"50001": ("5А", 3, 3, {"1": 1})}))
    with duckdb.connect(str(home.snapshot_path(publish(home))), read_only=True) as con:
        columns = con.execute("SELECT table_name, column_name FROM duckdb_columns()").fetchall()
    found = {column for table, column in columns if table in vpr_guard.outcomes()}
    assert found and not found & TEACHERS


@pytest.mark.parametrize(
    "path", sorted((ROOT / "dashboard").rglob("*.py")), ids=lambda p: f"{p.parent.name}.{p.stem}"
)
def test_no_screen_or_paper_asks_for_both_sides(path: Path) -> None:
    imported = {
        alias.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "warehouse.queries"
        for alias in node.names
    }
    assert not (reads(imported) & vpr_guard.outcomes() and reads(imported) & vpr_guard.judged())


def reads(modules: set[str]) -> set[str]:
    """Return the relations that query modules read, by the texts in the folders of their names."""
    return {
        relation for path in QUERIES if path.parent.name in modules for relation in read_by(path)
    }


def test_the_command_line_refuses_to_lay_them_side_by_side(tmp_path: Path, capsys) -> None:
    home = Home.at(tmp_path)
    accept(home, Work(tasks={"1": (1, "Б")}, results={"50001": ("5А", 3, 3, {"1": 1})}))
    publish(home)
    asked = (
        "SELECT t.teacher_id, m.completion_pct FROM teaching AS t INNER JOIN"
        " main.mart_deficit_by_class_task AS m ON t.class_name = m.class_name"
    )
    assert main(["query", asked, "--data", str(tmp_path)]) == 1
    assert "02-86" in capsys.readouterr().err
    assert main(["query", "SELECT count(*) FROM task_points", "--data", str(tmp_path)]) == 0
