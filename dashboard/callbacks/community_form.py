"""Callbacks of the form of a line about communities: show, save, show both versions, hide and take back."""

from __future__ import annotations

from typing import Any

from dash import ALL, Input, Output, State, callback, ctx, no_update
from dash.exceptions import PreventUpdate

from dashboard import address, communities, community_form, community_writing, data, words
from dashboard.callbacks.register_form import told
from dashboard.community_form import PATH, back_of
from dashboard.components import button, note, toast
from dashboard.components import register_form as parts
from dashboard.ids import TOAST, URL
from dashboard.ids import CommunityFormIds as Ids
from dashboard.pressed import is_pressed
from dashboard.staff_writing import Form, Wrong
from warehouse.amending import Moved
from warehouse.communities.declared import community_registers
from warehouse.communities.lines import typed
from warehouse.ledger import Record

Names = list[dict[str, str]]


@callback(Output(Ids.body, "children"), Input(URL, "search"), State(URL, "pathname"))
def show_form(search: str | None, pathname: str = PATH) -> Any:
    """Fill the page from the address: `register`, `line`, `community`, `back`, and what a new line begins with."""
    if pathname != PATH or community_form.new_line(search or "") is not None:
        raise PreventUpdate
    return community_form.body(address.chosen(search))


# Apart from the page's body, which other pages do not have: the address is on every page.
@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(URL, "search"),
    State(URL, "pathname"),
    prevent_initial_call="initial_duplicate",
)
def key_line(search: str | None, pathname: str = PATH) -> Any:
    """Give a new line its key, in the address."""
    keyed = community_form.new_line(search or "") if pathname == PATH else None
    if keyed is None:
        raise PreventUpdate
    return keyed


@callback(
    Output(URL, "href", allow_duplicate=True),
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
    """Keep the form over the record that the pressed button has seen, and go back."""
    if not is_pressed():
        raise PreventUpdate
    given = {field["name"]: value for field, value in zip(fields, values, strict=True)}
    form = Form(target["register"], target["key"], ctx.triggered_id["seen"] or None)
    where, said, beside, words_of = saved(form, given, address.chosen(search))
    return where, said, beside, [words_of.get(field["name"], "") for field in wrong]


def saved(
    form: Form, given: dict[str, Any], filters: dict[str, str]
) -> tuple[Any, Any, Any, dict[str, str]]:
    """Save; return where to go, the message, the panel of a conflict, and words by field."""
    try:
        community_writing.save(form, given)
    except Wrong as problem:
        fields = dict(problem.fields)
        fields.setdefault("", told(fields))
        return no_update, no_update, None, fields
    except Moved as moved:
        return no_update, no_update, moved_panel(form, given, moved.newest, filters), {}
    one = community_registers()[form.register].one
    where = back_of(filters)
    if form.register == "community" and not filters.get("back"):
        where = f"/community/{form.key}"
    return where, toast(parts.saved_words(one)), None, {}


def moved_panel(
    form: Form, given: dict[str, Any], held: Record | None, filters: dict[str, str]
) -> Any:
    """Return what the person typed beside what somebody saved."""
    try:
        mine = typed(form.key, {**community_writing.read(form, given), "register": form.register})
    except Wrong:
        return note(
            "Эту строку тем временем изменили. Закройте форму и откройте её снова.", "warning"
        )
    fields = community_writing.fields(form.register)
    if held is None:
        row, _ = communities.line(form.key)
        theirs = parts.Theirs(named(row) if row else None, "", "", 0)
    else:
        row = typed(form.key, held.payload)
        shown = None if row["is_deleted"] else named(row)
        when = words.moment(data.local(held.made_at))
        theirs = parts.Theirs(shown, held.made_by, when, held.record_id)
    return parts.conflict(fields, named(mine), theirs, back_of(filters), Ids)


def named(row: dict[str, Any]) -> dict[str, Any]:
    """Return a line with the names of its people and its community."""
    now = communities.communities()
    own = now.by_id.get(row["community_id"])
    return {
        **row,
        "full_name": now.name(row["teacher_id"]) if row["teacher_id"] else "",
        "partner_name": now.name(row["partner_id"]) if row["partner_id"] else "",
        "people_name": ", ".join(now.name(one) for one in row["people"]),
        "community_name": own.name if own else "",
    }


@callback(
    Output(URL, "href", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Input(Ids.hide(ALL), "n_clicks"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def hide(_clicks: list[Any], search: str | None) -> Any:
    """Hide the line and go back, with the way to undo it."""
    if not is_pressed():
        raise PreventUpdate
    try:
        record = community_writing.hide(ctx.triggered_id["key"])
    except Moved:
        return no_update, toast("Эту строку только что изменили: посмотрите её ещё раз.")
    if record is None:
        return no_update, toast("Этой строки уже нет.")
    undo = button("Вернуть", Ids.back(record))
    return back_of(address.chosen(search)), toast("Строка убрана.", action=undo)


@callback(
    Output(URL, "search", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Input(Ids.back(ALL), "n_clicks"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def take_back(_clicks: list[Any], search: str | None) -> Any:
    """Take a record back on whatever page the button stands; the page draws itself anew."""
    if not is_pressed():
        raise PreventUpdate
    record = int(ctx.triggered_id["record"])
    undone = community_writing.take_back(record)
    said = toast("Возвращено." if undone else "Это уже возвращено.")
    return address.search(address.chosen(search), again=str(record)), said
