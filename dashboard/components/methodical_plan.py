"""The methodical plan on the screen: its sentence, its strips, the core team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html

from dashboard import words
from dashboard.components import community_words as say
from dashboard.components.community_events import state_of
from dashboard.components.page import strip, strips

ITEMS = ("пункт", "пункта", "пунктов")


def sentence(found: Sequence[Any], at: Any) -> str:
    """Return «Методический план: сделано 12 из 20 пунктов, срок прошёл у 3»."""
    if not found:
        return "Методический план: таких пунктов нет"
    states = Counter(state_of(one, at) for one in found)
    told = f"Методический план: сделано {say.of(states['held'], len(found), 'пункта', 'пунктов')}"
    return f"{told}, срок прошёл у{words.NBSP}{states['missed']}" if states["missed"] else told


def four_strips(found: Sequence[Any], at: Any, name: say.Names) -> html.Div:
    """Return the strips of the plan."""
    by = {
        state: [one for one in found if state_of(one, at) == state]
        for state in ("held", "missed", "ahead")
    }
    due = [one for one in found if at.is_due(one)]
    done = sum(one.held_on is not None for one in due)
    kinds = Counter(one.row["kind"] or "другое" for one in by["held"])
    made = words.listed([f"{kind} — {count}" for kind, count in kinds.most_common()], 4)
    fact = (
        f"К этому дню сделано {say.of(done, len(due))}"
        if due
        else "Срок первых пунктов ещё не наступил"
    )
    return strips(
        strip("fact", fact, html.P(made[:1].upper() + made[1:]) if made else None),
        _missed(by["missed"], name), _ahead(by["ahead"], at), _results(by["held"]),
    )  # fmt: skip


def _missed(missed: Sequence[Any], name: say.Names) -> html.Section:
    if not missed:
        return strip("deviation", "Просроченных пунктов нет")
    last = sorted(missed, key=lambda one: one.day, reverse=True)[:2]
    told = [
        html.Li(f"{words.day(one.planned_on)}: {one.row['title']}{_who(one, name)}") for one in last
    ]
    return strip("deviation", f"Срок прошёл: {words.plural(len(missed), *ITEMS)}", html.Ul(told))


def _who(one: Any, name: say.Names) -> str:
    return f" ({words.short_name(name(one.row['teacher_id']))})" if one.row["teacher_id"] else ""


def _ahead(ahead: Sequence[Any], at: Any) -> html.Section:
    if not ahead:
        title = "Учебный год закончился" if at.is_over else "Впереди пунктов нет"
        return strip("forecast", title)
    first = min(ahead, key=lambda one: one.day)
    return strip("forecast", f"Впереди {words.plural(len(ahead), *ITEMS)}",
                 html.P(f"Ближайший — {words.day(first.day)}: {first.row['title']}"))  # fmt: skip


def _results(held: Sequence[Any]) -> html.Section:
    told = sorted((one for one in held if one.row["result"]), key=lambda one: one.day, reverse=True)
    if not told:
        return strip("decision", "Результаты ещё не записаны",
                     html.P("Их пишут в пункте плана, когда он сделан.", className="muted"))  # fmt: skip
    last = told[0]
    return strip("decision", f"Результат записан у{words.NBSP}{say.of(len(told), len(held))}",
                 html.P(f"Последний — {last.row['title']}: {last.row['result']}"))  # fmt: skip


def core_member(name: str, row: Mapping[str, Any], edit: str) -> html.Li:
    """Return a member of the core team: for what, since when."""
    since = f"с{words.NBSP}{words.day(row['date_from'])}" if row["date_from"] else ""
    about = ", ".join(filter(None, [row["role"], since]))
    way: list[Any] = [" ", dcc.Link("Изменить", href=edit, className="quiet-link")] if edit else []
    return html.Li(
        [html.Strong(name), html.Span(f" — {about}" if about else "", className="muted"), *way]
    )
