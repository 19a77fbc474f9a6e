"""The parts of the page of calls: what is open, the form of a new call, the sheet of links to cut out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dash import dcc, html

from dashboard import words
from dashboard.components.controls import button, pill_link
from dashboard.components.page import page_head, section
from dashboard.components.states import empty_state, note
from dashboard.ids import CallIds

AUDIENCES = {"teachers": "учителя", "pupils": "ученики", "parents": "родители"}
STATES = {"early": "○ ещё не начался", "open": "● открыт", "closed": "✓ закрыт"}
NAMES_SHOWN = 12


@dataclass(frozen=True)
class CallShown:
    """A call as it is shown: `waiting` are the labels of who has not answered, `boxed` answers not counted yet."""

    call_id: str
    survey_id: str
    title: str
    audience: str
    wave: str
    opens_on: date
    closes_on: date
    is_named: bool
    state: str
    answered: int
    invited: int
    waiting: tuple[str, ...] = ()
    boxed: int = 0


@dataclass(frozen=True)
class LinkShown:
    """A link as it is handed over."""

    label: str
    address: str


def head(calls: Sequence[CallShown], chosen: str = "") -> html.Header:
    """Return the head: how many of those invited to open calls have answered; `chosen` is one survey's title."""
    going = [one for one in calls if one.state == "open"]
    facts = [f"анкета: {chosen}"] if chosen else []
    pills = [pill_link("Все анкеты", "/survey-calls")] if chosen else None
    return page_head(_sentence(calls, going), facts, pills)


def _sentence(calls: Sequence[CallShown], going: Sequence[CallShown]) -> str:
    if not calls:
        return "Сборов ответов ещё не было"
    if not going:
        return "Сейчас ни один сбор ответов не открыт"
    answered, invited = sum(c.answered for c in going), sum(c.invited for c in going)
    count = words.plural(len(going), "сбор", "сбора", "сборов")
    verb = words.form(len(going), "Открыт", "Открыты", "Открыто")
    if not invited:
        return f"{verb} {count} ответов, ссылок ещё нет"
    return f"{verb} {count} ответов: ответили {_of(answered, invited)}"


def _of(answered: int, invited: int) -> str:
    return f"{answered} из{words.NBSP}{invited}"


def call_list(calls: Sequence[CallShown]) -> Any:
    """Return the calls, the newest first, or what will be here."""
    if not calls:
        return empty_state(
            "Здесь будут сборы: кому разослана анкета, до какого дня и сколько человек ответило"
            f" (например «13{words.NBSP}из{words.NBSP}25»).",
            "Выберите анкету ниже, скажите, кому нужны ссылки, и раздайте их.",
        )
    return html.Div([_call(one) for one in calls], className="calls")


def _call(one: CallShown) -> html.Article:
    days = f"{words.day(one.opens_on)} – {words.day(one.closes_on)}"
    signed = "с именами" if one.is_named else "без имён"
    facts = [STATES[one.state], AUDIENCES.get(one.audience, one.audience), signed, one.wave, days]
    line = [html.Span(fact, className="fact") for fact in facts if fact]
    title = html.H2(dcc.Link(one.title, href=f"/survey/{one.survey_id}"))
    return html.Article(
        [
            title,
            html.P(line, className="facts"),
            *_progress(one),
            _boxed(one),
            _waiting(one),
            _buttons(one),
        ],
        className="card call",
    )


def _progress(one: CallShown) -> list[Any]:
    if not one.invited:
        return [html.P("Ссылок ещё нет: сделайте их в форме ниже.")]
    spoken: dict[str, Any] = {"aria-hidden": "true"}
    share = f"{100 * one.answered / one.invited:.0f}%"
    bar = html.Div(html.Span(style={"width": share}), className="call-bar", **spoken)
    return [html.P([html.B(_of(one.answered, one.invited)), " ответили"]), bar]


def _boxed(one: CallShown) -> Any:
    if not one.boxed:
        return ""
    wait = words.form(one.boxed, "ждёт", "ждут", "ждут")
    count = words.plural(one.boxed, "ответ", "ответа", "ответов")
    text = (f"{count} {wait}: ответы без имён попадают в сводку не меньше чем по пять сразу или после закрытия"
            " сбора, чтобы по порядку нельзя было узнать человека.")  # fmt: skip
    return html.P(text, className="muted")


def _waiting(one: CallShown) -> Any:
    if not one.waiting:
        return ""
    who = html.Summary(f"Ещё не ответили: {len(one.waiting)}")
    names = "\n".join(one.waiting)
    copied = button("Скопировать список", **{"data-copy": names})
    shown = [html.Li(label) for label in one.waiting]
    return html.Details([who, html.Ul(shown), copied], className="call-waiting")


def _buttons(one: CallShown) -> html.Div:
    if one.state == "closed":
        return html.Div(
            button("Открыть снова", CallIds.act("reopen", one.call_id), "plain"), className="pills"
        )
    parts = [
        pill_link("Добавить ссылки", f"/survey-calls?call={one.call_id}"),
        button(
            "Новые ссылки тем, кто не ответил",
            CallIds.act("again", one.call_id),
            disabled=not one.waiting,
        ),
        button("Закрыть сбор", CallIds.act("close", one.call_id)),
    ]
    return html.Div(parts, className="pills")


def sheet(title: str, links: Sequence[LinkShown], until: date) -> Any:
    """Return the links as cards to cut out; they are shown once."""
    if not links:
        return note("Новых ссылок нет: все, кого вы выбрали, уже приглашены.", "info")
    count = words.plural(len(links), "ссылка", "ссылки", "ссылок")
    listed = "\n".join(f"{one.label}\t{one.address}" for one in links)
    actions = [
        button("Напечатать", kind="main", **{"data-print": "true"}),
        button("Скопировать списком", **{"data-copy": listed}),
    ]
    once = (
        "Ссылки показаны один раз: программа хранит их так, что прочитать нельзя. Напечатайте или скопируйте"
        " сейчас; если потеряются, ниже есть «Новые ссылки тем, кто не ответил»."
    )
    plain = html.Details([html.Summary("Списком, чтобы выделить и скопировать"), html.Pre(listed)])
    cards = [_card(one, title, until) for one in links]
    return section(
        f"{count}: {title}", note(once, "warning"), html.Div(actions, className="pills"), plain,
        html.Div(cards, className="link-cards"), name="links",
    )  # fmt: skip


def _card(one: LinkShown, title: str, until: date) -> html.Div:
    return html.Div(
        [
            html.P(one.label, className="link-label"),
            html.P(f"«{title}», до {words.day(until)}"),
            html.P(one.address, className="link-address"),
            html.P(
                "Ссылка на один ответ. Откройте её в телефоне или на компьютере.", className="muted"
            ),
        ],
        className="link-card",
    )


def reach(is_only_here: bool, has_people: bool) -> Any:
    """Return the warning that links lead to this computer only, and what to do; nothing where they do not."""
    if not is_only_here:
        return ""
    first = "Сейчас программа отвечает только этому компьютеру, и ссылки с телефона не откроются. "
    todo = (
        "Откройте эту страницу по адресу компьютера в школьной сети (например, http://192.168.1.10:8050)"
        " и сделайте ссылки там: адрес ссылки берётся из адреса страницы."
        if has_people
        else "Сначала заведите учётные записи и запустите программу с --host 0.0.0.0: как, написано в README."
    )
    return note(first + todo, "warning")


def closed() -> Any:
    """Return what is shown to a role that may not ask."""
    told = note("Сбор ответов ведут администратор, директор и заместитель директора.")
    return html.Div([page_head("Сбор ответов"), told])
