"""Which teacher is who: ids are allocated by full name; initials are believed only where one name fits.

A teacher belongs to the school, not to a year or a class. «Осокин П. Р.» is «Осокин Пётр Романович» only
if nobody else of the school's registers can be meant, and a register that relies on it says so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.ledger import Ledger

SURVEY = "survey"  # the source_kind of answers to surveys
TEACHER_FIELDS = ("teacher_no", "name_raw", "name_key")
TeacherRow = tuple[int, str, str]


def allocate_teachers(
    tx: sqlite3.Connection, school_id: str, teachers: Sequence[TeacherRow]
) -> dict[int, int]:
    """Return teacher_no → teacher_id, allocating ids for teachers seen for the first time.

    `teachers` are (teacher_no, name_raw, name_key); full names of a file come before its initials.
    """
    ids: dict[int, int] = {}
    own = [name_key for _, _, name_key in teachers if not _is_short(name_key)]
    for number, name_raw, name_key in sorted(teachers, key=lambda row: _is_short(row[2])):
        found = _find(tx, school_id, name_key)
        if found is None:
            found = _only_other(tx, school_id, name_key, own) or _new(tx, school_id)
            tx.execute(
                "INSERT INTO teacher_keys VALUES (?, ?, ?, ?)",
                (school_id, name_key, found, name_raw),
            )
        ids[number] = found
    return ids


def doubtful(
    known: Iterable[tuple[str, str]], teachers: Sequence[TeacherRow]
) -> dict[str, list[str]]:
    """Return, by name with initials, whom it may mean: one name is taken on trust, of several none.

    `known` are (name_key, name_raw) of the school's teachers; the file's own full names count too.
    """
    full = {key: raw for key, raw in known if not _is_short(key)}
    full |= {key: raw for _, raw, key in teachers if not _is_short(key)}
    return {
        raw: sorted(name for other, name in full.items() if fits(key, other))
        for _, raw, key in teachers
        if _is_short(key)
    }


def staff_names(ledger: Ledger) -> dict[str, str]:
    """Return the names of the staff as printed by their keys: of registers and cards, not of surveys alone.

    A name that only an answer to a survey is signed with may be misspelt, and proves nothing.
    """
    rows = ledger.rows(
        "SELECT k.name_key, k.name_raw FROM teacher_keys AS k WHERE k.teacher_id IN ("
        " SELECT t.teacher_id FROM batch_teachers AS t INNER JOIN batches AS b"
        " ON t.batch_id = b.batch_id WHERE b.revoked_seq IS NULL AND b.source_kind <> ?)",
        (SURVEY,),
    )
    typed = (r.payload for r in ledger.records("staff"))
    cards = {str(card["name_key"]): str(card["full_name"]) for card in typed}
    return {row["name_key"]: row["name_raw"] for row in rows} | cards


def fits(short: str, full: str) -> bool:
    """Say whether a name with initials may be a full name: «осокин п.р.» and «осокин петр романович»."""
    surname, _, rest = short.partition(" ")
    words = full.split()
    initials = [one for one in rest.replace(" ", "").split(".") if one]
    return (
        bool(initials)
        and len(words) > 1
        and words[0] == surname
        and all(word.startswith(one) for word, one in zip(words[1:], initials, strict=False))
        and len(initials) <= len(words) - 1
    )


def _find(tx: sqlite3.Connection, school_id: str, name_key: str) -> int | None:
    row = tx.execute(
        "SELECT teacher_id FROM teacher_keys WHERE school_id = ? AND name_key = ?",
        (school_id, name_key),
    ).fetchone()
    return int(row[0]) if row else None


def _only_other(
    tx: sqlite3.Connection, school_id: str, name_key: str, own: Sequence[str]
) -> int | None:
    """Return the id of the only teacher whose name differs by initials alone; None where in doubt.

    A full name takes over the initials that were loaded before it, unless they stand for another
    full name or may stand for one of the same file (`own`).
    """
    rows = tx.execute(
        "SELECT name_key, teacher_id FROM teacher_keys WHERE school_id = ?", (school_id,)
    ).fetchall()
    short = _is_short(name_key)
    alike = {
        int(row[1])
        for row in rows
        if (fits(name_key, row[0]) if short else _is_alone(row[0], name_key, own))
    }
    if len(alike) != 1:
        return None
    found = alike.pop()
    named = any(int(row[1]) == found and not _is_short(row[0]) for row in rows)
    return found if short or not named else None


def _is_alone(short: str, full: str, own: Sequence[str]) -> bool:
    """Say whether initials may be a full name and no other full name of its file."""
    return _is_short(short) and fits(short, full) and sum(fits(short, one) for one in own) == 1


def _new(tx: sqlite3.Connection, school_id: str) -> int:
    cursor = tx.execute("INSERT INTO teachers (school_id) VALUES (?)", (school_id,))
    return int(cursor.lastrowid or 0)


def _is_short(name_key: str) -> bool:
    return "." in name_key
