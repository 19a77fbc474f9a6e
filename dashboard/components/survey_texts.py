"""Free answers: groups of what is said alike, and the quotes behind the chosen one beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.cards import xlsx_of
from dashboard.components.controls import button, field, pill_link
from dashboard.components.page import section
from dashboard.components.tables import Column
from dashboard.ids import SurveyIds

MOST_GROUPS = 60
HIDDEN = "имя скрыто"
LONGEST_NOTE = 20_000


def sentence(label: str, count: int, people: int) -> str:
    """Return what is said most: «Чаще всего пишут о «нехватка времени»: 6 из 25 ответов»."""
    if not label:
        return "Повторяющихся слов в ответах пока нет"
    answers = words.form(people, "ответа", "ответов", "ответов")
    return f"Чаще всего встречается «{label}»: {count} из{words.NBSP}{people} {answers}"


def groups_section(groups: Sequence[Any], chosen: str, href: Callable[[str], str]) -> list[Any]:
    """Return phrases and words as links to their quotes, with how many answers have each."""
    shown = list(groups)[:MOST_GROUPS]
    parts: list[Any] = []
    for count, title in ((2, "Сочетания"), (1, "Слова")):
        links = [pill_link(f"{g.label} · {g.count}", href(g.label), g.label == chosen)
                 for g in shown if g.words_count == count]  # fmt: skip
        if links:
            parts += [html.H3(title), html.Div(links, className="survey-groups")]
    frame = pd.DataFrame([{"label": g.label, "count": g.count} for g in groups])
    text = "Слова сведены к начальной форме; число — сколько ответов их содержат, повторы в одном ответе не считаются."
    return [section("О чём пишут", html.P(text, className="muted"), *parts),
            *xlsx_of("survey-groups", "О чём пишут", frame, GROUP_COLUMNS)] if parts else []  # fmt: skip


GROUP_COLUMNS = [Column("label", "Слово или сочетание"), Column("count", "Ответов", "count")]


def quotes_panel(title: str, quotes: Sequence[tuple[Any, int]], why_not: str) -> html.Aside:
    """Return the quotes as they were written, each with how many wrote so; `why_not` stands where none may be read."""
    lines = [
        html.Li([*(_piece(*piece) for piece in quote), *([_times(count)] if count > 1 else [])])
        for quote, count in quotes
    ]
    body: Any = html.Ul(lines, className="survey-quotes")
    parts = [html.H2(title), body if lines else html.P(why_not, className="muted")]
    spoken: dict[str, Any] = {"aria-label": "Цитаты", "role": "region"}
    return html.Aside(parts, className="card", **spoken)


def _times(count: int) -> html.Span:
    return html.Span(f" · {words.plural(count, 'раз', 'раза', 'раз')}", className="muted")


def _piece(text: str, is_name: bool) -> Any:
    return html.Span(HIDDEN, className="survey-hidden") if is_name else text


def notes_section(rows: Sequence[dict[str, Any]], today: str) -> html.Section:
    """Return the pasted notes of focus groups with the form to paste more: key, title, held_on, made_by."""
    lines = [
        html.Li([f"{row['title'] or 'Фокус-группа'}, {row['held_on']}, внёс {row['made_by']} ",
                 button("Убрать", SurveyIds.note_drop(row["key"]))])
        for row in rows
    ]  # fmt: skip
    head = [
        field(
            "Кто и о чём говорил",
            dbc.Input(id=SurveyIds.note_title, maxLength=160, persistence=True),
        ),
        field("Когда", dbc.Input(id=SurveyIds.note_day, type="date", value=today)),
    ]
    text = dcc.Textarea(id=SurveyIds.note_text, maxLength=LONGEST_NOTE, rows=6, persistence=True,
                        className="form-control")  # fmt: skip
    hint = "одна реплика на строке; имена будут скрыты от всех, кроме методиста"
    return section(
        "Заметки фокус-групп",
        *([html.Ul(lines)] if lines else []),
        html.Div(head, className="fields"),
        field("Записи", text, hint),
        html.Div(button("Добавить записи", SurveyIds.note_add, "main"), className="survey-save"),
        html.Div(id=SurveyIds.note_said),
    )
