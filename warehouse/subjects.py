"""How a subject's printed name becomes a key for synonyms."""

from __future__ import annotations

import re
import unicodedata


def subject_key(printed: str) -> str:
    """Return the key of a printed subject: folded case, ё as е, one space between words and numbers."""
    folded = unicodedata.normalize("NFKC", printed).casefold().replace("ё", "е")
    return " ".join(re.findall(r"[^\W_]+", folded))
