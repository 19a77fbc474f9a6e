"""What single teachers said or were seen to do: refused by the command line, never ordered by a measure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from tests.warehouse.files_in_code import StaffFile, accept
from warehouse import build, person_guard, vpr_guard
from warehouse.__main__ import main
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.sql import FOLDER
from warehouse.tables import ddl

# What may put rows of teachers in order: who, when, where, and the order of frameworks and registers.
ORDERS = frozenset({
    "full_name", "name_raw", "teacher_id", "position", "group_kind", "group_name", "survey_id", "wave",
    "date_from", "date_to", "observed_on", "answered_on", "class_name", "criterion_name", "criterion_id",
    "observation_key", "entry_key", "response_id", "accepted_at", "batch_id", "seq", "trust", "sheet_name",
    "row_no", "column_no", "register", "title", "subject", "subject_raw", "school_year", "item_id",
    "scale_id", "part_order", "grade", "subgroup", "competence", "is_typed", "said_on", "dated_on", "first_on",
    "value_raw", "school_id", "strategy_id", "community_id", "community_name", "community_key", "line_key",
    "line_no", "rank_no", "month_on", "kind", "lesson_id", "lesson_no", "held_on", "task_no", "study_id",
    # How many a group counts: which group is hidden beside a small one.
    "self_count", "both_count",
    # Lessons with tasks go by day; of two coders the observer stands first.
    "coder", "coder_id", "coder_a", "coder_b", "formula_id", "name",
    "assessment_id", "task_code", "role", "basis",
})  # fmt: skip
NAMES_A_PERSON = frozenset(
    {"teacher_id", "full_name", "response_id", "pair_key", "observation_key", "coder_id"}
)


def staff_texts() -> Iterator[Path]:
    """Every text of SQL that reads a relation that names teachers."""
    for path in sorted(FOLDER.rglob("*.sql")):
        if path.parent.name not in ("tables", "warehouse") and _reads(path) & of_teachers():
            yield path


def _reads(path: Path) -> frozenset[str]:
    tree = sqlglot.parse_one(path.read_text("utf-8"), read="duckdb")
    return frozenset(table.name for table in tree.find_all(exp.Table))


def of_teachers() -> frozenset[str]:
    """Return the relations that name teachers or hold their values."""
    return vpr_guard.judged() | person_guard.personal()


def measures(sql: str) -> list[str]:
    """Return by what a statement orders rows or a window's that name a person: no name, day or place.

    Rows that name nobody, such as how many gave an answer, may stand in any order.
    """
    ordered = [
        o for o in sqlglot.parse_one(sql, read="duckdb").find_all(exp.Order) if names_a_person(o)
    ]
    found = [node.name if isinstance(node, exp.Column) else node.sql()
             for order in ordered for node in order.find_all(exp.Column, exp.Literal)
             if not node.is_string]  # fmt: skip
    return [name for name in found if name not in ORDERS]


def names_a_person(order: exp.Order) -> bool:
    """Tell whether the rows of the statement that an order stands in name a person, or may."""
    select = order.find_ancestor(exp.Select)
    if order.parent and isinstance(order.parent, exp.Select):
        select = order.parent
    if select is None or not isinstance(order.parent, exp.Select | exp.Window):
        return True
    columns = {column.name for out in select.expressions for column in out.find_all(exp.Column)}
    return any(out.is_star for out in select.expressions) or bool(columns & NAMES_A_PERSON)


@pytest.mark.parametrize("path", list(staff_texts()), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_nothing_of_teachers_is_ordered_by_a_measure(path: Path) -> None:
    assert measures(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT full_name FROM competence_gaps ORDER BY gap",
        "SELECT full_name FROM competence_gaps ORDER BY full_name, self_share DESC",
        "SELECT full_name FROM staff ORDER BY 2",
        "SELECT full_name, rank() OVER (ORDER BY gap) AS place FROM competence_gaps",
        "WITH a AS (SELECT full_name FROM staff ORDER BY -score LIMIT 3) SELECT full_name FROM a",
    ],
)
def test_an_order_by_a_measure_is_seen(sql: str) -> None:
    assert measures(sql)


def test_the_queries_of_competences_are_among_the_texts_that_are_walked() -> None:
    walked = {f"{path.parent.name}/{path.stem}" for path in staff_texts()}
    assert {"competences/teachers", "competences/lessons", "competences/observed"} <= walked


def test_what_tells_of_groups_names_nobody() -> None:
    con = duckdb.connect()
    con.execute("\n".join(ddl()))
    for model in build.models():
        if model.name in person_guard.OF_GROUPS and not model.write:
            con.execute(f"CREATE TABLE {model.name} AS {model.sql}")
    columns = con.execute("SELECT table_name, column_name FROM duckdb_columns()").fetchall()
    groups = {column for table, column in columns if table in person_guard.OF_GROUPS}
    assert "self_count" in groups and not groups & NAMES_A_PERSON


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    home = Home.at(tmp_path_factory.mktemp("school"))
    accept(home, StaffFile(cards={"Белова Анна Игоревна": {}}))
    publish(home)
    return str(home.path)


@pytest.mark.parametrize(
    "asked",
    [
        "SELECT gap FROM competence_gaps",
        "SELECT avg(s.score) FROM main.survey_scores AS s",
        "SELECT * FROM (SELECT * FROM observation_scores)",
        "SELECT full_name, rank() OVER (ORDER BY gap) AS place FROM competence_gaps",
        "WITH a AS (SELECT * FROM observations) SELECT count(*) FROM a",
        "SELECT value_raw FROM survey_values",
        "SELECT v.fit FROM lesson_value AS v JOIN lesson_coders AS c ON v.lesson_id = c.lesson_id",
        "SELECT teacher_id FROM lesson_cards",
    ],
)
def test_the_command_line_refuses_single_teachers_and_says_why(
    data: str, asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", asked, "--data", data]) == 1
    said = capsys.readouterr().err
    assert "только сам педагог и методист" in said
    assert "mart_competence_by_group" in said


@pytest.mark.parametrize(
    "name", sorted(person_guard.OF_GROUPS | person_guard.TOGETHER | {"staff", "staff_entries"})
)
def test_groups_and_registers_stay_open(data: str, name: str) -> None:
    assert main(["query", f"SELECT count(*) FROM {name}", "--data", data]) == 0
