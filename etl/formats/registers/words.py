"""What the labels over a column mean, by the words that a format lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache

from etl.formats.matrix.words import key
from etl.names import class_name, clean

_DIGITS = re.compile(r"\d(?!\))")  # «10.05.2025» is no class, «5А(1)» is
Words = Mapping[str, Sequence[str]]


class Vocabulary:
    """The words of a format's columns by meaning, with what was looked up already."""

    def __init__(self, words: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        self._words = words
        self._known: dict[tuple[str, ...], str] = {}
        self._alone: dict[str, str] = {}

    def meaning(self, labels: tuple[str, ...]) -> str:
        """Return the first meaning that fits the labels of a column, read together or the lowest alone.

        `labels` stand from top to bottom; «Выбыл» over «дата» is read as one before «дата» alone.
        """
        if labels not in self._known:
            self._known[labels] = self._look_up(labels)
        return self._known[labels]

    def pieces(self, *meanings: str) -> tuple[str, ...]:
        """Return what the words of these meanings hold besides signs: each of them has one."""
        words = {re.sub(r"[^а-яёa-z]", " ", word) for name, listed in self._words
                 if name in meanings for word in listed}  # fmt: skip
        return tuple(sorted({max(word.split(), key=len) for word in words if word.split()}))

    def begins(self, text: str) -> str:
        """Return the meaning of one cell as it is printed, alone."""
        found = self._alone.get(text)
        if found is None:
            found = self._alone[text] = self.meaning((clean(text),))
        return found

    def _look_up(self, labels: tuple[str, ...]) -> str:
        spelled = dict.fromkeys((key(" ".join(labels)), key(labels[-1]))) if labels else ()
        return next(
            (name for own in spelled for name, listed in self._words if fits(own, listed)), ""
        )


def vocabulary(words: Words) -> Vocabulary:
    """Return the vocabulary of a format's words, one for all files."""
    return _vocabulary(tuple((name, tuple(listed)) for name, listed in words.items()))


@lru_cache(maxsize=64)
def _vocabulary(words: tuple[tuple[str, tuple[str, ...]], ...]) -> Vocabulary:
    return Vocabulary(words)


def fits(folded: str, listed: Iterable[str]) -> bool:
    """Say whether a folded label is one of the words; `*` stands for anything."""
    return bool(folded) and any(fnmatchcase(folded, word) for word in listed)


def own_class(text: str) -> tuple[int, str] | None:
    """Return (grade, name) where a text is a class with its letter and nothing else: «5-а», «10 соц-эк»."""
    found = class_name(text)
    if found is None or len(clean(text)) > 24:
        return None
    bare = found[1].removeprefix(str(found[0]))
    is_word = bool(bare.strip()[:1].isalpha()) and not _DIGITS.search(bare)
    return found if is_word and (not bare[0].isspace() or found[0] >= 10) else None
