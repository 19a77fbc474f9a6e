"""The callback of a register's form: save it, say what is wrong, show what somebody saved in between."""

from __future__ import annotations

from typing import Any

from dash import ALL, Input, Output, State, callback, ctx, no_update
from dash.exceptions import PreventUpdate

from dashboard import address, data, register_fields, staff, staff_writing, words
from dashboard.components import note, toast
from dashboard.components import register_form as parts
from dashboard.ids import TOAST, URL
from dashboard.ids import RegisterIds as Ids
from dashboard.pressed import is_pressed
from dashboard.register_links import link
from dashboard.staff_writing import CARDS, Form, Wrong
from warehouse.amending import Moved
from warehouse.ledger import Record
from warehouse.staff.reference import card_row, entry_row
from warehouse.staff.registers import registers

Names = list[dict[str, str]]


@callback(
    Output(URL, "search", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Output(Ids.conflict, "children"),
    Output(Ids.wrong(ALL), "children"),
    Input(Ids.save(ALL), "n_clicks"),
    State(Ids.field(ALL), "value"),
    State(Ids.field(ALL), "id"),
    State(Ids.wrong(ALL), "id"),
    State(Ids.form, "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def save_form(
    _clicks: Any, values: list[Any], fields: Names, wrong: Names, target: Any, search: Any
) -> Any:
    """Keep the form over the record that the pressed button has seen, and close it."""
    if not is_pressed():
        raise PreventUpdate
    seen = ctx.triggered_id["seen"] or None
    typed = {field["name"]: value for field, value in zip(fields, values, strict=True)}
    form = Form(target["register"], target["key"], seen)
    search, said, beside, words_of = saved(form, typed, address.chosen(search))
    return search, said, beside, [words_of.get(field["name"], "") for field in wrong]


def saved(
    form: Form, typed: dict[str, Any], filters: dict[str, str]
) -> tuple[Any, Any, Any, dict[str, str]]:
    """Save; return the address, the message, the panel of a conflict, and words by field."""
    try:
        staff_writing.save(form, typed)
    except Wrong as problem:
        fields = dict(problem.fields)
        fields.setdefault("", told(fields))
        return no_update, no_update, None, fields
    except Moved as moved:
        return no_update, no_update, moved_panel(form, typed, moved.newest, filters), {}
    what = "карточка педагога" if form.register == CARDS else registers()[form.register].one
    return address.search(filters, line=None), toast(parts.saved_words(what)), None, {}


def told(fields: dict[str, str]) -> str:
    """Return how many fields are to be put right."""
    count = words.plural(len(fields), "поле", "поля", "полей")
    return f"Не сохранено: проверьте {count}. Введённое на месте."


def moved_panel(
    form: Form, typed: dict[str, Any], held: Record | None, filters: dict[str, str]
) -> Any:
    """Return what the person typed beside what somebody saved."""
    close = link(filters, line=None)
    try:
        mine = row_of(form, typed)
    except Wrong:
        return note(
            "Эту строку тем временем изменили. Закройте форму и откройте её снова.", "warning"
        )
    if held is None:
        row, _ = staff_writing.filled(form)
        theirs = parts.Theirs(named(row) if row else None, "", "", 0)
        return parts.conflict(form.fields, named(mine), theirs, close)
    row = card_row(held.payload) if form.register == CARDS else entry_row(held.key, held.payload)
    shown = None if row.get("is_deleted") else named(row)
    when = words.moment(data.local(held.made_at))
    return parts.conflict(
        form.fields, named(mine), parts.Theirs(shown, held.made_by, when, held.record_id), close
    )


def row_of(form: Form, typed: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed as a row; raises Wrong where it cannot be kept."""
    said = staff_writing.read(form, typed)
    if form.register == CARDS:
        return card_row({"teacher_id": 0, **register_fields.card_payload(said)})
    return entry_row(form.key, {**said, "register": form.register})


def named(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with the names of its people."""
    names = staff.staff().names
    who = row.get("full_name") or names.get(row["teacher_id"], "")
    return {**row, "full_name": who, "partner_name": names.get(row.get("partner_id") or 0, "")}
