"""Tasks of a work as headers print them: «4К1 (3б)», «11.3 k1 (2б)», «балл за 2.1», «a-7-grade»."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from etl.grid import Cell
from etl.names import clean

_CODE = r"\d{1,2}(?:[.,]\d{1,2})?(?:\s*\(\d{1,2}\))?(?:\s*[КкKk]\s*\d{1,2})?"
_WITH_MAX = re.compile(rf"({_CODE})\s*\(\s*(\d{{1,2}})\s*б(?:алл[а-я]*)?\.?\s*\)")
_BARE = re.compile(rf"(?:балл\w*\s+за\s+)?(?:задание\s+|№\s*)?({_CODE})", re.IGNORECASE)
_OF_2020 = re.compile(r"a-(\d{1,2})-grade", re.IGNORECASE)


class Task(NamedTuple):
    """A task by its code; `max_points` is None where the header does not say it."""

    code: str
    max_points: float | None


def task_header(cell: Cell) -> Task | None:
    """Return the task that a header names together with its maximum: «1К1 (4б)»; else None."""
    found = _WITH_MAX.fullmatch(clean(cell)) if isinstance(cell, str) else None
    return Task(task_code(found[1]), float(found[2])) if found else None


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
    return re.sub("[КкKk]", "К", found[1].replace(" ", "").replace(",", "."))
