"""Open doubts and decisions about who is who, as the page shows them, and the writing of a decision."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard import data, words
from dashboard.session import current_user
from warehouse.class_doubts import ClassDoubts, class_doubts
from warehouse.doubts import Doubt, doubts, pair_key
from warehouse.identities import Key
from warehouse.ledger import Record
from warehouse.persons import KINDS, Persons, persons, sides
from warehouse.queries import identities

LATER = "pupil_later"
VERBS = {"one": "pupil_link", "apart": "pupil_apart", "later": LATER}


@dataclass(frozen=True)
class Decision:
    """A decision in words: what it joins or parts, whose it is, and whether a newer one overrides it."""

    record_id: int
    kind: str
    one: str
    other: str
    when: str
    who: str
    is_holding: bool


@dataclass(frozen=True)
class Deed:
    """A class linked by one click: its name, the classes in words, how many pairs still hold, who and when."""

    together: str
    places: str
    count: int
    when: str
    who: str


def known() -> Persons:
    """Return who is who by the newest event; asked again only when something has happened."""
    return _known(data.home().path, data.ledger().accepted_seq())


@lru_cache(maxsize=2)
def _known(_path: Path, seq: int) -> Persons:
    return persons(data.home(), seq)


@lru_cache(maxsize=2)
def _open(_path: Path, seq: int) -> tuple[Doubt, ...]:
    return tuple(doubts(_known(_path, seq)))


def open_doubts() -> list[Doubt]:
    """Return the open doubts; those put off by a person come last."""
    found = _open(data.home().path, data.ledger().accepted_seq())
    later = put_off()
    return sorted(found, key=lambda doubt: doubt.key in later)


def put_off() -> set[str]:
    """Return the pairs that somebody wanted to decide later."""
    return {record.key for record in data.ledger().records(LATER)}


def evidence(shown: list[Doubt]) -> dict[int, dict[str, Any]]:
    """Return what the current snapshot holds of the rows of these doubts, by id."""
    ids = tuple(sorted({key.pupil_id for doubt in shown for key in (doubt.one, doubt.other)}))
    frame = data.frame(identities.evidence, ids=ids) if ids else pd.DataFrame()
    return {int(row["pupil_id"]): row for row in frame.to_dict("records")}  # type: ignore[misc]


def decide(verb: str, key: str) -> int | None:
    """Keep a decision about a pair; return its record, None where one of its ids is unknown."""
    one, _, other = key.partition("-")
    if not (one.isdigit() and other.isdigit()) or not {int(one), int(other)} <= set(known().keys):
        return None
    payload = {"one": int(one), "other": int(other)}
    return _kept(VERBS[verb], pair_key(**payload), payload)


def class_lists(year: str = "", class_name: str = "") -> list[ClassDoubts]:
    """Return the lists of pairs that can be decided at once, those of a year and a class where named."""
    found = class_doubts(known(), open_doubts(), put_off())
    return [one for one in found if _is_of(one, year, class_name)]


def _is_of(found: ClassDoubts, year: str, class_name: str) -> bool:
    return any(
        year in ("", place[0]) and class_name in ("", place[1])
        for place in (found.one, found.other)
    )


def link_class(key: str) -> tuple[str, int]:
    """Link every pair of a list as it was shown; return the name of the deed and how many pairs.

    Every pair is a record of its own, so that one wrong pair can be taken back alone; `together` in
    their payload says that they were made by one click. Zero where the list has changed since.
    """
    chosen = next((found for found in class_lists() if found.key == key), None)
    together = f"{key}-{data.ledger().accepted_seq()}"
    for doubt in chosen.doubts if chosen else ():
        payload = {"one": doubt.one.pupil_id, "other": doubt.other.pupil_id, "together": together}
        _kept("pupil_link", doubt.key, payload)
    return together, len(chosen.doubts) if chosen else 0


def part_class(together: str) -> int:
    """Take back every pair that one click has linked; return how many there were."""
    found = [
        r for r in data.ledger().records("pupil_link") if r.payload.get("together") == together
    ]
    who = current_user().name
    return sum(data.ledger().revoke_record(record.record_id, who) for record in found)


def deeds() -> list[Deed]:
    """Return the classes that one click has linked and that still hold, the newest first."""
    found: dict[str, list[Record]] = {}
    for record in sorted(data.ledger().records("pupil_link"), key=lambda record: -record.seq):
        if together := record.payload.get("together"):
            found.setdefault(together, []).append(record)
    return [_deed(together, records) for together, records in found.items()]


def _deed(together: str, records: list[Record]) -> Deed:
    last = records[0]
    names = _names({last.payload["one"], last.payload["other"]})
    ends = [names[last.payload[side]] for side in ("one", "other") if last.payload[side] in names]
    places = " и ".join(dict.fromkeys(f"{key.class_name} {key.school_year}" for key in ends))
    when = words.moment(data.local(last.made_at))
    return Deed(together, places, len(records), when, last.made_by)


def _kept(kind: str, key: str, payload: dict[str, Any]) -> int | None:
    seq = data.ledger().add_record(kind, key, payload, current_user().name)
    row = data.ledger().one("SELECT record_id FROM records WHERE seq = ?", (seq,))
    return int(row["record_id"]) if row else None


def split(person: int, school_year: str, class_name: str) -> int | None:
    """Say that from a class on this is another pupil; return the record, None where nothing parts there."""
    rows = known().rows(known().of(person))
    place = (school_year, class_name)
    before = [key.pupil_id for key in rows if key.place < place]
    after = [key.pupil_id for key in rows if key.place >= place]
    if not before or not after:
        return None
    payload = {"before": before, "after": after}
    key = f"{school_year} {class_name} {min(before)}-{min(after)}"
    return _kept("pupil_split", key, payload)


def decisions() -> list[Decision]:
    """Return the decisions about pupils, the newest first."""
    found = [record for kind in KINDS for record in data.ledger().records(kind)]
    found.sort(key=lambda record: -record.seq)
    names = _names({id for record in found for side in sides(record) for id in side})
    return [_said(record, names) for record in found]


def _said(record: Record, names: dict[int, Key]) -> Decision:
    ones, others = ([names[id] for id in side if id in names] for side in sides(record))
    return Decision(
        record.record_id,
        record.kind,
        rows_text(ones),
        rows_text(others),
        words.moment(data.local(record.made_at)),
        record.made_by,
        record.record_id in known().holding,
    )


def rows_text(keys: list[Key]) -> str:
    """Return rows of a pupil in words: «Иванова Мария, 5А 2022/23, 6А 2023/24»."""
    places = dict.fromkeys(f"{key.class_name} {key.school_year}" for key in keys)
    return ", ".join([keys[-1].name_raw, *places]) if keys else "запись, которой больше нет"


def _names(ids: set[int]) -> dict[int, Key]:
    """Return the keys of ids, those too whose files were undone."""
    marks = ", ".join(map(str, sorted(ids))) or "NULL"
    rows = data.ledger().rows(f"SELECT * FROM pupil_keys WHERE pupil_id IN ({marks})")
    return {
        row["pupil_id"]: Key(*(row[name] for name in
            ("pupil_id", "school_year", "class_name", "name_key", "ordinal", "name_raw")))
        for row in rows
    }  # fmt: skip
