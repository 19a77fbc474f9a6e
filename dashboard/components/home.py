"""The overview: what changed, where help is needed first, what is due, how fresh the data are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.achievement import class_href
from dashboard.components.cards import table_card, xlsx_of
from dashboard.components.page import section, strip, strips
from dashboard.components.shares import share_text
from dashboard.components.tables import Column, data_table
from dashboard.figures.measures import SMALL
from dashboard.figures.subject_names import in_sentence

NOTABLE_POINTS = 5.0
RANKED = "Порядок: сумма частей первоочередной поддержки. Расчёт системы."
UNRANKED = "Порядок: доля учеников с «2» или н/а, затем отставание от параллели. Расчёт системы."
LATER_FORECAST = "Прогноз появится вместе с контролем программы"


def sentence(now: pd.Series | None, before: pd.Series | None) -> str:
    """Return the verdict of the school for the period, and what changed."""
    if now is None or words.is_missing(now["quality_pct"]):
        return "Итоговых отметок пока нет"
    share = share_text(int(now["quality_pupils_count"]), int(now["attested_pupils_count"]))
    said = f"На «4» и «5» учатся {share}"
    if before is None or words.is_missing(before["quality_pct"]):
        return said
    change = now["quality_pct"] - before["quality_pct"]
    if abs(change) < 0.05:
        return f"{said}, столько же, как в{words.NBSP}прошлом периоде"
    verb = "больше" if change > 0 else "меньше"
    return f"{said}, на {words.points(abs(change)).lstrip('+')} {verb}, чем в{words.NBSP}прошлом периоде"


def four_strips(
    now: pd.Series | None, support: pd.DataFrame, decision: html.Section, signs: Sequence[str] = ()
) -> html.Div:
    """Return fact, deviation, forecast and `decision`; `signs` are those of low results that are raised."""
    if now is None:
        fact = strip("fact", words.NO_DATA)
    else:
        passed = share_text(int(now["passed_pupils_count"]), int(now["attested_pupils_count"]))
        fact = strip("fact", f"Без «2»: {passed}",
                     html.P(f"Не аттестованы хотя бы по одному предмету: {int(now['not_attested_pupils_count'])}",
                            className="muted"))  # fmt: skip
    listed = [
        html.Li([dcc.Link(r["class_name"], href=class_href(r["school_year"], r["class_name"], period=r["period"])),
                 f" — {_main_why(r)}"])
        for r in support.head(3).to_dict("records")
    ]  # fmt: skip
    return strips(
        fact,
        strip("deviation", "Поддержка нужна сначала",
              html.Ul(listed) if listed else html.P(words.NO_DATA), *_low_results(signs)),
        strip("forecast", "Пока не считаем", html.P(LATER_FORECAST, className="muted")),
        decision,
    )  # fmt: skip


def decision(due: pd.DataFrame, ended: date | None = None) -> html.Section:
    """Return what waits for somebody; `ended` is when the programme was over."""
    link = dcc.Link("К контрольным точкам", href="/checkpoints")
    return strip("decision", _waiting(due, ended), link)


def _low_results(signs: Sequence[str]) -> list[html.P]:
    """Return the raised signs in calm words; nothing where none is."""
    if not signs:
        return []
    more = dcc.Link("Признаки низких результатов", href="/objectivity#low-results")
    return [html.P([more, f": {text}"]) for text in signs]


def _waiting(due: pd.DataFrame, ended: date | None) -> str:
    """Return what waits; after the end of the programme it is what was left unmarked, and no alarm."""
    points = words.plural(len(due), "контрольная точка", "контрольные точки", "контрольных точек")
    if ended:
        over = f"Программа завершилась {words.day(ended)}"
        return f"{over}, без отметки {points}" if len(due) else f"{over}, все точки отмечены"
    return f"Ждут внимания: {points}" if len(due) else "Сейчас ничего не ждёт"


def changes(
    frame: pd.DataFrame, of: dict[str, str], small: int = SMALL, notable: float = NOTABLE_POINTS
) -> html.Section:
    """Return the largest falls and rises of a class in a subject since the period before.

    Groups under `small` and changes under `notable` points are left out.
    """
    known = frame[frame["attested_count"] >= small] if len(frame) else frame
    falls = known[known["change_points"] <= -notable].head(5) if len(known) else known
    rises = known[known["change_points"] >= notable].tail(5).iloc[::-1] if len(known) else known
    columns = change_columns(of)
    down = [html.H3("Упало"), _table(falls, columns, "Заметных падений нет.")]
    up = [html.H3("Выросло"), _table(rises, columns, "Заметных подъёмов нет.")]
    parts = [html.Div(down, className="span-6"), html.Div(up, className="span-6")]
    title = "Что изменилось с прошлого периода"
    whole = xlsx_of("home-changes", title, frame, SHEET_COLUMNS)
    return section(title, html.Div(parts, className="grid"), *whole)


def _table(frame: pd.DataFrame, columns: list[Column], empty: str) -> Any:
    return data_table(frame, columns) if len(frame) else html.P(empty, className="muted")


def change_columns(of: dict[str, str]) -> list[Column]:
    """Return the columns of the table of changes."""

    def where(row: Any) -> dcc.Link:
        cell = f"class={row['class_name']}&subject={row['subject']}"
        href = f"/achievement?year={of['school_year']}&period={of['period']}&{cell}"
        return dcc.Link(f"{row['class_name']}, {in_sentence(row['subject'])}", href=href)

    return [
        Column("class_name", "Где", show=where),
        Column(
            "before",
            "Было",
            show=lambda r: share_text(r["before_quality_count"], r["before_attested_count"]),
        ),
        Column("now", "Стало", show=lambda r: share_text(r["quality_count"], r["attested_count"])),
        Column("change_points", "Сдвиг", kind="points"),
    ]


SHEET_COLUMNS = [
    Column("class_name", "Класс"),
    Column("subject", "Предмет"),
    Column("before_quality_count", "Было на «4» и «5»"),
    Column("before_attested_count", "Было аттестовано"),
    Column("before_quality_pct", "Было, %"),
    Column("quality_count", "Стало на «4» и «5»"),
    Column("attested_count", "Стало аттестовано"),
    Column("quality_pct", "Стало, %"),
    Column("change_points", "Сдвиг, п. п."),
]


def support(frame: pd.DataFrame) -> html.Section:
    """Return the classes that need support first, with the parts the order is made of."""
    if frame.empty:
        return section("Кому поддержка нужна сначала", html.P(words.NO_DATA, className="muted"))
    columns = [
        Column("class_name", "Класс", show=lambda r: dcc.Link(
            r["class_name"], href=class_href(r["school_year"], r["class_name"], period=r["period"]))),
        Column("in_trouble_count", "С «2» или н/а", show=_in_trouble),
        Column("quality_pct", "На «4» и «5»", kind="share"),
        Column("parallel_quality_pct", "В параллели", kind="share"),
        Column("change_points", "К прошлому периоду", kind="points"),
    ]  # fmt: skip
    is_ranked = "rank" in frame and bool(frame["rank"].notna().any())
    note = RANKED if is_ranked else UNRANKED
    columns += [Column("why", "Почему", show=_why)] if is_ranked else []
    of = frame.iloc[0]
    href = f"/achievement?view=priority&year={of['school_year']}&period={of['period']}"
    title = "Кому поддержка нужна сначала"
    table = table_card("home-support", title, frame, columns, note)
    return section(
        title,
        table,
        html.P([f"{note} ", dcc.Link("Из чего сложилось", href=href)], className="muted"),
    )


def _main_why(row: Any) -> str:
    """Return what put a class so high; without a place, the pupils the order is made of."""
    if not words.is_missing(row.get("main_why")):
        return str(row["main_why"])
    return f"{int(row['in_trouble_count'])} из{words.NBSP}{int(row['pupils_count'])} с «2» или н/а"


def _why(row: Any) -> str:
    return "места нет: мало данных" if words.is_missing(row["why"]) else str(row["why"])


def _in_trouble(row: Any) -> str:
    return share_text(row["in_trouble_count"], row["pupils_count"])


def due_list(due: pd.DataFrame, ended: date | None = None) -> html.Section:
    """Return the checkpoints that are due or late now; none is after the programme has `ended`."""
    if ended:
        return section(
            "Что на контроле сейчас",
            html.P(f"{_waiting(due, ended)}.", className="muted"),
            dcc.Link("Отметить, что было сделано", href="/checkpoints"),
        )
    if due.empty:
        return section(
            "Что на контроле сейчас", html.P("Открытых контрольных точек нет.", className="muted")
        )
    items = [
        html.Li([html.Strong(words.day(row["window_to"])), f"{_late(row)} — {row['name']}"])
        for row in due.head(5).to_dict("records")
    ]
    more = len(due) - min(len(due), 5)
    link = dcc.Link(f"Ещё {more}" if more else "Все контрольные точки", href="/checkpoints")
    return section("Что на контроле сейчас", html.Ul(items), link)


def _late(row: Any) -> str:
    return " ▲ просрочено" if row["state"] == "overdue" else ""


def loads(batches: pd.DataFrame) -> html.Section:
    """Return the newest loads."""
    columns = [
        Column("file_name", "Файл"),
        Column("accepted_by", "Кто"),
        Column("accepted_at", "Когда", show=lambda row: words.moment(row["accepted_at"])),
    ]
    title = "Последние загрузки"
    return section(title, table_card("home-loads", title, batches, columns))
