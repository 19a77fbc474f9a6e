"""One row of a protocol taken apart: who, from which class, what was answered and scored."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from etl.cells import cell_text
from etl.formats.exams import masks
from etl.formats.exams.blocks import Block
from etl.formats.exams.masks import Answer
from etl.formats.findings import Findings
from etl.formats.reading import number
from etl.grid import Cell
from etl.names import LOOK_ALIKES, class_name, clean

Place = tuple[str, int, int]
_LETTER = re.compile(r"[«\"(]?([А-ЯЁа-яёA-Za-z])[»\")]?")
_NONE = ("-", "–", "—", "нет")
MARKS = range(2, 6)
TEST_POINTS = 100
FIGURES = ("points", "test_points", "mark", "any_mark")


class OwnClass(NamedTuple):
    """A class as a protocol writes it: grade 0 where only a letter or nothing is written."""

    raw: str
    grade: int
    name: str
    letter: str = ""

    def settled(self, grade: int) -> tuple[int, str]:
        """Return (grade, name), the name "" without a letter; an exam's own grade stands for none."""
        own = self.grade or grade
        name = "" if self.name == str(self.grade) else self.name
        return own, name or (f"{own}{self.letter}" if self.letter else "")


@dataclass
class Entry:
    """A participant's row; `answers` are the tasks by the kind of mask."""

    place: Place
    school: str
    municipality: str
    name: str
    own: OwnClass
    variant: str
    points: float | None
    test_points: float | None
    mark: float | None
    any_mark: float | None = None
    answers: dict[str, list[Answer]] = field(default_factory=dict, init=False)


def entry_of(block: Block, row: int, findings: Findings) -> Entry | None:
    """Return the participant of a row, None where the row names nobody."""
    table = block.table
    place = (table.sheet.name, row, max(table.column("surname"), table.column("name")))
    parts = [block.text(row, means) for means in ("surname", "first_name", "patronymic")]
    name = full_name(*parts) or full_name(block.text(row, "name"), "", "")
    if not name:
        findings.add("row_without_name", *place)
        return None
    own = own_class(block.text(row, "class_name"))
    if own.raw and not (own.grade or own.letter):
        findings.add("class_unclear", place[0], row, table.column("class_name"), value=own.raw)
    figures = [_figure(block, row, means, findings) for means in FIGURES]
    school, municipality = (_code(block.text(row, m)) for m in ("school", "municipality"))
    return Entry(place, school, municipality, name, own, block.text(row, "variant"), *figures)


def _code(text: str) -> str:
    """Return a code as it was before some program made a number of it: «9306.0» → 9306."""
    return re.sub(r"^(\d+)[.,]0+$", r"\1", text)


def full_name(surname: str, first_name: str, patronymic: str) -> str:
    """Return a whole name, "" where surname or first name is missing."""
    parts = [part for part in (surname, first_name, patronymic) if part.casefold() not in _NONE]
    words = " ".join(filter(None, parts)).split()
    return " ".join(words) if len(words) > 1 and surname else ""


def own_class(text: str) -> OwnClass:
    """Return the class that a text writes: «9А», «9а», «А», «11»."""
    found = class_name(text)
    if found:
        return OwnClass(text, *found)
    letter = _LETTER.fullmatch(clean(text))
    return OwnClass(text, 0, "", letter[1].upper().translate(LOOK_ALIKES) if letter else "")


def answers_of(block: Block, row: int, length: int) -> dict[str, list[Answer]]:
    """Return the answers of a row by kind of mask; `length` is that of the longest short mask."""
    found = {"short": masks.short(block.cell(row, "short"), length)}
    for means in ("long", "oral"):
        found[means], rest = masks.long(block.cell(row, means))
        if rest:
            found[means].append(Answer(rest, None))
    return found


def figure_in(cell: Cell) -> float | None:
    """Return a figure, None where the cell states none; a dash states none too."""
    return number(cell) if cell != "" else None


def is_neither(figure: float, is_tested: bool) -> bool:
    """Say whether a figure of a column that may hold either is no test points, or else no mark."""
    return figure > TEST_POINTS if is_tested else figure not in MARKS


def _figure(block: Block, row: int, means: str, findings: Findings) -> float | None:
    cell = block.cell(row, means)
    found, text = figure_in(cell), clean(cell_text(cell))
    bad = found is None and text not in ("", *_NONE)
    if found is not None and (
        found < 0
        or (means == "mark" and found not in MARKS)
        or (means == "test_points" and found > TEST_POINTS)
    ):
        bad, found = True, None
    if bad:
        sheet, column = block.table.sheet.name, block.table.column(means)
        findings.add("number_unclear", sheet, row, column, value=text)
    return found
