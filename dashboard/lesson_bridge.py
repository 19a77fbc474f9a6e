"""The bridge from lessons to a class's deficits: what its own works show beside what its lessons ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from dashboard import address, data, words
from dashboard.components import lesson_words as say
from dashboard.components import lessons as parts
from dashboard.session import current_scope
from warehouse import vpr_guard
from warehouse.queries.lessons import Cell, Profile, profile_for_class

Filters = Mapping[str, str]
LEVELS = {"Б": "базовый", "П": "повышенный", "В": "высокий"}


def sections(found: Any, filters: Filters) -> list[Any]:
    """Return the classes of the lessons as links, and the profile of the one that the address names.

    `found` is a `lesson_list.Shelf`.
    """
    lessons = found.chosen({**filters, "class": ""})
    counts = Counter(found.of("class", one) for one in lessons if one.class_name and one.year)
    chosen = filters.get("class", "")
    links = [
        (f"{key.split(' ', 1)[1]} · {words.plural(count, *say.LESSONS)}, {key.split(' ', 1)[0]}",
         f"/lessons{address.search(dict(filters), **{'class': None if key == chosen else key})}", key == chosen)
        for key, count in sorted(counts.items(), reverse=True)
    ]  # fmt: skip
    shown = [parts.class_links(links)] if links else []
    if chosen not in counts or not data.is_published():
        return shown
    year, _, class_name = chosen.partition(" ")
    return [*shown, profile(Cell(year, class_name, filters.get("subject", "")))]


def profile(cell: Cell) -> Any:
    """Return what a class falls short in beside the structure of its lessons' tasks."""
    with data.reader().cursor() as con:
        found = profile_for_class(con, cell=cell, as_of=date.today(), scope=current_scope())
    of = f"{cell.class_name}, {cell.school_year}{f', {cell.subject.lower()}' if cell.subject else ''}"
    return parts.bridge(
        f"Дефициты и задачи уроков: {of}", asked(found), short(found), rows(found), vpr_guard.WHY
    )


def asked(found: Profile) -> str:
    """Return what the lessons of a class ask: «На 5 уроках задач групп 3–5: 8 % (3 из 38)»."""
    if not found.tasks_count:
        return "На уроках этого класса нет закодированных задач"
    on = words.plural(found.lessons_count, "уроке", "уроках", "уроках")
    return (
        f"На{words.NBSP}{on} задач групп 3–5: {say.share(sum(found.counts[2:]), found.tasks_count)}"
    )


def short(found: Profile) -> str:
    """Return what a class falls short in by its own works."""
    whole = len(found.deficits)
    if not whole:
        return (
            "Контрольных и мониторингов этого класса нет: загрузите их, и дефициты появятся здесь"
        )
    hard = len(found.hard_short)
    levels = f", из{words.NBSP}них повышенного и высокого уровня {hard}" if hard else ""
    return f"Не хватает выполнения в{words.NBSP}{say.of(len(found.short), whole)} заданий{levels}"


def rows(found: Profile) -> pd.DataFrame:
    """Return the tasks of works that fall short as the table shows them."""
    table = found.short
    if table.empty:
        return pd.DataFrame()
    works = [f"{words.work_kind(row['kind'])}, {row['subject']}{', ' + str(row['label']) if row['label'] else ''}"
             for row in table.to_dict("records")]  # fmt: skip
    levels = [LEVELS.get(str(level), words.NO_DATA) for level in table["level"]]
    return table.assign(work=works, level=levels)
