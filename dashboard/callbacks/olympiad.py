"""Callbacks of the page of the olympiad."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import Input, Output, State, callback, dcc, html, no_update

from dashboard import address, data, origin, words
from dashboard.callbacks.origins import opens_origin
from dashboard.components import chart_card, empty_state, page_head
from dashboard.components import olympiad as parts
from dashboard.components.provenance import Explained, files_panel
from dashboard.figures import olympiad as figures
from dashboard.figures.subject_names import in_sentence
from dashboard.ids import URL, OlympiadIds, shown
from dashboard.session import may
from warehouse.metrics import catalogue
from warehouse.queries import olympiad

UNIT = "Тёмное: участия победителей и призёров, светлое: все участия"


@callback(Output(OlympiadIds.body, "children"), Input(URL, "search"), State(URL, "pathname"))
def show_olympiad(search: str | None, pathname: str | None = "/olympiad") -> Any:
    """Fill the page from the address: year, origin."""
    if pathname != "/olympiad":
        return no_update
    school = data.ledger().school_id
    stages = parts.with_successes(data.frame(olympiad.stages, school=school))
    return nothing_yet() if stages.empty else page(address.chosen(search), stages)


def page(filters: dict[str, str], stages: pd.DataFrame) -> list[Any]:
    """Return the page of the chosen year, the newest by default."""
    years = sorted(set(stages["school_year"]), reverse=True)
    year = filters["year"] if filters.get("year") in years else years[0]
    of = {"school": data.ledger().school_id, "school_year": year}
    of_year = stages[stages["school_year"] == year]
    passed = data.frame(olympiad.passed_on, school=of["school"])
    subjects = parts.with_successes(data.frame(olympiad.subjects, **of))
    body = [
        stages_card(of_year, year),
        *subject_cards(subjects),
        years_card(stages),
        *parts.passed_section(parts.last_years(stages), passed),
        parts.successes(data.frame(olympiad.successes, **of)),
        html.P(parts.OWN_AND_PAPER, className="muted"),
    ]
    panel = origin_of(of, of_year, filters) if filters.get("origin") else None
    facts = [year, data.snapshot_line()]
    return [
        dcc.Store(id=shown(OlympiadIds.body), data=year),
        page_head(parts.sentence(of_year, year), facts, parts.filters(years, year)),
        parts.four_strips(of_year, before(stages, year), row_of(passed, year)),
        origin.beside(body, panel),
    ]


def before(stages: pd.DataFrame, year: str) -> pd.DataFrame:
    """Return the stages of the school year before this one."""
    first = int(year[:4]) - 1
    return stages[stages["school_year"].str[:4] == str(first)]


def row_of(passed: pd.DataFrame, year: str) -> dict[Any, Any] | None:
    """Return who passed on in a year, or None."""
    found = passed[passed["school_year"] == year].to_dict("records")
    return found[0] if found else None


def stages_card(of_year: pd.DataFrame, year: str) -> Any:
    """Return the stages of the year as bars."""
    rows = [{**row, "label": row["stage_name"]} for row in of_year.to_dict("records")]
    return chart_card(
        OlympiadIds.stages, f"Этапы {year}: победители и призёры из всех участий", UNIT, figures.bars(rows),
        of_year, source(), columns=parts.YEAR_COLUMNS, has_origin=True, narrow=parts.narrow(rows),
    )  # fmt: skip


def subject_cards(subjects: pd.DataFrame) -> list[Any]:
    """Return the subjects of the stage that has most of them as bars; all stages stand in the table."""
    if subjects.empty:
        return []
    stage = str(subjects["stage"].value_counts().idxmax())
    rows = parts.subject_rows(subjects[subjects["stage"] == stage])
    head = f"{words.STAGES[stage].capitalize()} этап: больше всего участий — {in_sentence(rows[0]['subject'])}"
    return [chart_card(
        OlympiadIds.subjects, head, f"{UNIT}. В таблице все этапы", figures.bars(rows), subjects, source(),
        columns=parts.SUBJECT_COLUMNS, has_origin=True, narrow=parts.narrow(rows),
    )]  # fmt: skip


def years_card(stages: pd.DataFrame) -> Any:
    """Return the last three years by stage as bars."""
    shown = parts.last_years(stages)
    unit, rows = f"{UNIT}{parts.few_years(shown)}", parts.year_rows(shown)
    return chart_card(
        OlympiadIds.years, parts.years_headline(shown), unit, figures.bars(rows), shown, source(),
        columns=parts.YEAR_COLUMNS, has_origin=True, narrow=parts.narrow(rows),
    )  # fmt: skip


def source() -> str:
    """Return where the figures come from."""
    return f"Источник: протоколы ВсОШ · {data.snapshot_line()}"


def origin_of(of: dict[str, str], of_year: pd.DataFrame, filters: dict[str, str]) -> Any:
    """Return the formula with its counts and the files of the year."""
    metric = catalogue()["olympiad_successful_pct"]
    formula = " ".join(
        f"{row['stage_name'].capitalize()} этап: ({row['winners_count']} + {row['prize_winners_count']}) / "
        f"{row['participations_count']} × 100 = {words.percent(row['successful_pct'])}."
        for row in of_year.to_dict("records")
    )
    definition = f"{metric.label[:1].upper()}{metric.label[1:]}: {metric.formula}. {metric.note}"
    said = Explained(f"Олимпиада, {of['school_year']}", formula, definition, metric.is_official,
                     data.reader().number)  # fmt: skip
    sources = data.frame(olympiad.sources, **of)
    return files_panel(said, sources, f"/olympiad{address.search(filters, origin=None)}")


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(OlympiadIds.year, "value"),
    State(shown(OlympiadIds.body), "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(year: str | None, drawn: str, search: str | None) -> Any:
    """Put the year into the address."""
    if not year or year == drawn:
        return no_update
    return address.search(address.chosen(search), year=year, origin=None)


opens_origin(OlympiadIds.stages, OlympiadIds.years, OlympiadIds.subjects)


def nothing_yet() -> list[Any]:
    """Return the page of a school without protocols of the olympiad."""
    return [
        page_head("Протоколов олимпиады пока нет"),
        empty_state(
            "Здесь будут этапы ВсОШ: участия и ученики, победители и призёры, выход на муниципальный этап, "
            "динамика за три года",
            "Загрузите протоколы школьного и муниципального этапов: xlsx, xls или csv.",
            "/uploads" if may("upload") else "",
            "Загрузить протоколы",
        ),
    ]
