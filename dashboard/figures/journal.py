"""The heatmap between period ends: what needs attention first, drawn as the one of achievement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard import words
from dashboard.figures import achievement
from dashboard.figures.arrangement import Arrangement, Cell, Margin
from dashboard.figures.measures import SMALL, Measure

UNKNOWN_LAST = 1e9
NO_MARKS = ("—", "отметок ещё нет")
TOO_EARLY = ("·", "проверять ещё рано")


@dataclass(frozen=True)
class Concern:
    """One measure of the page: how it is drawn, what it counts of what, which end is the harder.

    `of_class` names the counts of pupils a class is told by; else its cells are summed.
    One that `is_early` cannot be told yet: every cell says so.
    """

    measure: Measure
    part: str
    whole: str
    of_class: tuple[str, str] = ("", "")
    is_high_hard: bool = True
    is_early: bool = False

    @property
    def is_share(self) -> bool:
        """Tell whether the measure is a share of 0–100, not a count."""
        return bool(self.whole)


# Nearly every pupil has something in question in some subject, so a class is told by pupil and subject.
BY_SUBJECT = "предметам учеников"


def _measure(
    code: str, name: str, high: float = 100.0, by: tuple[str, str] = (BY_SUBJECT, BY_SUBJECT)
) -> Measure:
    columns = (code, code)
    return Measure(code, name, columns, columns, code, code, high=high, by=by, empty=NO_MARKS)


CONCERNS = {
    "attention": Concern(_measure("attention", "нужно внимание"), "attention_count", "pupils_count"),
    "quality": Concern(
        _measure("quality", "качество, если закончить сегодня", by=("ученикам", "отметкам")),
        "quality_count", "marked_count", ("quality_pupils_count", "attested_pupils_count"),
        is_high_hard=False,
    ),
    "disputed": Concern(_measure("disputed", "спорные отметки", 60.0), "disputed_count", "marked_count"),
    "few": Concern(_measure("few", "мало отметок"), "few_count", "pupils_count"),
    "absences": Concern(_measure("absences", "пропуски", 30.0, ("урокам", "урокам")),
                        "absences_held_count", "lessons_count"),
}  # fmt: skip


def concern_of(code: str, cells: pd.DataFrame, *, is_early: bool = False) -> Concern:
    """Return a measure for these cells: absences are counted where lessons held are not known.

    A share needs the lessons of every class × subject that has absences; else counts are compared.
    Few marks are not told before the day of their check, while it `is_early`.
    """
    concern = CONCERNS[code]
    if code == "few" and is_early:
        return replace(concern, measure=replace(concern.measure, empty=TOO_EARLY), is_early=True)
    if code != "absences" or lessons_are_known(cells):
        return concern
    counts = [float(n) for n in cells["absences_count"].tolist()] if len(cells) else []
    measure = replace(concern.measure, name="пропущено уроков", part="", class_part="",
                      high=max([*counts, 1.0]), by=("урокам", "урокам"), is_count=True)  # fmt: skip
    return Concern(measure, "absences_count", "")


def lessons_are_known(cells: pd.DataFrame) -> bool:
    """Tell whether the lessons held are known wherever somebody was absent."""
    if cells.empty or cells["lessons_count"].fillna(0).sum() == 0:
        return False
    return bool((cells["absences_held_count"] == cells["absences_count"]).all())


def cells_of(frame: pd.DataFrame, concern: Concern, small: int = SMALL) -> list[Cell]:
    """Return the cells of `queries.journal.cells`; a base under `small` pupils is a small group."""
    return [_cell(row, concern, small) for row in frame.to_dict("records")]


def _cell(row: dict[Any, Any], concern: Concern, small: int) -> Cell:
    place = (int(row["grade"]), row["class_name"], row["subject"])
    part = int(row[concern.part])
    if not concern.is_share:
        return Cell(*place, float(part), None, int(row["pupils_count"]), 0, small)
    whole = 0 if words.is_missing(row[concern.whole]) else int(row[concern.whole])
    value = 100.0 * part / whole if whole and not concern.is_early else None
    # Lessons held are many even of a small class, so its pupils say whether it is small.
    people = int(row["pupils_count"]) if concern.whole == "lessons_count" else whole
    return Cell(
        *place, value, part, whole, int(row["unmarked_count"]), small if people < small else 0
    )


def arrange(found: list[Cell], classes: pd.DataFrame, concern: Concern) -> Arrangement:
    """Return cells with their margins, the hardest first; `classes` as `queries.journal.classes`,
    with the columns of the groups laid beside for quality."""
    key = _hardness(concern)
    summed = {m.name: m for m in _margins(found, concern, "class_name")}
    columns = [_class_margin(row, concern, summed) for row in classes.to_dict("records")]
    markless = [c.name for c in columns if c.grade == 1]
    drawn = sorted((c for c in columns if c.grade > 1), key=key)
    rows = sorted(_margins(found, concern, "subject"), key=key)
    by_place = {(c.subject, c.class_name): c for c in found}
    taught = {(c.grade, c.subject) for c in found}
    missing = [(s, c.name) for c in drawn for grade, s in sorted(taught)
               if grade == c.grade and (s, c.name) not in by_place]  # fmt: skip
    return Arrangement(by_place, drawn, rows, missing, markless)


def hardest(found: list[Cell], concern: Concern, count: int = 5) -> list[Cell]:
    """Return the cells that need attention most; small groups and cells with nobody are left out."""
    known = [c for c in found if c.value is not None and not c.is_small]
    known = [c for c in known if not concern.is_high_hard or c.value]
    sign = -1.0 if concern.is_high_hard else 1.0

    def key(cell: Cell) -> tuple[float, int, str, str]:
        return sign * (cell.value or 0), -cell.whole, cell.class_name, cell.subject

    return sorted(known, key=key)[:count]


def heatmap(
    arranged: Arrangement, concern: Concern, *, marked: tuple[tuple[str, str], ...] = ()
) -> dict[str, Any]:
    """Return the figure: subjects down, classes right; `marked` are (subject, class_name) framed."""
    return achievement.heatmap(arranged, measure=concern.measure, marked=marked)


def _hardness(concern: Concern) -> Callable[[Margin], tuple[float, int, str]]:
    sign = -1.0 if concern.is_high_hard else 1.0

    def key(margin: Margin) -> tuple[float, int, str]:
        return (UNKNOWN_LAST if margin.value is None else sign * margin.value, margin.grade, margin.name)  # fmt: skip

    return key


def _class_margin(row: dict[Any, Any], concern: Concern, summed: dict[str, Margin]) -> Margin:
    name, grade = row["class_name"], int(row["grade"])
    if not all(concern.of_class):
        return summed.get(name, Margin(name, grade, None, None, 0))._replace(grade=grade)
    part, whole = (
        None if words.is_missing(row[key]) else int(row[key]) for key in concern.of_class
    )
    return Margin(
        name, grade, 100.0 * part / whole if part is not None and whole else None, part, whole or 0
    )


def _margins(found: list[Cell], concern: Concern, by: str) -> list[Margin]:
    """Return the sums of the cells by `class_name` or `subject`."""
    margins = []
    for name in dict.fromkeys(getattr(c, by) for c in found):
        mine = [c for c in found if getattr(c, by) == name and c.value is not None]
        if not concern.is_share:
            margins.append(Margin(name, 0, sum(c.value or 0 for c in mine), None, len(mine)))
            continue
        part, whole = sum(c.part or 0 for c in mine), sum(c.whole for c in mine)
        margins.append(Margin(name, 0, 100.0 * part / whole if whole else None, part, whole))
    return margins
