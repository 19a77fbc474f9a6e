"""One row of a protocol of the olympiad taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.formats.declaration import Format
from etl.formats.exams.entries import OwnClass, full_name, own_class
from etl.formats.findings import Findings
from etl.formats.matrix.words import key
from etl.formats.own_school import printed
from etl.formats.reading import number
from etl.formats.registers.table import Table
from etl.formats.registers.words import fits
from etl.names import fold

_STATUSES = (
    (re.compile(r"победител"), "winner"),
    (re.compile(r"призер"), "prize_winner"),
    (re.compile(r"(?<!\w)(?:i|1)\s*(?:-?й)?\s*(?:степен|место)"), "winner"),
    (re.compile(r"(?<!\w)(?:ii|iii|2|3)\s*(?:-?й)?\s*(?:степен|место)"), "prize_winner"),
    (re.compile(r"участ|^сертификат|^[-–—]?$|^нет$"), "participant"),
)
_YES = re.compile(r"^(?:да|\+|призер|победител|1$)")


@dataclass(frozen=True)
class Entry:
    """A participation; `name` is "" where a row has a cipher only."""

    place: tuple[str, int, int]
    subject: str
    stage: str
    school: str
    municipality: str
    name: str
    own: OwnClass
    participation_grade: int
    profile: str
    points: float | None
    max_points: float | None
    status: str
    rank: int | None
    was_prize: int
    teacher: str


def name_of(table: Table, row: int) -> str:
    """Return the name of a row, in one column or in three; "" where there is no whole name."""
    if table.has("surname"):
        return full_name(*(table.text(row, m) for m in ("surname", "first_name", "patronymic")))
    return full_name(table.text(row, "name"), "", "")


def status_of(text: str) -> str:
    """Return winner, prize_winner or participant; "" for other words."""
    folded = fold(text)
    return next((status for pattern, status in _STATUSES if pattern.search(folded)), "")


def grade_of(text: str) -> int:
    """Return the grade that a cell names, 0 where it names none."""
    return own_class(text).grade


class Reader:
    """Reads rows of one table; `section` is the class a heading above a row names."""

    def __init__(self, table: Table, fmt: Format, findings: Findings, most: float | None) -> None:
        self._table, self._fmt, self._findings, self._most = table, fmt, findings, most

    def entry(self, row: int, subject: str, stage: str, section: str) -> Entry | None:
        """Return the participation of a row, None where there is none."""
        table = self._table
        name = name_of(table, row)
        said = table.text(row, "status")
        if not name and not table.text(row, "code"):
            self._note("row_without_name", row, "surname" if table.has("surname") else "name")
            return None
        if fits(key(said), self._fmt.options["absent_status"]):
            self._note("not_present", row, "status", said)
            return None
        own = self._own(row, section)
        most = self._number(row, "max_points")
        most = self._most if most is None else most
        column = max(table.column("surname"), table.column("name"))
        return Entry(
            (table.sheet.name, row, column),
            subject,
            stage,
            printed(table.cell(row, "school")),
            printed(table.cell(row, "municipality")),
            name,
            own,
            grade_of(table.text(row, "participation_grade")) or grade_of(section) or own.grade,
            ", ".join(filter(None, (table.text(row, "profile"), table.text(row, "practice")))),
            self._points(row, most),
            most,
            self._status(row, said),
            _rank(table.text(row, "place")),
            int(bool(_YES.match(fold(table.text(row, "was_prize"))))),
            table.text(row, "teacher"),
        )

    def _own(self, row: int, section: str) -> OwnClass:
        text = self._table.text(row, "class_name") or section
        found = own_class(text)
        if text and not found.grade:
            self._note("class_unclear", row, "class_name", text)
            return OwnClass(text, 0, "")
        return found

    def _points(self, row: int, most: float | None) -> float | None:
        found = self._number(row, "points")
        if found is None and (first := self._number(row, "primary")) is not None:
            found = first + (self._number(row, "added") or 0)
        if found is not None and most is not None and found > most:
            self._note("points_above", row, "points", f"{found:g} из {most:g}")
            return None
        return found

    def _number(self, row: int, means: str) -> float | None:
        text = self._table.text(row, means)
        found = number(text)
        if (found is None and text.strip("-–— ")) or (
            found is not None and found < 0 and means != "added"
        ):
            self._note("points_unclear", row, means, text)
            return None
        return found

    def _status(self, row: int, said: str) -> str:
        found = status_of(said)
        if not found:
            self._note("status_unclear", row, "status", said)
        return found or "participant"

    def _note(self, code: str, row: int, means: str, value: str = "") -> None:
        column = max(self._table.column(means), 0)
        self._findings.add(code, self._table.sheet.name, row, column, value=value)


def _rank(text: str) -> int | None:
    found = re.match(r"\d{1,4}", text)
    return int(found[0]) if found and int(found[0]) else None
