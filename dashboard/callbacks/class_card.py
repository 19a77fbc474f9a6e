"""Callbacks of a class's card."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import unquote

import pandas as pd
from dash import ALL, Input, Output, State, callback, ctx, dcc, html, no_update

from dashboard import address, class_works, data, leavers, origin, selection, words
from dashboard.asked import base_of
from dashboard.components import chart_card, empty_state, page_head, roll, toast
from dashboard.components import class_card as parts
from dashboard.components.achievement import class_href
from dashboard.components.tables import Column
from dashboard.figures import trends
from dashboard.figures.measures import BASES, on_base
from dashboard.ids import TOAST, URL, CardIds, ClassIds, shown
from dashboard.pressed import is_pressed
from dashboard.session import current_user, may
from warehouse.queries import achievement, classes
from warehouse.queries.provenance import Slice
from warehouse.thresholds import threshold


@callback(
    Output(ClassIds.body, "children"),
    Input(URL, "search"),
    Input(ClassIds.body + "-of", "data"),
    Input(ClassIds.version, "data"),
)
def show_class(search: str | None, of: list[str], _version: int = 0) -> Any:
    """Fill the card of a class such as ["2023-24", "7Б"]; period, subject, origin and cell stand in the address."""
    school_year, class_name = of[0].replace("-", "/"), unquote(of[1])
    known = data.frame(classes.classes)
    mine = (
        known[(known["school_year"] == school_year) & (known["class_name"] == class_name)]
        if len(known)
        else known
    )
    if mine.empty:
        return no_class(class_name)
    return card(known, school_year, class_name, address.chosen(search))


def card(
    known: pd.DataFrame, school_year: str, class_name: str, filters: dict[str, str]
) -> list[Any]:
    """Return the card; `known` are the classes that may be seen."""
    key = {"school_year": school_year, "class_name": class_name}
    base = base_of(filters)
    periods = on_base(data.frame(classes.periods, **key), base)
    subjects = on_base(data.frame(classes.subjects, **key), base)
    chosen = choice(periods, school_year, filters)
    now = selection.row_of(periods, chosen.period)
    small = int(threshold(data.ledger(), "small_group_count"))
    terms = [p for p in chosen.periods if p[:1] == chosen.period[:1] and selection.RANKS.get(p, 9) <=
             selection.RANKS.get(chosen.period, 9)]  # fmt: skip
    link = partial(to_class, filters, school_year, class_name)
    facts = [school_year, words.period(chosen.period), data.snapshot_line()]
    side = side_panel(filters, chosen, class_name, link)
    body = [
        parts.four_strips(now, small, base),
        parts.groups(data.frame(classes.groups, period=chosen.period, **key)),
        movements(key),
        trend_card(subjects, terms, class_name, base),
        parts.falls(fallen(school_year, chosen.period, class_name)),
        *class_works.sections(school_year, class_name),
        parts.attendance(data.frame(classes.attendance, **key)),
        journal(key, chosen.period, filters, link),
    ]
    grid = [html.Div(body, className="page-body span-8" if side else "page-body span-12")]
    grid += [html.Div(side, className="span-4")] if side else []
    years, others = neighbours(known, school_year, class_name)
    drawn = {"period": chosen.period, "subject": filters.get("subject", ""), "base": base}
    return [
        dcc.Store(id=shown(ClassIds.body), data=drawn),
        page_head(parts.sentence(class_name, subjects, terms, now, small), facts,
                  parts.filters(chosen, years, others, class_name, base)),
        html.Div(grid, className="grid"),
    ]  # fmt: skip


def movements(key: dict[str, str]) -> Any:
    """Return who is in the class now, who came and who left; those who may can take «выбыл» back."""
    said = leavers.records(**key) if may("upload") else {}
    return roll.movements(data.frame(classes.movements, **key), said)


@callback(
    Output(ClassIds.version, "data"),
    Output(TOAST, "children", allow_duplicate=True),
    Input(ClassIds.stays(ALL), "n_clicks"),
    State(ClassIds.version, "data"),
    prevent_initial_call=True,
)
def take_back_leaving(_clicks: list[Any], version: int) -> Any:
    """Take «выбыл» back: the pupil is in the class again."""
    if not is_pressed() or not may("upload"):
        return no_update, no_update
    undone = data.ledger().revoke_record(ctx.triggered_id["record"], current_user().login)
    said = roll.TAKEN_BACK if undone else roll.TAKEN_BACK_BEFORE
    return version + 1, toast(said)


def choice(periods: pd.DataFrame, school_year: str, filters: dict[str, str]) -> selection.Chosen:
    """Return the chosen period among those of a class; a class without period marks has none."""
    if periods.empty:
        return selection.Chosen(school_year, filters.get("period", ""), (school_year,), (), ())
    found = periods[["period", "grade"]].assign(school_year=school_year, classes_count=1)
    chosen = selection.chosen(found, filters | {"year": school_year})
    assert chosen is not None
    return chosen


def fallen(school_year: str, period: str, class_name: str) -> pd.DataFrame:
    """Return the subjects of a class that fell two periods on end."""
    found = data.frame(achievement.falls, school_year=school_year, period=period)
    return found[found["class_name"] == class_name] if len(found) else found


def trend_card(subjects: pd.DataFrame, terms: list[str], class_name: str, base: str) -> Any:
    """Return the small multiples of the subjects; the frame stands on the base."""
    columns = [
        Column("subject", "Предмет"),
        Column("period", "Период", show=lambda row: words.period(row["period"])),
        Column("quality_pct", "Качество", kind="share"),
        Column("quality_count", "На «4» и «5»", kind="count"),
        Column("attested_count", f"База: {BASES[base]}", kind="count"),
        Column("passed_pct", "Успеваемость", kind="share"),
        Column("average_points", "Средний балл", kind="number", digits=2),
        Column("parallel_quality_pct", "Качество в параллели", kind="share"),
    ]
    rows = subjects[subjects["period"].isin(terms)] if len(subjects) else subjects
    return chart_card(
        ClassIds.trends,
        f"Качество по предметам в{words.NBSP}{class_name}, от трудных к лёгким",
        f"Доля «4» и «5» за период, % · база: {BASES[base]} · цветная линия — класс, серая — параллель; "
        "▼ ▲ — сдвиг за год от 10 п. п.",
        trends.trends(rows, periods=terms),
        rows,
        f"Источник: отметки за период из журнала · {data.snapshot_line()}",
        columns=columns,
        has_origin=True,
        min_width=900,
    )


def journal(key: dict[str, str], period: str, filters: dict[str, str], link: Any) -> Any:
    """Return the journal of the chosen subject."""
    spans = data.frame(classes.journal_spans, **key)
    subject = filters.get("subject", "")
    if len(spans) and subject not in set(spans["subject"]):
        subject = ""
    cells = (
        data.frame(classes.journal, subject=subject, period=period, **key)
        if subject
        else pd.DataFrame()
    )
    return parts.journal(
        spans, subject, cells, lambda row: link(cell=origin.cell_address(row), origin=None)
    )


def side_panel(
    filters: dict[str, str], chosen: selection.Chosen, class_name: str, link: Any
) -> Any:
    """Return the panel of a number or of a cell."""
    if filters.get("cell"):
        return origin.cell_from(filters["cell"], link(cell=None))
    if filters.get("origin"):
        subject = filters.get("subject")
        return origin.slice_panel(
            origin.Number(
                Slice(chosen.school_year, chosen.period, None, class_name, subject),
                base=base_of(filters),
            ),
            filters["origin"],
            link,
        )
    return None


def neighbours(
    known: pd.DataFrame, school_year: str, class_name: str
) -> tuple[list[str], list[str]]:
    """Return the years to go to and the classes of the parallel."""
    of_year = known[known["school_year"] == school_year]
    grade = of_year[of_year["class_name"] == class_name]["grade"].iloc[0]
    years = sorted(set(known["school_year"]), reverse=True)
    return years, sorted(of_year[of_year["grade"] == grade]["class_name"])


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(ClassIds.period, "value"),
    Input(ClassIds.subject, "value"),
    Input(ClassIds.base, "value"),
    State(shown(ClassIds.body), "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(
    period: str | None,
    subject: str | None,
    base: str | None,
    drawn: dict[str, str],
    search: str | None,
) -> Any:
    """Put the period, the subject of the journal or the base into the address."""
    names = {ClassIds.period: ("period", period), ClassIds.subject: ("subject", subject),
             ClassIds.base: ("base", base)}  # fmt: skip
    moved = names.get(ctx.triggered_id)
    if moved is None or (moved[1] or "") == drawn.get(moved[0], ""):
        return no_update
    return address.search(
        address.chosen(search), **{moved[0]: moved[1], "cell": None, "origin": None}
    )


@callback(
    Output(URL, "href", allow_duplicate=True),
    Input(ClassIds.year, "value"),
    State(ClassIds.body + "-of", "data"),
    prevent_initial_call=True,
)
def choose_year(year: str | None, of: list[str]) -> Any:
    """Go to the same class, moved up or down, in another year."""
    now, class_name = of[0].replace("-", "/"), unquote(of[1])
    if not year or year == now:
        return no_update
    grade = "".join(c for c in class_name if c.isdigit())
    moved = int(grade) + int(year[:4]) - int(now[:4])
    return class_href(
        year, f"{moved}{class_name[len(grade) :]}" if 1 <= moved <= 11 else class_name
    )


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(CardIds.origin(ClassIds.trends), "n_clicks"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def open_origin(clicks: int | None, search: str | None) -> Any:
    """Open «Откуда число?» of the class."""
    return address.search(address.chosen(search), origin="1", cell=None) if clicks else no_update


def to_class(
    filters: dict[str, str], school_year: str, class_name: str, **changes: str | None
) -> str:
    """Return the address of the card with changes."""
    return class_href(school_year, class_name) + address.search(filters, **changes)


def no_class(class_name: str) -> list[Any]:
    """Return what stands for a class that is not there, or not this person's."""
    return [
        page_head(f"Класс {class_name}"),
        empty_state(
            "Такого класса среди ваших нет",
            "Возможно, его журнал ещё не загружен или он не закреплён за вами.",
            "/achievement",
            "Ко всем классам",
        ),
    ]
