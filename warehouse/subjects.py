"""How a subject's printed name becomes a key for synonyms."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

LOOK_ALIKES = Path(__file__).with_name("seeds") / "look_alikes.csv"


@lru_cache(maxsize=65536)
def subject_key(printed: str) -> str:
    """Return what two spellings of one subject share: «Рус. яз.» → «рус яз».

    Case, ё, punctuation, white space and Latin look-alikes among Cyrillic letters do not matter.
    """
    text = unicodedata.normalize("NFKC", printed)
    if re.search("[А-Яа-яЁё]", text):
        text = text.translate(_look_alikes())
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("ё", "е")))


@cache
def _look_alikes() -> dict[int, str]:
    with LOOK_ALIKES.open(encoding="utf-8", newline="") as file:
        return {ord(row["look_alike"]): row["letter"] for row in csv.DictReader(file)}
