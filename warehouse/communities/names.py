"""What a community is called, brought to one spelling: a file speaks of it by its name alone."""

from __future__ import annotations

import re

_QUOTES = re.compile(r"[«»„“”\"']")
_WORD = re.compile(r"^(?:пос|сообщество)\s+")


def community_key(name: str) -> str:
    """Return the name for comparison: « ПОС «Чтение  с опорой» » → «чтение с опорой»."""
    folded = " ".join(_QUOTES.sub(" ", name).split()).casefold().replace("ё", "е")
    return _WORD.sub("", folded) or folded
