"""Callbacks of one lesson study: show it, keep a form, start a lesson, take away and back."""

from __future__ import annotations

from typing import Any

from dash import (
    ALL,
    MATCH,
    ClientsideFunction,
    Input,
    Output,
    State,
    callback,
    clientside_callback,
    html,
    no_update,
)
from dash.exceptions import PreventUpdate

from dashboard import data, study_facts, study_view, study_writing, words
from dashboard.components import button, toast
from dashboard.components import study_form as parts
from dashboard.ids import TOAST
from dashboard.ids import StudyIds as Ids
from dashboard.pressed import pressed
from dashboard.staff_writing import Wrong
from warehouse.amending import Moved

Names = list[dict[str, str]]
FOLLOWS = "Сводки обновятся через несколько секунд."

clientside_callback(
    ClientsideFunction("study", "unlock"),
    Output(Ids.part(MATCH, ALL), "disabled"),
    Input(Ids.part(MATCH, ALL), "value"),
)


@callback(Output(Ids.body, "children"), Input(Ids.of, "data"), Input(Ids.version, "data"))
def show_study(study_id: str, version: list[int] | None = None) -> Any:
    """Fill the page of a cycle; the step that was written into last stays open."""
    return study_view.body(study_id or "", version[1] if version else 0)


@callback(
    Output(Ids.version, "data"),
    Output(TOAST, "children", allow_duplicate=True),
    Output(Ids.conflict(ALL), "children"),
    Output(Ids.wrong(ALL, ALL), "children"),
    Input(Ids.save(ALL, ALL), "n_clicks"),
    State(Ids.field(ALL, ALL), "value"),
    State(Ids.field(ALL, ALL), "id"),
    State(Ids.part(ALL, ALL), "value"),
    State(Ids.part(ALL, ALL), "id"),
    State(Ids.conflict(ALL), "id"),
    State(Ids.wrong(ALL, ALL), "id"),
    State(Ids.of, "data"),
    State(Ids.version, "data"),
    prevent_initial_call=True,
)
def save_form(
    _clicks: Any, values: list[Any], fields: Names, said: list[Any], talk: Names,
    panels: Names, wrong: Names, study_id: str, version: list[int],
) -> Any:  # fmt: skip
    """Keep the form whose button was pressed, over the record that the button has seen."""
    what = pressed()
    if what is None:
        raise PreventUpdate
    name, seen = what["form"], what["seen"] or None
    typed = {one["name"]: value for one, value in zip([*fields, *talk], [*values, *said], strict=True)
             if one["form"] == name}  # fmt: skip
    is_saved, message, panel, told = saved(study_id, name, typed, seen)
    return (
        moved_on(version, study_facts.step_of(name)) if is_saved else no_update, message,
        [panel if one["form"] == name else None for one in panels],
        [told.get(one["name"], "") if one["form"] == name else "" for one in wrong],
    )  # fmt: skip


def saved(
    study_id: str, name: str, typed: dict[str, Any], seen: int | None
) -> tuple[bool, Any, Any, dict[str, str]]:
    """Save; return whether it was kept, the message, the panel of a conflict, and words by field."""
    try:
        record = study_writing.save(study_id, name, typed, seen)
    except Wrong as problem:
        fields = dict(problem.fields)
        fields.setdefault("", told(len(fields)))
        return False, no_update, None, fields
    except Moved as moved:
        return False, no_update, moved_panel(study_id, name, typed, moved), {}
    return True, toast(f"Сохранено. {FOLLOWS}", action=back(record)), None, {}


def told(count: int) -> str:
    """Return how many fields are to be put right."""
    return f"Не сохранено: проверьте {words.plural(count, 'поле', 'поля', 'полей')}. Введённое на месте."


def moved_panel(study_id: str, name: str, typed: dict[str, Any], moved: Moved) -> Any:
    """Return what was typed beside what somebody saved meanwhile."""
    form = study_writing.shown(study_id, name)
    if form is None:
        return html.P(study_writing.GONE)
    who, when = "", ""
    if moved.newest is not None:
        who, when = moved.newest.made_by, words.moment(data.local(moved.newest.made_at))
    return parts.conflict(form, typed, who, when)


def back(record: int) -> Any:
    """Return the button that takes a record back."""
    return button("Вернуть как было", Ids.act("back", str(record)))


@callback(
    Output(Ids.version, "data", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Input(Ids.act(ALL, ALL), "n_clicks"),
    State(Ids.version, "data"),
    prevent_initial_call=True,
)
def act(_clicks: list[Any], version: list[int]) -> Any:
    """Do what the pressed button says with its lesson, cycle or record."""
    what = pressed()
    if what is None:
        raise PreventUpdate
    verb, key = what["verb"], what["key"]
    opened = {"start": step_of_lesson, "open": step_of_lesson, "reload": study_facts.step_of}.get(
        verb
    )
    return moved_on(version, opened(key) if opened else version[1]), done(verb, key)


def moved_on(version: list[int], step: int) -> list[int]:
    """Return the next version of the page, and the step that was written into."""
    return [version[0] + 1, step]


def step_of_lesson(key: str) -> int:
    """Return the step of a lesson by the key of its button, `study_id/n`."""
    return 4 if key.endswith("/1") else 6


def done(verb: str, key: str) -> Any:
    """Carry out one verb; return what a person reads, with the way back where there is one."""
    return VERBS[verb](key)


def _start(key: str) -> html.Div:
    study_id, _, number = key.partition("/")
    try:
        record = study_writing.start(study_id, int(number))
    except Wrong as problem:
        return toast(problem.fields[""])
    undo = back(record) if study_writing.may_open() else None
    return toast(
        "Урок начался: предсказания закрыты, наблюдатели могут заполнять листы.", action=undo
    )


def _open(key: str) -> html.Div:
    study_id, _, number = key.partition("/")
    is_open = study_writing.open_again(study_id, int(number))
    return toast("Предсказания снова открыты. Листы наблюдения целы." if is_open
                 else "Открыть предсказания снова может только методист.")  # fmt: skip


def _hide(study_id: str) -> html.Div:
    record = study_writing.hide(study_id)
    if record is None:
        return toast("Этого исследования уже нет.")
    return toast(f"Исследование убрано. {FOLLOWS}", action=back(record))


def _back(record: str) -> html.Div:
    undone = study_writing.take_back(int(record))
    return toast(
        f"Возвращено. {FOLLOWS}" if undone else "Вернуть нельзя: после этого записали другое."
    )


def _reload(_form: str) -> Any:
    return no_update


VERBS = {"start": _start, "open": _open, "hide": _hide, "back": _back, "reload": _reload}
