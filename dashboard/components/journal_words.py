"""Sentences of the page between period ends: what is left, what one more mark would do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from dashboard import words
from dashboard.figures.subject_names import by_subject

PUPILS = ("ученика", "учеников", "учеников")
WEEK = 7
GENITIVE = {
    "четверть": "четверти",
    "триместр": "триместра",
    "полугодие": "полугодия",
    "год": "года",
}
ENDED = {"q": "закончилась", "t": "закончился", "h": "закончилось"}
BEGUN = {"q": "началась", "t": "начался", "h": "началось"}
BORDERS = {45: (4, 5), 35: (3, 4), 25: (2, 3)}
MOST_FIVES = 9


def of_period(code: str) -> str:
    """Return the period in the genitive: q4 → «4 четверти»."""
    *number, noun = words.period(code).split(words.NBSP)
    return words.NBSP.join([*number, GENITIVE.get(noun, noun)])


def left(period: str, as_of: date, date_to: date) -> str:
    """Return «До конца 4 четверти 3 недели», days in the last fortnight."""
    days = (date_to - as_of).days
    if days < 0:
        return f"{words.period(period)} {ENDED.get(period[:1], 'закончился')}"
    if days == 0:
        return f"Последний день {of_period(period)}"
    span = (
        words.plural(days // WEEK, "неделя", "недели", "недель")
        if days >= 2 * WEEK
        else words.plural(days, "день", "дня", "дней")
    )
    return f"До конца {of_period(period)} {span}"


def sentence(begun: str, classes: pd.DataFrame, cells: pd.DataFrame) -> str:
    """Return the head: `begun`, then the class with most disputed marks and the subject short of marks.

    `classes` and `cells` as `queries.journal` gives them.
    """
    said = [text for text in (_disputed(classes, cells), _few(cells)) if text]
    return f"{begun}: {', '.join(said)}" if said else f"{begun}: спорных отметок нет"


def _disputed(classes: pd.DataFrame, cells: pd.DataFrame) -> str:
    marks = (
        cells.groupby("class_name")["disputed_count"].sum() if len(cells) else pd.Series(dtype=int)
    )
    pupils = dict(zip(classes["class_name"], classes["disputed_pupils_count"], strict=True))
    if not marks.sum():
        return ""
    name = min(marks.index, key=lambda one: (-marks[one], one))
    said = words.plural(int(marks[name]), "спорная отметка", "спорные отметки", "спорных отметок")
    return f"в{words.NBSP}{name} {said} у{words.NBSP}{words.plural(int(pupils[name]), *PUPILS)}"


def _few(cells: pd.DataFrame) -> str:
    if cells.empty or not cells["still_few_count"].sum():
        return ""
    by = cells.groupby("subject")["still_few_count"].sum()
    subject = min(by.index, key=lambda name: (-by[name], name))
    return f"{by_subject(str(subject))} мало отметок у{words.NBSP}{words.plural(int(by[subject]), *PUPILS)}"


def mean(points: int, weight: int) -> str:
    """Return the mean with two digits, cut so that 4,496 is never printed as the border 4,50.

    A mean printed as 4,50 would promise a «5» that rounding does not give.
    """
    hundredths = (100 * points) // weight if weight else 0
    rounded = (200 * points + weight) // (2 * weight) if weight else 0
    shown = hundredths if rounded in (250, 350, 450) else rounded
    return words.number(shown / 100, 2) if weight else words.NO_DATA


def next_mark(points: int, weight: int, border_tenths: int) -> str:
    """Return what one more mark of weight 1 would settle: «ещё одна «5» → 4,60, выходит «5»».

    Below the border: the smallest mark that carries the mean over it, or how many «5» it takes.
    At or above: the largest mark that would take it below. Whole numbers, so a border is exact.
    """
    low, high = BORDERS[border_tenths]
    if 10 * points < border_tenths * weight:
        return _rise(points, weight, border_tenths, high)
    fallen = [m for m in (4, 3, 2) if 10 * (points + m) < border_tenths * (weight + 1)]
    if not fallen:
        return f"«{high}» держится: одна отметка её не изменит"
    told = mean(points + fallen[0], weight + 1)
    also = "" if fallen[0] == 2 else " или ниже"
    return f"сейчас «{high}»; одна «{fallen[0]}»{also} → {told}, выходит «{low}»"


def _rise(points: int, weight: int, border_tenths: int, high: int) -> str:
    for mark in (3, 4, 5):
        if 10 * (points + mark) >= border_tenths * (weight + 1):
            return f"ещё одна «{mark}» → {mean(points + mark, weight + 1)}, выходит «{high}»"
    lacking = border_tenths * weight - 10 * points
    fives = -(-lacking // (50 - border_tenths))
    if fives > MOST_FIVES:
        return "одной отметки мало"
    return f"одной отметки мало: нужно {words.plural(fives, '«5»', '«5»', '«5»')} подряд"


def likely(row: Mapping[Any, Any]) -> str:
    """Return «4,43 → «4»» of a pupil × subject; «нет отметок», «освобождён» where there are none."""
    if words.is_missing(row["likely_mark"]):
        return "освобождён" if row["is_exempt"] else "нет отметок"
    told = mean(int(row["base_points"]), int(row["base_weight"]))
    return f"{told} → «{int(row['likely_mark'])}»"


def what_next(row: Mapping[Any, Any]) -> str:
    """Return what would settle the mark of a pupil × subject, '' where nothing is in question."""
    if words.is_missing(row["border_tenths"]):
        return ""
    return next_mark(int(row["base_points"]), int(row["base_weight"]), int(row["border_tenths"]))


def missed(row: Mapping[Any, Any]) -> str:
    """Return the lessons a pupil missed: «3 из 20 (15 %)», the count alone where lessons are not known."""
    count = int(row["absences_count"])
    if not is_known(row):
        return words.integer(count)
    held = int(row["lessons_count"])
    return f"{words.integer(count)} из{words.NBSP}{words.integer(held)} ({words.percent(100 * count / held)})"


def is_known(row: Mapping[Any, Any]) -> bool:
    """Tell whether the lessons held are known wherever the row's absences stand."""
    held = row["lessons_count"]
    return (
        not words.is_missing(held)
        and held > 0
        and row["absences_held_count"] == row["absences_count"]
    )


REASONS = (("ill_count", "по болезни"), ("excused_count", "по уважительной причине"),
           ("unexcused_count", "без причины"), ("unexplained_count", "причина не указана"))  # fmt: skip
UNKNOWN_LESSONS = (
    "Процент не посчитан: в этих файлах пустая клетка урока не отличается от дня без урока, "
    "и число проведённых уроков неизвестно."
)


def reasons(row: Mapping[Any, Any]) -> str:
    """Return «по болезни 3, без причины 1»."""
    return ", ".join(f"{name} {int(row[key])}" for key, name in REASONS if int(row[key]))
