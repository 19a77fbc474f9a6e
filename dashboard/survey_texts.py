"""Free answers of a survey and notes of focus groups: grouped, with the quotes that one may read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dashboard import data
from dashboard.session import may
from dashboard.surveys import Survey, least, rows_of
from warehouse.queries import surveys
from warehouse.surveys.phrases import Group, Names, groups, pieces

NOTES = "notes"
KIND = "focus_notes"
Quote = list[tuple[str, bool]]  # pieces of its words, each with whether it is a hidden name


@dataclass(frozen=True)
class Texts:
    """The answers to one open question: `groups` of them all, `quotes` by id of those one may read.

    `is_told` is false where fewer than the least answered, so that nothing is grouped.
    """

    people: int
    is_told: bool
    groups: tuple[Group, ...] = ()
    quotes: dict[str, str] | None = None


def open_items(found: Survey) -> list[tuple[str, str]]:
    """Return the open questions of a survey with their words, then the notes for those who read them."""
    items = (
        [(item.item_id, item.text) for item in found.key.items if item.type == "text"]
        if found.key
        else []
    )
    return [*items, *([(NOTES, "Заметки фокус-групп")] if may("settings") else [])]


def texts(found: Survey, wave: str, item_id: str) -> Texts:
    """Return the answers to an open question in a wave, or the notes of a survey."""
    if item_id == NOTES:
        lines = tuple((f"{note['key']} {n}", line) for note in notes(found.survey_id)
                      for n, line in enumerate(note["text"].splitlines()) if line.strip())  # fmt: skip
        return _texts(data.version(), tuple((i, t, True, True) for i, t in lines), 1)
    rows = rows_of(surveys.texts, survey_id=found.survey_id, wave=wave, items=(item_id,))
    said = tuple(
        (row["response_id"], row["value_raw"], bool(row["is_own"]), bool(row["is_signed"]))
        for row in rows
    )
    return _texts(data.version(), said, least())


@lru_cache(maxsize=64)
def _texts(version: Any, said: tuple[tuple[str, str, bool, bool], ...], fewest: int) -> Texts:
    people = len({own_id for own_id, *_ in said})
    own = [(own_id, text) for own_id, text, is_own, _ in said if is_own]
    may_all = all(is_own and is_signed for _, _, is_own, is_signed in said)
    if people < fewest and not may_all:
        signed = [(i, t) for i, t, is_own, is_signed in said if is_own and is_signed]
        return Texts(people, bool(signed), (), _joined(signed))
    listed = [(own_id, text) for own_id, text, *_ in said]
    return Texts(people, bool(said), tuple(groups(listed, school_names(version))), _joined(own))


def _joined(said: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for own_id, text in said:
        found[own_id] = f"{found[own_id]} · {text}" if own_id in found else text
    return found


def quotes(told: Texts, group: str, may_read: bool) -> list[tuple[Quote, int]]:
    """Return the quotes of a group, of all answers where it is "", each with how many wrote so, by their words.

    Names of the school's people are marked as hidden for all but the methodist.
    """
    if not may_read or not told.quotes:
        return []
    ids = next((one.ids for one in told.groups if one.label == group), tuple(told.quotes))
    names = Names() if may("teachers") else school_names(data.version())
    said = Counter(told.quotes[own_id] for own_id in ids if own_id in told.quotes)
    return [(pieces(text, names), count) for text, count in sorted(said.items())]


@lru_cache(maxsize=2)
def school_names(_version: Any) -> Names:
    """Return the names of the school's teachers and pupils in the current snapshot."""
    return Names(row["full_name"] for row in rows_of(surveys.names))


def notes(survey_id: str) -> list[dict[str, Any]]:
    """Return the pasted notes of a survey, the newest first: key, title, held_on, text, made_by, record_id."""
    records = [r for r in data.ledger().records(KIND)
               if r.payload.get("survey_id") == survey_id and not r.payload.get("is_deleted")]  # fmt: skip
    newest = sorted(records, key=lambda r: -r.seq)
    return [
        {**r.payload, "key": r.key, "made_by": r.made_by, "record_id": r.record_id} for r in newest
    ]
