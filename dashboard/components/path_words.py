"""The tree from a deficit to its result in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import words

N = words.NBSP
DEFICITS = ("дефицита", "дефицитов", "дефицитов")
BRANCHES = ("цепочка", "цепочки", "цепочек")


def sentence(found: Sequence[Any], filters: Mapping[str, str], name: str) -> str:
    """Return the head: how far deficits have come; `name` is of the teacher from whom the tree is walked."""
    where = filters.get("class") or (f"{name}" if name else "")
    if not found:
        if filters.get("class"):
            return f"{filters['class']}: цели сообщества для этого класса пока нет"
        none = "цепочек от дефицита к результату пока нет"
        return f"{where}: {none}" if where else none.capitalize()
    studied = sum(bool(one.studies) for one in found)
    numbers = sum(one.has_numbers for one in found)
    if len(found) == 1:
        one = found[0]
        root = one.root.title if one.root else one.community.name
        return f"{root}: {_far(one)}"
    count = words.plural(len(found), *DEFICITS)
    start = f"{where}: из" if where else "Из"
    seen = f", сравнить «до» и{N}«после» можно у{N}{numbers}" if numbers else ""
    return f"{start} {count} с{N}целью сообщества исследуют урок для{N}{studied}{seen}"


def _far(one: Any) -> str:
    if one.has_numbers:
        then, now = one.root.then(), one.root.now()
        return f"на «4» и «5» было {_of(then)}, стало {_of(now)}"
    if one.studies:
        best = max(one.studies, key=lambda own: own.done)
        return f"дефицит дошёл до исследования урока, пройдено {best.done} из{N}7 шагов"
    return "у дефицита есть сообщество, исследования урока пока нет" if one.deficit else (
        "сообщество есть, дефицит класса не назван")  # fmt: skip


def _of(row: Mapping[str, Any]) -> str:
    return f"{int(row['quality_count'])} из{N}{int(row['attested_count'])}"


def tasks(count: int) -> str:
    """Return how many development tasks there are: «3 задачи развития»."""
    return words.plural(count, "задача развития", "задачи развития", "задач развития")


def study(one: Any) -> str:
    """Return a lesson study: «7А, алгебра: шаг 3 из 7»."""
    title = (
        ", ".join(filter(None, [one.cycle.class_name, one.cycle.subject])) or "Исследование урока"
    )
    if one.cycle.stopped_on:
        return f"{title}: остановлено"
    return (
        f"{title}: все 7 шагов" if one.is_finished else f"{title}: пройдено {one.done} из{N}7 шагов"
    )


def skill(rows: Any) -> str:
    """Return what own works say of the lacking skill: «умение в своих работах: было 12 из 48 баллов, стало …»."""
    told = []
    for side, verb in (("before", "было"), ("since", "стало")):
        own = rows[rows["side"] == side] if len(rows) else rows
        if len(own):
            got, most = float(own["points_sum"].sum()), float(own["points_possible"].sum())
            share = f" ({words.percent(100 * got / most, 0)})" if most else ""
            told.append(f"{verb} {words.trimmed(got)} из{N}{words.trimmed(most)} баллов{share}")
    return f"Это умение в своих работах: {', '.join(told)}" if told else ""


def works(found: Any) -> str:
    """Return how the own works of a class went before the work began and since: the last of each side."""
    rows = found.works
    if not len(rows) or found.since is None:
        return ""
    known = [row for row in rows.to_dict("records") if not words.is_missing(row["held_on"])
             and not words.is_missing(row["completion_pct"])]  # fmt: skip
    since = [row for row in known if row["held_on"].date() >= found.since]
    before = [row for row in known if row["held_on"].date() < found.since]
    told = [f"{verb} {words.percent(rows[0]['completion_pct'], 0)} ({words.work_kind(rows[0]['kind'])}, "
            f"{words.day(rows[0]['held_on'].date())})"
            for verb, rows in (("до начала", before), ("потом", since)) if rows]  # fmt: skip
    return f"Выполнение своих работ: {', '.join(told)}" if told else ""
