"""One register being read: its tables, whose they are, and what repeats in every shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from etl.formats.declaration import Format
from etl.formats.findings import Findings
from etl.formats.matrix.sources import Said, labels_of, said_of
from etl.formats.matrix.words import is_footer, key, subject_name
from etl.formats.reading import facts
from etl.formats.registers.kinds import REGISTER_KINDS
from etl.formats.registers.table import Column, Layout, Table, tables
from etl.formats.registers.words import fits
from etl.grid import Grid
from etl.names import class_name, school_year
from etl.school import School
from etl.tidy import Decisions, Parsed, Rows

FROM = ("label", "title", "sheet", "file")
SPARSE = 0.5  # share of filled cells up to which an empty class means "as above"


class RegisterReading:
    """Rows and findings of one register; a shape adds its rows and asks for `parsed`."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        self.grid, self.fmt, self.decisions, self.school = grid, fmt, decisions, school
        self.findings = Findings(REGISTER_KINDS)
        self.rows = Rows()

    def tables(self, layout: Layout) -> Iterator[tuple[Table, Said]]:
        """Give the tables of the file with what stands around them; labels hold for the whole sheet."""
        wanted = self.fmt.options.get("sheets", ())
        for sheet in self.grid.sheets:
            if sheet.is_hidden or (wanted and sheet.name not in wanted):
                continue
            above: dict[str, str] = {}
            for table in tables(sheet, layout):
                placed = cast(Any, table)  # `begin`, `top` and `sheet` are all that is asked of it
                said = said_of(placed, self.grid.name, above)
                above.update(labels_of(placed))
                yield table, said

    def school_year(self, said: Said) -> str:
        """Return the school year of a table, asked for where neither file nor person says it."""
        found = one_of(said, "school_year") or school_year(self.decisions.school_year)
        if not found:
            this = self.school.default_school_year
            before = f"{int(this[:4]) - 1}/{this[2:4]}"
            self.findings.ask(
                "school_year",
                "В~файле не~указан учебный год. За какой год этот файл?",
                ((this, this), (before, before)),
            )
        return found or ""

    def class_of(self, said: Said) -> tuple[int, str] | None:
        """Return the class that a whole table is of, None where nothing names one."""
        return class_name(one_of(said, "class_name") or "") or class_name(self.decisions.class_name)

    def is_skipped(self, text: str) -> bool:
        """Say whether a row that begins so is no entry: a sum, a signature, a vacancy."""
        return is_footer(text) or fits(key(text), self.fmt.options.get("skip", ()))

    def parsed(self, **more: Any) -> Parsed:
        """Return everything that was read, with more facts for the page."""
        return Parsed(
            self.fmt.id,
            self.fmt.source_kind,
            self.rows.columns,
            self.findings.problems(),
            self.findings.questions,
            {**facts(self.rows.columns, self.findings.counts), **more},
        )


def one_of(said: Said, name: str) -> str | None:
    """Return what the nearest source says of a field; None where it says several things."""
    for source in FROM:
        found = {value for value, _ in said.of(name, (source,)) if value}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def is_header(
    needs: Sequence[Sequence[str]], absent: Sequence[str]
) -> Callable[[Sequence[Column]], bool]:
    """Return the test of a header: a column for one meaning of each group, and no forbidden label.

    `needs` are groups of meanings; `absent` are words over tables of another kind. A known subject
    over a column is always of another kind.
    """

    def test(columns: Sequence[Column]) -> bool:
        means = {column.means for column in columns}
        others = [key(c.labels[-1]) for c in columns if c.labels and not c.means]
        return all(means & set(group) for group in needs) and not any(
            fits(folded, absent) for folded in others
        )

    return test


def has_subject(columns: Sequence[Column]) -> bool:
    """Say whether a column without a meaning of ours stands under a subject's name: marks, then."""
    free = (label for column in columns if not column.means for label in column.labels)
    return any(subject_name(label) for label in free)


def carried(table: Table, means: str, rows: Sequence[int], always: bool = False) -> dict[int, str]:
    """Return the texts of a column by row, an empty one taken from above where the column is merged.

    A file tells its merged cells, or the column is filled in at most half of the rows: a list with a
    class in nearly every row has a hole where one is missing. `always` where rows are classes ×
    something, so that an empty cell can mean nothing else.
    """
    column = table.column(means)
    merged = {row for area in table.sheet.merged() if area.left <= column <= area.right
              for row in range(area.top + 1, area.bottom + 1)}  # fmt: skip
    own = {row: table.text(row, means) for row in rows}
    sparse = always or sum(map(bool, own.values())) <= SPARSE * len(own)
    last = ""
    for row, text in own.items():
        if text:
            last = text
        elif row in merged or sparse:
            own[row] = last
    return own
