"""Saving what is typed of a lesson study: a form at a time, the start of a lesson, taking away and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from dashboard import data, studies
from dashboard.session import current_user, may
from dashboard.staff_writing import Wrong
from dashboard.studies import World
from dashboard.study_forms import StudyForm, form
from dashboard.study_reading import read
from dashboard.study_typed import Typed
from warehouse.amending import amend, newest, written
from warehouse.ledger import Record
from warehouse.studies.records import KINDS, PLAN, SHEET, START, STUDY, Study, cycle_of, lesson_key
from warehouse.studies.sections import keep
from warehouse.studies.sheets import predictions_locked, take_start_back

NOT_YOURS = "Это исследование ведут его группа и методист. Ничего не записано."
GONE = "Этого исследования больше нет: его убрали. Ничего не записано."
FIRST_THE_GROUP = "Сначала сохраните группу: с неё начинается исследование."


def save(study_id: str, name: str, values: Mapping[str, Any], seen: int | None) -> int:
    """Keep a form; return the record that holds. Raises Wrong, or Moved where somebody saved the same in between."""
    # In one transaction: no lesson starts, and closes its predictions, between the reading and the keeping.
    with data.ledger().transaction():
        study, world = _own(study_id)
        asked = form(name, study, world)
        if asked is None:
            raise Wrong({"": GONE})
        if study.cycle.record_id is None and name != "group":
            raise Wrong({"": FIRST_THE_GROUP})
        typed = Typed(asked, values, study, world)
        said = read(typed)
        if typed.wrong:
            raise Wrong(typed.wrong)
        return keep(data.ledger(), (asked.kind, asked.key), said, current_user().name, seen)


def shown(study_id: str, name: str) -> StudyForm | None:
    """Return a form as it would be drawn now: what another person has saved stands in it."""
    study = studies.opened(study_id)
    return form(name, study, studies.world()) if study else None


def _own(study_id: str) -> tuple[Study, World]:
    study, world = studies.opened(study_id), studies.world()
    if study is None:
        raise Wrong({"": GONE})
    if not studies.may_edit(study, world):
        raise Wrong({"": NOT_YOURS})
    return study, world


def start(study_id: str, lesson_no: int) -> int:
    """Say that a lesson took place: now, or at its planned hour where that has passed; return the record.

    From then on its predictions are closed; the first start holds. Raises Wrong.
    """
    study, _ = _own(study_id)
    if study.plan(lesson_no).record_id is None:
        raise Wrong({"": "Сначала сохраните план этого урока."})
    with data.ledger().transaction():
        key = lesson_key(study_id, lesson_no)
        held = newest(data.ledger(), START, key)
        if held is not None:
            return held.record_id
        said = {"started_at": _moment(study, lesson_no), "by": current_user().name}
        return amend(data.ledger(), START, key, said, current_user().name, None)


def is_late(study: Study, lesson_no: int) -> bool:
    """Tell whether the day of a lesson, by its plan, has passed: its start is then set to the planned hour."""
    day = study.plan(lesson_no).held_on
    return day is not None and day < date.today()


def _moment(study: Study, lesson_no: int) -> str:
    plan = study.plan(lesson_no)
    if plan.held_on is None or not is_late(study, lesson_no):
        return datetime.now().isoformat(timespec="seconds")
    hour = time.fromisoformat(plan.held_at) if plan.held_at else time()
    return datetime.combine(plan.held_on, hour).isoformat(timespec="seconds")


def may_open() -> bool:
    """Tell whether the person may take the start of a lesson back: the methodist alone."""
    return may("teachers")


def open_again(study_id: str, lesson_no: int) -> int | None:
    """Take the start of a lesson back, so that its predictions may change; the methodist alone may."""
    held = newest(data.ledger(), START, lesson_key(study_id, lesson_no))
    if held is None or not may_open():
        return None
    take_start_back(data.ledger(), held.key, current_user().name)
    return held.record_id


def hide(study_id: str) -> int | None:
    """Take a cycle away; return the record, by which it comes back; None where that cannot be done."""
    study, world = studies.opened(study_id), studies.world()
    if study is None or study.cycle.record_id is None or not studies.may_edit(study, world):
        return None
    said = {"is_deleted": True}
    return keep(data.ledger(), (STUDY, study_id), said, current_user().name, study.cycle.record_id)


def take_back(record_id: int) -> bool:
    """Take a record of a lesson study back, so that what was before it holds; False where that cannot be done.

    A start is taken back by the methodist alone, a sheet by nobody here, a plan by nobody once its lesson
    has started: what was predicted before would hold again.
    """
    record = written(data.ledger(), record_id)
    if record is None or record.kind not in KINDS - {SHEET} or not _may_take_back(record):
        return False
    held = newest(data.ledger(), record.kind, record.key)
    is_last = held is not None and held.record_id == record_id
    return is_last and data.ledger().revoke_record(record_id, current_user().name)


def _may_take_back(record: Record) -> bool:
    if record.kind == START:
        return may_open()
    study_id, _, lesson_no = record.key.partition("|")
    if record.kind == PLAN and predictions_locked(data.ledger(), study_id, int(lesson_no)):
        return False
    held = newest(data.ledger(), STUDY, study_id)
    return held is not None and studies.may_edit(Study(cycle_of(held)), studies.world())
