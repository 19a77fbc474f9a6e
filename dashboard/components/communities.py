"""The page of communities: its sentence, its strips, the cards of communities."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html

from dashboard import words
from dashboard.community_links import to_form, to_one
from dashboard.components import community_words as say
from dashboard.components.controls import pill_link, pill_select
from dashboard.components.page import section, strip, strips
from dashboard.ids import CommunityIds

NEAR_DAYS = 30


@dataclass(frozen=True)
class Card:
    """What the card of a community tells beside its state: who, which classes, what is next, which steps."""

    state: Any
    members: int
    tutor: str
    classes: Sequence[str]
    next_step: str
    steps: tuple[int, int]
    may_write: bool
    group: tuple[int, int]


def sentence(states: Sequence[Any]) -> str:
    """Return «Из 6 сообществ 5 встречаются по плану; „Чтение“ не собиралось 11 недель»."""
    live = [one for one in states if one.is_open]
    if not live:
        return f"{words.plural(len(states), *say.COMMUNITIES)}, все завершили работу"
    told = [one for one in live if not one.is_blank]
    if not told:
        return f"{words.plural(len(live), *say.COMMUNITIES)}, записей этого учебного года ещё нет"
    blank = len(live) - len(told)
    untold = f"; ещё у{words.NBSP}{blank} записей этого учебного года нет" if blank else ""
    if len(told) == 1:
        return f"{say.quoted(told[0].community.name)}: {say.state(told[0])[1]}{untold}"
    return f"{_pace(told)}{_standing([one for one in told if one.is_stalled])}{untold}"


def _pace(live: Sequence[Any]) -> str:
    good, planned = sum(one.is_by_plan for one in live), sum(one.is_planned for one in live)
    whole = words.form(len(live), "сообщества", "сообществ", "сообществ")
    if not planned:
        return f"{words.plural(len(live), *say.COMMUNITIES)}, намеченных встреч пока нет"
    if good == len(live) > 1:
        return f"Все {words.plural(len(live), *say.COMMUNITIES)} встречаются по плану"
    if not good:
        return f"Из {len(live)}{words.NBSP}{whole} по плану пока не встречается ни одно"
    verb = words.form(good, "встречается", "встречаются", "встречаются")
    return f"Из {len(live)}{words.NBSP}{whole} {good} {verb} по плану"


def _standing(standing: Sequence[Any]) -> str:
    if not standing:
        return ""
    first = max(standing, key=lambda one: one.weeks_silent)
    if len(standing) == 1:
        told = f"{say.silence(first)} {words.plural(first.weeks_silent, *say.WEEKS)}"
        return f"; {say.quoted(first.community.name)} {told}"
    names = words.listed([say.quoted(one.community.name) for one in standing])
    return f"; не собираются {words.plural(first.weeks_silent, *say.WEEKS)} и меньше: {names}"


def filters(asked: Mapping[str, str], choices: Mapping[str, Sequence[str]]) -> list[Any]:
    """Return the pills: year, strategy, literacy, with what there is to choose from."""
    labels = {"year": "Учебный год", "strategy": "Стратегия", "literacy": "Грамотность"}
    return [pill(name, labels[name], options, asked.get(name, "")) for name, options in choices.items()
            if name == "year" or options]  # fmt: skip


def pill(
    name: str, label: str, options: Sequence[str], value: str, page: str = "list"
) -> html.Label:
    """Return one filter; all but the year may be «все»."""
    plain = [{"label": one, "value": one} for one in options]
    whole = [] if name == "year" else [{"label": "все", "value": say.ALL}]
    lost = [{"label": value, "value": value}] if value and value not in options else []
    return pill_select(
        CommunityIds.pill(page, name), label, [*whole, *plain, *lost], value or say.ALL
    )


def kinds(now: str, href: Callable[..., str]) -> list[Any]:
    """Return the switch of the map by kind of event."""
    links = {kind: href(kind=None if kind == say.ALL else kind, origin=None) for kind in say.SHOWN}
    return [pill_link(name, links[kind], kind == now) for kind, (name, _) in say.SHOWN.items()]


def four_strips(states: Sequence[Any], attended: tuple[int, int], name: say.Names) -> html.Div:
    """Return the strips of all communities; `attended` is (came, expected) of the meetings held."""
    return strips(_fact(states, attended), _deviation(states), _ahead(states, name), _doing(states))


def _fact(states: Sequence[Any], attended: tuple[int, int]) -> html.Section:
    meetings, due = held_of_due(states, "meeting")
    visits, visits_due = held_of_due(states, "visit")
    came, expected = attended
    told = [
        f"Взаимопосещения: {say.of(visits, visits_due)}"
        if visits_due
        else "Взаимопосещений не намечено"
    ]
    if expected:
        told.append(
            f"На встречах были {say.of(came, expected)} ({words.percent(100 * came / expected, 0)})"
        )
    title = (
        f"Прошло {say.of(meetings, due, *('встречи', 'встреч'))}"
        if due
        else "Встреч ещё не намечено"
    )
    return strip("fact", title, html.Ul([html.Li(one) for one in told]))


def held_of_due(states: Sequence[Any], kind: str) -> tuple[int, int]:
    """Return how many of what was planned up to the day was held, and how many that was."""
    due = [event for one in states for event in one.due(kind)]
    return sum(event.held_on is not None for event in due), len(due)


def _deviation(states: Sequence[Any]) -> html.Section:
    missed = [event for one in states for event in one.missed("meeting", "visit")]
    standing = [one for one in states if one.is_stalled]
    told = [html.Li([_way(one), f": {say.state(one)[1]}"]) for one in standing[:3]]
    if not missed and not standing:
        is_any = any(one.due("meeting", "visit") for one in states)
        return strip(
            "deviation", "Отклонений нет" if is_any else "Плана ещё нет, сравнить не с чем"
        )
    title = f"Не состоялось: {say.kinds(missed)}" if missed else "Всё намеченное состоялось"
    known = sum(bool(say.reason(event.row)) for event in missed)
    why = [html.Li(f"Причина записана: {say.of(known, len(missed))}")] if missed else []
    return strip("deviation", title, html.Ul([*why, *told]))


def _ahead(states: Sequence[Any], name: say.Names) -> html.Section:
    if states and states[0].at.is_over:
        return strip("forecast", "Учебный год закончился",
                     html.P("Новых сроков в нём нет: выберите другой год.", className="muted"))  # fmt: skip
    events = sorted((event for one in states for event in one.ahead()), key=lambda one: one.day)
    if not events:
        return strip("forecast", "Впереди ничего не намечено",
                     html.P("Добавьте встречи и пункты плана на страницах сообществ.", className="muted"))  # fmt: skip
    today = states[0].at.day
    near = [one for one in events if (one.day - today).days <= NEAR_DAYS]
    within = f"за {NEAR_DAYS}{words.NBSP}дней"
    title = (
        f"Впереди {within}: {say.kinds(near)}"
        if near
        else f"Впереди {within} ничего, дальше {say.kinds(events)}"
    )
    first = events[0]
    return strip(
        "forecast", title, html.P(f"Ближайшее — {words.day(first.day)}: {say.event(first, name)}")
    )


def _doing(states: Sequence[Any]) -> html.Section:
    tries = [(row, one) for one in states for row in one.community.of("failures")
             if row["result"] and row["date_to"] and one.at.school_year == year_of(row, one)]  # fmt: skip
    tries.sort(key=lambda pair: pair[0]["date_to"], reverse=True)
    if tries:
        told = [html.Li([_way(one), f": {row['result']}"]) for row, one in tries[:2]]
        return strip("decision", f"Пробуем иначе: {words.plural(len(tries), 'решение', 'решения', 'решений')}",
                     html.Ul(told))  # fmt: skip
    held = sorted((event for one in states for event in one.held("meeting") if event.row["result"]),
                  key=lambda event: event.day, reverse=True)  # fmt: skip
    if not held:
        return strip("decision", "Решений пока не записано",
                     html.P("Решения записывают вместе со встречей.", className="muted"))  # fmt: skip
    last = held[0].row["result"].splitlines()
    return strip(
        "decision", last[0], html.P(f"решение встречи {words.day(held[0].day)}", className="muted")
    )


def year_of(row: Mapping[str, Any], one: Any) -> str:
    """Return the school year of the moment where a line's day lies in it, else ""."""
    first = int(one.at.school_year[:4])
    day = row["date_to"]
    return one.at.school_year if (day.year - (day.month < 9)) == first else ""


def _way(one: Any) -> dcc.Link:
    return dcc.Link(say.quoted(one.community.name), href=to_one(one.community.community_id))


def cards(found: Sequence[Card], back: str) -> html.Section:
    """Return the cards of communities."""
    return section("Сообщества", html.Div([_card(one, back) for one in found], className="community-cards"),
                   name="cards")  # fmt: skip


def _card(one: Card, back: str) -> html.Article:
    row, own = one.state.community.row, one.state.community.community_id
    sign, told = say.state(one.state)
    warned = say.size(one.members, one.group) if one.state.is_open else ""
    facts: list[tuple[str, Any]] = [
        (
            "Участники",
            [
                words.plural(one.members, *say.MEMBERS),
                html.Span(f" {warned}", className="is-warned"),
            ],
        ),
        ("Тьютор", one.tutor or "не назван"),
        ("Классы", ", ".join(one.classes) or "не названы"),
        ("Исследование урока", _steps(one.steps)),
        ("Дальше", one.next_step),
    ]
    add = to_form("meetings", back, own)
    edit, quiet = to_form("community", back, own, own), "button button-quiet"
    ways = [
        dcc.Link("Добавить встречу", href=add, className=quiet),
        dcc.Link("Изменить", href=edit, className=quiet),
    ]
    listed: Any = [part for label, said in facts for part in (html.Dt(label), html.Dd(said))]
    state: list[Any] = [html.Span(sign, className="state-sign"), f" {told}"]
    parts = [
        html.H3(dcc.Link(row["title"], href=to_one(own))),
        html.P(row["topic"] or row["goal"] or "тема не названа", className="muted"),
        html.P(state, className=f"community-state is-{code(one.state)}"),
        html.Dl(listed, className="community-facts"),
        *([html.Div(ways, className="quiet-row")] if one.may_write else []),
    ]  # fmt: skip
    return html.Article(parts, className="card community-card")


def _steps(steps: tuple[int, int]) -> str:
    return say.of(*steps, "шага", "шагов") if steps[1] else "в этом году не начато"


def code(one: Any) -> str:
    """Return the class of a state."""
    if not one.is_open or not (one.is_planned or one.is_stalled):
        return "quiet"
    return "stalled" if one.is_stalled else "good" if one.is_by_plan else "behind"
