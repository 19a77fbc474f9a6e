"""Callbacks of the page of the data's quality."""

from __future__ import annotations

from typing import Any

import dash
from dash import Input, Output, State, callback, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import address, data, quality
from dashboard.components import empty_state, note, page_head
from dashboard.components import quality as parts
from dashboard.ids import URL, QualityIds
from dashboard.session import may

CLOSED = (
    "Вопросы к данным видят те, кто может загружать файлы: администратор, директор и заместитель."
)


@callback(Output(QualityIds.body, "children"), Input(URL, "search"), State(URL, "pathname"))
def show_quality(search: str | None, pathname: str | None = "/quality") -> Any:
    """Fill the page from the address: year, class, one question opened."""
    if pathname != "/quality":
        return no_update
    if not may("upload"):
        return note(CLOSED)
    if not data.is_published():
        return nothing_yet()
    return body(address.chosen(search))


def body(asked: dict[str, str]) -> list[Any]:
    """Return the page for the filters of an address."""
    chosen = quality.filters(asked)
    answers = quality.answers(chosen)
    known = quality.classes_known()
    of_year = known[known["school_year"] == chosen.year] if chosen.year else known
    names = of_year.sort_values(["grade", "class_name"])["class_name"].drop_duplicates().tolist()
    pills = parts.filters(chosen, sorted(set(known["school_year"])), names)
    facts = [*parts.freshness_facts(quality.fresh()), data.snapshot_line().split(" · ")[0]]
    head = page_head(parts.sentence(answers), facts, pills)
    opened = next((a for a in answers if a.check.id == chosen.check), None)
    return [head, *(parts.one_check(opened, asked) if opened else cards(answers, asked))]


def cards(answers: list[quality.Answer], asked: dict[str, str]) -> list[Any]:
    """Return the questions that have rows, the gravest first, and all of them as a table."""
    found: list[Any] = [parts.check_card(answer, asked) for answer in answers if len(answer.rows)]
    paths = {page["path"] for page in dash.page_registry.values()}
    doubts = [parts.doubts_card()] if parts.DOUBTS in paths else []
    return [*(found or [parts.all_well()]), *doubts, html.Div(parts.twin(answers))]


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(QualityIds.year, "value"),
    Input(QualityIds.class_name, "value"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(year: str | None, class_name: str | None, search: str | None) -> Any:
    """Put the chosen year and class into the address."""
    before = address.chosen(search)
    shown = quality.filters(before)
    if (year, class_name) == (shown.year or quality.ALL, shown.class_name or quality.ALL):
        raise PreventUpdate
    named = None if class_name == quality.ALL else class_name
    return address.search(before, year=year, **{"class": named})


def nothing_yet() -> list[Any]:
    """Return the page of an empty home."""
    return [
        page_head("Данных пока нет"),
        empty_state(
            "Здесь будут вопросы к данным: что не сошлось, почему это важно и как исправить",
            "Загрузите отчёт электронного журнала: проверки пройдут сами.",
            "/uploads",
            "Загрузить журнал",
        ),
    ]
