"""Callbacks of the notes of focus groups: paste, and take away."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

from dash import ALL, Input, Output, State, callback, ctx, no_update

from dashboard import data, survey_texts
from dashboard.components import note
from dashboard.ids import SurveyIds
from dashboard.session import current_user, may
from warehouse.amending import Moved, amend


@callback(
    Output(SurveyIds.version, "data", allow_duplicate=True),
    Output(SurveyIds.note_said, "children"),
    Output(SurveyIds.note_text, "value"),
    Input(SurveyIds.note_add, "n_clicks"),
    State(SurveyIds.of, "data"),
    State(SurveyIds.note_title, "value"),
    State(SurveyIds.note_day, "value"),
    State(SurveyIds.note_text, "value"),
    prevent_initial_call=True,
)
def add_notes(
    clicks: int | None, of: str, title: str | None, day: str | None, text: str | None
) -> Any:
    """Keep pasted notes; what cannot be kept stays in the form with the reason."""
    if not clicks or not may("settings"):
        return no_update, no_update, no_update
    wrong = why_not(day, text)
    if wrong:
        return no_update, note(wrong, "warning"), no_update
    said = {"survey_id": unquote(of), "title": (title or "").strip(), "held_on": day, "text": text,
            "is_deleted": False}  # fmt: skip
    held = survey_texts.notes(unquote(of))
    if not any(all(one[name] == value for name, value in said.items()) for one in held):
        data.ledger().add_record(survey_texts.KIND, uuid4().hex, said, current_user().name)
    return f"note {uuid4().hex}", note("Записи добавлены", "good"), ""


def why_not(day: str | None, text: str | None) -> str:
    """Return why notes cannot be kept, "" where they can."""
    if not (text or "").strip():
        return "Вставьте записи: одна реплика на строке"
    try:
        date.fromisoformat(day or "")
    except ValueError:
        return "Укажите день разговора"
    return ""


@callback(
    Output(SurveyIds.version, "data", allow_duplicate=True),
    Input(SurveyIds.note_drop(ALL), "n_clicks"),
    State(SurveyIds.of, "data"),
    prevent_initial_call=True,
)
def drop_notes(clicks: list[int | None], of: str) -> Any:
    """Take pasted notes away; the ledger keeps them."""
    if not any(clicks) or not may("settings") or not ctx.triggered_id:
        return no_update
    key = str(ctx.triggered_id["key"])
    held = {one["key"]: one for one in survey_texts.notes(unquote(of))}
    if key not in held:
        return no_update
    payload = {name: held[key][name] for name in ("survey_id", "title", "held_on", "text")}
    try:
        amend(data.ledger(), survey_texts.KIND, key, {**payload, "is_deleted": True},
              current_user().name, held[key]["record_id"])  # fmt: skip
    except Moved:
        return no_update
    return f"drop {key}"
