"""The communities as the person who asks may see them now: the snapshot with what was typed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dashboard import data, staff
from dashboard.session import current_scope, current_user, may
from warehouse.amending import changed_after, newest
from warehouse.communities.declared import COMMUNITY, own_registers
from warehouse.communities.lines import is_seen, overlaid, typed
from warehouse.communities.reference import LINE, Row
from warehouse.queries import communities as queries
from warehouse.staff.reference import teacher_persons

NAMELESS = "имя не указано"


@dataclass(frozen=True)
class Community:
    """A community with its lines; `row` is its own line (title, topic, goal, teacher_id the tutor, …)."""

    row: Row
    lines: tuple[Row, ...]

    @property
    def community_id(self) -> str:
        """The line_key of its own line."""
        return str(self.row["line_key"])

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.row["title"])

    @property
    def tutor_id(self) -> int | None:
        """The tutor, where one is named."""
        tutor: int | None = self.row["teacher_id"]
        return tutor

    def of(self, register: str) -> list[Row]:
        """Return its lines of a register, by date and title."""
        return [row for row in self.lines if row["register"] == register]

    def members(self, day: date | None = None) -> list[int]:
        """Return who is a member on a day (today by default), the tutor among them, in no order of worth."""
        day = day or date.today()
        lines = [r for r in self.of("members") if r["teacher_id"] and r["status"] != "не согласен"]
        named = {row["teacher_id"] for row in lines}
        here = {row["teacher_id"] for row in lines if self._is_in(row, day)}
        if self.tutor_id and self.tutor_id not in named and self._is_in({}, day):
            here.add(self.tutor_id)
        return sorted(here)

    def was_member(self) -> set[int]:
        """Return everybody who has ever been a member."""
        ever = {row["teacher_id"] for row in self.of("members") if row["teacher_id"]}
        return ever | ({self.tutor_id} if self.tutor_id else set())

    def _is_in(self, line: Mapping[str, Any], day: date) -> bool:
        begun = line.get("date_from") or self.row["date_from"]
        ended = line.get("date_to") or self.row["date_to"]
        return (begun is None or begun <= day) and (ended is None or ended >= day)

    def is_open(self, day: date) -> bool:
        """Tell whether it works on a day."""
        return self._is_in({}, day)


@dataclass(frozen=True)
class Communities:
    """All communities by name, lines of none (`loose`: core team, exclusions, …), and people's names by id."""

    all: tuple[Community, ...]
    loose: tuple[Row, ...]
    names: Mapping[int, str]

    @cached_property
    def by_id(self) -> dict[str, Community]:
        """The communities by their ids."""
        return {one.community_id: one for one in self.all}

    def name(self, teacher_id: int | None) -> str:
        """Return a teacher's name."""
        return self.names.get(teacher_id or 0, NAMELESS)

    def of(self, register: str) -> list[Row]:
        """Return the lines of a register of every community and of none."""
        lines = [*self.loose, *(row for one in self.all for row in one.lines)]
        return [row for row in lines if row["register"] == register]

    def own(self, teacher_id: int | None, day: date | None = None) -> list[Community]:
        """Return the communities where a teacher is a member on a day."""
        return [one for one in self.all if teacher_id in one.members(day)] if teacher_id else []


def communities() -> Communities:
    """Return what the person may see now."""
    names = staff.names()
    rows = sorted(_lines(), key=_order)
    by_id: dict[str, list[Row]] = {}
    for row in rows:
        by_id.setdefault(row["community_id"], []).append(row)
    own = [row for row in rows if row["register"] == COMMUNITY]
    found = [
        Community(row, tuple(r for r in by_id[row["line_key"]] if r["register"] != COMMUNITY))
        for row in sorted(own, key=lambda r: (str(r["title"]).casefold(), r["line_key"]))
    ]
    known = {one.community_id for one in found}
    loose = tuple(row for row in rows if row["community_id"] not in known)
    return Communities(tuple(found), loose, names)


def line(key: str) -> tuple[Row | None, int | None]:
    """Return the line under a key as it holds now, and the record it holds by: what a form is filled from.

    None for a line that is not there, that was hidden, or that the person may not see.
    """
    held = newest(data.ledger(), LINE, key)
    found = (one for one in _lines() if one["line_key"] == key)
    row = next(found, None)
    if row is None and held is not None and not held.payload.get("is_deleted"):
        row = typed(key, held.payload)
    is_hidden = row is None or row["is_deleted"] or not is_seen(row, current_scope())
    return None if is_hidden else row, held.record_id if held else None


def may_write(register: str, community: Community | None, teacher_id: int | None = None) -> bool:
    """Tell whether the person may write lines of a register: of the own community its members, own tasks the
    teacher, everything those who keep the registers; single people's deficits the methodist."""
    own = current_user().teacher_id
    if register in own_registers():
        return may("teachers") or (own is not None and teacher_id == own)
    if may("staff"):
        return True
    return own is not None and community is not None and own in community.members()


def _lines() -> list[Row]:
    snapshot = data.ledger().current_snapshot()
    seq = int(snapshot["seq"]) if snapshot else 0
    persons = {row["teacher_id"]: row["person_id"] for row in teacher_persons(data.ledger())}
    rows = _published()
    found = overlaid(rows, changed_after(data.ledger(), LINE, seq), persons)
    scope = current_scope()
    return [row for row in found if is_seen(row, scope)]


def _published() -> list[Row]:
    frame = data.frame(queries.lines)
    if frame.empty:
        return []
    people = [[int(one) for one in who] for who in frame["people"]]
    rows = staff.plain(frame.drop(columns="people"))
    return [{**row, "people": who} for row, who in zip(rows, people, strict=True)]


def _order(row: Row) -> tuple[date, str, str]:
    day = row["date_to"] or row["date_from"] or date.min
    return day, str(row["title"]).casefold(), str(row["line_key"])
