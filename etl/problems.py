"""What is wrong with a file, said so that a person can mend it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class Problem:
    """One thing a person should know about a file, in Russian.

    `row` and `column` are one-based as a spreadsheet prints them (`column` is a letter); `code` is a
    stable word for grouping, such as `unknown_token`. An `error` keeps the file out.
    """

    severity: Severity
    code: str
    what: str
    fix: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the fields as plain values."""
        return asdict(self)


class Refusal(Exception):
    """A file that cannot go in, with every reason found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(p.what for p in problems))
        self.problems = list(problems)


_lists_all: ContextVar[bool] = ContextVar("lists_all", default=False)


@contextmanager
def listing_all() -> Iterator[None]:
    """List every problem of a file read inside the `with` block: what is marked in its cells needs all."""
    token = _lists_all.set(True)
    try:
        yield
    finally:
        _lists_all.reset(token)


def most_listed(usual: int) -> int:
    """Return how many problems of a kind are listed one by one: as many as usual, or all of them."""
    return sys.maxsize if _lists_all.get() else usual


def column_letters(index: int) -> str:
    """Return the spreadsheet letters of a zero-based column: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def at(sheet: str, row: int, column: int) -> dict[str, Any]:
    """Return the place fields of a Problem from zero-based coordinates."""
    return {"sheet": sheet, "row": row + 1, "column": column_letters(column)}
