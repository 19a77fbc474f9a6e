"""The works and exams of one class, gathered for its card."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import data
from dashboard.components import class_works as parts
from dashboard.outside_marks import name_of
from warehouse import vpr_guard
from warehouse.queries import assessments, exams


def sections(school_year: str, class_name: str) -> list[Any]:
    """Return «Проверочные работы класса» and, where the class sat them, ОГЭ and ЕГЭ."""
    of = {"school": data.ledger().school_id, "school_year": school_year, "class_name": class_name}
    works = data.frame(assessments.of_class, **of)
    if len(works):
        works = works.assign(name=[name_of(row) for row in works.to_dict("records")])
    has_vpr = len(works) and "vpr" in set(works["kind"])
    why = [html.P(vpr_guard.WHY, className="muted")] if has_vpr else []
    return [parts.works(works, school_year), *why, *parts.exams(data.frame(exams.classes, **of))]
