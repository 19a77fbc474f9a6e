"""Reading a lesson study from the ledger: the cycle, plans, starts, sheets, talks as they hold now.

Payloads are read leniently: a column that a record does not have is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from warehouse.amending import newest
from warehouse.ledger import Ledger, Record
from warehouse.studies.shapes import ACHIEVED as ACHIEVED
from warehouse.studies.shapes import GROUP_SIZE as GROUP_SIZE
from warehouse.studies.shapes import KINDS as KINDS
from warehouse.studies.shapes import LESSONS as LESSONS
from warehouse.studies.shapes import LETTERS as LETTERS
from warehouse.studies.shapes import LEVEL_NAMES as LEVEL_NAMES
from warehouse.studies.shapes import LEVELS as LEVELS
from warehouse.studies.shapes import MET as MET
from warehouse.studies.shapes import PARTS as PARTS
from warehouse.studies.shapes import PLAN as PLAN
from warehouse.studies.shapes import SHEET as SHEET
from warehouse.studies.shapes import START as START
from warehouse.studies.shapes import STUDY as STUDY
from warehouse.studies.shapes import TALK as TALK
from warehouse.studies.shapes import WATCHED as WATCHED
from warehouse.studies.shapes import Cell as Cell
from warehouse.studies.shapes import Change as Change
from warehouse.studies.shapes import Cycle as Cycle
from warehouse.studies.shapes import Plan as Plan
from warehouse.studies.shapes import Sheet as Sheet
from warehouse.studies.shapes import Stage as Stage
from warehouse.studies.shapes import Start as Start
from warehouse.studies.shapes import Study as Study
from warehouse.studies.shapes import Talk as Talk


def lesson_key(study_id: str, lesson_no: int, *more: object) -> str:
    """Return the key of what belongs to a lesson: `study_id|n`, of a sheet `study_id|n|observer`."""
    return "|".join(map(str, (study_id, lesson_no, *more)))


def cycle(ledger: Ledger, study_id: str) -> Cycle | None:
    """Return a cycle as it holds now, None where there is none or it was taken away."""
    held = newest(ledger, STUDY, study_id)
    found = cycle_of(held, _first_days(ledger, STUDY).get(study_id)) if held else None
    return None if found is None or found.is_deleted else found


def plan(ledger: Ledger, study_id: str, lesson_no: int) -> Plan | None:
    """Return the plan of a lesson as it holds now."""
    held = newest(ledger, PLAN, lesson_key(study_id, lesson_no))
    return plan_of(held) if held else None


def start(ledger: Ledger, study_id: str, lesson_no: int) -> Start | None:
    """Return when a lesson started; None while its predictions are open."""
    held = newest(ledger, START, lesson_key(study_id, lesson_no))
    return start_of(held) if held else None


def sheets(ledger: Ledger, study_id: str, lesson_no: int) -> tuple[Sheet, ...]:
    """Return the sheets of a lesson, in order of observers' keys."""
    return tuple(map(sheet_of, held_under(ledger, SHEET, lesson_key(study_id, lesson_no, ""))))


def talk(ledger: Ledger, study_id: str, lesson_no: int) -> Talk | None:
    """Return the interviews and the discussion of a lesson."""
    held = newest(ledger, TALK, lesson_key(study_id, lesson_no))
    return talk_of(held) if held else None


def study(ledger: Ledger, study_id: str) -> Study | None:
    """Return a cycle with all that belongs to it; None where there is none."""
    found = cycle(ledger, study_id)
    if found is None:
        return None
    kinds = {kind: held_under(ledger, kind, f"{study_id}|") for kind in KINDS - {STUDY}}
    return _gathered(found, kinds, _first_days(ledger, PLAN))


def studies(ledger: Ledger, until: int | None = None) -> list[Study]:
    """Return every cycle that was not taken away, as it stood at event `until`, ordered by study_id."""
    of: dict[str, dict[str, list[Record]]] = {}
    for kind in KINDS - {STUDY}:
        for record in ledger.records(kind, until):
            own = of.setdefault(record.key.partition("|")[0], {})
            own.setdefault(kind, []).append(record)
    began, planned = (_first_days(ledger, kind) for kind in (STUDY, PLAN))
    cycles = [cycle_of(one, began.get(one.key)) for one in ledger.records(STUDY, until)]
    return [
        _gathered(one, of.get(one.study_id, {}), planned) for one in cycles if not one.is_deleted
    ]


def held_under(ledger: Ledger, kind: str, prefix: str) -> list[Record]:
    """Return the records of a kind that hold now and whose keys begin so, ordered by key."""
    rows = ledger.rows(
        "SELECT * FROM records WHERE kind = ? AND substr(key, 1, ?) = ? AND revoked_seq IS NULL"
        " ORDER BY key, seq",
        (kind, len(prefix), prefix),
    )
    return [ledger.record(row) for row in {row["key"]: row for row in rows}.values()]


def _first_days(ledger: Ledger, kind: str) -> dict[str, date]:
    """Return the day of the first record of every key; what was taken back counts, so that undo moves no day."""
    rows = ledger.rows(
        "SELECT key, min(made_at) AS at FROM records WHERE kind = ? GROUP BY key", (kind,)
    )
    return {row["key"]: date.fromisoformat(row["at"][:10]) for row in rows}


def _gathered(
    found: Cycle, kinds: Mapping[str, Iterable[Record]], planned: Mapping[str, date]
) -> Study:
    own = {kind: kinds.get(kind, ()) for kind in KINDS}
    watched: dict[int, list[Sheet]] = {}
    for sheet in map(sheet_of, own[SHEET]):
        watched.setdefault(sheet.lesson_no, []).append(sheet)
    return Study(
        found,
        {one.lesson_no: one for one in (plan_of(r, planned.get(r.key)) for r in own[PLAN])},
        {one.lesson_no: one for one in map(start_of, own[START])},
        {number: tuple(found) for number, found in watched.items()},
        {one.lesson_no: one for one in map(talk_of, own[TALK])},
    )


# --- payloads -------------------------------------------------------------------------------------

CYCLE_TEXTS = ("community_id", "school_year", "class_name", "subject", "focus", "deficit", "deficit_key",
               "rules", "summary", "presented_where", "stopped_why")  # fmt: skip
CYCLE_DAYS = ("rules_agreed_on", "summary_on", "presented_on", "stopped_on")
PLAN_TEXTS = ("held_at", "place", "objective", "recording", "lesson_id")


def cycle_of(record: Record, made_on: date | None = None) -> Cycle:
    """Return a record `lesson_study` as a cycle; `made_on` is the day of its first record."""
    said = record.payload
    teachers = [*_ids(said.get("teachers")), None, None, None][: len(LESSONS)]
    plain: dict[str, Any] = {name: text(said.get(name)) for name in CYCLE_TEXTS}
    plain |= {name: day(said.get(name)) for name in CYCLE_DAYS}
    return Cycle(
        record.key, record.record_id, made_on, **plain,
        teachers=tuple(teachers),
        members=tuple(one for one in _ids(said.get("members")) if one is not None),
        case_pupils=by_level(said.get("case_pupils")), is_deleted=bool(said.get("is_deleted")),
    )  # fmt: skip


def plan_of(record: Record, made_on: date | None = None) -> Plan:
    """Return a record `research_lesson` as a plan; `made_on` is the day of its first record."""
    said, (study_id, lesson_no) = record.payload, _of_lesson(record)
    stages = tuple(
        Stage(text(one.get("stage_id")), text(one.get("name")), _number(one.get("minutes")),
              by_level(one.get("predicted")))
        for one in said.get("stages") or ()
    )  # fmt: skip
    return Plan(
        study_id, lesson_no, record.record_id, made_on, day(said.get("held_on")),
        **{name: text(said.get(name)) for name in PLAN_TEXTS}, criteria=by_level(said.get("criteria")),
        stages=stages, questions=tuple(map(text, said.get("questions") or ())),
    )  # fmt: skip


def start_of(record: Record) -> Start:
    """Return a record `lesson_start`."""
    said = record.payload
    made_on, by = day(record.made_at[:10]), text(said.get("by"))
    return Start(*_of_lesson(record), record.record_id, said["started_at"], by, made_on)


def sheet_of(record: Record) -> Sheet:
    """Return a record `lesson_sheet` as a sheet."""
    said = record.payload
    achieved = {level: _number((said.get("achieved") or {}).get(level)) for level in LEVELS}
    cells = {
        stage_id: {level: Cell(text(row[level].get("observed")), _number(row[level].get("met")))
                   for level in LEVELS if row.get(level)}
        for stage_id, row in (said.get("cells") or {}).items()
    }  # fmt: skip
    return Sheet(
        *_of_lesson(record), record.key.split("|", 2)[2], record.record_id,
        _number(said.get("observer_id")), text(said.get("watched")) or "live",
        day(said.get("observed_on")), cells,
        {level: score for level, score in achieved.items() if score is not None}, text(said.get("issues")),
    )  # fmt: skip


def talk_of(record: Record) -> Talk:
    """Return a record `lesson_talk` as a talk."""
    said = record.payload
    changes = tuple(
        Change(*(text(one.get(name)) for name in ("change_id", "text", "outcome", "note")))
        for one in said.get("changes") or ()
    )
    return Talk(
        *_of_lesson(record), record.record_id, by_level(said.get("interviews")),
        day(said.get("interview_on")), {part: text(said.get(part)) for part in PARTS},
        day(said.get("discussed_on")), changes,
    )  # fmt: skip


def _of_lesson(record: Record) -> tuple[str, int]:
    study_id, lesson_no = record.key.split("|")[:2]
    return study_id, int(lesson_no)


def text(value: Any) -> str:
    """Return words without the space around them; '' for None."""
    return str(value or "").strip()


def day(value: Any) -> date | None:
    """Return an ISO day as a date; None for an empty one."""
    return date.fromisoformat(value) if value else None


def by_level(value: Mapping[str, Any] | None) -> dict[str, str]:
    """Return the words of every level; '' where nothing is said."""
    return {level: text((value or {}).get(level)) for level in LEVELS}


def _ids(values: Iterable[Any] | None) -> Iterator[int | None]:
    return (_number(value) for value in values or ())


def _number(value: Any) -> int | None:
    return None if value in (None, "") else int(value)
