"""Callbacks of the settings page: show a part, save a value, take a change back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import dash
from dash import ALL, MATCH, Input, Output, State, callback, ctx
from dash.exceptions import PreventUpdate

from dashboard import changes, data, ids, session
from dashboard.callbacks.frameworks import show_frameworks
from dashboard.callbacks.keeping import kept
from dashboard.callbacks.people import show_people
from dashboard.callbacks.settings_works import show_works
from dashboard.components import settings as parts
from dashboard.components.states import note
from etl.desk import saved_formats
from warehouse import reference, roadmap_rules, thresholds
from warehouse.queries import achievement
from warehouse.reference import school_year_name, seed

Ids = ids.SettingsIds
YEARS_SHOWN = 6


@callback(
    Output(Ids.body, "children"),
    Input(ids.URL, "search"),
    Input(Ids.version, "data"),
    State(ids.URL, "pathname"),
)
def show_settings(search: str | None, _version: int, pathname: str) -> Any:
    """Show the part of the settings that the address names."""
    if pathname != "/settings":
        raise PreventUpdate
    if not session.may("settings"):
        return parts.closed()
    asked = {name: values[0] for name, values in parse_qs((search or "").lstrip("?")).items()}
    shown = [p for p in parts.PARTS if p != "people" or session.may("people")]
    part = asked["part"] if asked.get("part") in shown else shown[0]
    body = SHOW[part](asked)
    history = [] if part in ("people", "competences") else [parts.changes(changes.latest())]
    return [parts.head(part, shown), *(body if isinstance(body, list) else [body]), *history]


@callback(
    Output(Ids.saved(MATCH, MATCH), "children"),
    Input(Ids.cell(MATCH, MATCH), "value"),
    State(Ids.cell(MATCH, MATCH), "id"),
    prevent_initial_call=True,
)
def save_value(value: Any, name: dict[str, str]) -> Any:
    """Keep a changed value in the ledger, or say why it cannot be kept."""
    return keep(name["kind"], name["key"], value)


@callback(
    Output(Ids.version, "data", allow_duplicate=True),
    Output(Ids.alias_note, "children"),
    Input(Ids.alias_add, "n_clicks"),
    State(Ids.alias_text, "value"),
    State(Ids.alias_subject, "value"),
    State(Ids.version, "data"),
    prevent_initial_call=True,
)
def add_alias(clicks: int | None, alias: str, subject: str, version: int) -> Any:
    """Keep the school's own name of a subject."""
    if not clicks:
        raise PreventUpdate
    try:
        record = changes.payload("subject_alias", alias, subject)
    except changes.Unacceptable as problem:
        return dash.no_update, note(str(problem), "warning")
    return version + 1, kept("subject_alias", str((record or {})["alias"]).casefold(), record)


@callback(
    Output(Ids.version, "data", allow_duplicate=True),
    Input(Ids.revoke(ALL), "n_clicks"),
    State(Ids.version, "data"),
    prevent_initial_call=True,
)
def revoke(clicks: list[int | None], version: int) -> int:
    """Take a change back: what was before it holds again."""
    if not any(clicks) or not session.may("settings") or not ctx.triggered_id:
        raise PreventUpdate
    data.ledger().revoke_record(ctx.triggered_id["record"], session.current_user().name)
    return version + 1


def keep(kind: str, key: str, value: Any) -> Any:
    """Keep a value and return the words for beside it."""
    try:
        record = changes.payload(kind, key, value)
    except changes.Unacceptable as problem:
        return parts.saved(str(problem), is_good=False)
    if record is None:
        raise PreventUpdate
    return kept(kind, changes.record_key(kind, key), record)


def _periods(asked: dict[str, str]) -> list[Any]:
    today = date.today()
    first = today.year - (today.month < 9)
    near = [school_year_name(first + 1 - back) for back in range(YEARS_SHOWN)]
    loaded = data.frame(achievement.selections)
    years = sorted({*near, *(loaded["school_year"] if len(loaded) else ())}, reverse=True)
    year = asked.get("year", near[1])
    terms = [t for t in reference.period_terms(data.ledger()) if t["school_year"] == year]
    pills = [(name, name == year) for name in years]
    return parts.periods(terms, reference.period_systems(data.ledger()), pills)  # type: ignore[no-any-return]


def _base(_asked: dict[str, str]) -> Any:
    base, name = (thresholds.setting(data.ledger(), key) for key in ("base", "school_name"))
    return [parts.base(base), parts.school_name(name)]


def _roadmap(_asked: dict[str, str]) -> Any:
    ledger = data.ledger()
    base, day = (str(thresholds.setting(ledger, f"roadmap_{name}")) for name in ("base", "day"))
    names = [(roadmap_rules.kept_name(r.register), r.title) for r in roadmap_rules.feeding()]
    kept = [(name, title, str(thresholds.setting(ledger, name))) for name, title in names]
    return parts.roadmap(base, ".".join(reversed(day.split("-"))), kept)


def _thresholds(_asked: dict[str, str]) -> Any:
    pages = [page["path"] for page in dash.page_registry.values()]
    return parts.thresholds([asdict(t) for t in thresholds.thresholds(data.ledger())], pages)


def _subjects(_asked: dict[str, str]) -> Any:
    shipped = seed("subject_aliases")
    own = [{"record_id": r.record_id, **r.payload} for r in data.ledger().records("subject_alias")]
    return parts.subjects(own, sorted({row["subject"] for row in shipped}), len(shipped))


def _mappings(_asked: dict[str, str]) -> Any:
    return parts.mappings([(fmt.id, fmt.title) for fmt in saved_formats(data.ledger())])


def _people(_asked: dict[str, str]) -> Any:
    return show_people()


SHOW = {
    "periods": _periods,
    "base": _base,
    "roadmap": _roadmap,
    "thresholds": _thresholds,
    "subjects": _subjects,
    "works": show_works,
    "competences": show_frameworks,
    "mappings": _mappings,
    "people": _people,
}
