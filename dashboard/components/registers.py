"""The overview of the registers: how many teachers each knows of, what it feeds, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dash import dcc, html

from dashboard import words
from dashboard.components import register_words as say
from dashboard.components.controls import pill_link
from dashboard.components.page import page_head, section, strip, strips
from dashboard.components.states import note
from dashboard.register_fields import Register

VIEWS = (
    ("", "Все реестры"),
    ("staff", "Педагоги школы"),
    ("support", "Наставничество и поддержка"),
)
NO_STAFF = "Списка педагогов ещё нет, поэтому доли не посчитать: заполните «Педагоги школы»."


@dataclass(frozen=True)
class Summary:
    """One register: how many lines, about how many teachers of its base, its newest day, what is missing.

    `is_young` where the base are the young teachers. `is_closed` where its lines are seen by
    their teachers and the methodist only.
    """

    register: Register
    lines_count: int
    teachers_count: int
    newest: date | None
    missing: Sequence[str]
    base: int
    is_young: bool = False
    is_closed: bool = False


@dataclass(frozen=True)
class Overview:
    """What the overview shows: registers, how many teachers work in the school, names of indicators.

    `soon` and `late` count steps and terms; `links` are further pages that exist: (title, about, address).
    """

    registers: Sequence[Summary]
    base: int
    indicators: Mapping[str, str]
    facts: Sequence[str]
    soon: int
    late: int
    open_steps: int
    links: Sequence[tuple[str, str, str]]
    is_own: bool
    link: Callable[..., str]


def body(page: Overview) -> list[Any]:
    """Return the overview: head, strips, the staff, the registers."""
    return [
        page_head(_sentence(page), list(page.facts), views("", page.link) if not page.is_own else None),
        *([] if page.is_own else [_strips(page)]),
        *([note(NO_STAFF, "warning")] if not page.base and not page.is_own else []),
        section("Реестры", html.Div([_card(one, page) for one in page.registers], className="register-cards")),
        *([section("Рядом", html.Ul([_beside(*one) for one in page.links]))] if page.links else []),
    ]  # fmt: skip


def views(current: str, link: Callable[..., str]) -> list[Any]:
    """Return the ways between the views of the page."""
    address = {"": {}, "staff": {"register": "staff"}, "support": {"view": "support"}}
    return [pill_link(label, link(**address[name]), name == current) for name, label in VIEWS]


def _sentence(page: Overview) -> str:
    total = sum(one.lines_count for one in page.registers)
    known = [one for one in page.registers if not one.is_closed]
    filled = [one for one in known if one.lines_count]
    if page.is_own:
        return (
            f"О вас в реестрах школы {say.lines(total)}"
            if total
            else "О вас в реестрах школы пока ничего нет"
        )
    if not filled:
        return "Реестры педагогов пока пусты"
    registers = words.form(len(known), "реестра", "реестров", "реестров")
    verb = words.form(len(filled), "Заполняется", "Заполняются", "Заполняются")
    return (f"{verb} {len(filled)} из{words.NBSP}{len(known)}{words.NBSP}{registers} педагогов: "
            f"в{words.NBSP}них {say.lines(total)}")  # fmt: skip


def _strips(page: Overview) -> html.Div:
    total = sum(one.lines_count for one in page.registers)
    empty = [one for one in page.registers if one.register.feeds and not one.lines_count]
    feeding = sum(bool(one.register.feeds) for one in page.registers)
    lacking = words.plural(len(empty), "реестр", "реестра", "реестров")
    step = words.plural(page.late, "шаг", "шага", "шагов")
    ends = words.plural(page.soon, "срок", "срока", "сроков")
    return strips(
        strip("fact", say.lines(total), html.P(f"{say.people(page.base)} в списке школы" if page.base else
                                               "список педагогов не заполнен")),
        strip("deviation", f"{lacking} для дорожной карты без строк" if empty else
              "Строки есть во всех реестрах дорожной карты",
              html.P(f"Всего их{words.NBSP}{feeding}. Пустые: "
                     f"{words.listed([one.register.title for one in empty])}." if empty
                     else f"Она считается по{words.NBSP}{feeding}.")),
        strip("forecast", f"В{words.NBSP}ближайшие 30{words.NBSP}дней: {ends}",
              html.P("шаги маршрутов, планы и пары наставничества")),
        strip("decision", f"Открытых шагов в{words.NBSP}маршрутах: {page.open_steps}",
              html.P([f"Просрочено: {step}. ", dcc.Link("Маршруты и поддержка", href=page.link(view="support"))]
                     if page.late else "Просроченных нет.")),
    )  # fmt: skip


def _card(one: Summary, page: Overview) -> html.Article:
    register = one.register
    title = html.H3(dcc.Link(register.title, href=page.link(register=register.register)))
    if one.is_closed:
        told: list[Any] = [html.P("Строки видят сам учитель и методист.", className="muted")]
    elif not one.lines_count:
        told = [
            html.P(words.NO_DATA, className="figure-none"),
            html.P(register.about, className="muted"),
        ]
    else:
        told = [
            html.P(_counted(one, page), className="strip-title"),
            html.P(_lines(one, page), className="muted"),
        ]
    more = [html.P(f"▲ {text}", className="muted") for text in one.missing if not one.is_closed]
    return html.Article([title, *told, *more, _feeds(one, page)], className="card register-card")


def _counted(one: Summary, page: Overview) -> str:
    if page.is_own or not one.base:
        return say.lines(one.lines_count)
    return say.of_people(one.teachers_count, one.base, one.is_young)


def _lines(one: Summary, page: Overview) -> str:
    newest = f"последняя дата: {words.day(one.newest)}" if one.newest else "даты не указаны"
    is_said = page.is_own or not one.base  # how many lines stands above already
    return newest if is_said else f"{say.lines(one.lines_count)}, {newest}"


def _feeds(one: Summary, page: Overview) -> Any:
    names = list(
        dict.fromkeys(page.indicators[key] for key in one.register.feeds if key in page.indicators)
    )
    parts: list[Any] = []
    if names:
        parts.append(
            html.P(
                ["Дорожная карта: ", dcc.Link("; ".join(names), href="/roadmap")], className="feeds"
            )
        )
    if not one.is_closed and one.lines_count and not page.is_own:
        parts.append(dcc.Link("Откуда число?", href=page.link(origin=one.register.register),
                              className="button button-quiet"))  # fmt: skip
    return html.Div(parts)


def _beside(title: str, about: str, href: str) -> html.Li:
    return html.Li([dcc.Link(title, href=href), f" — {about}"])
