"""Who left a class, as a person said it: records to write, to find again and to take back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from dashboard import data, kinship, words
from dashboard.session import current_user
from warehouse.queries import pupils


def note(chosen: Iterable[tuple[Any, Any]], day: str | None) -> None:
    """Keep who was said to have left (`2022/23:5А:17`) and when; nothing of theirs is removed.

    Without a day it is the last one with a mark or a code of the pupil in the class.
    """
    for _, keys in chosen:
        for key in keys or []:
            school_year, class_name, person = key.split(":")
            _keep(school_year, class_name, int(person), _day(day))


def _keep(school_year: str, class_name: str, person: int, day: date | None) -> None:
    """Keep one leaver under the id of the name in this class, so that a split leaves it where it was."""
    place = {"school_year": school_year, "class_name": class_name}
    own = data.frame(pupils.own_ids, pupil_id=person, **place)
    pupil_id = int(own["pupil_id"][0]) if len(own) else person
    last: Any = own["last_on"][0] if len(own) else None
    if day is None and not words.is_missing(last):
        day = last.date()
    payload = {**place, "pupil_id": pupil_id, "left_on": day.isoformat() if day else None}
    key = f"{school_year}:{class_name}:{pupil_id}"
    data.ledger().add_record("pupil_left", key, payload, current_user().login)


def _day(typed: str | None) -> date | None:
    try:
        return date.fromisoformat(typed or "")
    except ValueError:
        return None


def records(school_year: str, class_name: str) -> dict[int, int]:
    """Return the records that say of a class's pupils that they left, by pupil."""
    who = kinship.known()
    return {
        who.of(record.payload["pupil_id"]): record.record_id
        for record in sorted(data.ledger().records("pupil_left"), key=lambda record: record.seq)
        if (record.payload["school_year"], record.payload["class_name"])
        == (school_year, class_name)
    }
