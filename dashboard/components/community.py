"""A community's page: its sentence, its strips, its passport, its cycles of lesson study, what it made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dash import dcc, html

from dashboard import words
from dashboard.community_links import to_one
from dashboard.components import community_words as say
from dashboard.components.page import section, strip, strips
from dashboard.components.states import note
from dashboard.study_words import STEPS

PRODUCTS = {"projects": "Педагогический проект", "practices": "Практика", "showings": "Показ опыта"}


@dataclass(frozen=True)
class Member:
    """A member: name, role, since when, until when, whether agreed; `href` leads to the teacher's card."""

    name: str
    role: str
    since: date | None
    until: date | None
    status: str
    edit: str = ""
    href: str = ""


@dataclass(frozen=True)
class Passport:
    """What a community's page tells of it: `state` at a moment, members, tasks seen and counted.

    `studies` are (study, steps done, step it is at); `add(register)` is the address of a new line, "" where
    the person may not write it; `edit` is the address of its own line.
    """

    state: Any
    name: say.Names
    members: Sequence[Member]
    studies: Sequence[tuple[Any, int, int]]
    tasks: Sequence[Mapping[str, Any]]
    tasks_count: int
    group: tuple[int, int]
    sees_all_tasks: bool
    add: Callable[[str], str]
    edit_line: Callable[[Any], str]
    edit: str = ""
    pages: frozenset[str] = field(default_factory=frozenset)

    @property
    def row(self) -> Mapping[str, Any]:
        """The community's own line."""
        row: Mapping[str, Any] = self.state.community.row
        return row

    @property
    def here(self) -> list[Member]:
        """Who is a member on the day of the moment."""
        day = self.state.at.day
        return [one for one in self.members if one.status != "не согласен"
                and (one.since is None or one.since <= day) and (one.until is None or one.until >= day)]  # fmt: skip


def sentence(page: Passport) -> str:
    """Return «„Чтение с опорой“: прошло 7 из 9 встреч, 4 участника; не собиралось 11 недель»."""
    one = page.state
    due = one.due("meeting")
    held = sum(event.held_on is not None for event in due)
    told = (
        f"прошло {say.of(held, len(due), 'встречи', 'встреч')}"
        if due
        else "намеченных встреч пока нет"
    )
    name = say.quoted(one.community.name)
    if not one.is_open:
        return f"{name} завершило работу {words.day(page.row['date_to'])}: {told}"
    people = words.plural(len(page.here), *say.MEMBERS)
    standing = f"; {say.state(one)[1]}" if one.is_stalled else ""
    return f"{name}: {people}, {told}{standing}"


def four_strips(page: Passport, coming: Sequence[str]) -> html.Div:
    """Return the strips of one community."""
    return strips(_fact(page), _deviation(page), _ahead(page, coming), _doing(page))


def _fact(page: Passport) -> html.Section:
    told = [f"{label}: {say.of(sum(e.held_on is not None for e in due), len(due))}"
            for label, due in (("взаимопосещения", page.state.due("visit")), ("план работы", page.state.due("plan"),
                               )) if due]  # fmt: skip
    came, expected = attendance(page)
    if expected:
        told.append(
            f"на встречах были {say.of(came, expected)} ({words.percent(100 * came / expected, 0)})"
        )
    due = page.state.due("meeting")
    held = sum(e.held_on is not None for e in due)
    title = (
        f"Прошло {say.of(held, len(due), 'встречи', 'встреч')}" if due else "Встреч ещё не намечено"
    )
    return strip("fact", title, html.Ul([html.Li(one) for one in told]))


def attendance(page: Passport) -> tuple[int, int]:
    """Return how many members came to the meetings held, of the members on the day of each."""
    came = expected = 0
    for event in page.state.held("meeting"):
        members = set(page.state.community.members(event.held_on))
        came += len(members & set(event.row["people"]))
        expected += len(members)
    return came, expected


def _deviation(page: Passport) -> html.Section:
    missed = page.state.missed("meeting", "visit", "plan")
    if not missed:
        is_any = bool(page.state.due())
        return strip(
            "deviation", "Отклонений нет" if is_any else "Плана ещё нет, сравнить не с чем"
        )
    last = missed[0]
    why = say.reason(last.row)
    told = f"Последнее — {words.day(last.planned_on)}: {say.event(last, page.name)}"
    return strip("deviation", f"Не состоялось: {say.kinds(missed)}", html.P(told),
                 html.P(f"Почему: {why}" if why else "Причина не записана", className="muted"))  # fmt: skip


def _ahead(page: Passport, coming: Sequence[str]) -> html.Section:
    if not coming:
        return strip("forecast", say.nothing_next(page.state))
    first, *rest = coming
    first = first[:1].upper() + first[1:]
    return strip(
        "forecast", first, *([html.Ul([html.Li(one) for one in rest[:3]])] if rest else [])
    )


def _doing(page: Passport) -> html.Section:
    held = sorted(
        (e for e in page.state.held("meeting") if e.row["result"]),
        key=lambda e: e.day,
        reverse=True,
    )
    if not held:
        return strip("decision", "Решений за этот год не записано",
                     html.P("Решения записывают вместе со встречей.", className="muted"))  # fmt: skip
    first, *rest = [line for line in held[0].row["result"].splitlines() if line.strip()]
    parts = [html.Ul([html.Li(line) for line in rest])] if rest else []
    return strip(
        "decision", first, *parts, html.P(f"решили {words.day(held[0].day)}", className="muted")
    )


def ways(page: Passport) -> html.Div:
    """Return what may be done: add, change, print, go beside."""
    own = page.state.community.community_id
    adds = [(register, label) for register, label in (
        ("meetings", "Добавить встречу"), ("visits", "Добавить посещение"), ("plan", "Добавить в план"))]  # fmt: skip
    kinds = ["main", "quiet", "quiet"]
    made = [dcc.Link(label, href=href, className=f"button button-{kind}")
            for (register, label), kind in zip(adds, kinds, strict=True) if (href := page.add(register))]  # fmt: skip
    quiet = "button button-quiet"
    edit = [dcc.Link("Изменить", href=page.edit, className=quiet)] if page.edit else []
    beside = [
        ("/lesson-studies", "Исследования урока"),
        ("/lessons", "Ценность уроков"),
        ("/documents", "Документы"),
        ("/path", "От дефицита к результату"),
    ]
    links = [
        dcc.Link(label, href=f"{path}?community={own}", className=quiet)
        for path, label in beside
        if path in page.pages
    ]
    plan = dcc.Link(
        "План работы ПОС",
        href=to_one(own, year=page.state.at.school_year, view="plan"),
        className=quiet,
    )
    return html.Div([*made, *edit, plan, *links], className="quiet-row register-ways")


def passport(page: Passport) -> html.Article:
    """Return the card of what the community is: focus, goal, people, rules."""
    row = page.row
    facts = [
        ("Тема, фокус", row["topic"]), ("Дефицит учеников", row["result"]), ("Цель", row["goal"]),
        ("Стратегия", row["strategy"]), ("Грамотность", row["literacy"]),
        ("Создано", words.day(row["date_from"]) if row["date_from"] else ""),
        ("Завершило работу", words.day(row["date_to"]) if row["date_to"] else ""),
    ]  # fmt: skip
    rules = [line for line in (row["note"] or "").splitlines() if line.strip()]
    warned = say.size(len(page.here), page.group) if page.state.is_open else ""
    parts = [
        html.H2("Паспорт"),
        html.Dl([part for label, said in facts if said for part in (html.Dt(label), html.Dd(said))],
                className="community-facts"),
        html.H3("Участники"),
        html.P(warned, className="is-warned") if warned else None,
        html.Ul([_member(one) for one in page.members], className="plain-list") if page.members else html.P(
            "Участники ещё не названы.", className="muted"),
        _link(page.add("members"), "Добавить участника"),
        html.H3("Правила согласия"),
        html.Ul([html.Li(line) for line in rules]) if rules else html.P(
            "Правила ещё не записаны.", className="muted"),
        *_tasks(page),
    ]  # fmt: skip
    return html.Article([one for one in parts if one is not None], className="card passport")


def _link(href: str, label: str) -> Any:
    return html.P(dcc.Link(label, href=href, className="quiet-link")) if href else None


def _member(one: Member) -> html.Li:
    named: Any = dcc.Link(one.name, href=one.href) if one.href else one.name
    spans = [
        f"с{words.NBSP}{words.day(one.since)}" if one.since else "",
        f"по {words.day(one.until)}" if one.until else "",
    ]
    sign = {
        "согласен": f"✓{words.NBSP}согласен",
        "думает": "○ пока думает",
        "не согласен": "не согласен",
    }
    said = [one.role, " ".join(filter(None, spans)), sign.get(one.status, "")]
    about = ", ".join(filter(None, said))
    edit: list[Any] = []
    if one.edit:
        edit = [" ", dcc.Link("Изменить", href=one.edit, className="quiet-link")]
    return html.Li([named, html.Span(f" — {about}" if about else "", className="muted"), *edit])


def _tasks(page: Passport) -> list[Any]:
    """Return the development tasks: those that the person may see, the others as a count."""
    shown = say.of(page.tasks_count, len(page.here), "участника", "участников")
    count = f"У{words.NBSP}{shown}; сами задачи видят педагог и методист"
    if not page.sees_all_tasks:
        mine = [html.Li([_task(row), *_edit(page, row)]) for row in page.tasks]
        own = [html.P("Ваши задачи:"), html.Ul(mine, className="plain-list")] if mine else []
        add = _link(page.add("tasks"), "Добавить свою задачу")
        return [html.H3("Задачи развития"), *own, html.P(count, className="muted"), add]
    lines = [
        html.Li([html.Strong(words.short_name(page.name(row["teacher_id"]))), f": {_task(row)}", *_edit(page, row)])
        for row in page.tasks
    ]  # fmt: skip
    told = html.P(count, className="muted")
    body = [html.Ul(lines, className="plain-list")] if lines else []
    return [html.H3("Задачи развития"), told, *body, _link(page.add("tasks"), "Добавить задачу")]


def _task(row: Mapping[str, Any]) -> str:
    until = f"до {words.day(row['date_to'])}" if row["date_to"] else ""
    about = ", ".join(filter(None, [row["competence"], row["status"], until]))
    return f"{row['title']}{f' ({about})' if about else ''}"


def _edit(page: Passport, row: Mapping[str, Any]) -> list[Any]:
    href = page.edit_line(row)
    return [" ", dcc.Link("Изменить", href=href, className="quiet-link")] if href else []


def studies(page: Passport) -> html.Section:
    """Return the cycles of lesson study with the step that each is at."""
    if not page.studies:
        return section(
            "Исследование урока", note("Исследований урока у сообщества пока нет."), name="studies"
        )
    cards = [_study(*one) for one in page.studies]
    return section(
        "Исследование урока", html.Div(cards, className="community-cards"), name="studies"
    )


def _study(study: Any, done: int, step: int) -> html.Article:
    total, cycle = len(STEPS), study.cycle
    title = (
        ", ".join(filter(None, [cycle.class_name, cycle.subject, cycle.school_year]))
        or "Исследование урока"
    )
    told = f"все {total} шагов пройдены" if step > total else say.study_step(step)
    if cycle.stopped_on:
        told = f"остановлено {words.day(cycle.stopped_on)}" + (
            f": {cycle.stopped_why}" if cycle.stopped_why else ""
        )
    dots = html.Span(
        "●" * done + "○" * (total - done),
        className="step-dots",
        title=f"пройдено {done} из {total}",
    )
    return html.Article([html.H3(dcc.Link(title, href=f"/lesson-study/{cycle.study_id}")),
                         html.P(cycle.focus or "тема не названа", className="muted"),
                         html.P([dots, f" {told}"])], className="card community-card")  # fmt: skip


def failures(page: Passport) -> html.Section:
    """Return what did not work, why, and what is tried next."""
    rows = sorted(
        page.state.community.of("failures"),
        key=lambda row: row["date_to"] or date.min,
        reverse=True,
    )
    add = _link(page.add("failures"), "Записать, что не получилось")
    if not rows:
        return section(
            "Причины неудач", html.P("Записей пока нет.", className="muted"), add, name="failures"
        )
    items = [
        html.Li([html.P([html.Strong(row["title"]), f" · {words.day(row['date_to'])}" if row["date_to"] else ""]),
                 html.P(f"Почему: {row['reason']}") if row["reason"] else None,
                 html.P(f"Пробуем: {row['result']}") if row["result"] else None, *_edit(page, row)])
        for row in rows
    ]  # fmt: skip
    return section(
        "Причины неудач", html.Ol(items, className="community-events"), add, name="failures"
    )


def products(page: Passport) -> html.Section:
    """Return the projects, practices and showings of the community."""
    rows = [row for register in PRODUCTS for row in page.state.community.of(register)]
    shelf = (
        [dcc.Link("Все практики и проекты", href="/practices")]
        if "/practices" in page.pages
        else []
    )
    add = _link(page.add("projects"), "Добавить проект")
    if not rows:
        return section("Что получилось", html.P("Проектов и практик пока нет.", className="muted"), *shelf, add,
                       name="products")  # fmt: skip
    items = []
    for row in rows:
        people = ", ".join(words.short_name(page.name(one)) for one in row["people"])
        day = words.day(row["date_to"]) if row["date_to"] else ""
        about = " · ".join(filter(None, [row["kind"] or PRODUCTS[row["register"]].lower(), row["status"],
                                         row["organisation"], people, day]))  # fmt: skip
        items.append(
            html.Li(
                [
                    html.Strong(row["title"]),
                    html.Span(f" — {about}", className="muted"),
                    *_edit(page, row),
                ]
            )
        )
    return section(
        "Что получилось", html.Ul(items, className="plain-list"), *shelf, add, name="products"
    )


def add_link(page: Passport, register: str, label: str) -> Any:
    """Return the way to a new line of a register, None where the person may not write it."""
    return _link(page.add(register), label)


def paper_head(page: Passport) -> html.Dl:
    """Return what stands above the printed plan of work."""
    row, names = page.row, [f"{words.short_name(one.name)} ({one.role})" if one.role != "участник" else
                            words.short_name(one.name) for one in page.here]  # fmt: skip
    facts = [("Тема", row["topic"]), ("Цель", row["goal"]), ("Стратегия", row["strategy"]),
             ("Грамотность", row["literacy"]), ("Участники", ", ".join(names))]  # fmt: skip
    return html.Dl([part for label, said in facts if said for part in (html.Dt(label), html.Dd(said))],
                   className="community-facts")  # fmt: skip
