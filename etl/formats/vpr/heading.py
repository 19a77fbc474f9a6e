"""Which work a table of participants is of: from the lines above it, the sheet, the file's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from etl.cells import cell_text
from etl.days import parse_day, school_year_of
from etl.formats.findings import Findings
from etl.formats.vpr.table import Table
from etl.formats.works.cells import code_text
from etl.formats.works.classes import grade_of_code, ordinal_of
from etl.formats.works.titles import Title, calendar_year, level_in, title_of
from etl.grid import Cell
from etl.names import fold, school_year
from etl.school import School
from etl.tidy import Decisions

LIKELY = 0.9  # share of participants of one grade at which the file is of that grade


class Heading(NamedTuple):
    """A work: what `Rows.work` takes; class_grade is 0 where several grades sat it."""

    kind: str
    school_year: str
    subject: str
    work_grade: int
    class_grade: int
    held_on: date | None
    label: str


def heading_of(
    table: Table,
    rows: Sequence[Sequence[Cell]],
    file_name: str,
    asking: tuple[Decisions, Findings, School],
) -> Heading:
    """Return the work that a table is of; what nothing says comes from decisions or is asked for."""
    decisions, findings, school = asking
    texts = [*_texts(table, file_name)]
    titles = [*_labelled_titles(table), *map(title_of, texts)]
    sat = _grade_sat(table, rows)
    held_on = _day_above(table) or parse_day(decisions.held_on)
    kind = _first(titles, "kind") or decisions.kind or "vpr"
    subject = _first(titles, "subject") or decisions.subject
    said = int(_first(titles, "grade") or 0) or ordinal_of(decisions.work_grade)
    year = (
        _year(table, rows, held_on)
        or (_season(texts, said, sat) if kind == "vpr" else "")
        or _first(titles, "school_year")
        or school_year(decisions.school_year)
    )
    label = decisions.label or next(filter(None, map(level_in, texts)), "")
    if not subject:
        findings.ask("subject", "В~файле не~указан предмет работы. Какой это предмет?")
    if not said:
        proposals = tuple((str(g), f"{g} класс") for g in (sat, sat - 1) if g > 0)
        findings.ask("work_grade", "За какой класс эта работа?", proposals, best="")
    if not year:
        this = school.default_school_year
        before = f"{int(this[:4]) - 1}/{this[2:4]}"
        findings.ask("school_year", "В~файле не~указан учебный год. Когда писали работу?",
                     ((before, before), (this, this)), best="")  # fmt: skip
    return Heading(kind, year or "", subject, said, sat, held_on, label)


def _texts(table: Table, file_name: str) -> Iterator[str]:
    """Give what may name the work: the lines above the table, the sheet, the file without its folders."""
    for row in table.sheet.rows[: table.head]:
        yield from (cell for cell in row if isinstance(cell, str) and cell.strip())
    yield table.sheet.name
    yield file_name.replace("\\", "/").split("›")[-1].rsplit("/", 1)[-1]


def _labelled_titles(table: Table) -> Iterator[Title]:
    for row in table.sheet.rows[: table.head]:
        if subject := _labelled(row, "предмет"):
            yield Title(subject=subject)


def _season(texts: Sequence[str], work_grade: int, sat: int) -> str:
    """Return the school year that begins in the year of a title where the next grade sat the work.

    Such a work is an autumn one, whatever its year; where the same grade sat it, "".
    """
    year = next(filter(None, map(calendar_year, texts)), 0)
    is_autumn = work_grade and sat == work_grade + 1 and not any("весн" in fold(t) for t in texts)
    return f"{year}/{(year + 1) % 100:02d}" if year and is_autumn else ""


def _first(titles: Sequence[Title], name: str) -> str:
    return str(next((value for title in titles if (value := getattr(title, name))), ""))


def _labelled(row: Sequence[Cell], label: str) -> str:
    """Return what stands after «Предмет:» in its cell or in the next one that is filled."""
    filled = [cell for cell in row if cell != ""]
    for k, cell in enumerate(filled):
        found = re.match(rf"{label}\s*:\s*(.*)", fold(cell)) if isinstance(cell, str) else None
        if found:
            rest = str(cell).split(":", 1)[1].strip()
            return rest or (cell_text(filled[k + 1]).strip() if k + 1 < len(filled) else "")
    return ""


def _day_above(table: Table) -> date | None:
    said = (_labelled(row, "дата") for row in table.sheet.rows[: table.head])
    return next((day for text in said if text and (day := parse_day(text))), None)


def _year(table: Table, rows: Sequence[Sequence[Cell]], held_on: date | None) -> str:
    """Return the school year by the day of the work, else by the days of loading, else ""."""
    if held_on:
        return school_year_of(held_on)
    column = table.first("uploaded")
    if column is not None:
        days = Counter(
            school_year_of(day)
            for cell in {row[column] for row in rows}
            if cell != "" and (day := parse_day(cell))
        )
        if days:
            return days.most_common(1)[0][0]
    return ""


def _grade_sat(table: Table, rows: Sequence[Sequence[Cell]]) -> int:
    """Return the grade that nearly all codes begin with, 0 where several do."""
    column = table.columns["code"][0]
    grades: Counter[int] = Counter()
    for cell, count_of_it in Counter(row[column] for row in rows).items():
        grades[grade_of_code(code_text(cell))] += count_of_it
    grade, count = grades.most_common(1)[0] if grades else (0, 0)
    return grade if count >= LIKELY * len(rows) else 0
