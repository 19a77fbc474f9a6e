"""The page of a pupil: marks by subject and period, current marks, absences, the way through classes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.achievement import class_href
from dashboard.components.cards import chart_card, table_card, xlsx_of
from dashboard.components.controls import button
from dashboard.components.page import section
from dashboard.components.provenance import STATES
from dashboard.components.states import note, toast
from dashboard.components.tables import Column
from dashboard.figures.subject_names import in_sentence
from dashboard.ids import PupilIds

Href = Callable[[Any], str]


def sentence(name: str, group: pd.Series | None) -> str:
    """Return the sentence of a pupil: the group of the newest period, and what keeps from the next."""
    if group is None:
        return name
    said = GROUP_SENTENCES[group["pupil_group"]]
    subject = group["reserve_subject"]
    tail = "" if words.is_missing(subject) or not subject else f": {in_sentence(str(subject))}"
    return f"{name}: {said}{tail}"


GROUP_SENTENCES = {
    "not_attested": "есть предметы без аттестации",
    "with_two": "нуждается в поддержке, есть «2»",
    "several_threes": "учится с несколькими «3»",
    "one_three": "до «4» и «5» не хватает одного предмета",
    "one_four": "до отличника не хватает одного предмета",
    "fours_and_fives": "учится на «4» и «5»",
    "all_fives": "учится на «5»",
}


def period_marks(frame: pd.DataFrame, periods: Sequence[str], href: Href) -> html.Section:
    """Return subjects × periods, each mark a way to its cell."""
    if frame.empty:
        return section(
            "Отметки за периоды", html.P("Итоговых отметок за год нет.", className="muted")
        )
    head = [
        html.Th("Предмет", scope="col"),
        *(html.Th(words.period(p), className="is-number") for p in periods),
    ]
    body = []
    for subject, rows in frame.groupby("subject"):
        by_period = {row["period"]: row for row in rows.to_dict("records")}
        cells = [html.Td(_mark(by_period.get(p), href), className="is-number") for p in periods]
        body.append(html.Tr([html.Th(str(subject), scope="row"), *cells]))
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(body)])
    sheet = xlsx_of("pupil-periods", "Отметки за периоды", frame, PERIOD_COLUMNS)
    return section("Отметки за периоды", html.Div(table, className="table-box", tabIndex=0), *sheet)


PERIOD_COLUMNS = [
    Column("subject", "Предмет"),
    Column("period", "Период"),
    Column("mark_raw", "Отметка"),
]


def _mark(row: dict[Any, Any] | None, href: Href) -> Any:
    if row is None:
        return ""
    text = row["mark_raw"] if row["state"] == "attested" else STATES.get(row["state"], row["state"])
    return dcc.Link(str(text), href=href(row), title="Откуда число?")


def current_marks(
    frame: pd.DataFrame, figure: dict[str, Any], href: Href, source: str
) -> html.Section:
    """Return the current marks: a timeline, and the same marks as links by subject."""
    title = "Текущие отметки"
    if frame.empty:
        return section(title, html.P("Текущих отметок за год нет.", className="muted"))
    unit = (
        "Отметка по дате урока; у предмета — среднее; «2» — квадрат. "
        "Нажмите на отметку, чтобы увидеть её клетку в файле"
    )
    headline = timeline_headline(frame)
    card = chart_card(
        PupilIds.timeline,
        headline,
        unit,
        figure,
        frame,
        source,
        columns=MARK_COLUMNS,
        min_width=720,
    )
    links = html.Details([html.Summary("Отметки строкой"), _lines(frame, href)], className="behind")
    return section(title, card, links)


def timeline_headline(frame: pd.DataFrame) -> str:
    """Return how many marks there are, and which of them are «2»."""
    marks = words.plural(len(frame), "отметка", "отметки", "отметок")
    twos = frame[frame["mark"] <= 2]
    if twos.empty:
        return f"За год {marks}, ни одной «2»"
    subjects = [in_sentence(name) for name in dict.fromkeys(twos["subject"])]
    return f"За год {marks}, из них «2» — {len(twos)}: {words.listed(subjects)}"


MARK_COLUMNS = [
    Column("lesson_date", "Дата", kind="day"),
    Column("subject", "Предмет"),
    Column("mark", "Отметка", kind="count"),
    Column("cell_raw", "В клетке"),
    Column("work_type", "Работа", show=lambda row: row["work_type"] or ""),
    Column("weight", "Вес", kind="count"),
]


def _lines(frame: pd.DataFrame, href: Href) -> html.Div:
    body = []
    for subject, rows in frame.groupby("subject"):
        marks = [
            html.Span(
                [dcc.Link(r["mark_raw"], href=href(r), title=words.day(r["lesson_date"])), " "]
            )
            for r in rows.to_dict("records")
        ]
        mean = words.number(rows["mark"].mean(), 2)
        body.append(
            html.Tr(
                [
                    html.Th(str(subject), scope="row"),
                    html.Td(marks),
                    html.Td(mean, className="is-number"),
                ]
            )
        )
    head = html.Tr(
        [html.Th("Предмет"), html.Th("Отметки по датам"), html.Th("Среднее", className="is-number")]
    )
    table = html.Table([html.Thead(head), html.Tbody(body)])
    return html.Div(table, className="table-box", tabIndex=0)


def absences(frame: pd.DataFrame) -> html.Section:
    """Return the absences by reason with the newest day of each."""
    if frame.empty:
        return section("Пропуски и опоздания", html.P("Записей за год нет.", className="muted"))
    counted = (
        frame.groupby("kind").agg(n=("code_raw", "size"), last=("lesson_date", "max")).reset_index()
    )
    columns = [
        Column(
            "kind", "Причина", show=lambda row: words.ATTENDANCE_KINDS.get(row["kind"], row["kind"])
        ),
        Column("n", "Записей", kind="count"),
        Column("last", "Последняя", kind="day"),
    ]
    title = "Пропуски и опоздания"
    ordered = counted.sort_values("n", ascending=False)
    return section(title, table_card("pupil-absences", title, ordered, columns))


@dataclass(frozen=True)
class Splits:
    """Saying that from a class on this is another pupil: the asked place («2023/24 6А»), ways to ask and not."""

    asked: str
    ask: Callable[[str], str]
    stay: str


def way(classes: pd.DataFrame, groups: pd.DataFrame, splits: Splits | None = None) -> html.Section:
    """Return the classes of a pupil by year and the group of every period, with a way to part them."""
    rows = classes.to_dict("records")
    items = [
        html.Li([dcc.Link(f"{row['class_name']}, {row['school_year']}",
                          href=class_href(row["school_year"], row["class_name"])),
                 _groups_of(groups, row["school_year"]), *_split(row, number, splits)])
        for number, row in enumerate(rows)
    ]  # fmt: skip
    said = [html.P(way_text(rows), className="muted")] if len(rows) > 1 else []
    return section("Путь по классам", *said, html.Ul(items), name="way")


def way_text(rows: Sequence[dict[Any, Any]]) -> str:
    """Return the way in words: «В 2022/23 — 5А, в 2023/24 — 6А»."""
    by_year: dict[str, list[str]] = {}
    for row in rows:
        by_year.setdefault(row["school_year"], []).append(row["class_name"])
    said = [f"в{words.NBSP}{y} — {words.listed(names)}" for y, names in by_year.items()]
    text = ", ".join(said)
    return f"{text[:1].upper()}{text[1:]}"


def _split(row: dict[Any, Any], number: int, splits: Splits | None) -> list[Any]:
    """Return the question beside a class, or what it would do where it was asked."""
    place = f"{row['school_year']} {row['class_name']}"
    if splits is None or number == 0:
        return []
    if splits.asked != place:
        return [" · ", dcc.Link("Это не тот ученик?", href=splits.ask(place), className="muted")]
    said = f"С {row['class_name']} {row['school_year']} записи станут другим учеником. Это можно отменить."
    ways: list[Any] = [button("Да, это другой ученик", PupilIds.split, "plain"), " ",
            dcc.Link("Нет, оставить", href=splits.stay)]  # fmt: skip
    return [note([html.P(said), html.Div(ways)], "warning")]


def split_said(is_done: bool) -> html.Div:
    """Return what a person reads after parting a pupil's classes."""
    if not is_done:
        return toast("Здесь делить нечего: записи уже разные.")
    undo = dcc.Link("Отменить можно на странице «Кто есть кто»", href="/quality/pupils")
    return toast(
        "Записано: это разные ученики. Показатели обновятся через несколько секунд.", action=undo
    )


def _groups_of(groups: pd.DataFrame, school_year: str) -> str:
    mine = groups[groups["school_year"] == school_year] if len(groups) else groups
    said = [
        f"{words.period(r['period'])} — {words.PUPIL_GROUPS[r['pupil_group']]}"
        for r in mine.to_dict("records")
    ]
    return f": {'; '.join(said)}" if said else ""
