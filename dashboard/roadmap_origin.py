"""Where the facts of the roadmap come from: registers, the base, the lines behind a figure."""

from __future__ import annotations

from typing import Any

from dash import html, no_update

from dashboard import address, data, words
from dashboard.components.roadmap import BASES, Roadmap
from dashboard.components.roadmap_origin import Told, lines_panel
from dashboard.session import may
from warehouse.queries import roadmap
from warehouse.staff.registers import registers


def fed_by() -> dict[str, list[tuple[str, str]]]:
    """Return the registers of every indicator that they feed: indicator → [(register, title)]."""
    found: dict[str, list[tuple[str, str]]] = {}
    for register in registers().values():
        for indicator in register.feeds:
            found.setdefault(indicator, []).append((register.register, register.title))
    return found


def measure(year: int) -> dict[str, Any]:
    """Return how a year is counted: base, term_from, measured_on; nothing where it is not published."""
    found = data.frame(roadmap.measures)
    rows = found[found["year"] == year].to_dict("records") if len(found) else []
    return {str(key): value for key, value in rows[0].items()} if rows else {}


def open_origin(row_id: str, clicks: int | None, search: str | None) -> Any:
    """Open «Откуда число?» of a card: its row goes into the address."""
    return address.search(address.chosen(search), origin=row_id) if clicks else no_update


def panel(wanted: str, page: Roadmap) -> html.Aside | None:
    """Return the panel of a row in the shown series, or of a target inside the activities; None for no such."""
    own = page.by_year[page.by_year.year == page.year]
    is_row = (own.row_id == wanted) & (own.kind == ("row" if page.series == "main" else "internal"))
    rows = own[is_row | (own.indicator_id == wanted)].drop_duplicates("indicator_id")
    if page.series == "school" and is_row.any():
        rows = own[is_row]
    if rows.empty or not page.measure:
        return None
    found = [told(row, page) for row in rows.to_dict("records")]
    return lines_panel(found, counting(page), page.href(origin=None), may("staff"))


def told(row: dict[Any, Any], page: Roadmap) -> Told:
    """Return what is told of an indicator: its counts and the lines behind them."""
    lines = data.frame(
        roadmap.lines, indicator=row["indicator_id"], year=page.year, named=may("staff")
    )
    titles = dict(page.registers.get(row["indicator_id"], ()))
    return Told(row, lines, titles)


def counting(page: Roadmap) -> str:
    """Return in words how a year is counted."""
    said = page.measure
    return (
        f"Считаются педагоги, у которых есть строка реестра с {words.day(said['term_from'])} "
        f"по {words.day(said['measured_on'])}, из всех, кто работает на этот день "
        f"(база: {BASES[said['base']]}). Базу и день меняют в «Настройках»."
    )
