"""Callbacks of the achievement page: the address says everything, a change only rewrites it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, NamedTuple

from dash import Input, Output, State, callback, ctx, dcc, html, no_update

from dashboard import address, data, origin, selection, words
from dashboard.components import achievement as parts
from dashboard.components import empty_state, page_head
from dashboard.figures import achievement as figures
from dashboard.figures.arrangement import Arrangement, Cell, arrange, cells, hardest
from dashboard.figures.measures import BASES, MEASURES, Measure
from dashboard.ids import URL, AchievementIds, CardIds, shown
from dashboard.session import may
from warehouse.queries import achievement
from warehouse.queries.provenance import Slice
from warehouse.thresholds import setting, threshold

MARKED = 5


@callback(Output(AchievementIds.body, "children"), Input(URL, "search"), State(URL, "pathname"))
def show_achievement(search: str | None, pathname: str | None = "/achievement") -> Any:
    """Fill the page from the address: year, period, grade, metric, base, class, subject, origin."""
    if pathname != "/achievement":
        return no_update
    filters = address.chosen(search)
    chosen = choice(filters)
    if chosen is None:
        return nothing_yet()
    return body(filters, chosen)


@dataclass(frozen=True)
class Asked:
    """What is drawn: the slice of the school, the measure, its base, and what counts as small."""

    school_year: str
    period: str
    grade: int | None
    metric: str
    base: str
    small: int

    @property
    def measure(self) -> Measure:
        """The measure."""
        return MEASURES[self.metric]

    @property
    def slice(self) -> dict[str, Any]:
        """The parameters of the queries."""
        return {"school_year": self.school_year, "period": self.period, "grade": self.grade}


class Drawn(NamedTuple):
    """A drawing and what it was made from."""

    pupils: tuple[int, int]
    found: list[Cell]
    arranged: Arrangement
    figure: dict[str, Any]


def asked_of(filters: dict[str, str], chosen: selection.Chosen) -> Asked:
    """Return what an address asks for; what it does not say is as the settings say."""
    grade = int(filters["grade"]) if filters.get("grade", "").isdigit() else None
    metric = filters["metric"] if filters.get("metric") in MEASURES else "quality"
    base = filters["base"] if filters.get("base") in BASES else str(setting(data.ledger(), "base"))
    small = int(threshold(data.ledger(), "small_group_count"))
    return Asked(chosen.school_year, chosen.period, grade, metric, base, small)


def draw(asked: Asked) -> Drawn:
    """Return the drawing of what is asked, within what the person may see."""
    return _draw(data.version(), asked)


@lru_cache(maxsize=64)
def _draw(_version: Any, asked: Asked) -> Drawn:
    classes = data.frame(achievement.classes, **asked.slice)
    found = cells(
        data.frame(achievement.heatmap, **asked.slice), asked.measure, asked.base, asked.small
    )
    arranged = arrange(found, classes, asked.measure, asked.base)
    marked = tuple((c.subject, c.class_name) for c in hardest(found, MARKED))
    figure = figures.heatmap(arranged, measure=asked.measure, marked=marked)
    return Drawn(parts.pupils_of(classes), found, arranged, figure)


@lru_cache(maxsize=64)
def _card(_version: Any, asked: Asked, source: str) -> Any:
    """Return the card; components are only read, so one serves everybody who may see the same."""
    _, found, arranged, figure = draw(asked)
    return parts.heat_card(arranged, figure, asked.measure, {
        "headline": parts.card_headline(arranged, asked.measure),
        "unit": parts.unit(asked.measure, asked.base, len(hardest(found, MARKED))),
        "min_width": str(figures.min_width(arranged)),
        "source": source,
    })  # fmt: skip


def choice(filters: dict[str, str]) -> selection.Chosen | None:
    """Return the year and period that an address asks for; None where there are no marks."""
    return _choice(data.version(), filters.get("year", ""), filters.get("period", ""))


@lru_cache(maxsize=64)
def _choice(_version: Any, year: str, period: str) -> selection.Chosen | None:
    asked = {"year": year, "period": period}
    return selection.chosen(data.frame(achievement.selections), asked)


def body(filters: dict[str, str], chosen: selection.Chosen) -> list[Any]:
    """Return the page for a choice."""
    asked = asked_of(filters, chosen)
    measure, grade = asked.measure, asked.grade
    pupils, found, arranged, _ = draw(asked)
    source = f"Источник: отметки за период из журнала · {data.snapshot_line()}"
    card = _card(data.version(), asked, source)
    facts = [chosen.school_year, words.period(chosen.period), data.snapshot_line()]
    side = side_panel(filters, chosen, asked)
    grid = [
        html.Div(
            [card, parts.markless(arranged.markless)], className="span-8" if side else "span-12"
        )
    ]
    grid += [html.Div(side, className="span-4")] if side else []
    drawn = {"year": chosen.school_year, "period": chosen.period, "grade": str(grade or "all"),
             "metric": asked.metric, "base": asked.base}  # fmt: skip
    return [
        dcc.Store(id=shown(AchievementIds.body), data=drawn),
        parts.head(found, measure, facts, parts.filters(chosen, asked.metric, asked.base, grade)),
        parts.four_strips(pupils, found, measure),
        html.Div(grid, className="grid"),
    ]


def side_panel(filters: dict[str, str], chosen: selection.Chosen, asked: Asked) -> Any:
    """Return the panel beside the drawing: the rows behind a number, or the drill of a cell."""
    class_name, subject = filters.get("class"), filters.get("subject")
    of = Slice(
        chosen.school_year, chosen.period, None if class_name else asked.grade, class_name, subject
    )
    if filters.get("origin"):
        return origin.slice_panel(
            origin.Number(of, asked.metric, asked.base),
            filters["origin"],
            partial(to_page, filters),
        )
    return drill(filters, chosen, class_name, subject) if class_name and subject else None


def drill(filters: dict[str, str], chosen: selection.Chosen, class_name: str, subject: str) -> Any:
    """Return the drill of a class × subject; None where the class has no such marks."""
    key = {"school_year": chosen.school_year, "class_name": class_name, "subject": subject}
    periods = data.frame(achievement.cell_periods, **key)
    now = selection.row_of(periods, chosen.period)
    if now is None:
        return None
    pupils = data.frame(achievement.cell_pupils, period=chosen.period, **key)
    return parts.drill(now, selection.row_of(periods, chosen.before), pupils, {
        "class_name": class_name,
        "subject": subject,
        "close": to_page(filters, **{"class": None, "subject": None}),
        "class_href": parts.class_href(chosen.school_year, class_name, period=chosen.period, subject=subject),
        "origin": to_page(filters, origin="1"),
        "small": str(int(threshold(data.ledger(), "small_group_count"))),
    })  # fmt: skip


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(AchievementIds.year, "value"),
    Input(AchievementIds.period, "value"),
    Input(AchievementIds.grade, "value"),
    Input(AchievementIds.metric, "value"),
    Input(AchievementIds.base, "value"),
    State(shown(AchievementIds.body), "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(
    year: str,
    period: str,
    grade: str,
    metric: str,
    base: str,
    drawn: dict[str, str],
    search: str | None,
) -> Any:
    """Put the changed filter into the address; what was only drawn again changes nothing."""
    names = {AchievementIds.year: ("year", year), AchievementIds.period: ("period", period),
             AchievementIds.grade: ("grade", grade), AchievementIds.metric: ("metric", metric),
             AchievementIds.base: ("base", base)}  # fmt: skip
    moved = names.get(ctx.triggered_id)
    if moved is None or moved[1] == drawn.get(moved[0]):
        return no_update
    return address.search(address.chosen(search), **{moved[0]: moved[1], "origin": None})


@callback(
    Output(URL, "href", allow_duplicate=True),
    Output(AchievementIds.heatmap, "clickData"),
    Input(AchievementIds.heatmap, "clickData"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def open_cell(clicked: dict[str, Any] | None, search: str | None) -> Any:
    """Open the drill of the clicked cell, or the card of the clicked class; forget the click."""
    filters = address.chosen(search)
    chosen = choice(filters)
    if not clicked or chosen is None:
        return no_update, no_update
    class_name, subject = place_of(clicked["points"][0], draw(asked_of(filters, chosen)).arranged)
    if class_name and subject:
        return to_page(filters, **{"class": class_name, "subject": subject, "origin": None}), None
    if class_name:
        return parts.class_href(chosen.school_year, class_name, period=chosen.period), None
    return no_update, None


def place_of(point: dict[str, Any], arranged: Any) -> tuple[str, str]:
    """Return class and subject of a clicked point; a bar of a margin has one of them only.

    Dash passes on no customdata of a heatmap's cell, so the cell is found by its place.
    """
    told = point.get("customdata") or []
    if len(told) >= 2 and all(isinstance(text, str) for text in told[:2]):
        return told[0], told[1]
    column, row = point.get("x"), point.get("y")
    if not isinstance(column, (int, float)) or not isinstance(row, (int, float)):
        return "", ""
    if not (0 <= column < len(arranged.classes) and 0 <= row < len(arranged.subjects)):
        return "", ""
    return arranged.classes[round(column)].name, arranged.subjects[round(row)].name


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(CardIds.origin(AchievementIds.heatmap), "n_clicks"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def open_origin(clicks: int | None, search: str | None) -> Any:
    """Open «Откуда число?» for what the page shows."""
    return address.search(address.chosen(search), origin="1") if clicks else no_update


@callback(
    Output(CardIds.table(AchievementIds.heatmap), "children"),
    Input(CardIds.toggle(AchievementIds.heatmap), "n_clicks"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def show_table(clicks: int | None, search: str | None) -> Any:
    """Fill the table twin when it is opened: its links are the keyboard's way into the drill."""
    filters = address.chosen(search)
    chosen = choice(filters)
    if clicks != 1 or chosen is None:
        return no_update
    asked = asked_of(filters, chosen)
    return parts.twin_table(parts.twin(draw(asked).arranged), asked.measure, cell_address(filters))


def cell_address(filters: dict[str, str]) -> str:
    """Return the address of a drill with places for class_name and subject."""
    page = to_page(filters, **{"class": None, "subject": None, "origin": None})
    return page + ("&" if "?" in page else "?") + "class={class_name}&subject={subject}"


def to_page(filters: dict[str, str], **changes: str | None) -> str:
    """Return the address of this page with changes."""
    return f"/achievement{address.search(filters, **changes)}"


def nothing_yet() -> list[Any]:
    """Return what stands where no period marks are loaded."""
    return [
        page_head("Успеваемость по классам и предметам"),
        empty_state(
            "Здесь будет карта классов и предметов",
            "Самые трудные места окажутся рядом. Нужен один отчёт журнала с отметками за период.",
            "/uploads" if may("upload") else "",
            "Загрузить журнал",
        ),
    ]
