"""The paper of a work gathered for the screen and for paper, within what the person may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import data, deficits, words
from dashboard.components.deficits import work_of
from dashboard.deficits import Choice
from dashboard.figures import work_report as figures
from dashboard.figures.deficits import Grid, marks_total
from warehouse.queries import assessments
from warehouse.queries import deficits as queries

NAMES = {"vpr": "Справка по ВПР", "control_work": "Справка по контрольной работе",
         "oge": "Справка по ОГЭ", "ege": "Справка по ЕГЭ", "gve": "Справка по ГВЭ",
         "interim": "Справка по промежуточной аттестации", "monitoring": "Справка по мониторингу"}  # fmt: skip


@dataclass(frozen=True)
class WorkReport:
    """What a deputy head writes of a work: who took part, marks, tasks, the journal beside, conclusions."""

    work: Mapping[str, Any]
    classes: pd.DataFrame
    total: Mapping[str, Any]
    grid: Grid
    journal: pd.DataFrame
    beside: str
    conclusions: tuple[str, ...]
    is_whole: bool = True

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The head of the paper: the work, its day, its classes, the year."""
        held = self.work["held_on"]
        named = (
            [name or figures.NO_CLASS for name in self.classes["class_name"]]
            if len(self.classes)
            else []
        )
        label = "Ваши классы" if not self.is_whole else "Классы"
        return [
            ("Работа", work_of(self.work)),
            ("Дата", words.NO_DATA if words.is_missing(held) else words.day(held)),
            (label, words.listed(named, 20)),
            ("Учебный год", self.work["school_year"]),
        ]


def title(report: WorkReport) -> str:
    """Return «Справка по ВПР: 5 классы, математика, 2022/23»."""
    kind = report.work["kind"]
    about = work_of(report.work, is_kind_said=kind not in NAMES)
    return f"{NAMES.get(kind, 'Справка по работе')}: {about}, {report.work['school_year']}"


def gather(chosen: Choice) -> WorkReport:
    """Return the paper of the work that is chosen."""
    classes = data.frame(assessments.classes, **chosen.key)
    journal = data.frame(queries.beside_journal, **chosen.key)
    skills = data.frame(queries.skills, **chosen.key)
    grid = deficits.grid_of(chosen, is_by_skill=False)
    total = marks_total(classes)
    told = figures.conclusions(
        total, grid, system_skills(skills), figures.journal_sums(journal), chosen.beside_name
    )
    return WorkReport(
        chosen.work,
        classes,
        total,
        grid,
        journal,
        chosen.beside_name,
        tuple(told),
        deficits.is_whole(),
    )


def system_skills(frame: pd.DataFrame) -> list[str]:
    """Return the skills whose tasks mostly fall short in the grade, in the order of the work."""
    if frame.empty:
        return []
    return list(dict.fromkeys(frame[frame["grade_is_system_deficit"] == 1]["skill"]))
