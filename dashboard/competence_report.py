"""The summary of competences gathered for the screen and for paper: what a group says and what is planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import competences as asked
from dashboard import data, words
from dashboard.competences import Borders, Choice
from dashboard.components import competence_summary as parts
from dashboard.figures.competence_findings import Findings, findings, without_plan
from dashboard.figures.competences import group_name
from warehouse.queries import competences


@dataclass(frozen=True)
class Summary:
    """A group of a wave: its name, its rows, what they say, the competences that no route names."""

    of: str
    group: tuple[str, str]
    rows: pd.DataFrame
    found: Findings
    without: tuple[str, ...]
    routes_count: int
    mentors_count: int
    borders: Borders

    @property
    def lines(self) -> list[str]:
        """What to do, in words."""
        return parts.step_lines(self.found, self.without)


def gather(filters: Mapping[str, str], chosen: Choice) -> Summary:
    """Return the summary of the group that an address names."""
    limits = asked.borders()
    group = asked.chosen_group(filters, chosen.groups, chosen.kind)
    rows = asked.of_group(chosen.groups, group)
    found = findings(rows, limits.common)
    plans = data.frame(competences.plans)
    routes = plans[plans["register"] == "learning_routes"]
    mentors = plans[plans["register"] == "mentoring"]
    without = without_plan(found.deficits, frozenset(routes["competence"]))
    return Summary(
        group_name(*group), group, rows, found, tuple(without), int(routes["lines_count"].sum()),
        int(mentors["lines_count"].sum()), limits,
    )  # fmt: skip


def facts(chosen: Choice, summary: Summary) -> dict[str, Any]:
    """Return the words of the four strips."""
    found = summary.found
    seen = summary.rows[~summary.rows["is_both_hidden"].astype(bool)]
    wave = chosen.wave
    return {
        "teachers": int(wave["teachers_count"]),
        "unnamed": int(wave["unnamed_count"]),
        "lessons": int(wave["lessons_count"]),
        **_gap_words(seen, found),
        **_stays_words(summary),
        "plan_title": f"ИОМ в реестре: {summary.routes_count}",
    }


def _gap_words(seen: pd.DataFrame, found: Findings) -> dict[str, str]:
    if seen.empty:
        title = "Самооценку не с чем сверить"
        return {
            "gap_title": title,
            "gap_words": "Оценка наблюдателей появится с двух посещённых уроков у педагога.",
        }
    whole = len(seen)
    of = words.form(whole, *parts.COMPETENCES)
    title = f"Неосознаваемый дефицит: {len(found.unaware)} из{words.NBSP}{whole}{words.NBSP}{of}"
    lower = f"Недооценка, ресурс: {len(found.underrated)} из{words.NBSP}{whole}."
    return {"gap_title": title, "gap_words": lower}


def _stays_words(summary: Summary) -> dict[str, str]:
    found = summary.found
    if not found.known_count:
        return {
            "stays_title": "Пока не видно",
            "stays_words": "Группы слишком малы, чтобы назвать общие дефициты.",
        }
    if not found.deficits:
        return {
            "stays_title": "Общих дефицитов нет",
            "stays_words": "Повторите самооценку следующей волной.",
        }
    deficits = words.plural(
        len(found.deficits), "общий дефицит", "общих дефицита", "общих дефицитов"
    )
    if not summary.without:
        named = words.form(len(found.deficits), "Назван", "Названы", "Названы")
        return {
            "stays_title": deficits,
            "stays_words": f"{named} в{words.NBSP}ИОМ; следующая волна покажет, помогло ли.",
        }
    names = words.listed([f"«{name}»" for name in summary.without])
    return {
        "stays_title": f"{deficits}: без ИОМ останутся",
        "stays_words": f"В ИОМ пока не названы {names}.",
    }
