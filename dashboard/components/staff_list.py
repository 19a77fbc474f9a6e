"""The teachers of the school: their cards as a table, and who may be one person written twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components import register_words as say
from dashboard.components.cards import xlsx_of
from dashboard.components.controls import button, field
from dashboard.components.page import section
from dashboard.components.states import note
from dashboard.components.tables import Column
from dashboard.ids import RegisterIds
from dashboard.register_fields import CARD_FIELDS

Card = Mapping[str, Any]
LIKENESS = {
    "same": "имя совпадает",
    "patronymic_missing": "отчество записано не везде",
    "initials": "имя или отчество записаны инициалами",
    "word_order": "те же слова в другом порядке",
    "spelling": "отличается дефис или пробел",
    "one_letter": "отличается одна буква",
}
SHOWN = 20


def table(cards: Sequence[Card], link: Callable[..., str]) -> html.Div:
    """Return the cards of teachers as a table, by name; `link(line=…)` opens a card for changing."""
    fields = CARD_FIELDS[1:]
    labels = ["Педагог", *(f.label for f in fields), ""]
    rows = []
    for row in cards:
        edit = dcc.Link(
            "Изменить", href=link(line=str(row["teacher_id"])), className="button button-quiet"
        )
        cells = [dcc.Link(row["full_name"], href=f"/teacher/{row['teacher_id']}"),
                 *(say.value(f, row) or say.DASH for f in fields), edit]  # fmt: skip
        rows.append(html.Tr([html.Td(c, **{"data-label": label})  # type: ignore[arg-type]
                             for label, c in zip(labels, cells, strict=True)]))  # fmt: skip
    head = html.Thead(html.Tr([html.Th(label, scope="col") for label in labels]))
    return html.Div(html.Table([head, html.Tbody(rows)], className="register-table"),
                    className="table-box", tabIndex=0)  # fmt: skip


def workbook(cards: Sequence[Card], source: str) -> list[Any]:
    """Return what lets the list be taken as XLSX."""
    columns = [Column(f.name, f.label) for f in CARD_FIELDS]
    plain = ("came_on", "left_on", "experience_years")
    frame = pd.DataFrame(
        [{f.name: row[f.name] if f.name in plain else say.value(f, row) or None for f in CARD_FIELDS}
         for row in cards], columns=[f.name for f in CARD_FIELDS], dtype=object)  # fmt: skip
    return xlsx_of("register-staff", "Педагоги школы", frame, columns, source)


def sentence(present: Sequence[Card], left_count: int, unlisted_count: int) -> str:
    """Return the sentence of the list: how many work here, what is not known of them."""
    if not present:
        return "Список педагогов школы пока пуст"
    lacking = [row for row in present if not row["age_group"] or not row["category"]]
    told = f"В{words.NBSP}школе работает {say.people(len(present))}"
    if lacking:
        return f"{told}: у{words.NBSP}{len(lacking)} не указаны возрастная группа или категория"
    more = f", выбыло: {left_count}" if left_count else ""
    return f"{told}{more}" + (
        f", ещё {unlisted_count} названы только в{words.NBSP}файлах" if unlisted_count else ""
    )


def unlisted(people: Sequence[Card], link: Callable[..., str]) -> Any:
    """Return the teachers whom files name and the list does not have, each with the way to add it."""
    if not people:
        return None
    items = [html.Li([row["full_name"], " ",
                      dcc.Link("Добавить в список", href=link(line=str(row["teacher_id"])))])
             for row in people]  # fmt: skip
    told = "Этих педагогов называют файлы (нагрузка, реестры), но в списке школы их нет:"
    return section("Есть в файлах, нет в списке", html.P(told, className="muted"), html.Ul(items))


def same_person(
    pairs: Sequence[tuple[Card, Card, str]],
    joined: Sequence[tuple[int, str, str]],
    people: Sequence[Card],
) -> html.Section:
    """Return the pairs that may be one person, a way to name any two, and what was said before.

    `joined` are (record, the name that is another spelling, the person's name).
    """
    offered = [_pair(*pair) for pair in pairs[:SHOWN]]
    parts: list[Any] = [html.Ul(offered, className="same-list")] if offered else [
        html.P("Похожих имён, о которых ещё не решено, нет.", className="muted")]  # fmt: skip
    options = [{"label": "—", "value": ""}] + [
        {"label": row["full_name"], "value": str(row["teacher_id"])} for row in people]  # fmt: skip
    parts.append(html.Details([
        html.Summary("Назвать двоих самому"),
        html.Div([field("Первая запись", dbc.Select(id=RegisterIds.join_one, options=options, value="")),
                  field("Вторая запись", dbc.Select(id=RegisterIds.join_other, options=options, value="")),
                  button("Это один человек", RegisterIds.join, "plain")], className="fields"),
    ]))  # fmt: skip
    if joined:
        said = [html.Li([f"«{one}» — это {other} ", button("Разъединить", RegisterIds.act("back", str(record)))])
                for record, one, other in joined]  # fmt: skip
        parts += [html.H3("Уже сказано"), html.Ul(said, className="same-list")]
    return section("Это один человек?", *parts, name="same")


def _pair(one: Card, other: Card, how: str) -> html.Li:
    key = f"{one['teacher_id']} {other['teacher_id']}"
    told = f" — {LIKENESS.get(how, 'имена похожи')} "
    return html.Li([html.B(one["full_name"]), " и ", html.B(other["full_name"]), told,
                    button("Это один человек", RegisterIds.act("same", key), "plain")])  # fmt: skip


def nothing_yet(add: str) -> html.Div:
    """Return the empty list with a grey example and the one button."""
    hidden: dict[str, Any] = {"aria-hidden": "true"}
    drawn = html.P("Фамилия Имя Отчество · учитель · математика · 35–44 года · первая категория · стаж 12 лет",
                   className="muted is-example", **hidden)  # fmt: skip
    return html.Div([
        html.P("Здесь будут педагоги школы: должность, предметы, категория, стаж.", className="empty-what"),
        html.P("От их числа считаются доли всех реестров и дорожной карты.", className="empty-how"),
        drawn,
        dcc.Link("Добавить педагога", href=add, className="button button-main"),
    ], className="empty", role="status")  # fmt: skip


def own_only() -> html.Div:
    """Return what stands for those who do not keep the list."""
    return note("Список педагогов ведут администратор, директор и заместитель.")
