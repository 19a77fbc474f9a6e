"""Callbacks of the form of a lesson: its tasks move on the page, the aim fills the target, saving keeps all."""

from __future__ import annotations

from typing import Any

import dash
from dash import ALL, ClientsideFunction, Input, Output, State, callback, clientside_callback, ctx
from dash.exceptions import PreventUpdate

from dashboard import data, lesson_opened, lesson_papers, lesson_writing, words
from dashboard.components import lesson_form as parts
from dashboard.components import toast
from dashboard.ids import TOAST, URL, AttachIds
from dashboard.ids import LessonIds as Ids
from dashboard.lesson_pasting import pasted
from dashboard.lesson_writing import Wrong
from dashboard.pressed import is_pressed
from dashboard.session import current_scope, current_user
from warehouse.amending import Moved
from warehouse.lessons.taxonomy import aims

Rows = list[dict[str, str]]
NOBODYS = "Коды из таблицы не записаны: выберите, чьи они, на странице урока."

clientside_callback(
    ClientsideFunction("lessons", "total"),
    Output(Ids.total, "children"),
    Input(Ids.target(ALL), "value"),
)


@callback(Output(Ids.list, "children"), Input(Ids.rows(ALL), "data"), State(Ids.rows(ALL), "id"))
def show_rows(found: list[Rows | None], drafts: list[dict[str, str]]) -> Any:
    """Draw the tasks of the draft."""
    if not drafts:
        raise PreventUpdate
    return parts.rows(found[0] or [], drafts[0]["draft"])


@callback(
    Output(Ids.rows(ALL), "data"),
    Output(Ids.paste_text, "value"),
    Input(Ids.row_act(ALL, ALL), "n_clicks"),
    Input(Ids.add, "n_clicks"),
    Input(Ids.paste, "n_clicks"),
    State(Ids.paste_text, "value"),
    State(Ids.task(ALL), "value"),
    State(Ids.task(ALL), "id"),
    State(Ids.rows(ALL), "data"),
    State(Ids.form, "data"),
    prevent_initial_call=True,
)
def edit_rows(_acts: Any, _add: Any, _paste: Any, *state: Any) -> Any:
    """Add, paste, move or remove tasks on the page; nothing is kept yet."""
    if not is_pressed():
        raise PreventUpdate
    text, values, ids, stores, target = state
    found = filled(stores[0] or [], ids, values)
    asked = ctx.triggered_id
    if asked == Ids.paste:
        return [added(found, pasted(text or ""), target["next_no"])], ""
    if asked == Ids.add:
        return [added(found, [("", "")], target["next_no"])], dash.no_update
    return [moved(found, asked["verb"], asked["no"])], dash.no_update


def filled(rows: Rows, ids: list[dict[str, str]], values: list[str | None]) -> Rows:
    """Return the tasks with the texts that stand in the fields."""
    typed = {own["no"]: value for own, value in zip(ids, values, strict=True)}
    return [{**row, "text": typed.get(row["no"], row["text"]) or ""} for row in rows]


def added(rows: Rows, tasks: list[tuple[str, str]], next_no: int) -> Rows:
    """Return the tasks with more of them, each under a number that no task of the lesson has had."""
    first = max([next_no - 1, *(int(row["no"]) for row in rows)]) + 1
    kept = [row for row in rows if row["text"].strip() or row.get("code")] if tasks[1:] else rows
    return [*kept, *({"no": str(first + at), "text": text, "code": code}
                     for at, (text, code) in enumerate(tasks))]  # fmt: skip


def moved(rows: Rows, verb: str, no: str) -> Rows:
    """Return the tasks after a button of one: up, down, remove."""
    at = next((at for at, row in enumerate(rows) if row["no"] == no), None)
    if at is None or verb == "remove":
        return [row for row in rows if row["no"] != no]
    to = at + (-1 if verb == "up" else 1)
    found = list(rows)
    if 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return found


@callback(
    Output(Ids.target(ALL), "value"),
    Input(Ids.aim, "value"),
    State(Ids.target(ALL), "value"),
    prevent_initial_call=True,
)
def suggest(aim: str | None, shares: list[str | None]) -> Any:
    """Fill the target from the aim, where the shares are empty or still those of another aim."""
    known = {
        one.aim_id: [lesson_opened.percents(t) for t in one.targets] for one in aims(data.ledger())
    }
    given = [str(share or "") for share in shares]
    if aim not in known or (any(given) and given not in known.values()):
        raise PreventUpdate
    return known[aim]


@callback(
    Output(URL, "search", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Output(Ids.conflict, "children"),
    Output(Ids.wrong(ALL), "children"),
    Input(Ids.save(ALL), "n_clicks"),
    State(Ids.field(ALL), "value"),
    State(Ids.field(ALL), "id"),
    State(Ids.target(ALL), "value"),
    State(Ids.aim, "value"),
    State(Ids.task(ALL), "value"),
    State(Ids.task(ALL), "id"),
    State(Ids.rows(ALL), "data"),
    State(AttachIds.file(ALL), "data"),
    State(Ids.wrong(ALL), "id"),
    State(Ids.form, "data"),
    prevent_initial_call=True,
)
def save_form(_clicks: Any, *state: Any) -> Any:
    """Keep the lesson over the record that the pressed button has seen, and show it."""
    if not is_pressed():
        raise PreventUpdate
    values, fields, shares, aim, texts, tasks, stores, files, wrong, target = state
    typed = {field["name"]: value for field, value in zip(fields, values, strict=True)}
    typed |= {f"t{k}": share for k, share in enumerate(shares, 1)} | {"aim": aim, "card": files[0]}
    typed |= {name: target[name] for name in ("study_id", "study_lesson")}
    rows = filled(stores[0] or [], tasks, texts)
    seen = ctx.triggered_id["seen"] or None
    search, said, beside, told = saved(target["key"], typed, rows, seen)
    return search, said, beside, [told.get(field["name"], "") for field in wrong]


def saved(key: str, typed: dict[str, Any], rows: Rows, seen: int | None) -> tuple[Any, ...]:
    """Save; return the address, the message, the panel of a conflict, and words by field."""
    try:
        lesson_writing.save(key, typed, rows, seen)
    except Wrong as problem:
        fields = dict(problem.fields)
        fields.setdefault("", told(fields))
        return dash.no_update, dash.no_update, None, fields
    except Moved as other:
        mine = lesson_writing.read(key, typed, rows)
        return dash.no_update, dash.no_update, moved_panel(key, mine, other), {}
    codes = {row["no"]: row["code"] for row in rows if row.get("code") and row["text"].strip()}
    is_kept = lesson_writing.add_codes(key, whose(typed), codes)
    said = parts.saved_words(sum(bool(row["text"].strip()) for row in rows))
    return "", toast(said, "" if is_kept else NOBODYS), None, {}


def whose(typed: dict[str, Any]) -> int | None:
    """Return whose the pasted codes are: the person's, or for the methodist whose was chosen."""
    chosen = str(typed.get("coder") or "")
    if current_scope().teachers is None and chosen.isdecimal():
        return int(chosen)
    return current_user().teacher_id


def told(fields: dict[str, str]) -> str:
    """Return how many fields are to be put right."""
    count = words.plural(len(fields), "поле", "поля", "полей")
    return f"Не сохранено: проверьте {count}. Введённое на месте."


def moved_panel(key: str, mine: dict[str, Any], other: Moved) -> Any:
    """Return what the person typed beside what somebody saved."""
    held = other.newest
    rows = lesson_opened.differing(mine, held.payload if held else {})
    theirs = parts.Theirs(held.made_by if held else "", words.moment(data.local(held.made_at)) if held else "",
                          held.record_id if held else 0)  # fmt: skip
    return parts.conflict(rows, theirs, parts.keep_mine(theirs.record_id), f"/lesson/{key}")


lesson_papers.watch()
