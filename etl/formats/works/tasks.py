"""Tasks of a work as headers print them: «4К1 (3б)», «11.3 k1 (2б)», «балл за 2.1», «a-7-grade»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from etl.grid import Cell
from etl.names import clean

_CODE = (
    r"(?:\d{1,2}(?:[.,]\d{1,2})?(?:\s*\(\d{1,2}\))?(?:\s*[КкKk]\s*\d{1,2})?"
    r"|[КкKkУу]\s*\d{1,2})"  # answers of an exam in full, and spoken ones, are numbered by themselves
)
_WORD = r"(?:задание\s+|зад\.?\s*|no\s*)*"  # «№» is «No» in a cleaned text
_MAX = r"(?:(\d{1,2})\s*б(?:алл[а-я]*)?\.?|макс[а-я]*\.?\s*(\d{1,2})(?:\s*б(?:алл[а-я]*)?\.?)?)"
_WITH_MAX = re.compile(rf"{_WORD}({_CODE})[.)]?\s*[(\[]\s*{_MAX}\s*[)\]]", re.IGNORECASE)
_BARE = re.compile(
    rf"(?:балл\w*\s+за\s+)?{_WORD}({_CODE})(?:[.)]|(?:-?е)?\s*задание)?", re.IGNORECASE
)
_OF_2020 = re.compile(r"a-(\d{1,2})-grade", re.IGNORECASE)


class Task(NamedTuple):
    """A task by its code; `max_points` is None where the header does not say it."""

    code: str
    max_points: float | None


def task_header(cell: Cell) -> Task | None:
    """Return the task that a header names together with its maximum: «1К1 (4б)»; else None."""
    found = _WITH_MAX.fullmatch(clean(cell)) if isinstance(cell, str) else None
    return Task(task_code(found[1]), float(found[2] or found[3])) if found else None


def bare_task(cell: Cell) -> Task | None:
    """Return the task that a header names with no maximum: «балл за 3.1», «a-3-grade», 3.1; else None.

    A spreadsheet may have made a number or a day («3 января») of a code that somebody typed again.
    """
    if isinstance(cell, str) and (found := _OF_2020.fullmatch(clean(cell))):
        return Task(found[1], None)
    code = task_code(cell)
    return Task(code, None) if code else None


@lru_cache(maxsize=4096)
def task_code(cell: Cell) -> str:
    """Return a task's code in one spelling («11.3 k1» → «11.3К1», «16 (1)» → «16(1)»), "" if none.

    The code stays text: `3.1` is not `3.10`.
    """
    if isinstance(cell, bool):
        return ""
    if isinstance(cell, date):
        return f"{cell.day}.{cell.month}"
    if isinstance(cell, (int, float)):
        cell = f"{cell:g}"
    found = _BARE.fullmatch(clean(cell)) if isinstance(cell, str) else None
    if not found:
        return ""
    code = re.sub("[КкKk]", "К", found[1].replace(" ", "").replace(",", "."))
    return code.replace("у", "У")


class Repaired(NamedTuple):
    """A code with what a spreadsheet had made of it: `was` is "" where it is as it was written."""

    code: str
    was: str = ""


def codes_in_order(cells: Sequence[Cell]) -> list[Repaired]:
    """Return the codes of cells that follow one another, "" where a cell holds none.

    A spreadsheet makes a day of a code («3.1» → 3 January, or 1 March where months go first) and a
    number of «3.10»: the neighbours say which code it was.
    """
    found: list[Repaired] = []
    for k, cell in enumerate(cells):
        if isinstance(cell, date):
            before = next((major(one.code) for one in reversed(found) if one.code), 0)
            after = next(filter(None, (major(task_code(x)) for x in cells[k + 1 :]
                                       if not isinstance(x, date))), 99)  # fmt: skip
            options = (f"{cell.day}.{cell.month}", f"{cell.month}.{cell.day}")
            fit = [code for code in options if before <= major(code) <= after]
            code = (fit or options)[0]
            found.append(Repaired(code, f"{cell:%d.%m.%Y}"))
        else:
            code = task_code(cell)
            is_cut = isinstance(cell, float) and any(one.code == code for one in found)
            if is_cut and code.endswith(".1") and found[-1].code == f"{code[:-1]}9":
                found.append(Repaired(f"{code}0", code))
            else:
                found.append(Repaired(code))
    return found


def major(code: str) -> int:
    """Return the number that a code begins with, 0 where it begins with none: «11.3К1» → 11."""
    found = re.match(r"\d+", code)
    return int(found[0]) if found else 0
