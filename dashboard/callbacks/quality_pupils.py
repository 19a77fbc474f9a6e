"""Callbacks of «Кто есть кто»: show the doubts, keep a decision, take it back."""

from __future__ import annotations

from typing import Any

from dash import ALL, Input, Output, State, callback, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import address, data, kinship, words
from dashboard.components import button, page_head, toast
from dashboard.components import who as parts
from dashboard.ids import TOAST, URL, WhoIds, shown
from dashboard.pressed import is_pressed
from dashboard.session import current_user, may

PATH = "/quality/pupils"
FOLLOWS = "Показатели обновятся через несколько секунд."
SAID = {
    "one": f"Записано: это один ученик. {FOLLOWS}",
    "apart": "Записано: это разные ученики. Больше не спросим.",
    "later": "Отложено: пара осталась в конце списка.",
}


@callback(
    Output(WhoIds.body, "children"),
    Output(WhoIds.seen, "data"),
    Output(WhoIds.poll, "disabled"),
    Input(URL, "search"),
    Input(WhoIds.version, "data"),
    Input(WhoIds.poll, "n_intervals"),
    State(WhoIds.seen, "data"),
    State(URL, "pathname"),
)
def show_who(
    search: str | None, version: int, _polls: Any, seen: Any = None, pathname: str = PATH
) -> Any:
    """Fill the page from the address (`year` and `class` of either record); what has not changed stays."""
    if pathname != PATH:
        raise PreventUpdate
    if not may("upload"):
        return [page_head("Кто есть кто"), parts.closed()], None, True
    state = [search, version, data.ledger().accepted_seq(), data.is_waiting()]
    if state == seen:
        return no_update, no_update, not state[-1]
    return page(address.chosen(search)), state, not state[-1]


def page(filters: dict[str, str]) -> list[Any]:
    """Return the page with the doubts of the chosen year and class."""
    every = kinship.open_doubts()
    year, class_name = filters.get("year", ""), filters.get("class", "")
    places = {key.place for doubt in every for key in (doubt.one, doubt.other)}
    chosen = [d for d in every if any(_is_in(key, year, class_name) for key in (d.one, d.other))]
    decisions = kinship.decisions()
    facts = [
        f"решено: {len(decisions)}",
        "показатели обновляются…" if data.is_waiting() else data.snapshot_line(),
    ]
    years = sorted({place[0] for place in places} | ({year} if year else set()), reverse=True)
    names = {name for when, name in places if not year or when == year}
    classes = sorted(names | ({class_name} if class_name else set()), key=_by_grade)
    listed: Any = (
        parts.open_list(chosen, kinship.evidence(chosen[: parts.SHOWN]), kinship.put_off())
        if chosen
        else parts.nothing_open(bool(year or class_name), bool(kinship.known().keys))
    )
    drawn = dcc.Store(id=shown(WhoIds.body), data={"year": year, "class": class_name})
    head = page_head(
        parts.sentence(len(every)), facts, parts.filters(years, classes, year, class_name)
    )
    at_once = parts.class_lists(kinship.class_lists(year, class_name))
    return [drawn, head, *at_once, listed, *parts.deeds(kinship.deeds()), parts.decided(decisions)]


def _is_in(key: Any, year: str, class_name: str) -> bool:
    return year in ("", key.school_year) and class_name in ("", key.class_name)


def _by_grade(name: str) -> tuple[int, str]:
    digits = "".join(letter for letter in name[:2] if letter.isdigit())
    return int(digits or 0), name


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(WhoIds.year, "value"),
    Input(WhoIds.class_name, "value"),
    State(shown(WhoIds.body), "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(year: str, class_name: str, drawn: dict[str, str], search: str | None) -> Any:
    """Put the year and the class into the address."""
    moved = {"year": _chosen(year), "class": _chosen(class_name)}
    return no_update if moved == drawn else address.search(address.chosen(search), **moved)


def _chosen(value: str | None) -> str:
    return "" if value in (None, parts.ALL) else str(value)


@callback(
    Output(WhoIds.version, "data"),
    Output(TOAST, "children", allow_duplicate=True),
    Input(WhoIds.act(ALL, ALL), "n_clicks"),
    State(WhoIds.version, "data"),
    prevent_initial_call=True,
)
def act(_clicks: list[Any], version: int) -> Any:
    """Do what the pressed button says with its pair or decision."""
    if not is_pressed():
        raise PreventUpdate
    return version + 1, done(ctx.triggered_id["verb"], ctx.triggered_id["key"])


def done(verb: str, key: str) -> html.Div:
    """Carry out one verb; return what a person reads, with the way back."""
    if not may("upload"):
        return toast("Решать, кто есть кто, могут администратор, директор и заместитель.")
    if verb in ("undo", "back"):
        undone = data.ledger().revoke_record(int(key), current_user().name)
        return toast(f"Решение отменено. {FOLLOWS}" if undone else "Это решение уже отменено.")
    if verb in ("class", "class_back"):
        return class_done(verb, key)
    record = kinship.decide(verb, key)
    if record is None:
        return toast("Этих записей больше нет: файл с ними отменили. Обновите страницу.")
    return toast(SAID[verb], action=button("Вернуть", WhoIds.act("back", str(record))))


def class_done(verb: str, key: str) -> html.Div:
    """Link a class at once, or take all of its pairs back; return what a person reads."""
    if verb == "class_back":
        count = kinship.part_class(key)
        pairs = words.plural(count, "пара", "пары", "пар")
        return toast(f"Отменено: {pairs}. {FOLLOWS}" if count else "Это решение уже отменено.")
    together, count = kinship.link_class(key)
    if not count:
        return toast("Список с тех пор изменился: посмотрите его ещё раз. Ничего не записано.")
    pairs = words.plural(count, "пара", "пары", "пар")
    back = button("Вернуть все", WhoIds.act("class_back", together))
    return toast(f"Записано: {pairs}, в каждой один ученик. {FOLLOWS}", action=back)
