"""What a community made: its cycles of lesson study, what did not work, its projects, practices and showings."""

from __future__ import annotations

from datetime import date
from typing import Any

from dash import dcc, html

from dashboard import words
from dashboard.components import community_words as say
from dashboard.components.community import Passport, edit_link, line_link
from dashboard.components.page import section
from dashboard.components.states import note
from dashboard.study_words import STEPS

PRODUCTS = {"projects": "Педагогический проект", "practices": "Практика", "showings": "Показ опыта"}


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
    add = line_link(page.add("failures"), "Записать, что не получилось")
    if not rows:
        return section(
            "Причины неудач", html.P("Записей пока нет.", className="muted"), add, name="failures"
        )
    items = [
        html.Li([html.P([html.Strong(row["title"]), f" · {words.day(row['date_to'])}" if row["date_to"] else ""]),
                 html.P(f"Почему: {row['reason']}") if row["reason"] else None,
                 html.P(f"Пробуем: {row['result']}") if row["result"] else None, *edit_link(page, row)])
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
    add = line_link(page.add("projects"), "Добавить проект")
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
                    *edit_link(page, row),
                ]
            )
        )
    return section(
        "Что получилось", html.Ul(items, className="plain-list"), *shelf, add, name="products"
    )
