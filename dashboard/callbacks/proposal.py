"""Callbacks of proposed teams: the address says the way of grouping, the ledger keeps what people changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dash import ALL, Input, Output, State, callback, ctx, dcc, no_update
from dash.exceptions import PreventUpdate

from dashboard import data, proposal_writing, proposals, words
from dashboard.changes import Unacceptable
from dashboard.components import button, empty_state, note, page_head, pill_link, toast
from dashboard.components import proposal as parts
from dashboard.components import proposal_words as say
from dashboard.ids import TOAST, URL
from dashboard.ids import ProposalIds as Ids
from dashboard.pressed import is_pressed
from dashboard.proposal_writing import Seen
from dashboard.proposals import PAGE, Gathered, filters_of, mode_of, to_page
from warehouse.amending import Moved
from warehouse.communities.drafts import NEW, NOWHERE, Draft

Write = Callable[[Seen], Draft]
States = list[dict[str, Any]]  # of the one page that is drawn; empty where it was left meanwhile


@callback(
    Output(Ids.body, "children"),
    Input(URL, "search"),
    Input(Ids.version, "data"),
    State(URL, "pathname"),
)
def show_proposal(search: str | None, _version: Any = 0, pathname: str | None = PAGE) -> Any:
    """Fill the page from the address: mode, and the class's deficit that led here."""
    if pathname != PAGE:
        return no_update
    if not proposals.is_open_to_me():
        return closed()
    filters = filters_of(search)
    about = proposals.gathered(mode_of(filters))
    return nothing_yet() if about is None else shown(about, filters)


def shown(about: Gathered, filters: dict[str, str]) -> list[Any]:
    """Return the page: head, strips, groups, those left out, those kept apart."""
    name = namer(about)
    head = say.sentence(len(about.lacking), len(about.placed), len(about.open), len(about.grouped))
    facts = [say.HOW[about.mode], "задачи и дефициты видит только методист", data.snapshot_line()]
    state = {
        "mode": about.mode,
        "year": about.year,
        "groups": about.draft.payload(),
        "seen": about.seen,
    }
    return [
        page_head(head, facts, [*pills(about.mode, filters), again(about)]),
        *begun(filters),
        parts.top(about),
        parts.cards(about, name, filters),
        parts.left_out(about, name),
        parts.apart(about, name, proposals.teachers()),
        dcc.Store(id=Ids.state(about.mode), data=state | {"filters": filters}),
    ]


def namer(about: Gathered) -> say.Name:
    """Return what names people in sentences."""
    short = words.short_names(about.known.names)
    return lambda key: short.get(key, about.known.name(key))


def pills(mode: str, filters: dict[str, str]) -> list[Any]:
    """Return the ways of grouping as links."""
    return [
        pill_link(told, to_page(filters, mode=way), way == mode) for way, told in say.MODES.items()
    ]


def again(about: Gathered) -> Any:
    """Return the button that puts the draft aside; hidden where nothing was changed by hand."""
    is_kept = about.seen is not None and bool(about.draft.groups)
    return button("Собрать заново", Ids.again, "plain", hidden=not is_kept)


def begun(filters: Mapping[str, str]) -> list[Any]:
    """Return what led here: a class's deficit that a community is to work on."""
    if not filters.get("class"):
        return []
    what = f": «{filters['title']}»" if filters.get("title") else ""
    return [
        note(
            f"Ищем сообщество для {filters['class']}{what}. Созданное здесь ПОС возьмёт этот класс."
        )
    ]


def closed() -> list[Any]:
    """Return the page for those who may not see single teachers' deficits."""
    return [page_head("Группы для ПОС собирает методист"), note(
        "Предложение строится на дефицитах каждого педагога. Их видят только сам педагог и методист, поэтому "
        "собранные группы здесь открыты ему одному. Сообщества, которые уже работают, видны всем."),
        dcc.Link("К сообществам", href="/communities", className="button")]  # fmt: skip


def nothing_yet() -> list[Any]:
    """Return the page of a school that has no self-assessment yet."""
    return [page_head("Группы для ПОС: пока не из чего собирать"), empty_state(
        "Здесь будут предложены группы по 3–5 педагогов с общим дефицитом и опорой",
        "Нужна самооценка компетенций, лучше вместе с посещёнными уроками: тогда видно, кто может быть опорой.",
        "/surveys", "Провести самооценку")]  # fmt: skip


@callback(
    Output(Ids.version, "data"),
    Output(TOAST, "children", allow_duplicate=True),
    Input(Ids.move(ALL, ALL), "n_clicks"),
    State(Ids.where(ALL, ALL), "value"),
    State(Ids.where(ALL, ALL), "id"),
    State(Ids.state(ALL), "data"),
    prevent_initial_call=True,
)
def move(_clicks: Any, places: list[str], whose: list[dict[str, Any]], states: States) -> Any:
    """Move a person to the group chosen beside the pressed button."""
    if not is_pressed():
        raise PreventUpdate
    pressed = ctx.triggered_id
    to = next(place for place, of in zip(places, whose, strict=True)
              if (of["group"], of["person"]) == (pressed["group"], pressed["person"]))  # fmt: skip
    if not to:
        return no_update, toast("Сначала выберите, куда перенести")
    return changed(states[0], lambda seen: moved(seen, pressed, to))


def moved(seen: Seen, of: Mapping[str, Any], to: str) -> Draft:
    """Return the draft with a person moved; ids of the page name no group `-` and a new one `new:competence`."""
    where, _, competence = to.partition(":")
    place = {parts.NOWHERE: NOWHERE, parts.NEW: NEW}.get(where, where)
    came_of = NOWHERE if of["group"] == parts.NOWHERE else of["group"]
    return seen.draft.moved(int(of["person"]), came_of, place, competence)


@callback(
    Output(Ids.version, "data", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Input(Ids.agreed(ALL, ALL), "value"),
    State(Ids.agreed(ALL, ALL), "id"),
    State(Ids.state(ALL), "data"),
    prevent_initial_call=True,
)
def agree(said: list[bool], whose: list[dict[str, Any]], states: States) -> Any:
    """Note who agreed, as soon as a box is ticked; boxes that have just been drawn change nothing."""
    if not states:
        raise PreventUpdate
    draft = now = Draft.of(states[0])
    for is_yes, of in zip(said, whose, strict=True):
        group = draft.group(of["group"])
        if group and bool(is_yes) != (of["person"] in group.agreed):
            now = now.agreed(of["person"], of["group"], bool(is_yes))
    if now == draft:
        raise PreventUpdate
    return changed(states[0], lambda _seen: now)


@callback(
    Output(Ids.version, "data", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Input(Ids.again, "n_clicks"),
    State(Ids.state(ALL), "data"),
    prevent_initial_call=True,
)
def propose_again(clicks: int | None, states: States) -> Any:
    """Put the draft aside: groups are proposed anew of those who are in no community."""
    return changed(states[0], lambda _seen: Draft()) if clicks else (no_update, no_update)


def changed(state: Mapping[str, Any], change: Write) -> Any:
    """Keep a changed draft; return what redraws the page and the message."""
    seen = Seen.of(state)
    try:
        return f"draft {proposal_writing.keep(seen, change(seen))}", no_update
    except Unacceptable as problem:
        return no_update, toast(str(problem))
    except Moved as other:
        return meanwhile(seen, other)


def meanwhile(seen: Seen, other: Moved) -> Any:
    """Return what another person changed since the page was drawn; the page shows it, nothing is overwritten."""
    about, held = proposals.gathered(seen.mode), other.newest
    if about is None or held is None:
        return "draft gone", toast("Черновик тем временем отменили. Повторите.")
    told = say.changed(seen.draft, about.draft, namer(about))
    when = words.moment(data.local(held.made_at))
    return f"moved {held.record_id}", toast(
        f"Пока вы смотрели, группы изменились ({held.made_by}, {when}). Ваше действие не записано: повторите.",
        "; ".join(told[:6]),
    )  # fmt: skip


@callback(
    Output(Ids.note(ALL), "children"),
    Output(URL, "href", allow_duplicate=True),
    Input(Ids.create(ALL), "n_clicks"),
    State(Ids.field(ALL, ALL), "value"),
    State(Ids.field(ALL, ALL), "id"),
    State(Ids.note(ALL), "id"),
    State(Ids.state(ALL), "data"),
    prevent_initial_call=True,
)
def create(
    _clicks: Any,
    values: list[Any],
    fields: list[dict[str, str]],
    notes: list[dict[str, str]],
    states: States,
) -> Any:
    """Make a community of the group whose button is pressed, and go to it; or say why it cannot be made."""
    if not is_pressed():
        raise PreventUpdate
    group = ctx.triggered_id["group"]
    said = {
        field["name"]: value
        for field, value in zip(fields, values, strict=True)
        if field["group"] == group
    }
    told, href = made(Seen.of(states[0]), group, said | states[0]["filters"])
    return [told if one["group"] == group else None for one in notes], href


def made(seen: Seen, group_id: str, said: Mapping[str, Any]) -> tuple[Any, Any]:
    """Return the words beside the button and where to go."""
    about, group = proposals.gathered(seen.mode), seen.draft.group(group_id)
    if about is None or group is None:
        return note("Этой группы больше нет. Обновите страницу.", "warning"), no_update
    try:
        return None, f"/community/{proposal_writing.create(seen, group, said, about)}"
    except Unacceptable as problem:
        return note(str(problem), "warning"), no_update
    except Moved:
        told = "Пока вы смотрели, группы изменились. Обновите страницу и проверьте состав: название сохранится."
        return note(told, "warning"), no_update


@callback(
    Output(Ids.version, "data", allow_duplicate=True),
    Output(Ids.part_note, "children"),
    Input(Ids.part, "n_clicks"),
    State(Ids.one, "value"),
    State(Ids.other, "value"),
    prevent_initial_call=True,
)
def part(clicks: int | None, one: str | None, other: str | None) -> Any:
    """Keep two people apart."""
    if not clicks:
        raise PreventUpdate
    try:
        return f"apart {proposal_writing.part(one, other)}", None
    except Unacceptable as problem:
        return no_update, note(str(problem), "warning")


@callback(
    Output(Ids.version, "data", allow_duplicate=True),
    Input(Ids.together(ALL), "n_clicks"),
    State(Ids.state(ALL), "data"),
    prevent_initial_call=True,
)
def let_together(_clicks: Any, states: States) -> Any:
    """Let a pair be in one group again."""
    about = proposals.gathered(states[0]["mode"]) if is_pressed() else None
    line = (
        next((row for row in about.pairs if row["line_key"] == ctx.triggered_id["line"]), None)
        if about
        else None
    )
    if line is None:
        raise PreventUpdate
    return f"together {proposal_writing.put_together(line)}"
