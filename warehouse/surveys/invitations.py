"""Invitations to answer: one answer each, its link shown once, kept apart from what was answered."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from warehouse.accounts import audit, hashed
from warehouse.ledger import Ledger
from warehouse.surveys.calls import Call, CallError, call

MOST_LINKS = 1000  # in one call
# A link on paper is typed by hand: no letters that look alike, case and dashes do not matter; 79 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4


@dataclass(frozen=True)
class Guest:
    """Whom an invitation is for: a teacher, or a label such as «5А, родители № 7»."""

    label: str
    teacher_id: int | None = None
    class_name: str = ""


@dataclass(frozen=True)
class Link:
    """A link to hand over; its token is nowhere but here."""

    label: str
    token: str


@dataclass(frozen=True)
class Invitation:
    """An invitation as its link finds it."""

    invitation_id: str
    call: Call
    guest: Guest
    is_used: bool

    @property
    def draft_id(self) -> str:
        """The name under which a phone keeps the draft; every link of the invitation finds it."""
        return hashed(self.invitation_id)[:24]


def invite(ledger: Ledger, call_id: str, guests: Sequence[Guest], who: str) -> list[Link]:
    """Return links of new invitations; a teacher invited to this call already gets no second one.

    Raises CallError for an unknown call, too many links, and a call with names for someone without one.
    """
    with ledger.transaction() as tx:
        found = _asked(ledger, call_id)
        held = invitations(ledger, call_id)
        taken = {one.guest.teacher_id for one in held} - {None}
        new = [guest for guest in guests if guest.teacher_id not in taken]
        if found.is_named and any(guest.teacher_id is None for guest in new):
            raise CallError(
                "В сборе с именами ссылка нужна каждому учителю своя: выберите учителей."
            )
        if len(held) + len(new) > MOST_LINKS:
            raise CallError(f"В одном сборе не больше {MOST_LINKS} ссылок: сделайте ещё один сбор.")
        links = [_invited(tx, call_id, guest) for guest in new]
        audit(ledger, who, "survey_links_made", f"{call_id} {len(links)}")
    return links


def invite_again(ledger: Ledger, call_id: str, who: str) -> list[Link]:
    """Return new links for those who have not answered; their earlier links work on. Raises CallError."""
    with ledger.transaction() as tx:
        _asked(ledger, call_id)
        waiting = [one for one in invitations(ledger, call_id) if not one.is_used]
        links = [_link(tx, one.invitation_id, one.guest.label) for one in waiting]
        audit(ledger, who, "survey_links_made", f"{call_id} {len(links)}")
    return links


def invitations(ledger: Ledger, call_id: str) -> list[Invitation]:
    """Return the invitations of a call in the order of their labels, numbers by their value."""
    found = call(ledger, call_id)
    rows = ledger.rows("SELECT * FROM survey_invitations WHERE call_id = ?", (call_id,))
    made = [_invitation(row, found) for row in rows] if found else []
    return sorted(made, key=lambda one: _by_number(one.guest.label))


def progress(ledger: Ledger) -> dict[str, tuple[int, int]]:
    """Return (answered, invited) by call_id."""
    rows = ledger.rows(
        "SELECT call_id, sum(is_used) AS used, count(*) AS n FROM survey_invitations GROUP BY call_id"
    )
    return {row["call_id"]: (row["used"], row["n"]) for row in rows}


def find(ledger: Ledger, token: str) -> Invitation | None:
    """Return the invitation of a link's token, or None."""
    row = ledger.one(
        "SELECT i.* FROM survey_links AS l INNER JOIN survey_invitations AS i"
        " ON l.invitation_id = i.invitation_id WHERE l.token_hash = ?",
        (_hash(token),),
    )
    found = call(ledger, row["call_id"]) if row else None
    return _invitation(row, found) if row and found else None


def numbered(label: str, count: int, held: Iterable[str] = ()) -> list[Guest]:
    """Return so many guests without names: «родители № 1»…, going on after the labels held already."""
    prefix = f"{label.strip()} № ".lstrip()
    used = [one.removeprefix(prefix) for one in held if one.startswith(prefix)]
    last = max((int(one) for one in used if one.isdecimal()), default=0)
    return [Guest(f"{prefix}{last + n}") for n in range(1, count + 1)]


def _invited(tx: sqlite3.Connection, call_id: str, guest: Guest) -> Link:
    invitation_id = secrets.token_hex(16)
    tx.execute(
        "INSERT INTO survey_invitations VALUES (?, ?, ?, ?, ?, 0)",
        (invitation_id, call_id, guest.teacher_id, guest.label, guest.class_name),
    )
    return _link(tx, invitation_id, guest.label)


def _link(tx: sqlite3.Connection, invitation_id: str, label: str) -> Link:
    token = "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    tx.execute("INSERT INTO survey_links VALUES (?, ?)", (_hash(token), invitation_id))
    return Link(label, token)


def _hash(token: str) -> str:
    return hashed("".join(one for one in token.lower() if one in LETTERS))


def _asked(ledger: Ledger, call_id: str) -> Call:
    found = call(ledger, call_id)
    if found is None:
        raise CallError("Такого сбора нет: обновите страницу.")
    return found


def _invitation(row: sqlite3.Row, found: Call) -> Invitation:
    guest = Guest(row["label"], row["teacher_id"], row["class_name"])
    return Invitation(row["invitation_id"], found, guest, bool(row["is_used"]))


def _by_number(label: str) -> tuple[str, int]:
    head, _, number = label.rpartition("№ ")
    return (head, int(number)) if number.isdecimal() else (label, 0)
