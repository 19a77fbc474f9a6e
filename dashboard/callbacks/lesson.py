"""Callbacks of the page of one lesson: show it, put it away and back, the coding and its saving."""

from __future__ import annotations

from typing import Any

from dash import ALL, Input, Output, State, callback, ctx, no_update
from dash.exceptions import PreventUpdate

from dashboard import address, data, lesson_view, lesson_writing, lessons, words
from dashboard.callbacks.origins import opens_origin
from dashboard.components import button, lesson_coding, toast
from dashboard.components import lesson_form as form_parts
from dashboard.components import lesson_words as say
from dashboard.components.states import note
from dashboard.ids import TOAST, URL
from dashboard.ids import LessonIds as Ids
from dashboard.lesson_writing import Wrong
from dashboard.pressed import is_pressed
from warehouse.amending import Moved

FOLLOWS = "Показатели обновятся через несколько секунд."
opens_origin(Ids.structure)


@callback(
    Output(Ids.body, "children"),
    Input(Ids.of, "data"),
    Input(URL, "search"),
    Input(Ids.version, "data"),
    State(URL, "pathname"),
)
def show_lesson(key: str, search: str | None, _version: int = 0, pathname: str = "/lesson/") -> Any:
    """Fill the page of a lesson from the address: `edit`, `coder`, `codes`, `origin`."""
    if not pathname.startswith("/lesson/"):
        raise PreventUpdate
    return lesson_view.body(key, address.chosen(search))


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(Ids.coder, "value"),
    State(Ids.coding, "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose_coder(coder: str | None, drawn: Any, search: str | None) -> Any:
    """Put into the address whose codes the methodist writes down."""
    held = str(drawn["coder_id"]) if drawn else ""
    if not (coder or "").isdecimal() or coder == held:
        return no_update
    return address.search(address.chosen(search), coder=coder)


@callback(
    Output(Ids.coded, "children"),
    Input(Ids.code(ALL), "value"),
    State(Ids.code(ALL), "id"),
)
def count(codes: list[str | None], _ids: Any) -> str:
    """Say how many tasks have a code, while they are being coded."""
    if not codes:
        raise PreventUpdate
    done = sum(bool(code) for code in codes)
    return f"С кодом: {say.of(done, len(codes))}."


@callback(
    Output(Ids.coding_note, "children"),
    Output(Ids.version, "data"),
    Output(TOAST, "children", allow_duplicate=True),
    Input(Ids.save_codes(ALL), "n_clicks"),
    State(Ids.code(ALL), "value"),
    State(Ids.code(ALL), "id"),
    State(Ids.coding, "data"),
    State(Ids.version, "data"),
    prevent_initial_call=True,
)
def save_codes(_clicks: Any, values: Any, ids: Any, target: Any, version: int) -> Any:
    """Keep the codes over the record that the pressed button has seen; a double click keeps them once."""
    if not is_pressed():
        raise PreventUpdate
    codes = {own["no"]: value or "" for own, value in zip(ids, values, strict=True)}
    return coded(target, codes, ctx.triggered_id["seen"] or None, version)


def coded(
    target: Any, codes: dict[str, str], seen: int | None, version: int
) -> tuple[Any, Any, Any]:
    """Save the codes; return the words beside the button, the version of the page, the message."""
    lesson = lessons.lesson(target["lesson_id"])
    if lesson is None:
        return note("Этого урока больше нет: коды не записаны.", "warning"), no_update, no_update
    try:
        lesson_writing.save_codes(lesson, int(target["coder_id"]), codes, seen)
    except Wrong as problem:
        return note(problem.fields[""], "warning"), no_update, no_update
    except Moved as other:
        return moved_panel(lesson, codes, other), no_update, no_update
    left = [at for at, task in enumerate(lesson.tasks, 1) if not codes.get(task.no)]
    told = f"Без кода: {say.places(left)}." if left else "Закодированы все задачи."
    return None, version + 1, toast(f"Коды сохранены. {told}", FOLLOWS)


def moved_panel(lesson: lessons.Lesson, codes: dict[str, str], other: Moved) -> Any:
    """Return the codes of the page beside those that were saved from another one meanwhile."""
    held = other.newest
    theirs = held.payload["codes"] if held else {}
    rows = [
        (f"{at}. {task.text}", codes.get(task.no, ""), theirs.get(task.no, ""))
        for at, task in enumerate(lesson.tasks, 1)
        if (codes.get(task.no) or "") != (theirs.get(task.no) or "")
    ]
    when = words.moment(data.local(held.made_at)) if held else ""
    about = form_parts.Theirs(held.made_by if held else "", when, held.record_id if held else 0)
    whose = (held.payload["coder_id"] if held else "") or ""
    fresh = f"/lesson/{lesson.lesson_id}{address.search({'coder': str(whose), 'fresh': str(about.record_id)})}"
    return form_parts.conflict(rows, about, lesson_coding.keep_mine(about.record_id), fresh)


@callback(
    Output(Ids.version, "data", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Input(Ids.act(ALL, ALL), "n_clicks"),
    State(Ids.version, "data"),
    prevent_initial_call=True,
)
def act(_clicks: Any, version: int) -> Any:
    """Put a lesson away, or bring it back."""
    if not is_pressed():
        raise PreventUpdate
    return version + 1, done(ctx.triggered_id["verb"], str(ctx.triggered_id["key"]))


def done(verb: str, key: str) -> Any:
    """Carry out a verb; return what a person reads, with the way back."""
    if verb == "back":
        is_back = lesson_writing.bring_back(int(key))
        return toast("Урок возвращён." if is_back else "Это уже возвращено.")
    try:
        record = lesson_writing.hide(key)
    except Moved:
        return toast("Урок только что изменили: посмотрите его ещё раз. Ничего не убрано.")
    if record is None:
        return toast("Такого урока среди ваших нет. Ничего не убрано.")
    return toast(f"Урок убран. {FOLLOWS}", action=button("Вернуть", Ids.act("back", str(record))))
