"""Callbacks of the settings about works: what holds now, and a code of our school to add."""

from __future__ import annotations

from datetime import date
from typing import Any

import dash
from dash import Input, Output, State, callback
from dash.exceptions import PreventUpdate

from dashboard import changes, data, ids
from dashboard.callbacks.keeping import kept
from dashboard.components import settings_works as parts
from dashboard.components.states import note
from warehouse import reference
from warehouse.queries import classes, works
from warehouse.reference import school_year_name, seed

Ids = ids.SettingsIds
YEARS_SHOWN = 6
ORIGINS = {"": "не назван", "form": "из формы", "said": "назвали здесь"}


@callback(
    Output(Ids.version, "data", allow_duplicate=True),
    Output(Ids.code_note, "children"),
    Input(Ids.code_add, "n_clicks"),
    State(Ids.code_text, "value"),
    State(Ids.version, "data"),
    prevent_initial_call=True,
)
def add_code(clicks: int | None, typed: str | None, version: int) -> Any:
    """Keep a code by which outside files name our school."""
    if not clicks:
        raise PreventUpdate
    try:
        record = changes.payload("own_school_code", "", typed)
    except changes.Unacceptable as problem:
        return dash.no_update, note(str(problem), "warning")
    if record is None:
        return dash.no_update, note("Этот код уже назван", "info")
    return version + 1, kept("own_school_code", record["school_code"], record)


def show_works(asked: dict[str, str]) -> list[Any]:
    """Return the part of the settings page about works."""
    ledger = data.ledger()
    own = [{"record_id": r.record_id, "is_own": kind == "own_school_code", **r.payload}
           for kind in ("own_school_code", "other_school_code") for r in ledger.records(kind)]  # fmt: skip
    years = years_near(date.today())
    year = asked["year"] if asked.get("year") in years else years[1]
    return [
        parts.own_codes(own, _rows(works.schools)),
        parts.ordinals(ordinals(), _classes()),
        parts.minimums(minimums(year), [(name, name == year) for name in years]),
    ]


def years_near(today: date) -> list[str]:
    """Return the school years to choose from, the coming one first."""
    first = today.year - (today.month < 9)
    return [school_year_name(first + 1 - back) for back in range(YEARS_SHOWN)]


def ordinals() -> list[dict[str, Any]]:
    """Return the classes by number with what holds of each, the unnamed ones of a year first."""
    names = ("school_year", "grade", "class_ordinal")
    said = {tuple(r[n] for n in names): r["class_name"] for r in reference.class_ordinals(data.ledger())}  # fmt: skip
    found = []
    for row in _rows(works.ordinals):
        own = said.get(tuple(row[name] for name in names), "")
        origin = "said" if own else "form" if row["form_name"] else ""
        name = own or row["form_name"]
        found.append({**row, "class_name": name, "origin": ORIGINS[origin]})
    return sorted(found, key=_order)


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    return (
        -int(row["school_year"][:4]),
        bool(row["class_name"]),
        row["grade"],
        row["class_ordinal"],
    )


def minimums(year: str) -> list[dict[str, Any]]:
    """Return the minimums of a school year with the source of the shipped ones."""
    sources = {(r["kind"], r["subject"]): r["source"] for r in seed("exam_minimums")}
    own = {
        (r.payload["kind"], r.payload["subject"])
        for r in data.ledger().records("exam_minimum")
        if r.payload["school_year"] == year
    }
    return [
        {**row, "source": sources.get(place, ""), "is_own": place in own}
        for row in reference.exam_minimums(data.ledger())
        if row["school_year"] == year
        for place in [(row["kind"], row["subject"])]
    ]


def _classes() -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = {}
    for row in _rows(classes.classes):
        found.setdefault((row["school_year"], row["grade"]), []).append(row["class_name"])
    return found


def _rows(query: Any) -> list[dict[str, Any]]:
    frame = data.frame(query)
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
