"""What the labels over a column mean, by the words that a format lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

from etl.formats.matrix.words import key
from etl.names import class_name, clean

Words = Mapping[str, Sequence[str]]


def meaning_of(labels: Sequence[str], words: Words) -> str:
    """Return the first meaning whose words fit the labels of a column, read together or the lowest alone.

    `labels` stand from top to bottom; «Выбыл» over «дата» is read as one before «дата» alone.
    """
    if not labels:
        return ""
    spelled = dict.fromkeys((key(" ".join(labels)), key(labels[-1])))
    return next(
        (name for own in spelled for name, listed in words.items() if fits(own, listed)), ""
    )


def fits(folded: str, listed: Iterable[str]) -> bool:
    """Say whether a folded label is one of the words; `*` stands for anything."""
    return bool(folded) and any(fnmatchcase(folded, word) for word in listed)


def own_class(text: str) -> tuple[int, str] | None:
    """Return (grade, name) where a text is a class with its letter and nothing else: «5-а», «10 соц-эк»."""
    found = class_name(text)
    if found is None or len(clean(text)) > 24:
        return None
    bare = found[1].removeprefix(str(found[0]))
    return found if bare and (not bare[0].isspace() or found[0] >= 10) else None
