"""Questions about the data as cards: what, why it matters, how to mend, the first rows, the way there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import address, words
from dashboard.components.achievement import class_href
from dashboard.components.cards import table_card
from dashboard.components.controls import pill_select
from dashboard.components.page import section
from dashboard.components.tables import Column, data_table
from dashboard.ids import QualityIds

FIRST_ROWS = 5
MOST_ROWS = 500
FEW = 4
SIGNS = {"error": ("✕", "Исправить"), "warning": ("▲", "Проверить"), "info": ("●", "К сведению")}
GENITIVE = {1: "одного места", 2: "двух мест", 3: "трёх мест", 4: "четырёх мест"}
PLACES = {
    "uploads": "/uploads",
    "subjects": "/settings?part=subjects",
    "periods": "/settings?part=periods",
    "works": "/settings?part=works",
}
DOUBTS = "/quality/pupils"


def sentence(answers: Sequence[Any]) -> str:
    """Return the verdict of the data: «Данные в порядке, кроме двух мест: …»."""
    found = [a for a in answers if len(a.rows) and a.check.severity != "info"]
    if not found:
        return "Данные в порядке"
    named = [f"{_small(a.check.title)} ({words.integer(len(a.rows))})" for a in found]
    if len(found) <= FEW:
        return f"Данные в порядке, кроме {GENITIVE[len(found)]}: {words.listed(named, 2)}"
    counted = words.plural(len(found), "место", "места", "мест")
    return f"Внимания просят {counted}, сначала {words.listed(named[:2], 2)}"


def _small(title: str) -> str:
    return title[0].lower() + title[1:]


def freshness_facts(found: Sequence[Any]) -> list[str]:
    """Return how fresh each source is: «журнал: 12 дней назад, последняя дата урока 14 мая 2024»."""
    return [freshness_text(one) for one in found]


def freshness_text(one: Any) -> str:
    """Return the freshness of one source in words; a stale one says for how many days of lessons."""
    said = f"{words.source(one.source_kind)}: {words.ago(one.loaded_on)}"
    if one.last_lesson_on:
        said += f", последняя дата урока {words.day(one.last_lesson_on)}"
    if one.is_stale:
        days = words.plural(one.school_days, "день", "дня", "дней")
        said = f"▲{words.NBSP}{said}: {days} учёбы без нового файла"
    return said


def filters(chosen: Any, years: Sequence[str], classes: Sequence[str]) -> list[Any]:
    """Return the pills: year and class."""
    of_year = [{"label": "все годы", "value": "all"}, *reversed(years)]
    of_class = [{"label": "все", "value": "all"}, *classes]
    return [
        pill_select(QualityIds.year, "Год", of_year, chosen.year or "all"),
        pill_select(QualityIds.class_name, "Класс", of_class, chosen.class_name or "all"),
    ]


def check_card(answer: Any, asked: Mapping[str, str], most: int = FIRST_ROWS) -> html.Article:
    """Return one question that has rows; `asked` are the filters of the address, `most` the rows shown."""
    check, rows = answer.check, answer.rows
    sign, word = SIGNS[check.severity]
    counted = words.plural(len(rows), *check.units)
    mark = html.Span([html.Span(sign, **{"aria-hidden": "true"}), f" {word}"],  # type: ignore[arg-type]
                     className=f"check-mark is-{check.severity}")  # fmt: skip
    parts = [
        html.Div([mark, html.H2(check.title), html.Span(counted, className="check-count")],
                 className="check-top"),
        html.P(check.what),
        _said("Почему это важно", check.why),
        _said("Как исправить", check.fix),
        data_table(rows.head(most), columns(check)),
        _actions(answer, asked, most),
    ]  # fmt: skip
    return html.Article(parts, className="card check-card", id=f"check-{check.id}")


def _said(label: str, text: str) -> html.P:
    return html.P([html.Strong(f"{label}. "), text], className="muted")


def columns(check: Any) -> list[Column]:
    """Return how the rows of a question are shown, with what mends each at the end."""
    shown = [
        Column(key, label, _kind(kind), 2, _show(key, kind)) for key, label, kind in check.columns
    ]
    own = check.link in ("mend", "class")
    return [*shown, *([Column("mend", "", show=lambda row: mend(check, row))] if own else [])]


def _kind(kind: str) -> str:
    return "text" if kind in ("period", "metric", "work") else kind


def _show(key: str, kind: str) -> Callable[[Any], Any] | None:
    if kind != "period":
        return None
    return lambda row: ", ".join(words.period(code) for code in str(row[key]).split(",") if code)


def mend(check: Any, row: Mapping[str, Any]) -> Any:
    """Return the link that mends one row of a question."""
    if check.link == "mend":
        return html.A(check.link_words, href=f"/upload/mend/{row['batch_id']}", download="")
    if check.link == "class":
        query = {name: str(row[name]) for name in ("period", "subject") if row.get(name)}
        return dcc.Link(
            check.link_words, href=class_href(row["school_year"], row["class_name"], **query)
        )
    return dcc.Link(check.link_words, href=PLACES[check.link])


def _actions(answer: Any, asked: Mapping[str, str], most: int) -> html.Div:
    check, count = answer.check, len(answer.rows)
    filters = {name: value for name, value in asked.items() if name in ("year", "class")}
    own = [] if check.link in ("mend", "class") else [mend(check, {})]
    if own:
        own[0].className = "button button-plain"
    if count > most:
        own.append(dcc.Link(f"Показать все {words.integer(count)}", className="button button-quiet",
                            href=f"/quality{address.search(filters, check=check.id)}"))  # fmt: skip
    sheet = html.A("XLSX", href=f"/quality/table/{check.id}{address.search(filters)}", download="",
                   className="button button-quiet", title="Скачать таблицу")  # fmt: skip
    return html.Div([*own, sheet], className="upload-actions")


def one_check(answer: Any, asked: Mapping[str, str]) -> list[Any]:
    """Return one question opened: all its rows, as many as a page can bear."""
    filters = {name: value for name, value in asked.items() if name != "check"}
    back = dcc.Link("← Все вопросы", href=f"/quality{address.search(filters)}")
    if answer.rows.empty:
        return [back, html.P(f"{answer.check.title}: таких мест нет.", className="muted")]
    more = len(answer.rows) - MOST_ROWS
    note = [
        html.P(f"Показаны первые {MOST_ROWS}, все строки в{words.NBSP}XLSX.", className="muted")
    ]
    return [back, check_card(answer, asked, MOST_ROWS), *(note if more > 0 else [])]


def doubts_card() -> html.Article:
    """Return the way to pupils of whom a person has to say whether they are one."""
    parts = [
        html.Div(html.H2("Ученики, о которых нужно решить"), className="check-top"),
        html.P("Похожие записи: один это ученик или два, программа сама не решает."),
        html.Div(
            dcc.Link("Решить", href=DOUBTS, className="button button-plain"),
            className="upload-actions",
        ),
    ]
    return html.Article(parts, className="card check-card")


def all_well() -> html.Div:
    """Return what stands where no question has a row."""
    words_ = [
        html.P("Всё в порядке", className="empty-what"),
        html.P(
            "Ни одного вопроса к данным. Когда после загрузки что-то не сойдётся, здесь будет сказано, "
            "что именно, почему это важно и как исправить.",
            className="empty-how",
        ),
    ]
    return html.Div(words_, className="empty", role="status")


def twin(answers: Sequence[Any]) -> html.Section:
    """Return all questions as a table, those without rows too."""
    frame = pd.DataFrame(
        [{"title": a.check.title, "word": SIGNS[a.check.severity][1] if len(a.rows) else "в порядке",
          "rows": len(a.rows)} for a in answers]
    )  # fmt: skip
    shown = [
        Column("title", "Что проверяется"),
        Column("word", "Состояние"),
        Column("rows", "Найдено", "count"),
    ]
    title = "Все проверки"
    return section(title, table_card("quality-checks", title, frame, shown))
