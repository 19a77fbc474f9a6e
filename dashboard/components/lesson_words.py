"""Words about lessons and their tasks: shares, agreement, what a value lacks. No word of these is a mark."""

from __future__ import annotations

from typing import Any

from dashboard import words

TASKS = ("задача", "задачи", "задач")
OF_TASKS = ("задачи", "задач", "задач")
TYPES = ("тип", "типа", "типов")
OF_TYPES = ("типа", "типов", "типов")
LESSONS = ("урок", "урока", "уроков")
OURS = "расчёт системы"
NO_NORMS = (
    "Норм нет: числовая формула дидактической ценности и её границы не найдены ни в одном источнике. Высшая "
    "группа задач не лучше низшей, всё решает цель урока."
)
ROLES = {"teacher": "учитель", "observer": "наблюдатель"}
REASONS = {
    "category_only": "есть задачи, где указана только группа: число типов неизвестно",
    "no_targets": "целевая структура не поставлена",
    "wrong_targets": "доли целевой структуры не складываются в 100 %",
}
NO_KAPPA = {
    "no_common_tasks": "общих закодированных задач нет",
    "one_category": "оба назвали одну и ту же группу у всех задач: случайность не отделить",
}
# Landis & Koch (1977).
KAPPA_WORDS = ((0.0, "не выше случайного"), (0.2, "очень слабое"), (0.4, "слабое"), (0.6, "умеренное"),
               (0.8, "существенное"), (1.01, "почти полное"))  # fmt: skip
KAPPA_SOURCE = "слова по шкале Ландиса и Коха (1977)"


def of(count: float, whole: float) -> str:
    """Return «13 из 25»."""
    return f"{words.integer(count)} из{words.NBSP}{words.integer(whole)}"


def share(count: float, whole: float) -> str:
    """Return «52 % (13 из 25)»; «нет данных» of nothing."""
    if not whole:
        return words.NO_DATA
    return f"{words.percent(100 * count / whole, 0)} ({of(count, whole)})"


def tasks(count: int) -> str:
    """Return «10 задач»."""
    return words.plural(count, *TASKS)


def value_words(value: Any) -> str:
    """Return a lesson's value in one phrase: «10 задач 8 типов, соответствие цели 0,90»."""
    said = tasks(value.tasks_count)
    if value.types_count is not None:
        said += f" {words.plural(value.types_count, *OF_TYPES)}"
    high = sum(value.counts[2:])
    if value.fit is not None:
        return f"{said}, соответствие цели {words.number(value.fit)}"
    return f"{said}, из{words.NBSP}них групп 3–5: {high}"


def kappa_words(kappa: float | None, reason: str, both: int) -> str:
    """Return κ in words: «κ 0,62: согласие существенное, по 10 общим задачам»."""
    if kappa is None:
        return f"κ не посчитать: {NO_KAPPA.get(reason, words.NO_DATA)}"
    name = next(word for most, word in KAPPA_WORDS if kappa <= most)
    over = words.plural(both, "общей задаче", "общим задачам", "общим задачам")
    return f"κ {words.number(kappa)}: согласие {name}, по{words.NBSP}{over}"


def places(found: list[int]) -> str:
    """Return «задача 3» or «задачи 3, 7 и 8» of places."""
    noun = "задача" if len(found) == 1 else "задачи"
    return f"{noun} {words.listed([str(at) for at in found], 12)}"


def number_or_why(value: float | None, reason: str, digits: int = 2) -> str:
    """Return a number, or why there is none."""
    return words.number(value, digits) if value is not None else REASONS.get(reason, words.NO_DATA)


def middle(median: float) -> str:
    """Return the median category: «2», «2,5»."""
    return words.trimmed(median)
