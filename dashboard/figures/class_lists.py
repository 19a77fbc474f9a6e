"""A class's own papers at a period's end: who belongs to which list, and the summary sheet of marks."""

from __future__ import annotations

from collections.abc import Mapping
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
    records = pupils.to_dict("records")
    found = {code: [_entry(r, code, marks) for r in records if r["pupil_group"] == code]
             for code in list(LISTS)[:6]}  # fmt: skip
    found["most_absent"] = _most_absent(pupils)
    found["unmarked"] = [
        _entry(r, "", marks)
        for r in records
        if words.is_missing(r["pupil_group"]) and r["is_at_end"] == 1
    ]
    found["left"] = [_entry(r, "", marks) for r in records if r["has_left"] == 1]
    return found


def _entry(record: Mapping[Any, Any], code: str, marks: pd.DataFrame) -> Entry:
    mine = marks[marks["pupil_id"] == record["pupil_id"]] if len(marks) else marks
    detail = ""
    if code in ("one_four", "one_three"):
        detail = str(record["reserve_subject"])
    elif code == "with_two":
        detail = _subjects(mine[mine["mark"] <= 2])
    elif code == "not_attested":
        twos = _subjects(mine[mine["mark"] <= 2])
        detail = _subjects(mine[mine["state"] == "not_attested"])
        detail += f"; «2»: {twos}" if twos else ""
    return Entry(int(record["pupil_id"]), record["full_name"], detail)


def _subjects(marks: pd.DataFrame) -> str:
    return ", ".join(sorted(marks["subject"]))


def _most_absent(pupils: pd.DataFrame) -> list[Entry]:
    counted = pupils[pupils["missed_count"].fillna(0) > 0]
    most = counted.sort_values(["missed_count", "full_name"], ascending=[False, True])
    return [
        Entry(int(r["pupil_id"]), r["full_name"], _missed(r))
        for r in most.head(ABSENT_SHOWN).to_dict("records")
    ]


def _missed(record: Mapping[Any, Any]) -> str:
    said = words.plural(int(record["missed_count"]), "урок", "урока", "уроков")
    without = int(record["unexcused_count"])
    return f"{said}, без уважительной причины{words.NBSP}{without}" if without else said


def sheet(pupils: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    """Return the summary sheet: full_name, a column per subject, «Средний балл»; the last row is the means.

    A mark is a number, a state its word, an empty cell an empty string. Pupils who are gone without
    a mark are left out. A mean is of the marks «5»…«1» only.
    """
    subjects = sorted(set(marks["subject"])) if len(marks) else []
    told = {(r.pupil_id, r.subject): _said(r) for r in marks.itertuples()}
    shown = [r for r in pupils.to_dict("records") if r["is_at_end"] == 1
             or words.is_missing(r["is_at_end"]) or not words.is_missing(r["pupil_group"])]  # fmt: skip
    rows = [
        [r["full_name"], *(told.get((r["pupil_id"], s), "") for s in subjects), r["average_points"]]
        for r in shown
    ]
    frame = pd.DataFrame(rows, columns=["full_name", *subjects, MEAN]).astype(object)
    if subjects and rows:
        frame.loc[len(frame)] = [MEAN, *(_mean(marks[marks["subject"] == s]["mark"]) for s in subjects),
                                 _mean(marks["mark"])]  # fmt: skip
    return frame


def _said(row: Any) -> Any:
    return int(row.mark) if row.state == "attested" else STATES.get(row.state, str(row.mark_raw))


def _mean(marks: pd.Series) -> float | None:
    known = marks.dropna()
    return float(known.sum()) / len(known) if len(known) else None
