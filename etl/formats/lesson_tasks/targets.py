"""The structure that a teacher means a lesson to have: five shares, in parts or in percents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from etl.cells import cell_text
from etl.grid import Cell
from etl.names import clean

NAMES = ("t1", "t2", "t3", "t4", "t5")
CLOSE = 0.005  # shares of two digits may fall short of one by that much
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


class Targets(NamedTuple):
    """Five shares whose sum is 1, or what is wrong with them in words («0,9»)."""

    shares: tuple[float, ...] = ()
    wrong: str = ""


def targets_of(cells: Sequence[Cell]) -> Targets:
    """Return the shares of five cells, or of one that lists five: «20 / 30 / 20 / 10 / 20».

    An empty cell among filled ones is none of that category; without any figure nothing was set.
    """
    texts = [clean(cell_text(cell)).strip("-–— ") for cell in cells]
    if sum(map(bool, texts)) == 1 and len(listed := _listed(next(filter(None, texts)))) > 1:
        texts = listed
    if not any(texts):
        return Targets()
    numbers = [_number(text) for text in texts]
    if None in numbers or len(numbers) != len(NAMES):
        return Targets(wrong=", ".join(text or "пусто" for text in texts))
    shares = [number for number in numbers if number is not None]
    total = sum(shares)
    for whole in (1, 100):
        if min(shares) >= 0 and abs(total - whole) <= CLOSE * whole:
            return Targets(tuple(round(share / total, 6) for share in shares))
    return Targets(wrong=f"{', '.join(texts)}: в сумме {_said(total)}")


def _listed(text: str) -> list[str]:
    """Return the figures of a list in one cell: decimal commas are told from commas between."""
    between = next((sign for sign in (";", "/", "|") if sign in text), "")
    if between:
        return [piece.strip() for piece in text.split(between)]
    pieces = re.split(r",\s+|\s+", text)
    return [piece for piece in pieces if piece != "%"]


def _number(text: str) -> float | None:
    bare = text.replace("%", "").strip()
    if not bare:
        return 0.0
    return float(bare.replace(",", ".")) if _NUMBER.fullmatch(bare) else None


def _said(number: float) -> str:
    return f"{round(number, 3):g}".replace(".", ",")
