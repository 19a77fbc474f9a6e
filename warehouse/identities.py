"""Names get ids: one for every (school, school year, class, name, ordinal among namesakes), kept for good.

Which of these ids are one pupil is not allocated but reasoned: see `links.py` and `persons.py`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

PupilRow = tuple[int, str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Key:
    """A name as a class lists it in a year, with its own id."""

    pupil_id: int
    school_year: str
    class_name: str
    name_key: str
    ordinal: int
    name_raw: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """The school year and the class."""
        return self.school_year, self.class_name

    @property
    def first_year(self) -> int:
        """The calendar year in which the school year begins; 0 for an odd spelling."""
        return int(self.school_year[:4]) if shifted_year(self.school_year, 0) else 0

    @property
    def grade(self) -> int:
        """The grade of the class; 0 where the class has none."""
        return grade_of(self.class_name)

    @property
    def order(self) -> tuple[str, str, str, int]:
        """The key itself: an order that does not depend on what was loaded first."""
        return self.school_year, self.class_name, self.name_key, self.ordinal


def allocate(tx: sqlite3.Connection, school_id: str, pupils: Sequence[PupilRow]) -> dict[int, int]:
    """Return pupil_no → pupil_id, allocating ids for names seen for the first time in a class and year.

    `pupils` are (pupil_no, school_year, class_name, name_raw, name_key, ordinal).
    """
    ids: dict[int, int] = {}
    for number, school_year, class_name, name_raw, name_key, ordinal in pupils:
        key = (school_id, school_year, class_name, name_key, ordinal)
        found = find(tx, key)
        if found is None:
            found = _new_id(tx, school_id)
            tx.execute(
                "INSERT INTO pupil_keys VALUES (?, ?, ?, ?, ?, ?, ?)", (*key, found, name_raw)
            )
        ids[number] = found
    return ids


def find(tx: sqlite3.Connection, key: tuple[str, str, str, str, int]) -> int | None:
    """Return the id kept for a key, or None."""
    row = tx.execute(
        "SELECT pupil_id FROM pupil_keys WHERE school_id = ? AND school_year = ? AND class_name = ?"
        " AND name_key = ? AND ordinal = ?",
        key,
    ).fetchone()
    return int(row[0]) if row else None


def part_shared_ids(tx: sqlite3.Connection) -> bool:
    """Give every key an id of its own where an older ledger let several share one; tell whether any did.

    The first key keeps the id, so addresses of pupils go on working.
    """
    shared = tx.execute(
        "SELECT rowid, school_id FROM pupil_keys AS k WHERE EXISTS (SELECT 1 FROM pupil_keys AS o"
        " WHERE o.pupil_id = k.pupil_id AND o.rowid < k.rowid) ORDER BY rowid"
    ).fetchall()
    for rowid, school_id in shared:
        own = _new_id(tx, school_id)
        tx.execute("UPDATE pupil_keys SET pupil_id = ? WHERE rowid = ?", (own, rowid))
    return bool(shared)


def _new_id(tx: sqlite3.Connection, school_id: str) -> int:
    cursor = tx.execute("INSERT INTO pupils (school_id) VALUES (?)", (school_id,))
    return int(cursor.lastrowid or 0)


def shifted_year(school_year: str, step: int) -> str:
    """Return the school year `step` years later: 2021/22 and 1 → 2022/23; '' for an odd spelling."""
    if not re.fullmatch(r"\d{4}/\d{2}", school_year):
        return ""
    first = int(school_year[:4]) + step
    return f"{first}/{(first + 1) % 100:02d}"


def shifted_class(class_name: str, step: int) -> str:
    """Return the class `step` grades up: 5А and 1 → 6А; '' outside grades 1–11."""
    grade = grade_of(class_name)
    if not grade or not 1 <= grade + step <= 11:
        return ""
    return f"{grade + step}{class_name[len(str(grade)) :]}"


def grade_of(class_name: str) -> int:
    """Return the grade a class's name begins with; 0 where it begins with no number."""
    match = re.match(r"[1-9]\d*", class_name)
    return int(match.group()) if match else 0
