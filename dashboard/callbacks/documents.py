"""Callbacks of the shelf of documents: show it, keep a card or a version, hide and bring back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from dash import ALL, Input, Output, State, callback, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import address, data, documents, words
from dashboard.changes import Unacceptable
from dashboard.components import button, empty_state, note, page_head, pill_select, toast
from dashboard.components import documents as parts
from dashboard.ids import TOAST, URL, AttachIds, shown
from dashboard.ids import DocumentIds as Ids
from dashboard.pressed import is_pressed
from warehouse.amending import Moved
from warehouse.papers.documents import DOCUMENT, VERSION, Document
from warehouse.papers.products import document_kinds

PATH = "/documents"
PILLS = ("community", "kind")
NOTHING = "all"


@callback(
    Output(Ids.body, "children"),
    Input(URL, "search"),
    Input(Ids.version, "data"),
    State(URL, "pathname"),
)
def show_documents(search: str | None, _version: int = 0, pathname: str = PATH) -> Any:
    """Fill the page from the address: `document` (one opened), `form` (a card to fill), filters."""
    if pathname != PATH:
        raise PreventUpdate
    filters = address.chosen(search)
    drawn = {name: filters.get(name, "") for name in PILLS}
    return [dcc.Store(id=shown(Ids.body), data=drawn), *body(filters)]


def body(filters: dict[str, str]) -> list[Any]:
    """Return the list, one document, or the form of a card."""
    found = documents.shelf()
    if documents.is_key(filters.get("form", "")):
        return form_view(found, filters)
    one = found.find(filters.get("document", ""))
    return document_view(found, one) if one else list_view(found, filters)


def link(filters: Mapping[str, str], **changes: str | None) -> str:
    """Return the address of the page with other filters."""
    return f"{PATH}{address.search(dict(filters), **changes)}"


def list_view(found: documents.Shelf, filters: dict[str, str]) -> list[Any]:
    """Return the shelf: what lies on it, what is missing, what was hidden."""
    chosen = [one for one in found.documents if _is_chosen(one, filters)]
    may_add = bool(documents.writable(found.known))
    add = partial(_new, filters) if may_add else None
    total = sum(len(one.live) for one in found.documents)
    head = parts.sentence(len(found.documents), len(found.asked), len(found.missing))
    ways = [*_pills(found, filters), *([_add_button(add(""))] if add else [])]
    cards = [
        parts.Shown(one, found.whose(one), _laid(one.newest) if one.newest else "",
                    documents.may_write(one.community_id, found.known),
                    link(filters, document=one.document_id))
        for one in chosen
    ]  # fmt: skip
    lying: Any = parts.cards(cards) if cards else _empty(bool(found.documents), filters)
    beside = html.P([dcc.Link("Практики и проекты", href="/practices"), " · ",
                     dcc.Link("Сообщества", href="/communities")])  # fmt: skip
    sections = [
        parts.top(len(found.documents), total, found.missing, date.today(), _last(found)),
        lying,
        parts.missing_section(found.missing, add),
        parts.hidden_section(found.hidden),
        beside,
    ]
    return [
        page_head(head, ["документы программы и сообществ"], ways),
        *[s for s in sections if s is not None],
    ]


def _is_chosen(one: Document, filters: Mapping[str, str]) -> bool:
    community = filters.get("community", "")
    is_of = not community or one.community_id == ("" if community == parts.WHOLE else community)
    return is_of and filters.get("kind", one.kind) == one.kind


def _pills(found: documents.Shelf, filters: Mapping[str, str]) -> list[Any]:
    whose = [{"label": "все", "value": NOTHING}, {"label": "вся школа", "value": parts.WHOLE}]
    whose += [{"label": one.name, "value": one.community_id} for one in found.known.all]
    kinds = [{"label": "все", "value": NOTHING}, *({"label": k, "value": k} for k in found.kinds)]
    return [
        pill_select(Ids.pill("community"), "Чьи", whose, filters.get("community", NOTHING)),
        pill_select(Ids.pill("kind"), "Вид", kinds, filters.get("kind", NOTHING)),
    ]


def _new(filters: Mapping[str, str], kind: str) -> str:
    return link(filters, form=documents.new_key(), kind=kind or filters.get("kind"))


def _add_button(href: str) -> Any:
    return dcc.Link("Добавить документ", href=href, className="button button-main")


def _empty(has_others: bool, filters: Mapping[str, str]) -> Any:
    if has_others:
        return empty_state("По этим фильтрам документов нет", "Снимите фильтр или добавьте документ.",
                           link({}), "Показать все")  # fmt: skip
    return empty_state(
        "Здесь будут Положение о ПОС, планы, правила и рекомендации, каждый со своими версиями",
        "Нажмите «Добавить документ» и приложите файл: прежние версии остаются, видно, кто и когда положил.",
    )


def _laid(one: Any) -> str:
    return f"{one.made_by}, {words.moment(data.local(one.made_at))}"


def _last(found: documents.Shelf) -> str:
    laid = [(v.made_at, one.title, v) for one in found.documents for v in one.live]
    if not laid:
        return ""
    at, title, version = max(laid, key=lambda said: said[0])
    return (
        f"Последним положили «{title}», версию{words.NBSP}{version.no}: {words.ago(data.local(at))}"
    )


def document_view(found: documents.Shelf, one: Any) -> list[Any]:
    """Return one document: its newest file, a new version, all versions."""
    is_mine = documents.may_write(one.community_id, found.known)
    count = words.plural(len(one.live), *parts.VERSIONS)
    newest = f", последняя от{words.NBSP}{words.day(one.newest.on)}" if one.newest else ""
    ways: list[Any] = [dcc.Link("Все документы", href=PATH, className="button button-quiet")]
    if is_mine:
        card = link({}, form=one.document_id)
        ways += [dcc.Link("Название и вид", href=card, className="button button-quiet"),
                 button("Убрать с полки", Ids.act("hide", one.document_id))]  # fmt: skip
    after = max((v.no for v in one.versions), default=0)
    state = {"document": one.document_id, "seen": one.record_id, "after": after, "is_card": False}
    head = page_head(f"{one.title}: {count}{newest}", [one.kind, found.whose(one)], ways)
    form = [parts.version_form(one, state)] if is_mine else []
    return [head, parts.versions(one, _laid, is_mine), *form]


def form_view(found: documents.Shelf, filters: dict[str, str]) -> list[Any]:
    """Return the form of a document's card, a new one under the key that stands in the address."""
    key = filters["form"]
    said, seen = documents.card(key)
    owners = documents.writable(found.known)
    if not owners:
        return [page_head("Эта форма вам закрыта"), note(documents.CLOSED, "warning")]
    kinds = list(dict.fromkeys([*document_kinds(), *found.kinds]))
    wanted = {"kind": filters.get("kind", ""), "community_id": filters.get("community", ""), **said}
    if wanted["community_id"] not in dict(owners):
        wanted["community_id"] = owners[0][0]
    close = link({}, document=key) if said else link(filters, form=None, kind=None)
    state = {"document": key, "seen": seen, "is_card": True, "close": close}
    title = f"Исправить: {said['title']}" if said else "Новый документ"
    return [page_head(title), parts.card_form(wanted, (kinds, owners), state)]


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(Ids.pill(ALL), "value"),
    State(Ids.pill(ALL), "id"),
    State(shown(Ids.body), "data", allow_optional=True),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(values: list[str | None], pills: list[Any], drawn: Any, search: str | None) -> Any:
    """Put a changed filter into the address; what was only drawn again changes nothing."""
    given = zip((pill["name"] for pill in pills), values, strict=True)
    where = address.moved(search, given, drawn, NOTHING)
    return no_update if where is None else where


SAVED = (
    Output(URL, "search", allow_duplicate=True),
    Output(Ids.version, "data", allow_duplicate=True),
    Output(TOAST, "children", allow_duplicate=True),
    Output(Ids.note, "children", allow_duplicate=True),
)
TYPED = (
    State(Ids.field(ALL), "value"),
    State(Ids.field(ALL), "id"),
    State(AttachIds.file(ALL), "data"),
    State(Ids.state, "data"),
    State(Ids.version, "data"),
)


@callback(*SAVED, Input(Ids.save, "n_clicks"), *TYPED, prevent_initial_call=True)
def save(
    clicks: int | None,
    values: list[Any],
    ids: list[Any],
    files: list[Any],
    state: Any,
    version: int,
) -> Any:
    """Keep the card or lay the version; say what is wrong beside the button."""
    return saved(_given(values, ids, files), state, version) if clicks else (no_update,) * 4


@callback(*SAVED, Input(Ids.over(ALL), "n_clicks"), *TYPED, prevent_initial_call=True)
def save_over(
    _clicks: list[Any],
    values: list[Any],
    ids: list[Any],
    files: list[Any],
    state: Any,
    version: int,
) -> Any:
    """Keep one's own card over the other that was shown."""
    if not is_pressed():
        raise PreventUpdate
    return saved(
        _given(values, ids, files), {**state, "seen": ctx.triggered_id["seen"] or None}, version
    )


def _given(values: list[Any], ids: list[Any], files: list[Any]) -> dict[str, Any]:
    said = {one["name"]: value for one, value in zip(ids, values, strict=True)}
    if said.get("community_id") == parts.WHOLE:
        said["community_id"] = ""
    return {**said, "file": next((one for one in files if one), None)}


def saved(typed: dict[str, Any], state: dict[str, Any], version: int) -> Any:
    """Return the address that follows, the page drawn anew, the message, what is wrong."""
    key = state["document"]
    try:
        if state["is_card"]:
            documents.keep(key, typed, state["seen"])
            said = "Документ на полке." if state["seen"] is None else "Сохранено."
        else:
            said = f"Положена версия{words.NBSP}{documents.lay(key, typed)}."
    except Unacceptable as problem:
        return no_update, no_update, no_update, note(str(problem), "warning")
    except Moved as moved:
        return no_update, no_update, no_update, theirs(typed, moved, key)
    return address.search({}, document=key), version + 1, toast(said), None


def theirs(typed: dict[str, Any], moved: Moved, key: str) -> Any:
    """Return both versions of a card that two people changed at once."""
    held = moved.newest
    if held is None:
        return note(
            "Пока форма была открыта, этот документ вернули к\u00a0прежнему виду: откройте его снова.",
            "warning",
        )
    owners = {
        "": "Вся школа",
        **{one.community_id: one.name for one in documents.shelf().known.all},
    }
    mine = {**typed, "kind": typed.get("own_kind") or typed.get("kind")}
    pair = [{**one, "community_id": owners.get(str(one.get("community_id") or ""), documents.ABSENT)}
            for one in (mine, held.payload)]  # fmt: skip
    head = (f"Пока форма была открыта, документ изменили: {held.made_by}, {words.moment(data.local(held.made_at))}. "
            "Сравните и выберите, ничего из введённого не потеряно.")  # fmt: skip
    return parts.conflict(pair[0], pair[1], head, (held.record_id, link({}, document=key)))


@callback(
    Output(Ids.version, "data"),
    Output(TOAST, "children", allow_duplicate=True),
    Input(Ids.act(ALL, ALL), "n_clicks"),
    State(Ids.version, "data"),
    prevent_initial_call=True,
)
def act(_clicks: list[Any], version: int) -> Any:
    """Hide a document or a version, or bring it back."""
    if not is_pressed():
        raise PreventUpdate
    return version + 1, done(ctx.triggered_id["verb"], ctx.triggered_id["key"])


def done(verb: str, key: str) -> Any:
    """Carry out one verb; return what a person reads, with the way back."""
    kind = VERSION if "|" in key else DOCUMENT
    what = "Версия" if kind == VERSION else "Документ"
    if verb == "back":
        return toast(
            f"{what}: снова на\u00a0полке."
            if documents.take_back(kind, key)
            else "Это уже на\u00a0полке."
        )
    try:
        record = documents.hide(kind, key)
    except Moved:
        return toast("Это только что изменили: посмотрите ещё раз. Ничего не убрано.")
    if record is None:
        return toast("Этого на\u00a0полке уже нет.")
    back = button("Вернуть", Ids.act("back", key))
    return toast(f"{what}: убрано с\u00a0полки, файлы целы.", action=back)
