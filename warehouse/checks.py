"""Questions about the data: each is a model of `checks/*.sql` that answers rows of what to look at.

The header of a model is its catalogue entry: the first line is the grain; `title`, `severity` (error,
warning, info), `what`, `why`, `fix` and `unit` (one|few|many) are words for a person; `column` lines
are a key, a label and perhaps a kind (count, number, day, period, metric, work); `link` says what mends a row
(mend, class, uploads, subjects, periods, works) and its words; `order` orders the rows; `threshold` names a
threshold that the SQL takes by the same name; `needs` names a relation without which there is nothing
to ask. Every model answers `school_year` and `class_name`, "" where a row is of no one class.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope

FOLDER = Path(__file__).with_name("checks")
SEVERITIES = ("error", "warning", "info")
LINKS = ("mend", "class", "uploads", "subjects", "periods", "works")
Con = duckdb.DuckDBPyConnection
_LINE = re.compile(r"^-- (\w+): (.+)$", re.MULTILINE)
_KINDS = ("count", "number", "day", "period", "metric", "work")


@dataclass(frozen=True)
class Check:
    """One question; `columns` are (key, label, kind), `units` the forms of the noun of its rows."""

    id: str
    title: str
    severity: str
    what: str
    why: str
    fix: str
    units: tuple[str, str, str]
    columns: tuple[tuple[str, str, str], ...]
    link: str
    link_words: str
    order: str
    thresholds: tuple[str, ...]
    needs: tuple[str, ...]
    sql: str


@cache
def checks() -> tuple[Check, ...]:
    """Return all questions, the gravest first. Raises ValueError for a header that lacks something."""
    found = [_read(path) for path in sorted(FOLDER.glob("*.sql"))]
    return tuple(sorted(found, key=lambda check: (SEVERITIES.index(check.severity), check.id)))


def check(check_id: str) -> Check | None:
    """Return one question, None for an unknown id."""
    return next((one for one in checks() if one.id == check_id), None)


def answer(
    con: Con,
    *,
    check_id: str,
    limits: tuple[tuple[str, float], ...] = (),
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:
    """Return the rows of one question; `limits` are (threshold, value).

    Columns: school_year, class_name, those that the question declares, and batch_id where a file is
    meant. Rows of no one class are shown to whoever may see all classes. KeyError for an unknown id.
    """
    asked = {one.id: one for one in checks()}[check_id]
    if not set(asked.needs) <= _relations(con):
        names = ["school_year", "class_name", *(key for key, *_ in asked.columns)]
        return pd.DataFrame(columns=list(dict.fromkeys(names)))
    sql = (
        f"SELECT * FROM ({asked.sql}) WHERE $scope::VARCHAR[] IS NULL"
        " OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name)"
        f" ORDER BY {asked.order}"
    )
    params: dict[str, object] = {"scope": scope.keys}
    params |= {name: value for name, value in limits if name in asked.thresholds}
    return con.execute(sql, params).df()


def _relations(con: Con) -> set[str]:
    rows = con.execute(
        "SELECT table_name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views()"
    )
    return {name for (name,) in rows.fetchall()}


def _read(path: Path) -> Check:
    sql = path.read_text("utf-8")
    lines: dict[str, list[str]] = {}
    for name, value in _LINE.findall(sql):
        lines.setdefault(name, []).append(value.strip())
    try:
        return Check(id=path.stem, sql=sql, **_fields(lines))
    except (KeyError, ValueError) as wrong:
        raise ValueError(f"{path.name}: {wrong}") from wrong


def _fields(lines: Mapping[str, list[str]]) -> dict[str, Any]:
    one, few, many = lines["unit"][0].split("|")
    link, _, words = lines["link"][0].partition(" ")
    severity = lines["severity"][0]
    if severity not in SEVERITIES or link not in LINKS:
        raise ValueError(f"no such severity or link: {severity}, {link}")
    texts = {name: lines[name][0] for name in ("title", "what", "why", "fix", "order")}
    return {
        **texts,
        "severity": severity,
        "units": (one, few, many),
        "columns": tuple(map(_column, lines["column"])),
        "link": link,
        "link_words": words,
        "thresholds": tuple(lines.get("threshold", ())),
        "needs": tuple(lines.get("needs", ())),
    }


def _column(line: str) -> tuple[str, str, str]:
    key, *label = line.split()
    kind = label.pop() if label[-1] in _KINDS else "text"
    return key, " ".join(label), kind
