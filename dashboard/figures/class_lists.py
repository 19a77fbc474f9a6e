"""A class's own papers at a period's end: who belongs to which list, and the summary sheet of marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from dashboard import words

STATES = {"not_attested": "н/а", "exempt": "осв", "passed": "зач", "failed": "незач"}
ABSENT_SHOWN = 5
MEAN = "Средний балл"


class Entry(NamedTuple):
    """A pupil of a list and what is said beside the name."""

    pupil_id: int
    full_name: str
    detail: str = ""


LISTS = {
    "all_fives": "Отличники",
    "fours_and_fives": "Хорошисты (на «4» и «5»)",
    "one_four": "С одной «4»",
    "one_three": "С одной «3»",
    "with_two": "Неуспевающие",
    "not_attested": "Не аттестованы",
    "most_absent": "Больше всего пропусков",
    "unmarked": "Без отметок за период",
    "left": "Выбыли за период",
}


def lists(pupils: pd.DataFrame, marks: pd.DataFrame) -> dict[str, list[Entry]]:
    """Return the lists of a class teacher by code of `LISTS`, pupils by name.

    `pupils` and `marks` are those of `queries.reports`; several «3» make no list: they are many.
    """
    people, told = pupils.to_dict("records"), marks.to_dict("records")
    twos, unattested = _subjects(told, _is_two), _subjects(told, _is_unattested)
    found: dict[str, list[Entry]] = {code: [] for code in LISTS}
    for record in people:
        number, group = record["pupil_id"], record["pupil_group"]
        detail = ""
        if group in ("one_four", "one_three"):
            detail = str(record["reserve_subject"])
        elif group == "with_two":
            detail = twos[number]
        elif group == "not_attested":
            detail = unattested[number] + (f"; «2»: {twos[number]}" if number in twos else "")
        for code in _codes(record):
            found[code].append(
                Entry(int(number), record["full_name"], "" if code == "left" else detail)
            )
    return found | {"most_absent": _most_absent(people)}


def _codes(record: Mapping[Any, Any]) -> list[str]:
    """Return the lists that a pupil belongs to."""
    group = record["pupil_group"]
    codes = [group] if group in LISTS else []
    if words.is_missing(group) and record["is_at_end"] == 1:
        codes.append("unmarked")
    return codes + (["left"] if record["has_left"] == 1 else [])


def _is_two(mark: Any, _state: str) -> bool:
    return not words.is_missing(mark) and mark <= 2


def _is_unattested(_mark: Any, state: str) -> bool:
    return state == "not_attested"


def _subjects(
    marks: Sequence[Mapping[Any, Any]], is_meant: Callable[[Any, str], bool]
) -> dict[int, str]:
    """Return the subjects of each pupil whose mark and state are meant: «Алгебра, Физика»."""
    found: dict[int, list[str]] = {}
    for row in marks:
        if is_meant(row["mark"], row["state"]):
            found.setdefault(int(row["pupil_id"]), []).append(row["subject"])
    return {pupil_id: ", ".join(sorted(subjects)) for pupil_id, subjects in found.items()}


def _most_absent(pupils: Sequence[Mapping[Any, Any]]) -> list[Entry]:
    counted = [r for r in pupils if not words.is_missing(r["missed_count"]) and r["missed_count"]]
    counted.sort(key=lambda r: (-r["missed_count"], r["full_name"]))
    return [Entry(int(r["pupil_id"]), r["full_name"], _missed(r)) for r in counted[:ABSENT_SHOWN]]


def _missed(record: Mapping[Any, Any]) -> str:
    said = words.plural(int(record["missed_count"]), "урок", "урока", "уроков")
    without = int(record["unexcused_count"])
    return f"{said}, без уважительной причины{words.NBSP}{without}" if without else said


def sheet(pupils: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    """Return the summary sheet: full_name, a column per subject, «Средний балл»; the last row is the means.

    A mark is a number, a state its word, an empty cell an empty string. Pupils who are gone without
    a mark are left out. A mean is of the marks «5»…«1» only.
    """
    told: dict[tuple[int, str], Any] = {}
    known: dict[str, list[float]] = {}
    for row in marks.to_dict("records"):
        told[row["pupil_id"], row["subject"]] = _said(row)
        mark = row["mark"]
        known.setdefault(row["subject"], []).extend([] if words.is_missing(mark) else [mark])
    subjects = sorted(known)
    rows = [
        [r["full_name"], *(told.get((r["pupil_id"], s), "") for s in subjects), r["average_points"]]
        for r in pupils.to_dict("records")
        if not (r["is_at_end"] == 0 and words.is_missing(r["pupil_group"]))
    ]
    if subjects and rows:
        every = [mark for found in known.values() for mark in found]
        rows.append([MEAN, *(_mean(known[s]) for s in subjects), _mean(every)])
    return pd.DataFrame(rows, columns=["full_name", *subjects, MEAN], dtype=object)


def _said(row: Mapping[Any, Any]) -> Any:
    if row["state"] == "attested":
        return int(row["mark"])
    return STATES.get(row["state"], str(row["mark_raw"]))


def _mean(marks: Sequence[float]) -> float | None:
    return float(sum(marks)) / len(marks) if marks else None
