"""The olympiad in words and tables: participations and pupils apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.cards import table_card
from dashboard.components.controls import pill_select
from dashboard.components.page import later_strips, section, strip, strips
from dashboard.components.shares import share_text, share_verdict
from dashboard.components.tables import Column
from dashboard.figures.olympiad import told
from dashboard.figures.subject_names import short_name
from dashboard.ids import OlympiadIds

ORDER = tuple(words.STAGES)
STATUSES = {"winner": "победитель", "prize_winner": "призёр"}
YEARS_SHOWN = 3
OWN_AND_PAPER = (
    "«Класс» — класс ученика, «класс участия» — за какой класс он писал: ученик 7 класса может писать "
    "работу за 8. Здесь ученики посчитаны по своему классу."
)


def with_successes(frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows in the order of the stages, with winners and prize-winners together and their share."""
    if frame.empty:
        return frame
    won = frame["winners_count"] + frame["prize_winners_count"]
    ranks = {stage: number for number, stage in enumerate(ORDER)}
    found = frame.assign(
        successes_count=won,
        successful_pct=100 * won / frame["participations_count"],
        stage_name=frame["stage"].map(words.STAGES),
        rank=frame["stage"].map(ranks),
    )
    return found.sort_values("rank", kind="stable")


def sentence(of_year: pd.DataFrame, year: str) -> str:
    """Return how the highest stage of the year went."""
    last = of_year.iloc[-1]
    part, whole = int(last["successes_count"]), int(last["participations_count"])
    taken = words.plural(whole, "участия", "участий", "участий")
    counts = f"{part} из{words.NBSP}{taken} ({words.percent(last['successful_pct'])})"
    return f"На {_prepositional(last['stage'])} этапе {year} победители и призёры: {counts}"


def _prepositional(stage: str) -> str:
    return f"{words.STAGES[stage][:-2]}ом"


def filters(years: Sequence[str], year: str) -> list[Any]:
    """Return the pill of the year."""
    return [pill_select(OlympiadIds.year, "Год", list(years), year)]


def four_strips(
    of_year: pd.DataFrame, before: pd.DataFrame, passed: Mapping[Any, Any] | None
) -> html.Div:
    """Return fact (participations and pupils), deviation (the year before; who passed on), and the rest."""
    whole = int(of_year["participations_count"].sum())
    items = [html.Li(_stage_words(row)) for row in of_year.to_dict("records")]
    title = words.plural(whole, "участие", "участия", "участий")
    return strips(
        strip("fact", f"{title} за год по всем этапам", html.Ul(items)),
        strip("deviation", _against(of_year, before), html.P(passed_on(passed))),
        *later_strips(),
    )


def _stage_words(row: Mapping[Any, Any]) -> str:
    taken = words.plural(int(row["participations_count"]), "участие", "участия", "участий")
    pupils = words.plural(int(row["pupils_count"]), "ученик", "ученика", "учеников")
    unnamed = int(row["unnamed_count"])
    more = f", без имени {unnamed}" if unnamed else ""
    return f"{row['stage_name']}: {taken}, {pupils} по имени{more}"


def _against(of_year: pd.DataFrame, before: pd.DataFrame) -> str:
    """Return the change of participations at the first stage that both years have."""
    both = of_year.merge(before, on="stage", suffixes=("", "_before")) if len(before) else before
    if both.empty:
        return "Прошлого года для сравнения нет"
    row = both.iloc[0]
    now, then = int(row["participations_count"]), int(row["participations_count_before"])
    sign = words.trend_sign(now - then)
    taken = words.plural(now, "участие", "участия", "участий")
    return f"{sign} {row['stage_name'].capitalize()} этап: {taken}, год назад {then}"


def passed_on(row: Mapping[Any, Any] | None) -> str:
    """Return who of grades 7–11 went on to the municipal stage, by pupils."""
    if row is None or not int(row["school_pupils_count"]):
        return "Выход на муниципальный этап не посчитать: учеников 7–11 классов по имени нет."
    verdict = share_verdict(int(row["municipal_pupils_count"]), int(row["school_pupils_count"]))
    if int(row["municipal_pupils_count"]) > int(row["school_pupils_count"]):
        return (
            f"Из 7–11 классов по имени на муниципальном этапе {int(row['municipal_pupils_count'])}, на школьном "
            f"только {int(row['school_pupils_count'])}: загружены не все протоколы."
        )
    return f"Вышли на муниципальный этап из 7–11 классов: {verdict}."


def last_years(stages: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the last three years, stage by stage, the earliest year first."""
    years = sorted(set(stages["school_year"]), reverse=True)[:YEARS_SHOWN]
    return stages[stages["school_year"].isin(years)].sort_values(["rank", "school_year"])


def year_rows(shown: pd.DataFrame) -> list[dict[Any, Any]]:
    """Return the rows of the bars by stage and year."""
    return [
        {**row, "label": f"{row['stage_name']}, {row['school_year']}"}
        for row in shown.to_dict("records")
    ]


def years_headline(shown: pd.DataFrame) -> str:
    """Return how participations of the first stage went: «Школьный этап: 191 → 194 → 183 участия»."""
    first = shown[shown["rank"] == shown["rank"].min()]
    *before, last = [int(count) for count in first["participations_count"]]
    taken = words.plural(last, "участие", "участия", "участий")
    told = " → ".join([*(str(count) for count in before), taken])
    return f"{first.iloc[0]['stage_name'].capitalize()} этап: {told}"


def few_years(shown: pd.DataFrame) -> str:
    """Return how many years are known, where three are not."""
    known = shown["school_year"].nunique()
    if known >= YEARS_SHOWN:
        return ""
    return f" · лет с протоколами: {known}, динамика видна с трёх"


def passed_section(shown: pd.DataFrame, passed: pd.DataFrame) -> list[Any]:
    """Return who passed on to the municipal stage in these years; nothing where nobody is named."""
    found = passed[passed["school_year"].isin(shown["school_year"])] if len(passed) else passed
    if found.empty:
        return []
    title = "Выход на муниципальный этап, 7–11 классы"
    return [section(title, table_card("olympiad-passed", title, found, PASSED_COLUMNS))]


def subject_rows(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    """Return the rows of the bars by subject of one stage, the most sat first."""
    rows = frame.sort_values(["participations_count", "subject"], ascending=[False, True])
    return [{**row, "label": short_name(row["subject"])} for row in rows.to_dict("records")]


def narrow(rows: Sequence[Mapping[Any, Any]]) -> html.Ul:
    """Return the bars in words, for a phone."""
    return html.Ul([html.Li(f"{row['label']}: {told(row)}") for row in rows])


def successes(frame: pd.DataFrame) -> html.Section:
    """Return the named winners and prize-winners, the highest stage first."""
    title = "Победители и призёры"
    if frame.empty:
        said = "Победителей и призёров, названных по имени, среди ваших учеников в этом году нет."
        return section(title, html.P(said, className="muted"))
    has_profile = bool((frame["profile"].fillna("") != "").any())
    columns = [c for c in SUCCESS_COLUMNS if c.key != "profile" or has_profile]
    return section(title, table_card("olympiad-successes", title, frame, columns))


def _trimmed(points: Any) -> str:
    return words.NO_DATA if words.is_missing(points) else words.trimmed(points)


def _count_columns() -> list[Column]:
    return [
        Column("participations_count", "Участий", "count"),
        Column("pupils_count", "Учеников по имени", "count"),
        Column("unnamed_count", "Участий без имени", "count"),
        Column("winners_count", "Победители", "count"),
        Column("prize_winners_count", "Призёры", "count"),
        Column("successful_pct", "Доля успешных участий", "share"),
        Column("above_own_grade_count", "За класс старше своего", "count"),
    ]


YEAR_COLUMNS = [
    Column("school_year", "Год"), Column("stage_name", "Этап"), *_count_columns(),
]  # fmt: skip
SUBJECT_COLUMNS = [
    Column("subject", "Предмет"), Column("stage_name", "Этап"), *_count_columns(),
]  # fmt: skip
PASSED_COLUMNS = [
    Column("school_year", "Год"),
    Column("school_pupils_count", "На школьном этапе", "count"),
    Column("municipal_pupils_count", "На муниципальном", "count"),
    Column("both_pupils_count", "Были на обоих", "count"),
    Column(
        "passed_pct", "Вышли",
        show=lambda r: share_text(int(r["municipal_pupils_count"]), int(r["school_pupils_count"])),
    ),
]  # fmt: skip
SUCCESS_COLUMNS = [
    Column("stage", "Этап", show=lambda row: words.STAGES[row["stage"]]),
    Column("subject", "Предмет"),
    Column("profile", "Профиль"),
    Column("full_name", "Ученик", show=lambda row: dcc.Link(row["full_name"], href=f"/pupil/{int(row['pupil_id'])}")),
    Column("class_name", "Класс"),
    Column("participation_grade", "Класс участия", "count"),
    Column("status", "Итог", show=lambda row: STATUSES[row["status"]]),
    Column("points", "Баллы", "number", show=lambda row: _trimmed(row["points"])),
    Column("max_points", "Из", "number", show=lambda row: _trimmed(row["max_points"])),
]  # fmt: skip
