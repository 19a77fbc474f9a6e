"""The words of `words.toml`, ready to be looked up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from etl.names import cyrillic, fold
from etl.seeds import pairs

CUT_LETTERS = 8  # that are enough to know a subject by its beginning
_SOFT = re.compile(r"\xad|(?<=[а-яё])-\s*\n\s*(?=[а-яё])")


@cache
def words() -> Mapping[str, Any]:
    """Return the tables of `words.toml`."""
    text = (files("etl.formats.matrix") / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def joined(text: str) -> str:
    """Return a label without the hyphens of a word broken over two lines («Матема-⏎тика»)."""
    return _SOFT.sub("", text) if "\n" in text or "\xad" in text else text


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """Return what two prints of a label share: letters, digits, % and # (also for №)."""
    folded = fold(cyrillic(joined(text).replace("№", "#")))
    return "".join(ch for ch in folded if ch.isalnum() or ch in "#%")


@lru_cache(maxsize=16384)
def column_word(text: str) -> str:
    """Return what a label says its column is (name, number, ignore, …), or ""."""
    folded = key(text)
    if not folded:
        return ""
    for kind, listed in words()["columns"].items():
        if _is_one(folded, listed) and not (kind == "name" and _not_name(folded)):
            return str(kind)
    return ""


@lru_cache(maxsize=16384)
def is_footer(text: str) -> bool:
    """Say whether a row that begins so stands below the pupils."""
    folded = fold(cyrillic(joined(text))).lstrip("% –-•")
    return any(re.match(pattern, folded) for pattern in words()["footers"]["patterns"])


def is_aggregate(texts: list[str]) -> bool:
    """Say whether a header has both «Качество» and «Успеваемость» and no column of pupils."""
    folded = [key(text) for text in texts]
    both = all(any(word in text for text in folded) for word in words()["aggregate"]["words"])
    return both and not any(column_word(text) == "name" for text in texts)


@lru_cache(maxsize=16384)
def subject_name(text: str) -> str:
    """Return the canonical subject that a label names, or "" where it is not known."""
    known = _subjects()
    folded = key(text)
    if found := known.get(folded):
        return found
    parts = [key(part) for part in text.split("/")]
    return next((known[part] for part in parts[1:] if part in known), "")


def subject_begun(text: str) -> str:
    """Return the canonical subject that a name cut short begins, "" where none or several do."""
    begun = key(text)
    found = {subject for folded, subject in _subjects().items() if folded.startswith(begun)}
    return found.pop() if len(found) == 1 and len(begun) >= CUT_LETTERS else ""


@lru_cache(maxsize=16384)
def without_subgroup(text: str) -> tuple[str, str]:
    """Return the label without its subgroup, and the subgroup: «Англ. яз. (1 гр.)» → «1»."""
    for pattern in words()["subgroups"]["patterns"]:
        if found := re.search(pattern, text, re.IGNORECASE):
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            return " ".join(rest.split()).strip(" ,;-–"), found[1]
    return text, ""


@lru_cache(maxsize=1024)
def is_plain_sheet(name: str) -> bool:
    """Say whether a sheet's name is one that a spreadsheet gives by itself («Лист1»)."""
    return any(re.fullmatch(p, fold(name)) for p in words()["plain_sheets"]["patterns"])


@cache
def _subjects() -> dict[str, str]:
    aliases = pairs("subject_aliases")
    own = {key(subject): subject for subject in aliases.values()}
    return {**{key(alias): subject for alias, subject in aliases.items()}, **own}


def _is_one(folded: str, listed: list[str]) -> bool:
    return any(
        folded.startswith(word[:-1]) if word.endswith("*") else folded == word for word in listed
    )


def _not_name(folded: str) -> bool:
    return any(word in folded for word in words()["not_name"]["words"])
