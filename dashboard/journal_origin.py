"""«Откуда число?» of the page between period ends: the formula with its counts, the files, the cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard import data, words
from dashboard.components.provenance import Explained, Pages, files_panel, origin_panel
from dashboard.figures.journal import Concern, concern_of
from dashboard.journal_choice import Asked
from warehouse.metrics import Metric, catalogue
from warehouse.queries import journal

PAGE = 50
METRICS = {
    "attention": "attention_pct",
    "quality": "likely_quality_pct",
    "disputed": "disputed_marks_count",
    "few": "few_marks_count",
    "absences": "absences_pct",
}
PER_SUBJECT = "Ученик считается по каждому своему предмету."
CHOOSE = "Ученики и клетки файла видны, когда выбран класс: откройте клетку карты."


def panel(asked: Asked, page: str, href: Callable[..., str]) -> Any:
    """Return the panel of what the page shows; `href(origin=…)` is the address of a page of its rows.

    Of the whole school it names files only: pupils are named where a class is chosen.
    """
    view = replace(asked.view, class_name=asked.class_name or None)
    subject = asked.subject or None
    said = explained(asked)
    sources = data.frame(journal.origin_sources, view=view, subject=subject)
    number = max(int(page), 1) if page.isdigit() else 1
    if not asked.class_name:
        return files_panel(said, sources, href(origin=None), CHOOSE)
    rows = data.frame(
        journal.origin_rows,
        view=view,
        subject=subject,
        row_limit=PAGE,
        row_offset=(number - 1) * PAGE,
    )
    pages = Pages(number, PAGE, lambda n: href(origin=str(n)), href(origin=None))
    return origin_panel(said, sources, rows, pages)


def explained(asked: Asked) -> Explained:
    """Return what the shown measure is of, its formula with the counts put in, and its definition."""
    cells = data.frame(journal.cells, view=replace(asked.view, class_name=asked.class_name or None))
    cells = cells[cells["subject"] == asked.subject] if asked.subject else cells
    concern = concern_of(asked.measure, cells, is_early=asked.is_early)
    where = asked.class_name or (f"{asked.view.grade} классы" if asked.view.grade else "вся школа")
    title = ", ".join([where, asked.subject or "все предметы", words.period(asked.view.period),
                       asked.view.school_year, f"отметки по {words.day(asked.view.as_of)}"])  # fmt: skip
    metric = catalogue()[METRICS[asked.measure]]
    return Explained(
        title, formula(concern, cells), definition(metric), metric.is_official, data.reader().number
    )


def formula(concern: Concern, cells: pd.DataFrame) -> str:
    """Return the measure over all the cells with its counts: «83 / 468 × 100 = 17,7 %»."""
    name = concern.measure.name[:1].upper() + concern.measure.name[1:]
    part = int(cells[concern.part].sum()) if len(cells) else 0
    if not concern.is_share:
        return f"{name}: {words.integer(part)}."
    whole = int(cells[concern.whole].fillna(0).sum()) if len(cells) else 0
    if not whole or concern.is_early:
        return f"{name}: {concern.measure.empty[1]}."
    share = words.percent(100 * part / whole)
    counted = f"{name}: {words.integer(part)} / {words.integer(whole)} × 100 = {share}."
    return counted if concern.whole == "lessons_count" else f"{counted} {PER_SUBJECT}"


def definition(metric: Metric) -> str:
    """Return the definition of the catalogue as a sentence."""
    return f"{metric.label[:1].upper()}{metric.label[1:]}: {metric.formula}. {metric.note}"
