"""Where a work's table stands on a sheet, what its columns hold, which maxima its rows state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from etl.cells import cell_text
from etl.days import month_number
from etl.formats.declaration import Format
from etl.formats.matrix.lines import at
from etl.formats.matrix.people import person
from etl.formats.matrix.words import is_plain_sheet
from etl.formats.own_school import printed
from etl.formats.registers.words import Vocabulary, vocabulary
from etl.formats.works.cells import number, read_points
from etl.formats.works.said import kind_in
from etl.formats.works.tasks import Task, codes_in_order, major, task_header
from etl.grid import Cell, Sheet
from etl.names import clean, fold

HEADER_ROWS = 30  # within which the first header stands
DEEPEST = 7  # rows from the label of names to the first pupil
ABOVE = 3  # rows over a header that may state maxima
LEAST = 2  # tasks
LONGEST_LABEL = 60
LEVELS = {"б": "Б", "п": "П", "в": "В"}
_DAY = re.compile(r"^0\d|\.0\d")  # «01.09» is no code
_CODES = re.compile(r"код\s+(?:участник|обучающ|ученик)")
_WORDED = re.compile(r"(?:задание|зад\.|no)\s*\d", re.IGNORECASE)


@dataclass
class Table:
    """A header found: `columns` by meaning from the left, `tasks` by column; rows are zero-based.

    `levels` are Б, П, В by column; `repaired` are (row, column, as read, code) of mended headers;
    `has_max_row` says that maxima stand in a row of their own.
    """

    sheet: Sheet
    head: int
    first: int
    end: int
    columns: dict[str, list[int]] = field(default_factory=dict)
    tasks: dict[int, Task] = field(default_factory=dict)
    levels: dict[int, str] = field(default_factory=dict)
    repaired: list[tuple[int, int, str, str]] = field(default_factory=list)
    wrong_max: list[tuple[int, int]] = field(default_factory=list)
    has_max_row: bool = False
    top: int = 0

    def first_of(self, meaning: str) -> int:
        """Return the leftmost column of a meaning, -1 where there is none."""
        return next(iter(self.columns.get(meaning, ())), -1)

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell, "" where there is none."""
        return at(self.sheet.rows, row, column) if column >= 0 else ""

    def text(self, row: int, meaning: str) -> str:
        """Return the text of a row's cell by meaning."""
        return clean(cell_text(self.cell(row, self.first_of(meaning))))

    def name(self, row: int) -> str:
        """Return the name in a row, in one column or in three; "" where there is none."""
        columns = [self.first_of(m) for m in ("name", "first_name", "patronymic")]
        told = " ".join(filter(None, (clean(cell_text(self.cell(row, c))) for c in columns)))
        return person(told).name if told else ""


def tables_of(sheet: Sheet, fmt: Format) -> Iterator[Table]:
    """Give the tables of a sheet; each ends where the next header begins."""
    if sheet.is_hidden:
        return
    words = vocabulary(fmt.options["columns"])
    heads = _heads(sheet, words)
    if not heads or _is_of_another_kind(sheet, heads[0], fmt.options["absent"]):
        return
    top = 0
    for head, after in zip(heads, [*heads[1:], len(sheet.rows)], strict=True):
        end = after if after == len(sheet.rows) else _lines_above(sheet, head, after)
        table = _table(sheet, (head, end), fmt, words)
        if table and _is_a_work(table, top):
            table.top = top
            yield table
        top = end


def _lines_above(sheet: Sheet, head: int, after: int) -> int:
    """Return the first of the lines right above a repeated header: «8Б класс»."""
    r = after
    while r - 1 > head and sum(cell != "" for cell in sheet.rows[r - 1]) <= 1:
        r -= 1
    return r


def _heads(sheet: Sheet, words: Vocabulary) -> list[int]:
    """Return the rows where the label of names stands beside other labels; a header may be repeated."""
    for r in range(min(len(sheet.rows), HEADER_ROWS)):
        if sum(cell != "" for cell in sheet.rows[r]) < 2:
            continue
        names = (c for c, text in sheet.texts(r) if len(text) < LONGEST_LABEL
                 and words.begins(text) == "name" and not text.rstrip().endswith(":"))  # fmt: skip
        if (column := next(names, None)) is not None:
            label = sheet.rows[r][column]
            later = range(r + 1, len(sheet.rows))
            return [r, *(k for k in later if at(sheet.rows, k, column) == label)]
    return []


def _is_of_another_kind(sheet: Sheet, head: int, absent: Sequence[str]) -> bool:
    texts = (
        fold(text) for r in range(min(head + 3, len(sheet.rows))) for _, text in sheet.texts(r)
    )
    return any(word in text for text in texts for word in absent)


def _table(sheet: Sheet, span: tuple[int, int], fmt: Format, words: Vocabulary) -> Table | None:
    head, end = span
    names = next(c for c, text in sheet.texts(head) if words.begins(text) == "name")
    extras, header, first = _header_rows(sheet, span, names, fmt.options)
    table = Table(sheet, head, first, end)
    lowest = _labels(table, header, words)
    for r in (*range(max(0, head - ABOVE), head), *range(first, end)):
        if kind := extra_of(sheet.rows[r], fmt.options):
            extras.setdefault(kind, r)
    _maxima(table, lowest, extras.get("max_rows", -1))
    if (r := extras.get("level_rows", -1)) >= 0:
        cells = ((c, fold(cell_text(at(sheet.rows, r, c)))[:1]) for c in table.tasks)
        table.levels = {c: LEVELS[letter] for c, letter in cells if letter in LEVELS}
    return table if table.tasks else None


def _header_rows(
    sheet: Sheet, span: tuple[int, int], names: int, options: Mapping[str, Sequence[str]]
) -> tuple[dict[str, int], list[int], int]:
    """Return the rows of maxima and levels, those of labels, and the first row of the body."""
    head, end = span
    extras: dict[str, int] = {}
    header, r = [head], head + 1
    while r < min(head + DEEPEST, end):
        row = sheet.rows[r]
        kind = extra_of(row, options)
        if kind == "code_rows":
            header.append(r)
        elif kind:
            extras.setdefault(kind, r)
        elif clean(cell_text(at(sheet.rows, r, names))) or _first_is_example(row):
            break
        elif any(cell != "" for cell in row):
            header.append(r)
        r += 1
    else:
        r = header[-1] + 1 if not extras else max(header[-1], *extras.values()) + 1
    return extras, header, r


def _first_is_example(row: Sequence[Cell]) -> bool:
    first = next((cell for cell in row if cell != ""), "")
    return isinstance(first, str) and fold(first).startswith("пример")


def extra_of(row: Sequence[Cell], options: Mapping[str, Sequence[str]]) -> str:
    """Return what a row states of tasks by its first text (`options` with such words), or ""."""
    first = next((fold(cell) for cell in row if isinstance(cell, str) and cell.strip()), "")
    if not first or first.endswith(":"):
        return ""
    kinds = ("max_rows", "level_rows", "code_rows", "other_rows")
    return next((k for k in kinds if any(re.match(p, first) for p in options[k])), "")


def _labels(table: Table, header: Sequence[int], words: Vocabulary) -> dict[int, tuple[int, Cell]]:
    """Sort the columns whose labels have a meaning; return the lowest label of the others."""
    rows = table.sheet.rows
    width = max(len(rows[r]) for r in header)
    others: dict[int, tuple[int, Cell]] = {}
    for c in range(width):
        cells = [
            (r, cell) for r in header if (cell := at(rows, r, c)) != "" and cell_text(cell).strip()
        ]
        if not cells:
            continue
        texts = tuple(" ".join(cell_text(cell).split()) for _, cell in cells)
        meaning = words.meaning(texts) if isinstance(cells[-1][1], str) else ""
        if meaning:
            table.columns.setdefault(meaning, []).append(c)
        else:
            others[c] = cells[-1]
    return others


def _maxima(table: Table, lowest: Mapping[int, tuple[int, Cell]], max_row: int) -> None:
    """Settle which of the other columns are tasks: by a code, or by a maximum over a criterion."""
    table.has_max_row = max_row >= 0
    stated: dict[int, float] = {}
    for c in lowest if max_row >= 0 else ():
        cell = at(table.sheet.rows, max_row, c)
        found = number(cell)
        if found is not None and found > 0:
            stated[c] = found
        elif cell != "" and cell_text(cell).strip():
            table.wrong_max.append((max_row, c))
    codes = codes_in_order([cell for _, cell in lowest.values()])
    is_blank = max_row >= 0 and not stated and not any(one.code for one in codes)
    for (c, (r, cell)), mended in zip(lowest.items(), codes, strict=True):
        told = task_header(cell)
        if told:
            table.tasks[c] = told._replace(max_points=stated.get(c, told.max_points))
        elif mended.code:
            table.tasks[c] = Task(mended.code, stated.get(c))
            if mended.was:
                table.repaired.append((r, c, mended.was, mended.code))
        elif isinstance(cell, str) and (c in stated or (is_blank and _is_scored(table, c))):
            table.tasks[c] = Task(printed(cell), stated.get(c))


def _is_scored(table: Table, column: int) -> bool:
    """Say whether nothing but points stands below a label that is no code: a criterion, not a remark."""
    cells = [table.cell(r, column) for r in range(table.first, table.end)]
    return all(read_points(cell, None).state for cell in cells if cell != "")


def _is_a_work(table: Table, top: int) -> bool:
    """Say whether a table is of a work's tasks and not of lessons: maxima, or words that say so."""
    rows, tasks = table.sheet.rows, table.tasks.values()
    if any(task.max_points for task in tasks):
        return True
    if any(month_number(text) for r in range(max(top, table.head - 2), table.first)
           for _, text in table.sheet.texts(r)):  # fmt: skip
        return False
    dated = sum(bool(_DAY.search(task.code)) for task in tasks) + len(table.repaired)
    if 2 * dated > len(table.tasks):
        return False
    majors = [major(task.code) for task in tasks if major(task.code)]
    if len(table.tasks) < LEAST or majors != sorted(majors) or (majors and majors[0] != 1):
        return False
    cells = [
        clean(cell)
        for r in range(table.head, table.first)
        for cell in rows[r]
        if isinstance(cell, str)
    ]
    if table.has_max_row or sum(bool(_WORDED.match(cell)) for cell in cells) >= LEAST:
        return True
    above = [text for r in range(top, table.head) for _, text in table.sheet.texts(r)]
    if any(_CODES.match(fold(cell)) for cell in cells):
        return True
    name = table.sheet.name
    return any(kind_in(text) for text in ([] if is_plain_sheet(name) else [name]) + above)
