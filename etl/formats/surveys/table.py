"""Where the answers of a form stand: the header, the rows below it, and which service wrote them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.formats.matrix.words import key
from etl.formats.registers.words import fits
from etl.formats.surveys.columns import (
    NAMES,
    QUESTION,
    Column,
    columns_of,
    is_question,
    is_scale,
    label_of,
    role_of,
    words,
)
from etl.formats.surveys.moments import are_moments, have_clock, moments
from etl.grid import Cell, Grid, Sheet
from etl.names import clean, subject_key

_ADDED = re.compile(
    r"\((?:ответы|responses)\)|(?:\s-\s)?(?:ответы на форму|form responses)\s*\(?\d*\)?|\(\d+\)\s*$",
    re.IGNORECASE,
)
LOOK_ROWS = 6  # how far down a hand-made table may have its header
LEAST_COLUMNS = 2
LEAST_SCALES = 3  # questions with points that make a table without moments a survey
SAMPLE = 200  # rows of a body that a claim looks at


@dataclass(frozen=True)
class FormTable:
    """The answers of one form: `top` is the row of its header, `first` that of the first answer."""

    sheet: Sheet
    top: int
    service: str
    title: str
    columns: tuple[Column, ...]

    @property
    def first(self) -> int:
        """Return the zero-based row of the first answer."""
        return self.top + 1

    @property
    def body(self) -> range:
        """Return the numbers of the rows below the header, from zero: those of `Column.cells`."""
        return range(len(self.sheet.rows) - self.first)

    @property
    def signature(self) -> str:
        """Return what two exports of one form share: the words of its columns in any order, but the moment's."""
        own = (subject_key(c.header) for c in self.columns if c.role != "moment" and c.has_label)
        listed = "\n".join(sorted(own))
        return hashlib.sha256(listed.encode()).hexdigest()[:16]

    def of(self, *roles: str) -> list[Column]:
        """Return the columns of these roles."""
        return [column for column in self.columns if column.role in roles]


def forms_of_services(grid: Grid) -> Iterator[FormTable]:
    """Give the sheets that a form service wrote: known by its words over a column of moments."""
    for sheet in grid.sheets:
        service = "" if sheet.is_hidden or not sheet.rows else _service(sheet)
        if service:
            yield _table(grid, sheet, 0, service)


def tables_of_answers(grid: Grid) -> Iterator[FormTable]:
    """Give the sheets that hold a row per respondent, whoever made them."""
    for sheet in grid.sheets:
        if sheet.is_hidden:
            continue
        for top in range(min(LOOK_ROWS, len(sheet.rows) - 1)):
            if is_answers(sheet.rows[top], sheet.rows[top + 1 : top + 1 + SAMPLE]):
                yield _table(grid, sheet, top, "table")
                break


def is_answers(header: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> bool:
    """Say whether a header and rows are of a survey.

    With moments to the minute one question is enough; with days alone two that are answered by points
    or few words; without any day three.
    """
    labels = {c: label_of(cell) for c, cell in enumerate(header) if cell != ""}
    if len(labels) < LEAST_COLUMNS or not all(isinstance(header[c], str) for c in labels):
        return False
    cells = {c: [row[c] if c < len(row) else "" for row in body] for c in labels}
    asked = [c for c in labels if is_question(labels[c])]
    if not asked:
        return False
    moment = next((c for c in labels if are_moments(cells[c])), None)
    if moment is not None and have_clock([cell for cell in cells[moment] if cell != ""]):
        return True
    said = words()["tables"]
    roles = {c: role_of(labels[c], cells[c]) for c in labels}
    if any(roles[c] in NAMES and fits(key(labels[c]), said["pupils"]) for c in labels):
        return False
    free = [
        c for c in asked if roles[c] == QUESTION and not fits(key(labels[c]), said["no_question"])
    ]
    return sum(is_scale(cells[c]) for c in free) >= LEAST_SCALES - (moment is not None)


def _service(sheet: Sheet) -> str:
    labels = [label_of(cell) for cell in sheet.rows[0]]
    folded = [key(label) for label in labels]
    said = words()["service"]
    if sum(map(bool, folded)) < LEAST_COLUMNS:
        return ""
    for service in ("google", "yandex"):
        for index, label in enumerate(folded):
            if fits(label, said[service]) and _is_of_moments(sheet, index):
                return service
    is_named = fits(key(sheet.name), said["sheets"]) or fits(folded[0], said["renamed"])
    column = [row[0] for row in sheet.rows[1:SAMPLE] if row and row[0] != ""]
    return "google" if is_named and are_moments(column) and have_clock(column) else ""


def _is_of_moments(sheet: Sheet, index: int) -> bool:
    """Say whether the column that a service names so holds its moments; people may have spoilt a few."""
    cells = [row[index] for row in sheet.rows[1:SAMPLE] if index < len(row) and row[index] != ""]
    return not cells or sum(moment is not None for moment in moments(cells)) * 2 > len(cells)


def _table(grid: Grid, sheet: Sheet, top: int, service: str) -> FormTable:
    columns = columns_of(sheet.rows[top], sheet.rows[top + 1 :])
    return FormTable(sheet, top, service, title_of(grid, sheet), tuple(columns))


def title_of(grid: Grid, sheet: Sheet) -> str:
    """Return what people call a form: the name of its file without what the service adds, else its sheet."""
    stem = grid.name.replace("\\", "/").split("›")[-1].rsplit("/", 1)[-1].rsplit(".", 1)[0]
    found = clean(_ADDED.sub(" ", stem.replace("_", " ")))
    return found or clean(sheet.name) or "Анкета"
