"""When pupils were in a class, as the files say it: a memo of files' rows, filled as it is asked for.

A trace is a fact of one file, so remembering it changes nothing: the snapshot stays a function of the
ledger and the rows it names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

from warehouse.home import Home
from warehouse.identities import Key
from warehouse.rows import read_rows

DATED = ("marks", "attendance")
Row = dict[str, Any]


@dataclass
class Trace:
    """What live files say of a pupil's time in a class; the dates are ISO text, "" where unknown.

    `class_first_on` and `class_last_on` are those of everybody in the class.
    """

    first_on: str = ""
    last_on: str = ""
    class_first_on: str = ""
    class_last_on: str = ""
    arrived_on: str = ""
    left_on: str = ""
    periods: set[str] = field(default_factory=set)

    @property
    def end(self) -> str:
        """The day the pupil certainly left: of a register, or the last one where the class went on."""
        return self.left_on or (self.last_on if self.last_on < self.class_last_on else "")

    @property
    def start(self) -> str:
        """The day the pupil certainly came: of a register, or the first one where the class had begun."""
        return self.arrived_on or (self.first_on if self.class_first_on < self.first_on else "")

    def precedes(self, other: Trace) -> bool:
        """Tell whether the pupil certainly left here before coming there."""
        if not self.end or not other.start or self.periods & other.periods:
            return False
        last, first = max(self.end, self.last_on), min(filter(None, (other.start, other.first_on)))
        is_told = self.left_on or other.arrived_on
        return last <= first if is_told else last < first

    def meets(self, other: Trace) -> bool:
        """Tell whether both were there on the same days; without days, in the same period."""
        if self.first_on and other.first_on:
            return self.first_on <= other.last_on and other.first_on <= self.last_on
        return bool(self.periods & other.periods)


def traces_of(home: Home, keys: Iterable[Key], live: Mapping[int, str]) -> dict[int, Trace]:
    """Return the traces of keys by pupil_id; `live` are the rows' names of the live batches by id."""
    wanted = list(keys)
    found: dict[int, Trace] = {}
    by_place: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key in wanted:
        by_place[key.place].append(key)
    for place, listed in by_place.items():
        rows = _rows_of(home, place, live)
        for key in listed:
            found[key.pupil_id] = _trace(rows, key.pupil_id)
    return found


def _trace(rows: list[Row], pupil_id: int) -> Trace:
    own = [row for row in rows if row["pupil_id"] == pupil_id]
    said = Trace(_first(own), _last(own), _first(rows), _last(rows))
    for row in own:
        said.arrived_on = row["arrived_on"] or said.arrived_on
        said.left_on = row["left_on"] or said.left_on
        said.periods |= set(row["periods"].split())
    return said


def _first(rows: list[Row]) -> str:
    return min(filter(None, (row["first_on"] for row in rows)), default="")


def _last(rows: list[Row]) -> str:
    return max((row["last_on"] for row in rows), default="")


def _rows_of(home: Home, place: tuple[str, str], live: Mapping[int, str]) -> list[Row]:
    """Return the traces that live batches leave in a class, oldest first."""
    batches = home.ledger.rows(
        "SELECT DISTINCT u.batch_id FROM batch_pupils AS u INNER JOIN pupil_keys AS k"
        " ON u.pupil_id = k.pupil_id WHERE k.school_year = ? AND k.class_name = ?",
        place,
    )
    ids = [row["batch_id"] for row in batches if row["batch_id"] in live]
    _fill(home, ids, live)
    rows = home.ledger.rows(
        "SELECT t.* FROM batch_traces AS t INNER JOIN pupil_keys AS k ON t.pupil_id = k.pupil_id"
        " WHERE k.school_year = ? AND k.class_name = ? ORDER BY t.batch_id",
        place,
    )
    return [dict(row) for row in rows if row["batch_id"] in live]


def _fill(home: Home, batch_ids: Iterable[int], live: Mapping[int, str]) -> None:
    """Remember the traces of batches that nobody has asked about yet."""
    known = {row[0] for row in home.ledger.rows("SELECT DISTINCT batch_id FROM batch_traces")}
    for batch_id in batch_ids:
        if batch_id not in known:
            remember(home, batch_id, read_rows(home, live[batch_id]))


def remember(home: Home, batch_id: int, tables: Mapping[str, pa.Table]) -> None:
    """Keep the traces of one batch's rows."""
    own = dict(home.ledger.pupil_ids(batch_id))
    rows = [
        (batch_id, own[number], *(said.get(name, "") for name in COLUMNS))
        for number, said in traces_in(tables, own).items()
    ]
    with home.ledger.transaction() as tx:
        tx.executemany(f"INSERT OR IGNORE INTO batch_traces VALUES ({', '.join('?' * 7)})", rows)


COLUMNS = ("first_on", "last_on", "periods", "arrived_on", "left_on")


def traces_in(tables: Mapping[str, pa.Table], numbers: Iterable[int]) -> dict[int, dict[str, str]]:
    """Return what a file's rows say of its pupils by pupil_no; every one of `numbers` is there."""
    found: dict[int, dict[str, str]] = {number: {} for number in numbers}
    for name in DATED:
        for row in _grouped(tables.get(name)):
            said = found[row["pupil_no"]]
            first, last = row["lesson_date_min"].isoformat(), row["lesson_date_max"].isoformat()
            said["first_on"] = min(said.get("first_on") or first, first)
            said["last_on"] = max(said.get("last_on", ""), last)
    for number, periods in _periods(tables).items():
        found[number]["periods"] = " ".join(sorted(periods))
    for row in _listed(tables.get("roll")):
        for name in ("arrived_on", "left_on"):
            if isinstance(row[name], date):
                found[row["pupil_no"]][name] = row[name].isoformat()
    return found


def _grouped(table: pa.Table | None) -> list[Row]:
    if table is None or not table.num_rows:
        return []
    spans = [("lesson_date", "min"), ("lesson_date", "max")]
    return table.group_by("pupil_no").aggregate(spans).to_pylist()  # type: ignore[no-any-return]


def _periods(tables: Mapping[str, pa.Table]) -> dict[int, set[str]]:
    """Return the periods a pupil is attested for; a register of the year's end fills the rest for everybody."""
    names = {row["part_no"]: row["period"] for row in _listed(tables.get("parts"))}
    found: dict[int, set[str]] = defaultdict(set)
    for row in _listed(tables.get("period_marks")):
        if row["state"] == "attested":
            found[row["pupil_no"]].add(names[row["part_no"]])
    return found


def _listed(table: pa.Table | None) -> list[Row]:
    return table.to_pylist() if table is not None else []
