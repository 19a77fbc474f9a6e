"""The rows of a table of participants: which are real, of which school, in which class."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from etl.cells import cell_text
from etl.formats.findings import Findings
from etl.formats.own_school import login_of
from etl.formats.vpr.table import Table
from etl.formats.works.cells import code_text, is_absent, number
from etl.grid import Cell

_COUNT = re.compile(r"кол\w*-?\s*во участников\s*:?\s*(\d+)?", re.IGNORECASE)
_LOGIN = re.compile(r"\(\s*((?:edu|sch)\w+)\s*\)", re.IGNORECASE)


@dataclass
class School:
    """A school as a file names it."""

    code: str = ""
    name: str = ""
    municipality: str = ""


@dataclass
class People:
    """Real rows of a table; `at` is the row on the sheet, zero-based."""

    at: list[int] = field(default_factory=list)
    rows: list[Sequence[Cell]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    schools: list[School] = field(default_factory=list)


def people_of(table: Table, findings: Findings) -> People:
    """Return the rows that have a code; a group line names the school of the rows under it."""
    found, column = People(), table.columns["code"][0]
    width = max(max(cs) for cs in [*table.columns.values(), list(table.tasks)]) + 1
    own: dict[tuple[Cell, ...], School] = {}
    group, stated = School(), None
    picked = _picking([table.first(name) for name in ("login", "school_name", "municipality")])
    for r in range(table.head + 1, len(table.sheet.rows)):
        row = table.sheet.rows[r]
        if len(row) < width:
            row = [*row, *[""] * (width - len(row))]
        code = code_text(row[column])
        if not code or (not code[0].isdigit() and _COUNT.search(code)):
            if line := _group_line(row):
                _compare(table, stated, found, findings)
                group, count, r0 = line[0], line[1], r
                stated = None if count is None else (count, len(found.at), r0)
            elif any(number(row[c]) is not None for c in table.tasks):
                findings.add("row_without_code", table.sheet.name, r, column)
            continue
        named = picked(row)
        school = own.get(named)
        if school is None or group.code:
            school = group if group.code else own.setdefault(named, school_of(named))
            if group.code and not group.municipality:
                group.municipality = school_of(named).municipality
        found.at.append(r)
        found.rows.append(row)
        found.codes.append(code)
        found.schools.append(school)
    _compare(table, stated, found, findings)
    return found


def _picking(columns: Sequence[int | None]) -> Callable[[Sequence[Cell]], tuple[Cell, ...]]:
    """Return what picks the cells of columns out of a row; a column that is not there is empty."""
    there = [column for column in columns if column is not None]
    if len(there) == len(columns):
        return itemgetter(*there)
    return lambda row: tuple("" if c is None else row[c] for c in columns)


def school_of(named: Sequence[Cell]) -> School:
    """Return a school from its login, name and municipality; without a login its name is its code."""
    login, name, municipality = (" ".join(cell_text(cell).split()) for cell in named)
    return School(login_of(login) or name, name, municipality)


def _group_line(row: Sequence[Cell]) -> tuple[School, int | None] | None:
    """Return the school and the stated count of «МБОУ «…»(edu203389) | Кол-во участников: 89»."""
    texts = [" ".join(cell_text(cell).split()) for cell in row if cell != ""]
    login = next((text for text in texts if _LOGIN.search(text)), "")
    counted = next((k for k, text in enumerate(texts) if _COUNT.search(text)), None)
    if not login and counted is None:
        return None
    count = None
    if counted is not None:
        beside = texts[counted + 1] if counted + 1 < len(texts) else ""
        said = _COUNT.search(texts[counted])
        digits = (said[1] if said else None) or (beside if beside.isdigit() else None)
        count = int(digits) if digits else None
    code = _LOGIN.search(login)
    name = _COUNT.sub("", _LOGIN.sub("", login)).strip(" |,;") if login else ""
    return School(login_of(code[1]) if code else "", name), count


def _compare(
    table: Table, stated: tuple[int, int, int] | None, people: People, findings: Findings
) -> None:
    """Compare a stated count with the rows under it, with or without those who were absent."""
    if not stated:
        return
    rows, variants = people.rows[stated[1] :], table.columns.get("variant", ())
    there = sum(not any(is_absent(row[c]) for c in variants) for row in rows)
    if stated[0] not in (len(rows), there):
        findings.add("count_differs", table.sheet.name, stated[2], 0,
                     value=f"указано {stated[0]}, в таблице {len(rows)}")  # fmt: skip
