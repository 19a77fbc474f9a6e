"""Callbacks of the editor of a survey's key: preview on every change, save, both versions where it moved."""

from __future__ import annotations

from typing import Any

from dash import ALL, Input, Output, State, callback, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import data, survey_editing, survey_report, surveys
from dashboard.components import note, pill_link
from dashboard.components import survey_key as parts
from dashboard.ids import SurveyKeyIds
from dashboard.session import may
from dashboard.survey_draft import Wrong
from warehouse.amending import Moved, newest
from warehouse.surveys.keys import ready_keys

CELLS = SurveyKeyIds.cell(ALL, ALL, ALL)


def edit(found: surveys.Survey, filters: dict[str, str]) -> survey_report.Drawn:
    """Return the editor of a survey; `form` and `from` of the address say which form and which key to begin with."""
    signatures = list(dict.fromkeys(form["signature"] for form in reversed(found.forms)))
    asked_for = filters.get("form", "")
    signature = asked_for if asked_for in signatures else signatures[0] if signatures else ""
    key = survey_editing.target(found, filters.get("from", ""), signature)
    draft, asked, seen = survey_editing.opened(key, signature)
    editor = parts.Editor(draft, asked, f"{key.survey_id} {signature}")
    body = [
        *form_pills(found, signatures, signature),
        *([parts.starts(starts(found, filters))] if found.key is None else []),
        *editor.parts(),
        parts.foot(seen),
    ]
    return f"Ключ опроса «{found.title}»: что значит каждый вопрос", body


def starts(found: surveys.Survey, filters: dict[str, str]) -> list[tuple[str, str, bool]]:
    """Return from what a form without a key may begin: its questions, or a ready key."""
    chosen = filters.get("from", "")
    ready = [(key.title, surveys.href(found.survey_id, view="key", **{"from": key.survey_id}),
              key.survey_id == chosen) for key in ready_keys().values()]  # fmt: skip
    own = ("Вопросы самой формы", surveys.href(found.survey_id, view="key"), not chosen)
    return [own, *ready]


def form_pills(found: surveys.Survey, signatures: list[str], chosen: str) -> list[Any]:
    """Return the forms of a survey to choose from, where their columns are named in several ways."""
    if len(signatures) < 2:
        return []
    names = {form["signature"]: form["file_name"] for form in found.forms}
    pills = [pill_link(names[one], surveys.href(found.survey_id, view="key", form=one), one == chosen)
             for one in signatures]  # fmt: skip
    text = "У опроса несколько форм: столбцы в них названы по-разному. Связь с вопросами правится у каждой."
    return [html.P(text, className="muted"), html.Div(pills, className="pills", role="group")]


@callback(
    Output(SurveyKeyIds.preview, "children"),
    Input(CELLS, "value"),
    State(CELLS, "id"),
    State(SurveyKeyIds.seen, "data"),
)
def show_preview(values: list[Any], ids: list[Any], seen: dict[str, Any]) -> Any:
    """Say how many answers get a number as the fields stand."""
    if not may("settings") or not seen["signature"]:
        raise PreventUpdate
    draft = survey_editing.draft_from(seen, ids, values)
    return parts.preview(
        survey_editing.read_preview(draft, survey_editing.asked_in(seen["signature"]))
    )


@callback(
    Output(SurveyKeyIds.said, "children"),
    Output(SurveyKeyIds.seen, "data"),
    Input(SurveyKeyIds.save, "n_clicks"),
    State(CELLS, "value"),
    State(CELLS, "id"),
    State(SurveyKeyIds.seen, "data"),
    prevent_initial_call=True,
)
def save_key(clicks: int | None, values: list[Any], ids: list[Any], seen: dict[str, Any]) -> Any:
    """Save what the fields hold, or say why it cannot be saved."""
    return (no_update, no_update) if not clicks else keep(values, ids, seen)


@callback(
    Output(SurveyKeyIds.said, "children", allow_duplicate=True),
    Output(SurveyKeyIds.seen, "data", allow_duplicate=True),
    Input(SurveyKeyIds.mine, "n_clicks"),
    State(CELLS, "value"),
    State(CELLS, "id"),
    State(SurveyKeyIds.seen, "data"),
    prevent_initial_call=True,
)
def save_mine(clicks: int | None, values: list[Any], ids: list[Any], seen: dict[str, Any]) -> Any:
    """Save over what somebody saved in between, having seen it."""
    if not clicks or not ctx.triggered_id:
        return no_update, no_update
    return keep(values, ids, {**seen, **held(seen)})


def keep(values: list[Any], ids: list[Any], seen: dict[str, Any]) -> tuple[Any, Any]:
    """Save a draft; return what to say, and what is seen from now on."""
    if not may("settings"):
        return note("Вашей роли ключи опросов менять нельзя", "warning"), no_update
    draft = survey_editing.draft_from(seen, ids, values)
    try:
        survey_id = survey_editing.save(seen, draft)
    except Wrong as wrong:
        return note(str(wrong), "warning"), no_update
    except Moved as moved:
        rows = survey_editing.differences(moved, draft, seen)
        who = moved.newest.made_by if moved.newest else "убран"
        return parts.moved(who, rows, can_keep=True), no_update
    return saved(survey_id), {**seen, **held(seen)}


def held(seen: dict[str, Any]) -> dict[str, Any]:
    """Return the records that hold now of a key and of its form."""
    records = (newest(data.ledger(), "survey_key", seen["survey_id"]),
               newest(data.ledger(), "survey_form", seen["signature"]))  # fmt: skip
    return {name: record.record_id if record else None
            for name, record in zip(("key", "form"), records, strict=True)}  # fmt: skip


def saved(survey_id: str) -> Any:
    """Return that the key is saved, and where its results are."""
    text = "Ключ сохранён. Ответы пересчитываются несколько секунд. "
    return note([text, dcc.Link("К результатам", href=surveys.href(survey_id))], "good")
