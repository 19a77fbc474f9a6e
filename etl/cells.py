"""What stands in one journal cell: marks, attendance codes, words in place of a mark, the unknown.

The grammar: groups stand apart by a space; a `/` inside a group makes
a double mark for one work; a code and a mark come in either order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from etl.grid import Cell
from etl.names import clean, code_key, fold
from etl.seeds import pairs

DEFAULT: Mapping[str, str] = pairs("absence_codes")
_STATES = pairs("mark_words")
_FLOAT = re.compile(r"[0-5]\.0")  # a number that some program wrote out as text
_MARK = re.compile(r"([1-5][+\-–−]?)(?:[✕✖×xXхХ*]([1-9]\d?))?")
_LEGEND_CODE = re.compile(r"(?:^|(?<=[\s,;.(:]))([А-ЯЁA-Z]{1,4})\s*[-–—=:]\s*(?=[А-ЯЁа-яё])")
_LEGEND_LINE = re.compile(r"([А-ЯЁа-яёA-Za-z/]{1,4})\s*[-–—|:=]\s*(\w.+)")


class CellTokens(NamedTuple):
    """One cell understood, each kind of token in the order it stands.

    `marks` are (mark, as printed, weight); `codes` are (upper case, kind); `states` are
    not_attested, exempt, passed, failed or point; `unknown` is kept as printed. `is_zero` says that
    a lone `0` stands there, which some journals print for "no mark".
    """

    marks: tuple[tuple[int, str, int], ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    states: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    is_zero: bool = False


class Tokens(dict[Cell, CellTokens]):
    """Cells read so far under one legend: `tokens[cell]` reads a cell once and then looks it up.

    `mark`, `raw` and `text` know the cells of one mark with weight 1 and nothing else; `code` and
    `kind` those of one code and nothing else; `odd` those with anything besides marks and codes.
    """

    def __init__(self, legend: Mapping[str, str] = DEFAULT) -> None:
        super().__init__()
        self._legend = legend
        self.mark: dict[Cell, int] = {}
        self.raw: dict[Cell, str] = {}
        self.text: dict[Cell, str] = {}
        self.code: dict[Cell, str] = {}
        self.kind: dict[Cell, str] = {}
        self.odd: set[Cell] = set()

    def __missing__(self, cell: Cell) -> CellTokens:
        self[cell] = tokens = _read(cell_text(cell), self._legend)
        if tokens.states or tokens.unknown or tokens.is_zero:
            self.odd.add(cell)
        elif len(tokens.marks) == 1 and not tokens.codes and tokens.marks[0][2] == 1:
            self.mark[cell], self.raw[cell], _ = tokens.marks[0]
            self.text[cell] = cell_text(cell)
        elif len(tokens.codes) == 1 and not tokens.marks:
            self.code[cell], self.kind[cell] = tokens.codes[0]
        return tokens


def read_cell(text: str, legend: Mapping[str, str] = DEFAULT) -> CellTokens:
    """Return the tokens of a cell; `legend` maps attendance codes (in upper case) to kinds."""
    return _memo(text, tuple(sorted(legend.items())))


def cell_text(cell: Cell) -> str:
    """Return a cell as the text a person sees: 5.0 → «5», a date → «02.03.2025»."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (date, datetime)):
        return f"{cell:%d.%m.%Y}"
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def legend_entry(code: Cell, words: Cell) -> tuple[str, str] | None:
    """Return (code, kind) when two cells are a line of a legend: «Б» and «Болезнь» → (Б, ill)."""
    if not isinstance(code, str) or not isinstance(words, str) or len(code) > 6:
        return None
    kind = _kind_of(words)
    key = code_key(code)
    return (key, kind) if kind and key.isalpha() else None


def legend_line(text: str) -> tuple[str, str] | None:
    """Return (code, kind) of a legend's line in one cell: «НП — Пропуск по неуважительной причине»."""
    found = _LEGEND_LINE.fullmatch(clean(text))
    return legend_entry(found[1], found[2]) if found else None


def legend_entries(text: str) -> list[tuple[str, str]]:
    """Return (code, kind) of each entry of a legend in one cell: «Б — болезнь, ОП — опоздание».

    One entry alone must be the whole text; of several, those whose words are known are returned.
    """
    text = clean(text)
    codes = list(_LEGEND_CODE.finditer(text))
    if len(codes) > 1:
        ends = [code.start() for code in codes[1:]] + [len(text)]
        spans = zip(codes, ends, strict=True)
        found = (legend_entry(code[1], text[code.end() : end]) for code, end in spans)
        return [entry for entry in found if entry]
    only = legend_line(text)
    return [only] if only else []


@lru_cache(maxsize=1024)
def _kind_of(words: str) -> str | None:
    text = fold(words)
    return next((kind for word, kind in pairs("absence_words").items() if word in text), None)


@lru_cache(maxsize=65536)
def _memo(text: str, legend: tuple[tuple[str, str], ...]) -> CellTokens:
    return _read(text, dict(legend))


def _read(text: str, legend: Mapping[str, str]) -> CellTokens:
    text = clean(text)
    if _FLOAT.fullmatch(text):
        text = text[0]
    if text == "0":
        return CellTokens(is_zero=True)
    found = _Found()
    for group in text.split(" "):
        is_whole = code_key(group) in _STATES or not group.strip("/")
        pieces = [group] if is_whole else group.split("/")
        for piece in pieces:
            found.take(piece, legend)
    return found.tokens()


class _Found:
    """The tokens of one cell while it is being read."""

    def __init__(self) -> None:
        self.marks: list[tuple[int, str, int]] = []
        self.codes: list[tuple[str, str]] = []
        self.states: list[str] = []
        self.unknown: list[str] = []

    def tokens(self) -> CellTokens:
        return CellTokens(
            tuple(self.marks), tuple(self.codes), tuple(self.states), tuple(self.unknown)
        )

    def take(self, token: str, legend: Mapping[str, str]) -> None:
        """Put one token where it belongs; a word such as «осв» is a code and a state at once."""
        if mark := _MARK.fullmatch(token):
            self.marks.append((int(token[0]), mark[1], int(mark[2] or 1)))
            return
        key = code_key(token)
        if key in legend:
            self.codes.append((key, legend[key]))
        if key in _STATES:
            self.states.append(_STATES[key])
        if token and key not in legend and key not in _STATES:
            self.unknown.append(token)
