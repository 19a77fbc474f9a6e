"""Who is who: the ids of names, joined into pupils by certain rules and by what people decided.

A pupil is known by the smallest of the joined ids. All of it is a function of the ledger up to an
event and of the rows it names, so the order of loading does not matter and undo takes links back.

Decisions are records: `pupil_link` (two are one), `pupil_apart` (never one) and `pupil_split` (from this
class on it is another pupil). The newest wins: decisions are taken from the newest to the oldest, and
one that contradicts those taken before is idle; the rules come last. Two rows of one file are two
pupils whatever was decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from warehouse import links
from warehouse.home import Home
from warehouse.identities import Key, allocate
from warehouse.ledger import PUPIL_FIELDS, Record
from warehouse.rows import read_rows
from warehouse.traces import Trace, traces_of

KINDS = ("pupil_link", "pupil_apart", "pupil_split")
LIVE = "b.seq <= :until AND (b.revoked_seq IS NULL OR b.revoked_seq > :until)"
EVER = "b.seq <= :until"


class Unions:
    """Ids joined into pupils, with pairs that must never be joined."""

    def __init__(self, known: Iterable[int]) -> None:
        self.members: dict[int, set[int]] = {id: {id} for id in known}
        self.apart: dict[int, set[int]] = {}

    def person(self, id: int) -> int:
        """Return the id a pupil is known by."""
        return min(self.members.get(id, {id}))

    def part(self, one: int, other: int) -> bool:
        """Keep two ids apart; False where they are joined already."""
        if other in self.members.get(one, ()):
            return False
        self.apart.setdefault(one, set()).add(other)
        self.apart.setdefault(other, set()).add(one)
        return True

    def are_apart(self, one: int, other: int) -> bool:
        """Tell whether somebody of the one pupil must not be somebody of the other."""
        others = self.members.get(other, {other})
        return any(self.apart.get(id, set()) & others for id in self.members.get(one, {one}))

    def join(self, one: int, other: int) -> bool:
        """Join two pupils; False where that is not allowed or an id is not there."""
        if one not in self.members or other not in self.members or self.are_apart(one, other):
            return False
        if other not in self.members[one]:
            both = self.members[one] | self.members[other]
            self.members.update(dict.fromkeys(both, both))
        return True


@dataclass
class Files:
    """What files say of names besides the letters, at an event; the evidence of `links.certain`."""

    home: Home
    until: int
    which: str = LIVE

    def listed(self) -> list[Key]:
        """Return the keys that a batch names, in the order of the keys."""
        rows = self.home.ledger.rows(
            "SELECT k.* FROM pupil_keys AS k WHERE EXISTS (SELECT 1 FROM batch_pupils AS u"
            " INNER JOIN batches AS b ON u.batch_id = b.batch_id"
            f" WHERE u.pupil_id = k.pupil_id AND {self.which})"
            " ORDER BY k.school_year, k.class_name, k.name_key, k.ordinal",
            {"until": self.until},
        )
        return [
            Key(r["pupil_id"], r["school_year"], r["class_name"], r["name_key"], r["ordinal"], r["name_raw"])
            for r in rows
        ]  # fmt: skip

    @cached_property
    def live(self) -> dict[int, str]:
        """The names of the live batches' rows by batch id."""
        return {r["batch_id"]: r["rows_key"] for r in self.home.ledger.batches(self.until)}

    @cached_property
    def _traces(self) -> dict[int, Trace]:
        return {}

    def together(self, one: Key, other: Key) -> bool:
        """Tell whether one file lists both in one class, so that they are two pupils."""
        if one.place != other.place or one.pupil_id == other.pupil_id:
            return False
        found = self.home.ledger.one(
            "SELECT 1 FROM batch_pupils AS u INNER JOIN batch_pupils AS o ON u.batch_id = o.batch_id"
            " INNER JOIN batches AS b ON u.batch_id = b.batch_id"
            f" WHERE u.pupil_id = :one AND o.pupil_id = :other AND {self.which}",
            {"one": one.pupil_id, "other": other.pupil_id, "until": self.until},
        )
        return found is not None

    def follows(self, one: Key, other: Key) -> bool:
        """Tell whether the pupil certainly left the class of `one` before coming to that of `other`."""
        return self.trace(one).precedes(self.trace(other))

    def trace(self, key: Key) -> Trace:
        """Return when the pupil was in the class."""
        if key.pupil_id not in self._traces:
            self._traces.update(traces_of(self.home, [key], self.live))
        return self._traces[key.pupil_id]


@dataclass
class Persons:
    """The pupils at an event: the keys, how they are joined, and which decisions hold."""

    keys: dict[int, Key]
    unions: Unions
    holding: set[int]
    files: Files

    def of(self, id: int) -> int:
        """Return the id of the pupil that an id of a name belongs to."""
        return self.unions.person(id)

    def rows(self, person: int) -> list[Key]:
        """Return the keys of a pupil by year and class."""
        found = [self.keys[id] for id in self.unions.members.get(person, ()) if id in self.keys]
        return sorted(found, key=lambda key: key.order)


def persons(home: Home, until: int | None = None, which: str = LIVE) -> Persons:
    """Return who is who at event `until` (now by default)."""
    until = home.ledger.accepted_seq() if until is None else until
    files = Files(home, until, which)
    keys = {key.pupil_id: key for key in files.listed()}
    unions = Unions(keys)
    decided = sorted(
        (r for kind in KINDS for r in home.ledger.records(kind, until)), key=lambda r: -r.seq
    )
    found = Persons(keys, unions, set(), files)
    found.holding = {r.record_id for r in decided if _apply(found, r)}
    for one, other in links.certain(list(keys.values()), files):
        unions.join(one.pupil_id, other.pupil_id)
    return found


def _apply(found: Persons, record: Record) -> bool:
    """Apply one decision; False where a newer one or a file contradicts it."""
    ones, others = sides(record)
    if record.kind == "pupil_link":
        return not _are_rivals(found, ones[0], others[0]) and found.unions.join(ones[0], others[0])
    pairs = [(one, other) for one in ones for other in others if one != other]
    parted = [found.unions.part(one, other) for one, other in pairs]
    return any(parted)


def sides(record: Record) -> tuple[Sequence[int], Sequence[int]]:
    """Return the ids on the two sides of a decision."""
    if record.kind == "pupil_split":
        return record.payload["before"], record.payload["after"]
    return [record.payload["one"]], [record.payload["other"]]


def _are_rivals(found: Persons, one: int, other: int) -> bool:
    """Tell whether a file lists both pupils side by side."""
    return any(found.files.together(a, b) for a in found.rows(one) for b in found.rows(other))


def person_rows(now: Persons) -> list[dict[str, object]]:
    """Return the rows of the table `pupil_persons`.

    An id that no live file names leads to the pupil it would belong to, so that addresses survive an undo.
    """
    home, until = now.files.home, now.files.until
    rows = [_row(key, now.of(key.pupil_id)) for key in now.keys.values()]
    if len(Files(home, until, EVER).listed()) == len(rows):
        return rows
    gone = persons(home, until, EVER)
    for key in gone.keys.values():
        kin = [id for id in gone.unions.members[key.pupil_id] if id in now.keys]
        if key.pupil_id not in now.keys and kin:
            rows.append(_row(key, now.of(min(kin))) | {"is_live": False})
    return rows


def transfers(now: Persons) -> list[dict[str, object]]:
    """Return who certainly moved to another class inside a year, as rows of `pupil_leavings`."""
    found = []
    for person in {now.of(id) for id in now.keys}:
        for year, listed in groupby(now.rows(person), key=lambda key: key.school_year):
            rows = list(listed)
            for key in rows if len({row.class_name for row in rows}) > 1 else []:
                if any(o.place != key.place and now.files.follows(key, o) for o in rows):
                    trace = now.files.trace(key)
                    left_on = date.fromisoformat(trace.left_on or trace.last_on)
                    found.append({"school_year": year, "class_name": key.class_name,
                                  "pupil_id": person, "left_on": left_on})  # fmt: skip
    return found


def _row(key: Key, person: int) -> dict[str, object]:
    return {
        "pupil_id": key.pupil_id,
        "person_id": person,
        "school_year": key.school_year,
        "class_name": key.class_name,
        "is_live": True,
    }


def renew_batch_pupils(home: Home) -> None:
    """Name the pupils of all batches anew, from their rows: for a ledger whose keys shared ids."""
    if home.ledger.meta("batch_pupils") != "stale":
        return
    with home.ledger.transaction() as tx:
        for batch in home.ledger.rows("SELECT batch_id, rows_key FROM batches"):
            pupils = read_rows(home, batch["rows_key"])["pupils"].to_pylist()
            listed = [tuple(pupil[name] for name in PUPIL_FIELDS) for pupil in pupils]
            ids = allocate(tx, home.ledger.school_id, listed)
            tx.executemany(
                "INSERT OR REPLACE INTO batch_pupils VALUES (?, ?, ?)",
                [(batch["batch_id"], number, id) for number, id in ids.items()],
            )
        tx.execute("INSERT OR REPLACE INTO meta VALUES ('batch_pupils', 'own')")


def mapping(rows: Iterable[Mapping[str, object]]) -> dict[int, int]:
    """Return id → person of `person_rows`, live ones alone."""
    return {int(r["pupil_id"]): int(r["person_id"]) for r in rows if r["is_live"]}  # type: ignore[call-overload]
