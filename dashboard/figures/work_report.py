"""The paper of a work: its columns, its lines, and conclusions that are true sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import words
from dashboard.figures.deficits import LEVELS, Cell, Grid, Row

NO_CLASS = "класс не указан"
MOST = 8
TASKS = ("задание", "задания", "заданий")


@dataclass(frozen=True)
class ReportColumn:
    """A column of the table of classes; `kind` is text, count, share or points."""

    key: str
    label: str
    kind: str


MARK_COLUMNS = (
    ReportColumn("class_name", "Класс", "text"),
    ReportColumn("listed_count", "По списку", "count"),
    ReportColumn("participants_count", "Писали", "count"),
    ReportColumn("absent_count", "Отсутствовали", "count"),
    ReportColumn("mark5_count", "«5»", "count"),
    ReportColumn("mark4_count", "«4»", "count"),
    ReportColumn("mark3_count", "«3»", "count"),
    ReportColumn("mark2_count", "«2»", "count"),
    ReportColumn("passed_pct", "Успеваемость, %", "share"),
    ReportColumn("quality_pct", "Качество, %", "share"),
    ReportColumn("average_mark", "Средняя отметка", "points"),
    ReportColumn("average_total_points", "Средний первичный балл", "points"),
)


@dataclass(frozen=True)
class Sums:
    """The pairs with the journal summed over the classes: how many, and how many lower, equal, higher."""

    pairs: int
    lowered: int
    confirmed: int
    raised: int
    gaps: int


def mark_lines(classes: pd.DataFrame, total: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a line per class and the sum, ready for the table; `classes` as `queries.assessments.classes`."""
    own: list[dict[str, Any]] = [
        {str(k): v for k, v in r.items()} for r in classes.to_dict("records")
    ]
    lines = [*own, dict(total)] if len(own) > 1 else own
    for line in lines:
        line["class_name"] = line["class_name"] or NO_CLASS
        line["absent_count"] = line["listed_count"] - line["participants_count"]
    return lines


def task_lines(grid: Grid) -> list[dict[str, Any]]:
    """Return a line per task: its level, maximum and skill, the completion of each class and of all."""
    return [_task_line(row, grid) for row in grid.rows]


def _task_line(row: Row, grid: Grid) -> dict[str, Any]:
    cells = {f"class {name}": _value(grid.cells.get((row.key, name))) for name in grid.classes}
    return {"task_code": row.key, "level": LEVELS.get(row.level, ""), "max_points": row.max_points,
            "skill": row.skill, **cells, "whole": row.whole.value, "beside": row.beside,
            "is_short": row.whole.verdict == "short"}  # fmt: skip


def _value(cell: Cell | None) -> float | None:
    return cell.value if cell else None


def journal_sums(frame: pd.DataFrame) -> Sums:
    """Return the sums of `queries.deficits.beside_journal`; zeros where nothing can be laid beside."""
    names = ("participants_count", "lowered_count", "confirmed_count", "raised_count", "gap2_count")
    return Sums(*(int(frame[name].sum()) if len(frame) else 0 for name in names))


def share(part: int, whole: int) -> str:
    """Return «13 из 25 (52 %)»; the shares of conclusions are always with their counts."""
    counts = f"{words.integer(part)} из{words.NBSP}{words.integer(whole)}"
    return f"{counts} ({words.percent(100 * part / whole)})" if whole else words.NO_DATA


def conclusions(
    total: Mapping[str, Any], grid: Grid, skills: Sequence[str], journal: Sums, beside: str
) -> list[str]:
    """Return what the figures say, each a sentence with its counts; nothing that was not counted."""
    told = [taking(total), marks(total), *short_tasks(grid), *not_attempted_words(grid)]
    if skills:
        named = words.listed([f"«{skill}»" for skill in skills], MOST)
        told.append(f"Системный дефицит (большая часть заданий на умение ниже порога): {named}.")
    return [text for text in [*told, *compared(grid, beside), journal_words(journal)] if text]


def taking(total: Mapping[str, Any]) -> str:
    """Return how many of the listed took part."""
    return f"Работу писали {share(int(total['participants_count']), int(total['listed_count']))}."


def marks(total: Mapping[str, Any]) -> str:
    """Return успеваемость, качество and the mean mark; "" where nobody has a mark."""
    marked = int(total["marked_count"])
    if not marked:
        return ""
    passed = marked - int(total["mark2_count"])
    good = int(total["mark5_count"]) + int(total["mark4_count"])
    return (f"Успеваемость: {share(passed, marked)}, качество: {share(good, marked)}, "
            f"средняя отметка {words.number(total['average_mark'], 2)}.")  # fmt: skip


def short_tasks(grid: Grid) -> list[str]:
    """Return which tasks fall short in all, and the class with most of them."""
    judged = [row for row in grid.rows if row.whole.verdict]
    if not judged:
        return ["Уровни заданий не заданы, поэтому с порогом их не сравнить."] if grid.rows else []
    if not grid.short:
        return [f"Заданий ниже порога своего уровня нет (судили {len(judged)})."]
    named = words.listed(
        [f"{row.key} ({words.percent(row.whole.value)})" for row in grid.short], MOST
    )
    first = (
        f"Ниже порога {words.plural(len(grid.short), *TASKS)} из{words.NBSP}{len(judged)}: {named}."
    )
    return [first, *common(grid)]


def common(grid: Grid) -> list[str]:
    """Return which tasks fall short in every class at once."""
    named = [name for name in grid.classes if name]
    if len(named) < 2:
        return []
    short = [{cell.row for cell in grid.short_of(name)} for name in named]
    everywhere = [row.key for row in grid.rows if all(row.key in own for own in short)]
    return [f"Во всех классах ниже порога: {words.listed(everywhere, MOST)}."] if everywhere else []


def not_attempted_words(grid: Grid) -> list[str]:
    """Return the task that most did not attempt."""
    counted = [(row.not_attempted, row) for row in grid.rows if row.not_attempted]
    if not counted:
        return []
    most, row = max(counted, key=lambda pair: pair[0])
    return [
        f"Чаще всего не приступали к{words.NBSP}заданию {row.key}: {share(most, row.whole.participants)}."
    ]


def compared(grid: Grid, beside: str) -> list[str]:
    """Return in how many tasks the completion is lower than elsewhere, and where by most."""
    pairs = [(row.whole.value - row.beside, row.key) for row in grid.rows
             if row.beside is not None and row.whole.value is not None]  # fmt: skip
    if not pairs or not beside:
        return []
    lower = sorted(pair for pair in pairs if pair[0] < 0)
    counted = (
        f"{len(lower)} из{words.NBSP}{words.plural(len(pairs), 'задания', 'заданий', 'заданий')}"
    )
    worst = f", больше всего {lower[0][1]} ({words.points(lower[0][0])})" if lower else ""
    return [f"Ниже, чем {beside}, выполнение {counted}{worst}."]


def journal_words(journal: Sums) -> str:
    """Return how marks of the work agree with the journal's; "" where they cannot be laid beside."""
    if not journal.pairs:
        return ""
    return (f"С отметкой журнала совпали {share(journal.confirmed, journal.pairs)}, "
            f"ниже журнала {share(journal.lowered, journal.pairs)}, выше {share(journal.raised, journal.pairs)}; "
            f"расхождений на две отметки и больше: {journal.gaps}.")  # fmt: skip
