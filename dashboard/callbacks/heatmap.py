"""The two heatmaps of the achievement page, by classes and by parallels, and the drill of a cell."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any, NamedTuple

import pandas as pd
from dash import Input, Output, State, callback, no_update

from dashboard import address, data, origin, selection, words
from dashboard.asked import Asked, asked_of, choice, to_page, to_views
from dashboard.components import achievement as parts
from dashboard.components import page_head, parallels
from dashboard.components.falls import fall_words, falls
from dashboard.figures import achievement as figures
from dashboard.figures.arrangement import Arrangement, Cell, arrange, cells, hardest
from dashboard.figures.measures import on_base
from dashboard.ids import URL, AchievementIds, CardIds
from warehouse.queries import achievement
from warehouse.queries.provenance import Slice
from warehouse.thresholds import threshold

MARKED = 5


class Drawn(NamedTuple):
    """A drawing and what it was made from."""

    pupils: tuple[int, int]
    found: list[Cell]
    arranged: Arrangement
    figure: dict[str, Any]


def draw(asked: Asked) -> Drawn:
    """Return the drawing of what is asked, within what the person may see."""
    return _draw(data.version(), asked)


@lru_cache(maxsize=64)
def _draw(_version: Any, asked: Asked) -> Drawn:
    frame, columns = frames(asked)
    found = cells(frame, asked.measure, asked.base, asked.small)
    arranged = arrange(found, columns, asked.measure, asked.base)
    marked = tuple((c.subject, c.class_name) for c in hardest(found, MARKED))
    falling = (
        frozenset(zip(*fallen(asked), strict=True)) if asked.metric == "quality" else frozenset()
    )
    figure = figures.heatmap(arranged, measure=asked.measure, marked=marked, falling=falling)
    return Drawn(parts.pupils_of(columns), found, arranged, figure)


def frames(asked: Asked) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the cells and the columns of a view: classes, or parallels in their place."""
    if asked.view == "parallels":
        return (parallels.named(data.frame(achievement.parallels, **asked.slice)),
                parallels.named(data.frame(achievement.grades, **asked.slice)))  # fmt: skip
    return data.frame(achievement.heatmap, **asked.slice), data.frame(
        achievement.classes, **asked.slice
    )


def fallen(asked: Asked) -> tuple[list[str], list[str]]:
    """Return the subjects and the classes of the cells that fell two periods on end."""
    found = (
        data.frame(achievement.falls, **asked.slice) if asked.view == "classes" else pd.DataFrame()
    )
    return (found["subject"].tolist(), found["class_name"].tolist()) if len(found) else ([], [])


@lru_cache(maxsize=64)
def _card(_version: Any, asked: Asked, source: str, cell: str) -> Any:
    """Return the card; components are only read, so one serves everybody who may see the same."""
    _, found, arranged, figure = draw(asked)
    columns = "параллели" if asked.view == "parallels" else "классы"
    is_falling = asked.metric == "quality" and asked.view == "classes"
    signs = " · ▼ падает два периода подряд" if is_falling else ""
    return parts.heat_card(arranged, figure, asked.measure, {
        "headline": parts.card_headline(arranged, asked.measure),
        "unit": parts.unit(asked.measure, asked.base, len(hardest(found, MARKED)), columns, signs),
        "min_width": str(figures.min_width(arranged)),
        "source": source,
        "cell": cell,
    })  # fmt: skip


def body(filters: dict[str, str], chosen: selection.Chosen) -> list[Any]:
    """Return the page of a heatmap for a choice."""
    asked = asked_of(filters, chosen)
    pupils, found, arranged, _ = draw(asked)
    source = f"Источник: отметки за период из журнала · {data.snapshot_line()}"
    card = _card(data.version(), asked, source, cell_address(filters))
    facts = [chosen.school_year, words.period(chosen.period), data.snapshot_line()]
    side = side_panel(filters, chosen, asked)
    main = [card, parts.markless(arranged.markless), *below(filters, asked)]
    pills = [*parts.views(to_views(filters)), *parts.filters(asked, chosen)]
    return [
        page_head(parts.sentence(found, asked.measure), facts, pills),
        parts.four_strips(pupils, found, asked.measure),
        origin.beside(main, side),
    ]


def below(filters: dict[str, str], asked: Asked) -> list[Any]:
    """Return what stands under the heatmap of classes: the falls two periods on end."""
    if asked.view != "classes":
        return []
    points = threshold(data.ledger(), "falling_points")
    return [falls(data.frame(achievement.falls, **asked.slice), points, cell_address(filters))]


def side_panel(filters: dict[str, str], chosen: selection.Chosen, asked: Asked) -> Any:
    """Return the panel beside the drawing: the rows behind a number, or the drill of a cell."""
    subject = filters.get("subject")
    class_name = filters.get("class") if asked.view == "classes" else None
    grade = asked.grade
    if asked.view == "parallels":
        grade = parallels.grade_of(filters.get("parallel", "")) or grade
    if filters.get("origin"):
        of = Slice(
            chosen.school_year, chosen.period, None if class_name else grade, class_name, subject
        )
        number = origin.Number(of, asked.metric, asked.base)
        return origin.slice_panel(number, filters["origin"], partial(to_page, filters))
    if class_name and subject:
        return drill(filters, chosen, asked)
    return (
        parallel_drill(filters, chosen, asked, grade)
        if asked.view == "parallels" and grade and subject
        else None
    )


def drill(filters: dict[str, str], chosen: selection.Chosen, asked: Asked) -> Any:
    """Return the drill of a class × subject; None where the class has no such marks."""
    class_name, subject = filters["class"], filters["subject"]
    key = {"school_year": chosen.school_year, "class_name": class_name, "subject": subject}
    periods = on_base(data.frame(achievement.cell_periods, **key), asked.base)
    now = selection.row_of(periods, chosen.period)
    if now is None:
        return None
    pupils = data.frame(achievement.cell_pupils, period=chosen.period, **key)
    return parts.drill(now, selection.row_of(periods, chosen.before), pupils, {
        **texts(filters, asked, class_name),
        "class_href": parts.class_href(chosen.school_year, class_name, period=chosen.period,
                                       subject=subject, base=filters.get("base", "")),
        "fall": fall_of(asked, class_name, subject),
    })  # fmt: skip


def parallel_drill(
    filters: dict[str, str], chosen: selection.Chosen, asked: Asked, grade: int
) -> Any:
    """Return the drill of a parallel × subject with its classes; None where it has no such marks."""
    key = {"school_year": chosen.school_year, "grade": grade}
    now, before = (_subject_row(data.frame(achievement.parallels, period=period, **key), filters, asked)
                   for period in (chosen.period, chosen.before))  # fmt: skip
    if now is None:
        return None
    classes = on_base(data.frame(achievement.heatmap, period=chosen.period, **key), asked.base)
    own = classes[classes["subject"] == filters["subject"]] if len(classes) else classes
    link = partial(to_page, filters, view=None, parallel=None, origin=None)
    return parallels.drill(now, before, own, lambda name: link(**{"class": name}),
                           texts(filters, asked, f"{grade}{parts.PARALLEL}"))  # fmt: skip


def _subject_row(frame: pd.DataFrame, filters: dict[str, str], asked: Asked) -> pd.Series | None:
    found = on_base(frame, asked.base)
    found = found[found["subject"] == filters["subject"]] if len(found) else found
    return found.iloc[0] if len(found) else None


def texts(filters: dict[str, str], asked: Asked, name: str) -> dict[str, str]:
    """Return the words and addresses that the drills of both heatmaps share."""
    return {
        "class_name": name,
        "subject": filters["subject"],
        "base": asked.base,
        "small": str(asked.small),
        "close": to_page(filters, **{"class": None, "parallel": None, "subject": None}),
        "origin": to_page(filters, origin="1"),
    }


def fall_of(asked: Asked, class_name: str, subject: str) -> str:
    """Return the words of a cell that fell two periods on end, else ""."""
    found = data.frame(achievement.falls, **{**asked.slice, "grade": None})
    if len(found):
        found = found[(found["class_name"] == class_name) & (found["subject"] == subject)]
    return fall_words(found.iloc[0]) if len(found) else ""


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
    asked = asked_of(filters, chosen)
    name, subject = place_of(clicked["points"][0], draw(asked).arranged)
    if name and subject:
        return cell_address(filters).format(class_name=name, subject=subject), None
    if name and asked.view == "classes":
        base = filters.get("base", "")
        return parts.class_href(chosen.school_year, name, period=chosen.period, base=base), None
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
    """Return the address of a drill with places for class_name and subject.

    A parallel's name stands in the address as it is drawn: «7 классы» is read as 7.
    """
    page = to_page(filters, **{"class": None, "parallel": None, "subject": None, "origin": None})
    key = "parallel" if filters.get("view") == "parallels" else "class"
    return page + ("&" if "?" in page else "?") + key + "={class_name}&subject={subject}"
