"""«Кто есть кто»: two cards side by side with what speaks for one pupil and for two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.cards import xlsx_of
from dashboard.components.controls import button, pill_select
from dashboard.components.page import section
from dashboard.components.states import empty_state, note
from dashboard.components.tables import Column
from dashboard.ids import WhoIds

SHOWN = 20
ALL = "all"
REASONS = {
    "same_name_other_class": "Фамилия, имя и отчество совпадают, но класс другой",
    "namesakes": "Фамилия, имя и отчество совпадают, но в классе есть полные тёзки",
    "overlap": "Полные тёзки: записи в двух классах идут в одни и те же дни",
    "repeated_year": "Фамилия, имя и отчество совпадают, но параллель та же, что год назад",
    "gap_year": "Фамилия, имя и отчество совпадают, но между записями пропущен год",
    "patronymic_missing": "Фамилия и имя совпадают, но отчество записано не везде",
    "initials": "Фамилия совпадает, но имя или отчество записаны инициалами",
    "word_order": "Те же слова в имени, но в другом порядке",
    "spelling": "Имя отличается только дефисом или пробелом",
    "one_letter": "Имя отличается одной буквой",
}
WHERE = {
    "same_class": "один и тот же класс, разные файлы",
    "moved_up": "класс тот же, год следующий",
    "next_year": "следующий год, другой класс",
    "same_year": "один и тот же год, разные классы",
    "overlap": "один и тот же год, разные классы",
    "transfer": "перешёл из класса в класс посреди года: даты записей не пересекаются",
    "repeated": "следующий год, та же параллель",
    "gap": "через год или позже, параллель подходит",
}
PROPOSALS = {
    "one": "Похоже, это один ученик",
    "apart": "Похоже, это разные ученики",
    "": "По файлам не решить",
}
KINDS = {
    "pupil_link": "Один и тот же ученик",
    "pupil_apart": "Разные ученики",
    "pupil_split": "Разделены: с этого класса другой ученик",
}


def sentence(count: int) -> str:
    """Return the sentence of the page."""
    if not count:
        return "Спорных пар нет: про каждого ученика известно, кто это"
    pairs = words.plural(count, "паре", "парам", "парам")
    return f"Нужно решить по {pairs} записей, один это ученик или двое"


def filters(years: Sequence[str], classes: Sequence[str], year: str, class_name: str) -> list[Any]:
    """Return the pills: the year and the class of either record."""
    every = {"label": "все", "value": ALL}
    return [
        pill_select(WhoIds.year, "Год", [every, *years], year or ALL),
        pill_select(WhoIds.class_name, "Класс", [every, *classes], class_name or ALL),
    ]


def closed() -> html.Div:
    """Return what stands for a person who may not decide."""
    return note("Решать, кто есть кто, могут администратор, директор и заместитель.")


def nothing_open(is_filtered: bool, is_loaded: bool) -> html.Div:
    """Return the empty state of the list."""
    if not is_loaded:
        return empty_state(
            "Здесь будут ученики, про которых неясно, один это человек или двое",
            "Например, «Иванова Мария» в одном файле и «Иванова Мария Петровна» в другом. "
            "Список появится после первой загрузки.", "/uploads", "Загрузить файлы",
        )  # fmt: skip
    what = "Для этого года и класса спорных пар нет" if is_filtered else "Решать нечего"
    return empty_state(what, "Новые пары появятся здесь сами, если их принесут новые файлы.")


def open_list(
    doubts: Sequence[Any], evidence: Mapping[int, Mapping[str, Any]], later: set[str]
) -> html.Section:
    """Return the open doubts as cards, the first of them, and all as XLSX."""
    cards: list[Any] = [doubt_card(doubt, evidence, doubt.key in later) for doubt in doubts[:SHOWN]]
    if len(doubts) > SHOWN:
        rest = words.plural(len(doubts) - SHOWN, "пара", "пары", "пар")
        cards.append(html.P(f"И ещё {rest}: они покажутся, когда решите эти.", className="muted"))
    sheet = xlsx_of("who-open", "Кто есть кто: не решено", sheet_rows(doubts), SHEET)
    return section("Не решено", html.Div(cards, className="uploads-list"), *sheet)


def class_lists(lists: Sequence[Any]) -> list[Any]:
    """Return the classes that can be decided at once, each with the list of its pairs before the button."""
    cards = [class_card(found) for found in lists]
    return [section("Классом сразу", html.Div(cards, className="uploads-list"))] if cards else []


def class_card(found: Any) -> html.Article:
    """Return one class: which records are matched, the pairs, and one button for all of them."""
    count = words.plural(len(found.doubts), "ученик", "ученика", "учеников")
    one, other = (f"{name} {year}" for year, name in (found.one, found.other))
    places = f"{one}, разные файлы" if one == other else f"{one} и {other}"
    named = ("Одна запись", "Другая запись") if one == other else (f"В {one}", f"В {other}")
    head = html.Tr([html.Th(text, scope="col") for text in named])
    rows = [html.Tr([html.Td(d.one.name_raw), html.Td(d.other.name_raw)]) for d in found.doubts]
    table = html.Table([html.Thead(head), html.Tbody(rows)])
    return html.Article(
        [
            html.H3(f"{places}: {count}"),
            html.P("Имена записаны не полностью, но совпадение у каждого только одно. Если кто-то здесь не тот, "
                   "выберите этот класс вверху и сначала решите его пару в списке «Не решено»."),
            html.Div(table, className="table-box table-short", tabIndex=0),
            html.Div(button(f"Связать всех: {count}", WhoIds.act("class", found.key), "plain",
                            **{"aria-label": f"Связать всех: {count}, {places}"}), className="upload-actions"),
        ],
        className="card upload-card",
    )  # fmt: skip


def deeds(found: Sequence[Any]) -> list[Any]:
    """Return the classes linked by one click, each with the way to take all of it back."""
    if not found:
        return []
    lines = [
        html.Li([
            f"{deed.places}: {words.plural(deed.count, 'пара', 'пары', 'пар')} · {deed.who}, {deed.when} ",
            button("Отменить все", WhoIds.act("class_back", deed.together),
                   **{"aria-label": f"Отменить все пары: {deed.places}"}),
        ])
        for deed in found
    ]  # fmt: skip
    return [section("Связаны классом", html.Ul(lines))]


def doubt_card(
    doubt: Any, evidence: Mapping[int, Mapping[str, Any]], is_later: bool
) -> html.Article:
    """Return one pair: why it is asked, the two records, what is proposed, and the buttons."""
    why = f"{REASONS[doubt.reason]}: {WHERE[doubt.where]}." if doubt.where not in (
        "overlap", "same_year", "repeated", "gap") else f"{REASONS[doubt.reason]}."  # fmt: skip
    proposal: list[Any] = [html.Span("◆ ", **_silent()), PROPOSALS[doubt.proposal]]
    put_off = [html.Span("отложено", className="muted")] if is_later else []
    sides = [
        _side(key, evidence.get(key.pupil_id), doubt.reason == "namesakes")
        for key in (doubt.one, doubt.other)
    ]
    return html.Article(
        [
            html.Div([html.H3(why), *put_off], className="upload-top"),
            html.Div(sides, className="who-pair"),
            html.P(proposal),
            _buttons(doubt),
        ],
        className="card upload-card",
    )


def _side(key: Any, said: Mapping[str, Any] | None, are_namesakes: bool) -> html.Div:
    link = dcc.Link(key.name_raw, href=f"/pupil/{key.pupil_id}?year={key.school_year}")
    which = f"{key.ordinal}-й из тёзок в списке" if are_namesakes else ""
    facts = _facts(said) if said else "Показатели этих записей ещё обновляются"
    place = f"{key.class_name}, {key.school_year}" + (f", {which}" if which else "")
    lines = [html.P(link, className="who-name"), html.P(place), html.P(facts, className="muted")]
    return html.Div(lines, className="who-side")


def _facts(said: Mapping[str, Any]) -> str:
    cells, subjects = int(said["cells_count"]), int(said["subjects_count"])
    period = int(said["period_marks_count"])
    parts = [
        words.plural(subjects, "предмет", "предмета", "предметов") if subjects else "",
        words.plural(cells, "запись", "записи", "записей") + f" с{words.NBSP}"
        f"{words.day(said['first_on'])} по{words.NBSP}{words.day(said['last_on'])}" if cells else "",
        words.plural(period, "итоговая отметка", "итоговые отметки", "итоговых отметок")
        if period else "",
    ]  # fmt: skip
    return ", ".join(filter(None, parts)) or "отметок нет, только имя в списке"


def _buttons(doubt: Any) -> html.Div:
    named = f"{doubt.one.name_raw} и {doubt.other.name_raw}"
    texts = (("one", "Один и тот же ученик"), ("apart", "Разные ученики"), ("later", "Решу позже"))
    kinds = {"later": "quiet"}
    buttons = [
        button(text, WhoIds.act(verb, doubt.key), kinds.get(verb, "plain"),
               **{"aria-label": f"{text}: {named}"})
        for verb, text in texts
    ]  # fmt: skip
    return html.Div(buttons, className="upload-actions")


def decided(decisions: Sequence[Any]) -> html.Section:
    """Return the decisions with the undo of each; one that a newer one overrides says so."""
    if not decisions:
        return section("Решено", html.P("Решений пока нет.", className="muted"))
    head = html.Tr(
        [html.Th(t, scope="col") for t in ("Решение", "Записи", "Кто и когда", "Состояние", "")]
    )
    rows = [html.Tr([html.Td(cell) for cell in _decision(one)]) for one in decisions]
    table = html.Table([html.Thead(head), html.Tbody(rows)])
    return section("Решено", html.Div(table, className="table-box", tabIndex=0))


def _decision(decision: Any) -> list[Any]:
    state = f"●{words.NBSP}действует" if decision.is_holding else (
        f"○{words.NBSP}не действует: ему противоречит более новое решение или файл, "
        "где эти записи стоят рядом"
    )  # fmt: skip
    undo = button("Отменить", WhoIds.act("undo", str(decision.record_id)))
    pair = [decision.one, html.Br(), decision.other]
    return [KINDS[decision.kind], pair, f"{decision.who}, {decision.when}", state, undo]


SHEET = [
    Column("reason", "Почему спорно"),
    Column("one_name", "Первая запись"),
    Column("one_place", "Класс и год"),
    Column("other_name", "Вторая запись"),
    Column("other_place", "Класс и год второй записи"),
    Column("proposal", "Что похоже"),
]


def sheet_rows(doubts: Sequence[Any]) -> pd.DataFrame:
    """Return the open doubts as rows of a sheet."""
    rows = [
        {
            "reason": f"{REASONS[d.reason]}; {WHERE[d.where]}",
            "one_name": d.one.name_raw,
            "one_place": f"{d.one.class_name} {d.one.school_year}",
            "other_name": d.other.name_raw,
            "other_place": f"{d.other.class_name} {d.other.school_year}",
            "proposal": PROPOSALS[d.proposal],
        }
        for d in doubts
    ]
    return pd.DataFrame(rows, columns=[column.key for column in SHEET])


def _silent() -> dict[str, Any]:
    return {"aria-hidden": "true"}
