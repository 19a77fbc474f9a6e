"""What an answer is worth: a number by itself or by its wording, and the options that a cell holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from warehouse.subjects import subject_key
from warehouse.surveys.keys import Item

Value = tuple[str, float | None]  # the answer as it stands, and its number on the item's scale
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
# «5 — полностью согласен», «1. Никогда», «4 (скорее да)»; «1-2 раза» is no number.
_NUMBERED = re.compile(r"(\d+(?:[.,]\d+)?)\s*[-–—.):(=]+\s*(?=[^\W\d_])")
_ENDING = re.compile(r"(?<=[а-яё])\([а-яё]{1,3}\)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[;\n]|,\s)\s*")
_OPEN, _CLOSE = "([{«", ")]}»"
LEAST_TOGETHER = 2  # times that two pieces stand together before they are taken for one option
MOST_COMMAS = 4  # in one option


class Answers:
    """Reads the answers of one item; each wording is looked at once."""

    def __init__(self, item: Item, texts: Iterable[str] = ()) -> None:
        self._item = item
        self._wordings = {_folded(word): value for word, value in item.wordings}
        self._options = item.options
        if item.type == "multi" and not item.options:
            self._options = guessed_options(texts)
        self.is_multi = item.type == "multi"
        self._known: dict[str, tuple[Value, ...]] = {}

    def of(self, raw: str) -> tuple[Value, ...]:
        """Return the values of a cell in order: several of a multiple choice, else one."""
        found = self._known.get(raw)
        if found is None:
            pieces = options_of(raw, self._options) if self._item.type == "multi" else [raw]
            found = self._known[raw] = tuple((piece, self.number(piece)) for piece in pieces)
        return found

    def number(self, text: str) -> float | None:
        """Return the number of one answer, None where it has none or lies outside the item's scale."""
        if self._item.type == "text":
            return None
        worded = self._wordings.get(_folded(text)) if self._wordings else None
        if worded is not None:
            return float(worded)
        if self._item.type not in ("scale", "number", "single"):
            return None
        stated = number_in(text)
        return stated if stated is not None and is_within(self._item, stated) else None


def _folded(text: str) -> str:
    """Return a wording for comparison: «Согласен(на)» is «согласен»."""
    return subject_key(_ENDING.sub("", text))


def number_in(text: str) -> float | None:
    """Return the number that an answer is or begins with: «4», «4,0», «4 — согласен»."""
    bare = text.strip()
    found = _NUMBER.fullmatch(bare) or _NUMBERED.match(bare)
    return float(found[found.re.groups].replace(",", ".")) if found else None


def is_within(item: Item, value: float) -> bool:
    """Say whether a number lies on the item's scale; an item without bounds takes any."""
    return item.min == item.max or item.min <= value <= item.max


def options_of(text: str, options: Sequence[str] = ()) -> list[str]:
    """Return the options chosen in a cell; `options` may hold commas, and the longest that fits is meant.

    What is no option is cut at commas outside brackets and quotes.
    """
    rest = " ".join(text.replace("\n", ";").split()).strip(" ,;")
    known = sorted(((_plain(one), one) for one in options if one.strip()), key=lambda o: -len(o[0]))
    found: list[str] = []
    while rest:
        plain = _plain(rest)
        fits = ((len(own), one) for own, one in known if _begins(plain, own))
        length, said = next(fits, (0, ""))
        length = length or _cut(rest)
        found.append(said or rest[:length].strip())
        rest = rest[length:].lstrip(" ,;")
    return list(dict.fromkeys(filter(None, found)))


def guessed_options(texts: Iterable[str]) -> tuple[str, ...]:
    """Return options with commas of their own, by what always stands together: «Обмен опытом, беседы».

    A piece in lower case that never stands without the piece before it is that option's end.
    """
    listed = list(texts)
    options: tuple[str, ...] = ()
    for _ in range(MOST_COMMAS):
        cells = [options_of(text, options) for text in listed]
        longer = _ever_together(cells)
        if not longer:
            break
        options = tuple(dict.fromkeys((*options, *longer)))
    return options


def _ever_together(cells: Sequence[Sequence[str]]) -> list[str]:
    alone = Counter(piece for cell in cells for piece in cell)
    together = Counter(pair for cell in cells for pair in pairwise(cell))
    return [
        f"{one}, {two}"
        for (one, two), count in sorted(together.items())
        if two[:1].islower() and LEAST_TOGETHER <= count == alone[two]
    ]


def _plain(text: str) -> str:
    """Return a text for comparison, letter for letter: its length stays."""
    return " ".join(text.split()).lower().replace("ё", "е")


def _begins(plain: str, option: str) -> bool:
    after = plain[len(option) :]
    return plain.startswith(option) and (not after or _BETWEEN.match(after) is not None)


def _cut(text: str) -> int:
    """Return where the first piece ends: at a separator outside brackets and quotes."""
    deep = 0
    for at, sign in enumerate(text):
        if sign in _OPEN:
            deep += 1
        elif sign in _CLOSE:
            deep = max(deep - 1, 0)
        elif not deep and _BETWEEN.match(text, at):
            return at
    return len(text)
