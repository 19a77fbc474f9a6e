"""Who is who: ids are allocated when a file is accepted and kept, never derived again.

The key is (school, school year, class, name, ordinal among namesakes). A pupil who moves up with the
class keeps the id when the full name with patronymic stands in the neighbouring year's class of the
same letter; a surname with initials never joins two pupils. Within a class «Фамилия Имя» of one file
is the only «Фамилия Имя Отчество» of another, unless one file has both.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Sequence

PupilRow = tuple[int, str, str, str, str, int]
FULL_NAME_WORDS = 3


def allocate(tx: sqlite3.Connection, school_id: str, pupils: Sequence[PupilRow]) -> dict[int, int]:
    """Return pupil_no → pupil_id, allocating ids for pupils seen for the first time.

    `pupils` are (pupil_no, school_year, class_name, name_raw, name_key, ordinal).
    """
    ids: dict[int, int] = {}
    own = {(row[1], row[2], row[4]) for row in pupils}
    for number, school_year, class_name, name_raw, name_key, ordinal in pupils:
        key = (school_id, school_year, class_name, name_key, ordinal)
        found = find(tx, key)
        if found is None:
            found = _other_length(tx, key, own) or _neighbour(tx, key)
            if found is None:
                cursor = tx.execute("INSERT INTO pupils (school_id) VALUES (?)", (school_id,))
                found = int(cursor.lastrowid or 0)
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


def _neighbour(tx: sqlite3.Connection, key: tuple[str, str, str, str, int]) -> int | None:
    """Return the id of the same full name in the class one year below or above, if nobody else has it."""
    school_id, school_year, class_name, name_key, ordinal = key
    if len(name_key.split()) < FULL_NAME_WORDS:
        return None
    for step in (-1, 1):
        year, name = shifted_year(school_year, step), shifted_class(class_name, step)
        if not year or not name:
            continue
        found = find(tx, (school_id, year, name, name_key, ordinal))
        if found is not None and not _seen(tx, school_id, school_year, found):
            return found
    return None


def _other_length(
    tx: sqlite3.Connection,
    key: tuple[str, str, str, str, int],
    own: Collection[tuple[str, str, str]],
) -> int | None:
    """Return the id of the only pupil of the class whose name differs by a patronymic alone.

    None where a namesake, initials or a name of the same file (`own`) leave a doubt.
    """
    school_id, school_year, class_name, name_key, ordinal = key
    rows = tx.execute(
        "SELECT name_key, pupil_id FROM pupil_keys WHERE school_id = ? AND school_year = ?"
        " AND class_name = ?", (school_id, school_year, class_name)).fetchall()  # fmt: skip
    start = _first_words(name_key)
    alike = {str(row[0]): int(row[1]) for row in rows if _first_words(str(row[0])) == start}
    in_file = [name for year, cls, name in own if (year, cls) == (school_year, class_name)
               and _first_words(name) == start]  # fmt: skip
    if not start or ordinal > 1 or len(alike) != 1 or len(in_file) != 1:
        return None
    other, pupil_id = next(iter(alike.items()))
    lengths = {len(other.split()), len(name_key.split())}
    namesakes = sum(str(row[0]) == other for row in rows)
    return pupil_id if min(lengths) == 2 < max(lengths) and namesakes == 1 else None


def _first_words(name_key: str) -> str:
    """Return the surname and the first name, "" where there are only initials."""
    words = name_key.split()[:2]
    return " ".join(words) if len(words) == 2 and "." not in words[1] and len(words[1]) > 1 else ""


def _seen(tx: sqlite3.Connection, school_id: str, school_year: str, pupil_id: int) -> bool:
    row = tx.execute(
        "SELECT 1 FROM pupil_keys WHERE school_id = ? AND school_year = ? AND pupil_id = ?",
        (school_id, school_year, pupil_id),
    ).fetchone()
    return row is not None


def shifted_year(school_year: str, step: int) -> str:
    """Return the school year `step` years later: 2021/22 and 1 → 2022/23; '' for an odd spelling."""
    if not re.fullmatch(r"\d{4}/\d{2}", school_year):
        return ""
    first = int(school_year[:4]) + step
    return f"{first}/{(first + 1) % 100:02d}"


def shifted_class(class_name: str, step: int) -> str:
    """Return the class `step` grades up: 5А and 1 → 6А; '' outside grades 1–11."""
    match = re.match(r"\d+", class_name)
    if match is None:
        return ""
    grade = int(match.group()) + step
    return f"{grade}{class_name[match.end() :]}" if 1 <= grade <= 11 else ""
