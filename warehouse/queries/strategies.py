"""Strategies: the staff's resource for each, who could teach it, what a teacher said of the own use.

Counts are of the whole staff. Nobody is named but those who can teach a strategy, to those who keep the
registers of the staff, and the person to himself. Nothing is ordered by what a teacher said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class Sight:
    """The day that is asked of, below how many people counts are hidden, and whether people may be named."""

    as_of: date
    least: int = 5
    named: bool = False


def resource(con: Con, *, sight: Sight, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the strategies in the order of the register with the counts of teachers who work here.

    Columns: strategy_id, strategy_name, kind (strategy, technology), is_hidden, asked_count,
    teach_count, apply_count, know_count, none_count, frequency_count, never_count, rarely_count,
    often_count, always_count. Counts are None where too few answered.
    """
    params = {"as_of": sight.as_of, "least": sight.least, "named": sight.named}
    return con.execute(text("strategies/resource"), params).df()


def staff(con: Con, *, as_of: date, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return one row: staff_count and answered_count, teachers who said something of any strategy."""
    return con.execute(text("strategies/staff"), {"as_of": as_of}).df()


def tutors(con: Con, *, strategy: str, sight: Sight, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return who can teach a strategy, by name: teacher_id, full_name, subjects, frequency, said_on.

    Everybody where `sight.named`, else only the person.
    """
    params = {"strategy": strategy, "as_of": sight.as_of, "named": sight.named}
    return con.execute(
        text("strategies/tutors"), params | {"teachers": scope.teacher_ids or []}
    ).df()


def own(con: Con, *, teacher: int, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return what a teacher in the scope said last: strategy_id, frequency, mastery, said_on."""
    params = {"teacher": teacher, "teachers": scope.teacher_ids}
    return con.execute(text("strategies/own"), params).df()


def unknown(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the titles of self-analysis that no strategy is called by: title, lines_count."""
    return con.execute(text("strategies/unknown")).df()


def staff_deficits(con: Con, *, sight: Sight, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the competences that individual routes, plans, mentoring and diagnostics name as deficits.

    Columns: competence_id, competence_name, block_name, teachers_count; those of fewer than
    `sight.least` teachers only where `sight.named`.
    """
    params = {"as_of": sight.as_of, "least": sight.least, "named": sight.named}
    return con.execute(text("strategies/staff_deficits"), params).df()


def competences(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the framework in its order: competence_id, competence_name, block_name."""
    return con.execute(text("strategies/competences")).df()


def sources(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the files with self-analysis: batch_id, file_name, accepted_at, accepted_by, rows_count."""
    return con.execute(text("strategies/sources")).df()
