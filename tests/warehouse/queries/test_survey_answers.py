"""Queries of surveys by given rows: who is counted, who is told, who moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from warehouse.queries import surveys
from warehouse.scope import Scope
from warehouse.tables import ddl

METHODIST, DIRECTOR, FIRST = Scope(teachers=None), Scope(), Scope(teachers=frozenset({1}))
OF = {"school": "s", "survey_id": "x"}


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = duckdb.connect()
    con.execute("; ".join(ddl()))
    yield con
    con.close()


def answer(
    con: duckdb.DuckDBPyConnection, wave: str, who: Any, value: float, school: str = "s"
) -> None:
    """Lay an answer: `who` is a teacher's number, a code, or "" where nobody can tell."""
    number = con.execute("SELECT count(*) FROM survey_responses").fetchall()[0][0]
    own, teacher = f"r{number}", who if isinstance(who, int) else None
    con.execute(
        "INSERT INTO survey_responses VALUES (?, 'x', 'teachers', ?, ?, NULL, ?, ?, '', 1, 'Лист', ?)",
        [school, wave, own, teacher, f"teacher {who}" if teacher else who, number],
    )
    con.execute("INSERT INTO survey_values VALUES (?, 'x', ?, ?, 'i', 1, ?, ?, 2)",
                [school, wave, own, f"{value:g}", value])  # fmt: skip
    con.execute("INSERT INTO survey_scores VALUES (?, 'x', ?, ?, ?, 'sc', ?, 1, 5, 1, 1)",
                [school, wave, own, teacher, value])  # fmt: skip


def told(con: duckdb.DuckDBPyConnection, scope: Scope) -> list[tuple[Any, ...]]:
    found = surveys.values(con, **OF, items=("i",), least=5, scope=scope)
    scored = surveys.scores(con, **OF, least=5, scope=scope)
    assert list(scored["is_shown"]) == list(found["is_shown"])
    columns = found[["value_raw", "values_count", "answers_count"]].astype(object)
    return list(columns.where(found["value_raw"].notna(), None).itertuples(index=False, name=None))


def test_few_unsigned_answers_are_told_to_nobody(con: duckdb.DuckDBPyConnection) -> None:
    for value in (1, 2, 3, 4):
        answer(con, "w", "", value)
    for scope in (METHODIST, DIRECTOR, FIRST):
        assert len(told(con, scope)) == 1
        assert told(con, scope)[0][0] is None
    answer(con, "w", "", 4)
    assert told(con, DIRECTOR)[-1] == ("4", 2, 5)


def test_few_signed_answers_are_whole_for_the_methodist_alone(
    con: duckdb.DuckDBPyConnection,
) -> None:
    for who in (1, 2, 3):
        answer(con, "w", who, 2)
    assert told(con, METHODIST) == [("2", 3, 3)]
    assert told(con, DIRECTOR)[0][0] is None
    assert told(con, FIRST)[0][0] is None
    answer(con, "w", "", 3)  # somebody did not sign: the group is no longer one of named people
    assert told(con, METHODIST)[0][0] is None


def test_another_schools_answers_are_not_ours(con: duckdb.DuckDBPyConnection) -> None:
    for _ in range(6):
        answer(con, "w", "", 5, school="other")
    assert told(con, METHODIST) == []
    assert surveys.waves(con, school="s").empty


def test_pairs_tell_who_moved_and_who_came_and_went(con: duckdb.DuckDBPyConnection) -> None:
    for who, before in (("а", 1), ("б", 2), ("в", 3), ("г", 4), ("д", 5), ("", 5), ("ушёл", 1)):
        answer(con, "до", who, before)
    for who, after in (("а", 2), ("б", 3), ("в", 3), ("г", 3), ("д", 5), ("", 1), ("новый", 1)):
        answer(con, "после", who, after)
    row = surveys.pairing(con, **OF, before="до", after="после").iloc[0].to_dict()
    assert row == {"before_count": 7, "after_count": 7, "paired_count": 5, "left_count": 1,
                   "joined_count": 1, "untold_before_count": 1, "untold_after_count": 1}  # fmt: skip
    asked = {**OF, "between": ("до", "после"), "items": ("i",)}
    found = surveys.pairs(con, **asked, least=5)
    assert [tuple(one) for one in found.itertuples(index=False, name=None)] == [
        ("scale", "sc", 5, 2, 1, 2), ("item", "i", 5, 2, 1, 2),
    ]  # fmt: skip
    assert surveys.pairs(con, **asked, least=6).empty
    assert surveys.pairs(con, **asked, least=6, scope=METHODIST).empty


def test_free_answers_say_whose_may_be_read(con: duckdb.DuckDBPyConnection) -> None:
    for who in (1, 2, ""):
        answer(con, "w", who, 1)
    asked = {**OF, "wave": "w", "items": ("i",)}
    assert list(surveys.texts(con, **asked, scope=FIRST)["is_own"]) == [True, False, True]
    assert list(surveys.texts(con, **asked, scope=METHODIST)["is_own"]) == [True, True, True]
    assert list(surveys.texts(con, **asked)["is_own"]) == [False, False, True]
