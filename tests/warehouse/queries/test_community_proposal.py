"""What counts as a deficit and as a «ресурс» of a teacher, what unites teachers, and who may ask."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from warehouse.queries import community_proposal as asked
from warehouse.scope import EVERYTHING, Scope

METHODIST = Scope(teachers=None)
DAY = date(2024, 5, 1)


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("""
    CREATE TABLE competence_gaps AS SELECT * FROM (VALUES
        (1, 'low', TRUE, 'agreed', 'learning_route', TRUE), (1, 'silent', TRUE, '', '', TRUE),
        (1, 'unseen', FALSE, 'unaware', '', TRUE), (1, 'modest', TRUE, 'underrated', '', TRUE),
        (1, 'both', TRUE, 'underrated', 'learning_route', TRUE), (1, 'strong', FALSE, 'agreed', 'mentor', TRUE),
        (1, 'bold', FALSE, 'unaware', 'mentor', TRUE), (1, 'middle', FALSE, 'agreed', '', TRUE),
        (1, 'unsaid', NULL, '', '', TRUE), (1, 'low', TRUE, '', '', FALSE),
        (2, 'low', TRUE, '', '', TRUE), (3, 'low', TRUE, '', '', TRUE)
    ) AS t (teacher_id, competence_id, is_self_low, verdict, step, is_newest);
    CREATE TABLE competences AS SELECT DISTINCT competence_id, competence_id AS competence_name, 1 AS position
        FROM competence_gaps;
    CREATE TABLE dim_teacher AS SELECT * FROM (VALUES (1, 'А'), (2, 'Б'), (3, 'В')) AS t (teacher_id, full_name);
    CREATE TABLE staff AS SELECT * FROM (VALUES (2, DATE '2024-04-30'), (3, DATE '2024-06-30'))
        AS t (teacher_id, left_on);
    CREATE TABLE teaching AS SELECT * FROM (VALUES
        ('2023/24', 7, 1), ('2023/24', 7, 1), ('2023/24', 8, 12), ('2022/23', 5, 1)
    ) AS t (school_year, grade, teacher_id);
    CREATE TABLE teacher_persons AS SELECT * FROM (VALUES (12, 1)) AS t (teacher_id, person_id);
    CREATE TABLE staff_parts AS SELECT * FROM (VALUES
        (1, 'subject_block', 'Языки'), (3, 'subject_block', ''), (1, 'age', '55_plus')
    ) AS t (teacher_id, group_kind, group_name);
    CREATE TABLE strategies AS SELECT * FROM (VALUES ('p', 'Проект'), ('d', 'Дебаты'))
        AS t (strategy_id, strategy_name);
    CREATE TABLE mart_strategy_use AS SELECT * FROM (VALUES (1, 'p', 2), (1, 'd', 1), (3, 'p', NULL))
        AS t (teacher_id, strategy_id, frequency)""")
    return con


def test_a_deficit_is_low_or_seen_lower_and_a_resource_is_high_by_both(
    con: duckdb.DuckDBPyConnection,
) -> None:
    found = asked.competences(con, as_of=DAY, scope=METHODIST)
    own = found[found["teacher_id"] == 1]
    assert set(own.loc[own["is_deficit"], "competence_id"]) == {"low", "silent", "unseen", "both"}
    assert set(own.loc[own["is_resource"], "competence_id"]) == {"strong", "bold"}
    assert len(own) == 9  # the newest wave alone


def test_who_has_left_is_not_asked_and_only_the_methodist_sees_everybody(
    con: duckdb.DuckDBPyConnection,
) -> None:
    assert set(asked.competences(con, as_of=DAY, scope=METHODIST)["teacher_id"]) == {1, 3}
    assert set(asked.competences(con, as_of=date(2024, 7, 1), scope=METHODIST)["teacher_id"]) == {1}
    for query in (
        lambda scope: asked.competences(con, as_of=DAY, scope=scope),
        lambda scope: asked.bases(con, scope=scope),
    ):
        assert query(EVERYTHING).empty
        assert set(query(Scope(teachers=frozenset({1})))["teacher_id"]) == {1}


def test_what_unites_is_of_the_newest_year_of_persons_and_of_what_is_used_often(
    con: duckdb.DuckDBPyConnection,
) -> None:
    found = asked.bases(con, scope=METHODIST)
    assert [tuple(row) for row in found.to_numpy()] == [
        (1, "grade", "7"), (1, "grade", "8"), (1, "interest", "Проект"), (1, "subjects", "Языки")]  # fmt: skip
