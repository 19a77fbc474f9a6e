"""Answer masks of exam protocols: `++-2+` of short answers, `1(2)2(3)` of long ones.

A mask is text and never a formula, whatever it begins with.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from etl.cells import cell_text
from etl.grid import Cell
from etl.names import clean, code_key

MINUSES = "-–—−‒"
NOT_ATTEMPTED = frozenset("XХ")  # of code_key
_QUOTED = re.compile(r'^="(.*)"$')
_LONG = re.compile(r"([^()]*)\(\s*(\d+)\s*\)")


class Answer(NamedTuple):
    """One task of a mask: `points` None where they are not readable; `full` is a bare `+`.

    `most` is the maximum that the mask itself states, 0 where it states none.
    """

    raw: str
    points: int | None
    most: int = 0
    full: bool = False
    state: str = "answered"


def short(cell: Cell, length: int = 0) -> list[Answer]:
    """Return the answers of a mask of one sign a task; `length` restores zeros that a number lost."""
    text = re.sub(r"\s", "", _bare(cell))
    if isinstance(cell, (int, float)):
        text = text.zfill(length)
    return [_sign(sign) for sign in text]


def long(cell: Cell) -> tuple[list[Answer], str]:
    """Return the answers of a mask `score(max)…` and what of it is not understood."""
    text = _bare(cell)
    found = [_scored(score.strip(" ,;"), int(most)) for score, most in _LONG.findall(text)]
    return found, _LONG.sub("", text).strip(" ,;")


def _bare(cell: Cell) -> str:
    """Return a mask without what keeps a spreadsheet from taking it for a formula: `'++`, `="++"`."""
    text = clean(cell_text(cell))
    return _QUOTED.sub(r"\1", text).removeprefix("'")


def _sign(sign: str) -> Answer:
    if sign == "+":
        return Answer(sign, 1, full=True)
    if sign in MINUSES:
        return Answer(sign, 0)
    if sign.isdecimal():
        return Answer(sign, int(sign))
    if code_key(sign) in NOT_ATTEMPTED:
        return Answer(sign, 0, state="not_attempted")
    return Answer(sign, None)


def _scored(score: str, most: int) -> Answer:
    if score == "+":
        return Answer(score, most, most)
    if score and score in MINUSES:
        return Answer(score, 0, most)
    if code_key(score) in NOT_ATTEMPTED:
        return Answer(score, 0, most, state="not_attempted")
    points = int(score) if score.isdecimal() else None
    return Answer(
        f"{score}({most})", points if points is not None and points <= most else None, most
    )
