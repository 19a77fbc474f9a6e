"""Calls to answer a survey by the built-in form: on which days, in which wave, with or without names."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from warehouse.accounts import audit
from warehouse.ledger import Ledger, now
from warehouse.surveys.box import empty_box
from warehouse.surveys.keys import Key, keys
from warehouse.surveys.waves import half_of, said_waves

MOST_DAYS = 366
REOPENED_DAYS = 7


class CallError(ValueError):
    """What was asked cannot be done; the message is for a person, in Russian."""


@dataclass(frozen=True)
class Call:
    """A call: both days are of it; `is_named` is for good, as it was promised to those who answered."""

    survey_id: str
    opens_on: date
    closes_on: date
    wave: str = ""
    is_named: bool = False
    intro: str = ""
    audience: str = ""
    is_closed: bool = False
    call_id: str = ""

    def state(self, today: date) -> str:
        """Return `early`, `open` or `closed` on a day."""
        if self.is_closed or today > self.closes_on:
            return "closed"
        return "early" if today < self.opens_on else "open"


def calls(ledger: Ledger, survey_id: str = "") -> list[Call]:
    """Return the calls of a survey, or of all, the newest first."""
    rows = ledger.rows(
        "SELECT * FROM survey_calls WHERE ? IN ('', survey_id) ORDER BY made_at DESC, call_id",
        (survey_id,),
    )
    return [_call(row) for row in rows]


def call(ledger: Ledger, call_id: str) -> Call | None:
    """Return one call, or None."""
    row = ledger.one("SELECT * FROM survey_calls WHERE call_id = ?", (call_id,))
    return _call(row) if row else None


def make_call(ledger: Ledger, asked: Call, who: str) -> Call:
    """Make a call, and name its wave where no half of a school year is it; return it with its id.

    Raises CallError where it cannot be asked so: no such questions, wrong days, another wave's days,
    names in a survey that is answered without them, or the same form sent a second time.
    """
    with ledger.transaction() as tx:
        key = _key(ledger, asked)
        wave = " ".join(asked.wave.split()) or half_of(asked.opens_on)
        call_id = asked.call_id or secrets.token_hex(8)
        made = replace(asked, wave=wave, audience=key.audience, call_id=call_id)
        if call(ledger, call_id):
            raise CallError("Этот сбор уже сделан: он в списке на этой странице.")
        _check_days(made)
        _name_wave(ledger, made, who)
        tx.execute(
            "INSERT INTO survey_calls VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
            (made.call_id, made.survey_id, made.wave, made.audience, made.is_named,
             made.opens_on.isoformat(), made.closes_on.isoformat(), made.intro.strip(), now(), who),
        )  # fmt: skip
        audit(ledger, who, "survey_call_made", f"{made.call_id} {made.survey_id}")
    return made


def close_call(ledger: Ledger, call_id: str, who: str) -> None:
    """Stop taking answers; what waited in the box becomes records. Raises CallError."""
    with ledger.transaction() as tx:
        known = _known(ledger, call_id)
        tx.execute("UPDATE survey_calls SET is_closed = 1 WHERE call_id = ?", (known.call_id,))
        empty_box(ledger, call_id)
        audit(ledger, who, "survey_call_closed", call_id)


def reopen_call(ledger: Ledger, call_id: str, today: date, who: str) -> Call:
    """Take answers again, for a week more where the days are over; return the call. Raises CallError."""
    with ledger.transaction() as tx:
        known = _known(ledger, call_id)
        last = max(known.closes_on, today + timedelta(days=REOPENED_DAYS))
        last = known.closes_on if today <= known.closes_on else last
        opened = replace(known, is_closed=False, closes_on=last)
        _name_wave(ledger, opened, who)
        tx.execute(
            "UPDATE survey_calls SET is_closed = 0, closes_on = ? WHERE call_id = ?",
            (last.isoformat(), call_id),
        )
        audit(ledger, who, "survey_call_reopened", call_id)
    return opened


def settle_calls(ledger: Ledger, today: date) -> bool:
    """Empty the boxes of the calls whose days are over; return whether there was anything in them."""
    over = ledger.rows(
        "SELECT DISTINCT c.call_id FROM survey_calls AS c"
        " INNER JOIN survey_box AS b ON c.call_id = b.call_id WHERE c.closes_on < ?",
        (today.isoformat(),),
    )
    for row in over:
        empty_box(ledger, row["call_id"])
    return bool(over)


def _key(ledger: Ledger, asked: Call) -> Key:
    key = keys(ledger).get(asked.survey_id)
    if key is None or not key.items:
        raise CallError("Выберите анкету, в которой есть вопросы.")
    if asked.is_named and not (key.is_named and key.audience == "teachers"):
        raise CallError(f"«{key.title}» отвечают без имён: выберите сбор без имён.")
    return key


def _check_days(asked: Call) -> None:
    if asked.closes_on < asked.opens_on:
        raise CallError("Последний день раньше первого: поправьте даты.")
    if (asked.closes_on - asked.opens_on).days > MOST_DAYS:
        raise CallError("Сбор длиннее года: поправьте даты.")


def _name_wave(ledger: Ledger, made: Call, who: str) -> None:
    """Keep the days of a wave in `survey_wave`, as scoring knows an answer's wave by its day alone."""
    others = [w for w in said_waves(ledger) if w.survey_id == made.survey_id]
    for other in others:
        if other.wave != made.wave and _cross(other, made):
            raise CallError(
                f"Эти дни уже заняты волной «{other.wave}»: назовите ту же волну или поправьте даты."
            )
    own = next((w for w in others if w.wave == made.wave), None)
    first = min(made.opens_on, own.date_from) if own else made.opens_on
    last = max(made.closes_on, own.date_to) if own else made.closes_on
    if own is None and half_of(first) == half_of(last) == made.wave:
        return
    if own is None or (first, last) != (own.date_from, own.date_to):
        said = {"survey_id": made.survey_id, "wave": made.wave,
                "date_from": first.isoformat(), "date_to": last.isoformat()}  # fmt: skip
        ledger.add_record("survey_wave", f"{made.survey_id}|{made.wave}", said, who)


def _cross(other: Any, made: Call) -> bool:
    return bool(other.date_from <= made.closes_on and made.opens_on <= other.date_to)


def _known(ledger: Ledger, call_id: str) -> Call:
    found = call(ledger, call_id)
    if found is None:
        raise CallError("Такого сбора нет: обновите страницу.")
    return found


def _call(row: sqlite3.Row | Mapping[str, Any]) -> Call:
    return Call(
        row["survey_id"],
        date.fromisoformat(row["opens_on"]),
        date.fromisoformat(row["closes_on"]),
        row["wave"],
        bool(row["is_named"]),
        row["intro"],
        row["audience"],
        bool(row["is_closed"]),
        row["call_id"],
    )
