"""Keeping what is watched at a research lesson: its start, which locks the predictions, and observers' sheets.

A phone sends its whole sheet again and again, late and in any order; what holds is never older than what held.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from warehouse.amending import Moved, newest
from warehouse.ledger import Ledger, Record
from warehouse.studies.records import by_level, lesson_key, plan_of, start
from warehouse.studies.shapes import PLAN, SHEET, START, Plan, Start

LONGEST_WAIT = timedelta(days=31)

Predicted = dict[tuple[str, str], str]  # (stage_id, level) → words


@dataclass(frozen=True)
class Sent:
    """A sheet as a device sends it, always whole.

    `client` is the device's own name for its draft, `count` grows with every sending of a change;
    `seen` is the record that the draft was made from, None where there was none.
    """

    client: str
    count: int
    seen: int | None
    sheet: Mapping[str, Any]


class Locked(Exception):
    """The lesson has started: its predictions may not be changed any more."""

    def __init__(self, since: Start) -> None:
        super().__init__("the predictions are locked")
        self.since = since


class NotStarted(Exception):
    """Nobody has said that the lesson started, so that its predictions are still open."""


def begin(ledger: Ledger, key: str, who: str, seconds_ago: float = 0) -> Start:
    """Note that the lesson of a key (`study_id|n`) started; return the start that holds: the first one.

    `seconds_ago` is for a phone that had no connection when it was pressed; its own clock may be wrong.
    """
    with ledger.transaction():
        if newest(ledger, START, key) is None:
            ago = min(max(timedelta(seconds=seconds_ago), timedelta()), LONGEST_WAIT)
            at = (datetime.now() - ago).isoformat(timespec="seconds")
            ledger.add_record(START, key, {"started_at": at, "by": who}, who)
        held = start(ledger, *_lesson(key))
        assert held is not None
        return held


def take_start_back(ledger: Ledger, key: str, who: str) -> bool:
    """Open the predictions of a lesson again; False where it had not started. What was watched stays."""
    held = newest(ledger, START, key)
    return held is not None and ledger.revoke_record(held.record_id, who)


def save_sheet(ledger: Ledger, key: str, sent: Sent, who: str) -> int:
    """Keep a sheet under its key (`study_id|n|observer`); return the record that this device made last.

    Sending again and sending late are no new events. Raises NotStarted, and Moved where another device
    has written what this one has not seen.
    """
    with ledger.transaction():
        if start(ledger, *_lesson(key)) is None:
            raise NotStarted
        last = _last_of(ledger, key, sent.client)
        if last is not None and last.payload["count"] >= sent.count:
            return last.record_id
        held = newest(ledger, SHEET, key)
        is_own = held is not None and held.payload.get("client") == sent.client
        if held is not None and not is_own and held.record_id != sent.seen:
            raise Moved(held)
        payload = {**sent.sheet, "client": sent.client, "count": sent.count}
        ledger.add_record(SHEET, key, payload, who)
        added = newest(ledger, SHEET, key)
        assert added is not None
        return added.record_id


def predictions_locked(ledger: Ledger, study_id: str, lesson_no: int) -> bool:
    """Tell whether the predictions of a lesson may not be changed any more: it has started."""
    return start(ledger, study_id, lesson_no) is not None


def check_predictions(ledger: Ledger, key: str, payload: Mapping[str, Any]) -> None:
    """Raise Locked where a plan about to be saved changes what was predicted of a lesson that has started.

    Call it in the transaction that saves the plan. All else of the plan may change: the names of stages,
    their order, new ones without predictions.
    """
    since = start(ledger, *_lesson(key))
    if since is not None:
        held = newest(ledger, PLAN, key)
        if _of_payload(payload) != (_of_payload(held.payload) if held else {}):
            raise Locked(since)


def changed_since_start(ledger: Ledger, study_id: str, lesson_no: int) -> bool:
    """Tell whether predictions were changed between a start and the moment it arrived from a phone.

    What is compared is the plan that held when the lesson started and the one that holds now.
    """
    since = start(ledger, study_id, lesson_no)
    if since is None:
        return False
    at = datetime.fromisoformat(since.started_at).astimezone(UTC)
    plans = _plans(ledger, lesson_key(study_id, lesson_no))
    before = [said for made_at, said in plans if made_at <= at]
    return bool(plans) and predicted(before[-1] if before else None) != predicted(plans[-1][1])


def predicted(plan: Plan | None) -> Predicted:
    """Return what a plan predicts, without what is left empty."""
    stages = plan.stages if plan else ()
    return _said((one.stage_id, one.predicted) for one in stages)


def _plans(ledger: Ledger, key: str) -> list[tuple[datetime, Plan]]:
    rows = ledger.rows(
        "SELECT * FROM records WHERE kind = ? AND key = ? AND revoked_seq IS NULL ORDER BY seq",
        (PLAN, key),
    )
    records = map(ledger.record, rows)
    return [(datetime.fromisoformat(one.made_at), plan_of(one)) for one in records]


def _of_payload(payload: Mapping[str, Any]) -> Predicted:
    stages = payload.get("stages") or ()
    return _said((str(one.get("stage_id")), by_level(one.get("predicted"))) for one in stages)


def _said(stages: Iterable[tuple[str, Mapping[str, str]]]) -> Predicted:
    return {
        (stage_id, level): words
        for stage_id, row in stages
        for level, words in row.items()
        if words
    }


def _last_of(ledger: Ledger, key: str, client: str) -> Record | None:
    """Return the newest record of a sheet that a device made, taken back or not."""
    row = ledger.one(
        "SELECT * FROM records WHERE kind = ? AND key = ? AND json_extract(payload, '$.client') = ?"
        " ORDER BY seq DESC LIMIT 1",
        (SHEET, key, client),
    )
    return ledger.record(row) if row else None


def _lesson(key: str) -> tuple[str, int]:
    study_id, lesson_no = key.split("|")[:2]
    return study_id, int(lesson_no)
