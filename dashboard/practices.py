"""The bank of practices and where they were shown: lines of the registers `practices` and `showings`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from dashboard.address import search
from dashboard.communities import Communities
from etl.days import school_year_of
from warehouse.communities.declared import community_registers

Row = Mapping[str, Any]
BACK = {
    "projects": "/practices",
    "practices": "/practices?view=bank",
    "showings": "/practices?view=showings",
}
SCHOOL = "school"
NO_STATUS = "состояние не указано"
IN_BANK = ("в банке", "прошла внешнюю экспертизу")  # what says that an expertise was held


def statuses(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Return the practices by status in the order of the register; a status of a file's own stands after."""
    field = community_registers()["practices"].field("status")
    order = dict.fromkeys(field.choices if field else ())
    found: dict[str, list[Row]] = {name: [] for name in order}
    for row in rows:
        found.setdefault(str(row["status"]) or NO_STATUS, []).append(row)
    return list(found.items())


def unproved(rows: Sequence[Row]) -> list[Row]:
    """Return the practices said to have passed an expertise, of which it is not known who held it or when."""
    return [
        row
        for row in rows
        if row["status"] in IN_BANK and not (row["organisation"] and row["date_to"])
    ]


def of_community(rows: Sequence[Row], chosen: str) -> list[Row]:
    """Return the lines of a community, of none (`school`), or all."""
    wanted = "" if chosen == SCHOOL else chosen
    return [row for row in rows if not chosen or row["community_id"] == wanted]


def showings(known: Communities) -> list[Row]:
    """Return where experience was shown, the newest first."""
    rows = sorted(
        known.of("showings"), key=lambda row: (str(row["title"]).casefold(), row["line_key"])
    )
    return sorted(rows, key=lambda row: row["date_to"] or date.min, reverse=True)


def year_of(row: Row) -> str:
    """Return the school year of a showing, '' without a day."""
    return school_year_of(row["date_to"]) if row["date_to"] else ""


def silent(known: Communities, rows: Sequence[Row], day: date) -> list[str]:
    """Return the names of communities that work on a day and have shown nothing in `rows`."""
    shown = {row["community_id"] for row in rows}
    return [one.name for one in known.all if one.is_open(day) and one.community_id not in shown]


def form(register: str, line_key: str = "", back: str = "") -> str:
    """Return the address of the form of a line; a new line takes its key from the address.

    `back` is the address that the form leads back to, the view of the register where none is given.
    """
    said = {"register": register, "line": line_key or uuid4().hex, "back": back or BACK[register]}
    return f"/community-form{search(said)}"
