"""The list of surveys and the results of one: distributions first, means after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.cards import chart_card, table_card
from dashboard.components.controls import button, pill_link
from dashboard.components.guide import source_mark
from dashboard.components.page import later_strips, page_head, section, strip, strips
from dashboard.components.shares import share_text, share_verdict
from dashboard.components.states import empty_state, note
from dashboard.components.tables import Column, data_table
from dashboard.figures import surveys as figures
from dashboard.ids import SurveyIds

Row = Mapping[Any, Any]
AUDIENCES = {"teachers": "учителя", "pupils": "ученики", "parents": "родители"}
PEOPLE = {
    "teachers": ("учитель", "учителя", "учителей"),
    "pupils": ("ученик", "ученика", "учеников"),
    "parents": ("родитель", "родителя", "родителей"),
}
WHO = ("человек", "человека", "человек")
MOST_AT_ONCE = 15  # questions up to which all stand open
NO_KEY = "ключ не задан"
TOO_FEW = "меньше {} ответов: по ним были бы видны люди, поэтому они не показываются"
HOW_TO_LOAD = (
    "Скачайте ответы из Google Форм или Яндекс Форм (xlsx или csv) и загрузите файл как есть. Подойдёт "
    "и своя таблица: строка на человека, столбец на вопрос."
)


def answered(count: int, audience: str) -> str:
    """Return who answered: «25 учителей», «1 родитель», «12 человек»."""
    return words.plural(count, *PEOPLE.get(audience, WHO))


def surveys_page(
    rows: Sequence[Row], ready: Sequence[Row], may_upload: bool, calls: str = ""
) -> list[Any]:
    """Return the list: `rows` are surveys with answers, `ready` the keys that wait for answers; `calls` is
    where answers are gathered by link.

    A row has survey_id, title, audience, is_raw, answers_count, waves (names), href.
    """
    if not rows:
        return [
            page_head("Опросов пока нет", None, _gather(calls)),
            empty_state(
                "Здесь будут ответы учителей, учеников и родителей: распределения, шкалы, «до и после»",
                HOW_TO_LOAD, "/uploads" if may_upload else "", "Загрузить ответы",
            ),
            _ready(ready),
        ]  # fmt: skip
    raw = [row for row in rows if row["is_raw"]]
    return [
        page_head(list_sentence(rows), [HOW_TO_LOAD], _gather(calls)),
        *([note(_waiting(len(raw)), "warning")] if raw else []),
        section("Опросы с ответами", data_table(pd.DataFrame(list(rows)), LIST_COLUMNS)),
        _ready(ready),
    ]


def _gather(calls: str) -> list[Any]:
    return [pill_link("Собрать ответы по ссылке", calls)] if calls else []


def list_sentence(rows: Sequence[Row]) -> str:
    """Return how much was answered: «4 опроса, 212 ответов»."""
    surveys = words.plural(len(rows), "опрос", "опроса", "опросов")
    total = sum(int(row["answers_count"]) for row in rows)
    return f"{surveys}, {words.plural(total, 'ответ', 'ответа', 'ответов')}"


def _waiting(count: int) -> str:
    forms = words.plural(count, "опроса", "опросов", "опросов")
    return f"У {forms} {NO_KEY}: откройте и скажите один раз, какой вопрос что значит."


def _ready(ready: Sequence[Row]) -> html.Section:
    text = (
        "Загрузите ответы на такую анкету, и она посчитается сама. Вопросы можно взять для своей формы и "
        "поправить под школу."
    )
    return section("Готовые анкеты", html.P(text, className="muted"),
                   data_table(pd.DataFrame(list(ready)), READY_COLUMNS))  # fmt: skip


def _title(row: Row) -> Any:
    link = dcc.Link(row["title"], href=row["href"])
    return [link, " ", html.Span(NO_KEY, className="mark")] if row["is_raw"] else link


LIST_COLUMNS = [
    Column("title", "Опрос", show=_title),
    Column("audience", "Кто отвечает", show=lambda r: AUDIENCES.get(r["audience"], "не указано")),
    Column("waves", "Волны"),
    Column("answers_count", "Ответов", "count"),
]
READY_COLUMNS = [
    Column("title", "Анкета", show=lambda r: dcc.Link(r["title"], href=r["href"])),
    Column("audience", "Кто отвечает", show=lambda r: AUDIENCES.get(r["audience"], "не указано")),
    Column("items_count", "Вопросов", "count"),
    Column("is_named", "Подписана", show=lambda r: "с именем" if r["is_named"] else "без имён"),
    Column("source", "Расчёт", show=lambda r: source_mark(r["source"])),
]


def sentence(scales: Sequence[Row], found: Sequence[Row], who: str) -> str:
    """Return what a wave says: levels or means of its scales, else its most agreed answer."""
    shown = [scale for scale in scales if scale["is_shown"]]
    if len(shown) == 1:
        return f"{_of_scale(shown[0])} · {who}"
    placed = sorted((s for s in shown if s["share"] is not None), key=lambda s: s["share"])
    if len(placed) > 1:
        low, high = placed[0], placed[-1]
        return f"Выше всего «{high['name']}» ({_mean(high)}), ниже всего «{low['name']}» ({_mean(low)}) · {who}"
    top = max(
        ((one["text"], part) for one in found for part in one["parts"]),
        key=lambda pair: pair[1]["pct"], default=None,
    )  # fmt: skip
    if top is None:
        return f"Ответов пока мало, чтобы их показать · {who}"
    return f"Чаще всего отвечали «{top[1]['label']}» на «{top[0]}» · {who}"


def _of_scale(scale: Row) -> str:
    if scale["levels"]:
        name, count = max(scale["levels"], key=lambda level: level[1])
        return f"{scale['name']}: {name} — {share_verdict(count, scale['people'])}"
    return f"{scale['name']}: в среднем {_mean(scale)}"


def _mean(scale: Row) -> str:
    return f"{words.number(scale['mean'])} из{words.NBSP}{words.trimmed(scale['max'])}"


def four_strips(fact: str, change: Any) -> html.Div:
    """Return the strips: who answered, what has changed since the wave before, and the rest."""
    later = "Прогноз по опросам не строится: двух волн для него мало"
    return strips(strip("fact", fact), strip("deviation", change), *later_strips(later))


def items_card(
    found: Sequence[Row], scales: Sequence[Row], least: int, texts: tuple[str, str]
) -> html.Article:
    """Return the distributions: a bar of counts per question, its people at the end.

    Many questions lie by their scales, the first of which is open. `texts` are the headline and the source.
    """
    headline, source = texts
    table = pd.DataFrame(
        figures.table_rows(found), columns=["text", "label", "count", "people", "pct"]
    )
    unit = "Сколько человек выбрали каждый ответ; n — сколько ответили на вопрос"
    drawn = html.Div([*_legend(found), *_items(found, scales, least)], className="survey-items")
    return chart_card(SurveyIds.items, headline, unit, drawn, table, source, columns=ITEM_COLUMNS,
                      has_origin=True)  # fmt: skip


def _items(found: Sequence[Row], scales: Sequence[Row], least: int) -> list[Any]:
    names = {scale["scale_id"]: scale["name"] for scale in scales} | {"": "Вопросы вне шкал"}
    groups: dict[str, list[Row]] = {scale_id: [] for scale_id in names}
    for one in found:
        groups[one["scale_id"]].append(one)
    filled = [(names[scale_id], own) for scale_id, own in groups.items() if own]
    if len(found) <= MOST_AT_ONCE or len(filled) == 1:
        return [_item(one, least) for one in found]
    return [
        html.Details([html.Summary(_group_title(name, len(own))),
                      html.Div([_item(one, least) for one in own], className="survey-items")],
                     open=not at, className="survey-group")
        for at, (name, own) in enumerate(filled)
    ]  # fmt: skip


def _group_title(name: str, count: int) -> str:
    return f"{name}: {words.plural(count, 'вопрос', 'вопроса', 'вопросов')}"


def _item(one: Row, least: int) -> html.Div:
    people = html.Span(f"n{words.NBSP}={words.NBSP}{one['people']}", className="survey-n")
    head = html.P([html.Span(one["text"]), people], className="survey-text")
    if not one["people"]:
        return html.Div([head, html.P("ответов нет", className="muted")])
    if not one["is_shown"]:
        return html.Div([head, html.P(TOO_FEW.format(least), className="muted")])
    draw = _stack if one["kind"] == "steps" else _bars
    return html.Div([head, *draw(one)])


def _legend(found: Sequence[Row]) -> list[Any]:
    """Return what the numbers mean, each scale of answers once: «1 — никогда · 2 — редко»."""
    lists = ([part["label"] for part in one["parts"] if part["value"] is not None]
             for one in found if one["kind"] == "steps")  # fmt: skip
    told = dict.fromkeys(
        " · ".join(labels) for labels in lists if any("—" in one for one in labels)
    )
    return [html.P(line, className="survey-legend") for line in told]


def _stack(one: Row) -> list[Any]:
    chosen = [part for part in one["parts"] if part["count"]]
    bar = html.Div([_segment(part, one["people"]) for part in chosen], className="survey-stack")
    counts = [
        f"{part['label'].partition(' — ')[0]}:{words.NBSP}{part['count']}" for part in one["parts"]
    ]
    return [bar, html.P(" · ".join(counts), className="survey-legend")]


def _segment(part: Row, people: int) -> html.Span:
    unread = "" if part["colour"] else " no-data"
    style = {"flexGrow": part["count"], "background": part["colour"], "color": part["ink"]}
    told = f"{part['label']}: {part['count']} из {people} ({words.percent(part['pct'])})"
    return html.Span(str(part["count"]), className=f"survey-segment{unread}", title=told,
                     style={name: value for name, value in style.items() if value})  # fmt: skip


def _bars(one: Row) -> list[Any]:
    lines = [
        html.Div(
            [html.Span(part["label"], className="survey-option"),
             html.Span(html.Span(style={"width": f"{part['pct']:.1f}%", "background": part["colour"]}),
                       className="survey-track"),
             html.Span(share_text(part["count"], one["people"]), className="survey-n")],
            className="survey-bar",
        )
        for part in one["parts"]
    ]  # fmt: skip
    return [html.Div(lines)]


ITEM_COLUMNS = [
    Column("text", "Вопрос"),
    Column("label", "Ответ"),
    Column("count", "Сколько", "count"),
    Column("people", "Ответили", "count"),
    Column("pct", "Доля", "share"),
]


def scales_section(scales: Sequence[Row], least: int, source: str) -> html.Section:
    """Return the scales of a wave: mean with its level, spread, and how many reach each level."""
    shown = [{**scale, "levels_text": levels_text(scale)} for scale in scales if scale["is_shown"]]
    hidden = [scale["name"] for scale in scales if not scale["is_shown"] and scale["people"]]
    parts: list[Any] = []
    columns = [
        c for c in SCALE_COLUMNS if c.key != "levels_text" or any(s["levels"] for s in shown)
    ]
    if shown:
        parts.append(table_card(SurveyIds.scales, "Шкалы", pd.DataFrame(shown), columns, source))
    if hidden:
        parts.append(html.P(f"{words.listed(hidden)}: {TOO_FEW.format(least)}", className="muted"))
    return section(
        "Шкалы",
        html.Div(
            className="survey-scales",
            children=parts or [html.P("Шкал в ключе нет.", className="muted")],
        ),
    )


def levels_text(scale: Row) -> str:
    """Return how many reach each level: «высокий: 13 из 25 (52 %); средний…»."""
    told = [f"{name}: {share_text(count, scale['people'])}" for name, count in scale["levels"]]
    return "; ".join(told)


def _mean_cell(scale: Row) -> str:
    level = f" · {scale['level']}" if scale["level"] else ""
    return f"{words.number(scale['mean'])}{level}"


SCALE_COLUMNS = [
    Column("name", "Шкала"),
    Column("people", "Человек", "count"),
    Column("mean", "Среднее", "number", 2, show=_mean_cell),
    Column("min", "От", "number", 0),
    Column("max", "До", "number", 0),
    Column("sd", "Разброс (SD)", "number", 2),
    Column("levels_text", "Сколько человек на каждом уровне"),
    Column("source", "Расчёт", show=lambda row: source_mark(row["source"])),
]  # fmt: skip


def persons_section(rows: Sequence[Row], scales: Sequence[Row]) -> list[Any]:
    """Return the signed answers that the person may see one by one, by name; nothing where none."""
    if not rows:
        return []
    people: dict[int, dict[str, Any]] = {}
    for row in rows:
        one = people.setdefault(int(row["teacher_id"]), {"full_name": row["full_name"]})
        one[row["scale_id"]] = row["score"]
    used = [scale for scale in scales if any(scale["scale_id"] in one for one in people.values())]
    columns = [Column("full_name", "Учитель"),
               *(Column(s["scale_id"], s["name"], "number") for s in used)]  # fmt: skip
    frame = pd.DataFrame(list(people.values()), columns=[c.key for c in columns])
    text = "Эту таблицу видят методист и сам учитель (только свою строку). По имени, без мест и сравнения."
    return [
        section("Ответы по именам", html.P(text, className="muted"), data_table(frame, columns))
    ]


def paper_button() -> html.Div:
    """Return the button of the whole workbook with its download."""
    parts = [button("Все результаты в XLSX", SurveyIds.xlsx), dcc.Download(id=SurveyIds.download)]
    return html.Div(parts, className="quiet-row")


def raw(questions: Sequence[Row], key_href: str) -> list[Any]:
    """Return what is known of a form without a key: its questions and how to set what they mean."""
    action = (
        [dcc.Link("Задать ключ", href=key_href, className="button button-main")] if key_href else []
    )
    text = "Пока никто не сказал, какие вопросы в какую шкалу входят и что значат ответы. Это делается один раз."
    columns = [Column("header_raw", "Вопрос")]
    return [
        note([html.P(text), *action], "warning"),
        section("Вопросы формы", data_table(pd.DataFrame(list(questions)), columns)),
    ]
