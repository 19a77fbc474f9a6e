"""Taking an answer by a link: once for an invitation, and nothing that could lead from one to the other."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse.ledger import Ledger, dumps
from warehouse.surveys.box import KIND, LEAST_TOGETHER, spill
from warehouse.surveys.invitations import Invitation, find

RESPONSE_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Sent:
    """Answers as a phone sends them: the same `response_id` sent again is the same answer."""

    response_id: str
    answers: Mapping[str, Any]


def state_of(invitation: Invitation | None, today: date) -> str:
    """Return what a link opens: `unknown`, `used`, `early`, `closed`, or `open` for the questions."""
    if invitation is None:
        return "unknown"
    return "used" if invitation.is_used else invitation.call.state(today)


def take(ledger: Ledger, token: str, sent: Sent, today: date) -> str:
    """Take an answer; return `accepted`, `already` for the same one again, or why it is not taken.

    An answer without names goes into the box with its day alone, and the invitation is only marked used.
    """
    with ledger.transaction() as tx:
        invitation = find(ledger, token)
        state = state_of(invitation, today)
        if state == "used":
            return "already" if _is_known(ledger, sent.response_id) else "used"
        if invitation is None or state != "open":
            return state
        _keep(ledger, invitation, sent, today)
        tx.execute(
            "UPDATE survey_invitations SET is_used = 1 WHERE invitation_id = ?",
            (invitation.invitation_id,),
        )
    return "accepted"


def new_response_id() -> str:
    """Return an id for an answer whose phone could not make one."""
    return str(uuid.uuid4())


def _keep(ledger: Ledger, invitation: Invitation, sent: Sent, today: date) -> None:
    known = RESPONSE_ID.fullmatch(sent.response_id) and not _is_known(ledger, sent.response_id)
    # Another answer's id must not lie over that answer.
    response_id = sent.response_id if known else new_response_id()
    call = invitation.call
    payload = {
        "survey_id": call.survey_id,
        "answered_on": today.isoformat(),
        "teacher_id": invitation.guest.teacher_id if call.is_named else None,
        "person_key": "",
        "class_name": _class(ledger, invitation),
        "answers": dict(sent.answers),
    }
    if call.is_named:
        ledger.add_record(KIND, response_id, payload, "", today.isoformat())
        return
    with ledger.transaction() as tx:
        tx.execute(
            "INSERT INTO survey_box VALUES (?, ?, ?, ?)",
            (response_id, call.call_id, payload["class_name"], dumps(payload)),
        )
    spill(ledger, call.call_id)


def _class(ledger: Ledger, invitation: Invitation) -> str:
    """Return the class of an invitation, where so many of it are invited that it names nobody."""
    row = ledger.one(
        "SELECT count(*) AS n FROM survey_invitations WHERE call_id = ? AND class_name = ?",
        (invitation.call.call_id, invitation.guest.class_name),
    )
    is_crowd = row is not None and row["n"] >= LEAST_TOGETHER
    return invitation.guest.class_name if is_crowd else ""


def _is_known(ledger: Ledger, response_id: str) -> bool:
    row = ledger.one(
        "SELECT 1 FROM survey_box WHERE response_id = :id"
        " UNION ALL SELECT 1 FROM records WHERE kind = :kind AND key = :id",
        {"id": response_id, "kind": KIND},
    )
    return row is not None
