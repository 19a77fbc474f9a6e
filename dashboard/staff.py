"""The registers of the staff as the person who asks may see them: the snapshot with what was typed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard import data, words
from dashboard.session import current_scope, current_user, may
from etl.days import school_year_of
from warehouse.amending import changed_after, newest
from warehouse.queries import staff as queries
from warehouse.staff.lines import is_seen, overlaid, people_overlaid, resolved
from warehouse.staff.reference import Row, competences, entry_row, teacher_persons
from warehouse.staff.registers import Register, registers
from warehouse.thresholds import threshold

DAYS = frozenset({"date_from", "date_to", "came_on", "left_on"})
COUNTS = frozenset({"teacher_id", "partner_id", "frequency", "mastery", "experience_years", "batch_id",
                    "row_no", "column_no"})  # fmt: skip
YOUNG = "under_35"
YOUNG_SUPPORT = "young_support"
NO_DAY = "без даты"


@dataclass(frozen=True)
class Staff:
    """Who works in the school and the lines of registers that may be seen, on one moment.

    `people` by name: rows of `queries.staff.people`; `lines`: rows of `queries.staff.entries` with
    full_name, partner_name and year (the school year of the day), by name and date. `own` is the
    person who asks, where it is a teacher; `keeps` tells whether the person keeps the registers.
    """

    people: tuple[Row, ...]
    lines: tuple[Row, ...]
    today: date
    first_years: int = 3
    own: int | None = None
    keeps: bool = True

    def of(self, register: str) -> list[Row]:
        """Return the lines of a register."""
        return [row for row in self.lines if row["register"] == register]

    def about(self, teacher_id: int, register: str) -> list[Row]:
        """Return the lines of a register about a teacher."""
        return [row for row in self.of(register) if row["teacher_id"] == teacher_id]

    @cached_property
    def names(self) -> dict[int, str]:
        """The names of all teachers by id."""
        return {row["teacher_id"]: row["full_name"] for row in self.people}

    @cached_property
    def present(self) -> list[Row]:
        """The teachers of the register of the staff who work in the school on that day."""
        return [row for row in self.people if row["is_listed"] and works_on(row, self.today)]

    @cached_property
    def young(self) -> list[Row]:
        """The present under 35 in their first years in the school (or of work, where the day is not known)."""
        return [row for row in self.present if is_young(row, self.today, self.first_years)]

    def base(self, register: Register) -> list[Row]:
        """Return of whom the register's share is: the present, or the young where it feeds their support."""
        return self.young if YOUNG_SUPPORT in register.feeds else self.present

    def counted(self, register: Register) -> set[int]:
        """Return the teachers of the base whom the register counts for the roadmap."""
        here = {row["teacher_id"] for row in self.base(register)}
        return here & {
            row["teacher_id"] for row in self.of(register.register) if counts(row, register)
        }


def works_on(card: Mapping[str, Any], day: date) -> bool:
    """Tell whether a teacher has come and has not left by a day."""
    has_come = card["came_on"] is None or card["came_on"] <= day
    return has_come and (card["left_on"] is None or card["left_on"] > day)


def is_young(card: Mapping[str, Any], day: date, first_years: int) -> bool:
    """Tell whether a teacher is under 35 and in the first years in the school on a day."""
    if card["age_group"] != YOUNG:
        return False
    if card["came_on"] is not None:
        return bool((day - card["came_on"]).days < 365.25 * first_years)
    return card["experience_years"] is not None and card["experience_years"] < first_years


def counts(row: Mapping[str, Any], register: Register) -> bool:
    """Tell whether a line counts for the roadmap: by its state, where the register says which do."""
    return not register.counts or row["status"] in register.counts


def staff(day: date | None = None) -> Staff:
    """Return what the person may see on a day (today by default)."""
    seq, persons = _published(), _persons()
    people = sorted(_people(seq, persons), key=lambda row: (words_key(row), row["teacher_id"]))
    names = {row["teacher_id"]: row["full_name"] for row in people}
    lines = [_named(row, names) for row in _lines(seq, persons)]
    lines.sort(key=lambda row: (words_key(row), last_day(row) or date.min, row["entry_key"]))
    years = int(threshold(data.ledger(), "first_years_count"))
    own = current_user().teacher_id
    return Staff(tuple(people), tuple(lines), day or date.today(), years, own, may("staff"))


def names() -> dict[int, str]:
    """Return the names of the school's teachers by id, А–Я; names are open to everybody of the school."""
    people = sorted(
        _people(_published(), _persons()), key=lambda row: (words_key(row), row["teacher_id"])
    )
    return {row["teacher_id"]: row["full_name"] for row in people}


def words_key(row: Mapping[str, Any]) -> str:
    """Return a name for sorting А–Я: ё stands by е."""
    return str(row["full_name"]).casefold().replace("ё", "е")


def last_day(row: Mapping[str, Any]) -> date | None:
    """Return the day that a line is dated by: its end, else its beginning."""
    day: date | None = row["date_to"] or row["date_from"]
    return day


def line(key: str) -> tuple[Row | None, int | None]:
    """Return the line under a key as it holds now, and the record it holds by: what a form is filled from.

    None for a line that is not there, that was hidden, or that the person may not see.
    """
    held = newest(data.ledger(), "staff_entry", key)
    if held is not None:
        row: Row | None = resolved(entry_row(key, held.payload), _persons())
    else:
        found = (one for one in _lines(_published(), _persons()) if one["entry_key"] == key)
        row = next(found, None)
    hidden = row is None or row["is_deleted"] or not is_seen(row, current_scope())
    return None if hidden else row, held.record_id if held else None


def card(teacher_id: int) -> tuple[Row | None, int | None]:
    """Return the card of a teacher as it holds now, and the typed record it holds by."""
    held = newest(data.ledger(), "staff", str(teacher_id))
    people = _people(_published(), _persons())
    row = next((one for one in people if one["teacher_id"] == teacher_id), None)
    return row, held.record_id if held else None


def competence_names() -> list[str]:
    """Return the names of the framework's competences, in its order."""
    return [row["competence_name"] for row in competences(data.ledger())]


def may_write(register: str, teacher_id: int | None) -> bool:
    """Tell whether the person may write lines of a register about a teacher.

    A register of self-assessment is written by the teacher and the methodist, the others by those who
    keep the registers.
    """
    if not registers()[register].is_own:
        return may("staff")
    return may("teachers") or (teacher_id is not None and teacher_id == current_user().teacher_id)


def sees_all(register: str) -> bool:
    """Tell whether the person sees everybody's lines of a register."""
    scope = current_scope()
    return (scope.teachers if registers()[register].is_own else scope.staff) is None


def _published() -> int:
    snapshot = data.ledger().current_snapshot()
    return int(snapshot["seq"]) if snapshot else 0


def _persons() -> dict[int, int]:
    return {row["teacher_id"]: row["person_id"] for row in teacher_persons(data.ledger())}


def _people(seq: int, persons: dict[int, int]) -> list[Row]:
    changed = changed_after(data.ledger(), "staff", seq)
    found = people_overlaid(plain(data.frame(queries.people)), changed, persons)
    scope = current_scope()
    return [row if scope.staff is None or row["teacher_id"] in scope.staff else _closed(row)
            for row in found]  # fmt: skip


def _closed(row: Row) -> Row:
    """Return a card of which only the name is open."""
    texts = dict.fromkeys(("position", "subjects", "age_group", "category"), "")
    return {**row, **texts, **dict.fromkeys(("experience_years", "came_on", "left_on"))}


def _lines(seq: int, persons: dict[int, int]) -> list[Row]:
    changed = changed_after(data.ledger(), "staff_entry", seq)
    scope = current_scope()
    found = overlaid(plain(data.frame(queries.entries)), changed, persons)
    return [row for row in found if row["register"] in registers() and is_seen(row, scope)]


def _named(row: Row, names: Mapping[int, str]) -> Row:
    partner = names.get(row["partner_id"], "") if row["partner_id"] is not None else ""
    name = names.get(row["teacher_id"], "имя не указано")
    day = last_day(row)
    year = school_year_of(day) if day else NO_DAY
    return {**row, "full_name": name, "partner_name": partner, "year": year}


def plain(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame with days as dates, whole numbers as such, None for what is missing."""
    return [{str(k): _value(str(k), v) for k, v in row.items()} for row in frame.to_dict("records")]


def _value(name: str, value: Any) -> Any:
    if words.is_missing(value):
        return None
    if name in DAYS:
        return pd.Timestamp(value).date()
    return int(value) if name in COUNTS else value


def files_of(rows: Iterable[Row]) -> pd.DataFrame:
    """Return the files that lines come from, as `provenance.files_panel` takes them."""
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        if row.get("batch_id") is not None:
            names = ("batch_id", "file_name", "accepted_at", "accepted_by")
            entry = found.setdefault(
                row["batch_id"], {**{n: row[n] for n in names}, "rows_count": 0}
            )
            entry["rows_count"] += 1
    columns = ["batch_id", "file_name", "accepted_at", "accepted_by", "rows_count"]
    return pd.DataFrame([found[key] for key in sorted(found)], columns=columns)
