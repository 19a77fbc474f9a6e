"""The parts of the settings page: each shows plain rows and edits in place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard import words
from dashboard.components.controls import button, field, pill_link
from dashboard.components.guide import source_mark
from dashboard.components.page import page_head, section
from dashboard.components.states import note
from dashboard.ids import SettingsIds

PARTS = {
    "periods": "Периоды",
    "base": "База и школа",
    "roadmap": "Дорожная карта",
    "thresholds": "Пороги",
    "subjects": "Предметы",
    "works": "Проверочные работы",
    "competences": "Компетенции и критерии",
    "mappings": "Свои таблицы",
    "people": "Люди",
}
ROADMAP_BASES = {"staff": "все педагогические работники", "teachers": "учителя"}
REGISTER_STATES = {"lines": "по строкам", "kept": "ведётся"}
BASES = {"attested": "аттестованные", "on_roll": "все ученики списка"}
KINDS = {
    "calendar_period": "период",
    "period_system": "периоды параллели",
    "threshold": "порог",
    "subject_alias": "название предмета",
    "setting": "настройка",
    "mapping_title": "название таблицы",
    "own_school_code": "код школы",
    "other_school_code": "код чужой школы",
    "class_ordinal": "класс по номеру",
    "exam_minimum": "минимум экзамена",
}


def head(part: str, shown: Sequence[str]) -> html.Header:
    """Return the head with the parts as pills that are links."""
    pills = [pill_link(PARTS[name], f"/settings?part={name}", name == part) for name in shown]
    saved_by = "сохраняется кнопкой" if part == "competences" else "сохраняется сразу"
    facts = [f"изменение {saved_by} и применится к показателям через несколько секунд"]
    return page_head("Настройки школы", facts, pills)


def periods(terms: Sequence[dict[str, Any]], systems: Sequence[dict[str, Any]], years: Any) -> Any:
    """Return the calendar of one school year and the systems of the grades.

    `terms`: school_year, system, period, date_from, date_to; `systems`: grade, system;
    `years`: (school_year, is_current) for the pills.
    """
    pills = [pill_link(y, f"/settings?part=periods&year={y}", now) for y, now in years]
    tables = [_terms(system, list(rows)) for system, rows in groupby(terms, lambda t: t["system"])]
    choices = [{"label": label, "value": code} for code, label in words.PERIOD_SYSTEMS.items()]
    grades = [
        field(
            f"{row['grade']} класс",
            html.Div(editable("period_system", row["grade"], row["system"], choices)),
        )
        for row in systems
    ]
    return [
        section("Календарь", html.Div(pills, className="pills"), *tables),
        section("Какие периоды у параллели", html.Div(grades, className="fields")),
    ]


def base(value: str) -> html.Section:
    """Return the choice of the base of shares."""
    choices = [{"label": label, "value": code} for code, label in BASES.items()]
    text = (
        "От чего считать доли, если страница не выбрала иначе. «Аттестованные» — без учеников "
        "с н/а; «все ученики списка» — вместе с ними. База всегда написана под графиком."
    )
    control = html.Div(editable("setting", "base", value, choices), className="narrow")
    return section("База долей", html.P(text, className="muted"), control)


def roadmap(base: str, day: str, registers: Sequence[tuple[str, str, str]]) -> list[html.Section]:
    """Return how the roadmap is counted: the base, the day (31.12), and which registers are kept.

    `registers`: name of the setting, title of the register, value (lines, kept).
    """
    bases = [{"label": label, "value": code} for code, label in ROADMAP_BASES.items()]
    fields = [
        field("От кого считать доли", html.Div(editable("setting", "roadmap_base", base, bases))),
        field("День, на который считать", html.Div(editable("setting", "roadmap_day", day)), "Например: 31.12"),
    ]  # fmt: skip
    states = [{"label": label, "value": code} for code, label in REGISTER_STATES.items()]
    kept = [
        field(title, html.Div(editable("setting", name, value, states)))
        for name, title, value in registers
    ]
    text = (
        "Пока в реестре нет ни одной строки за срок программы, факт неизвестен: «нет данных», а не ноль. "
        "Если реестр ведётся и никого в нём правда нет, выберите «ведётся»: тогда факт равен нулю."
    )
    return [
        section("Как считать факты", html.Div(fields, className="fields")),
        section("Какие реестры ведутся", html.P(text, className="muted"), html.Div(kept, className="fields")),
    ]  # fmt: skip


def school_name(value: str) -> html.Section:
    """Return the school's name as papers print it."""
    text = (
        "Так школа названа на отчётах, которые сдают. Пусто — на бумаге будет строка для названия."
    )
    control = html.Div(editable("setting", "school_name", value), className="narrow")
    return section("Название школы", html.P(text, className="muted"), control)


def thresholds(
    rows: Sequence[dict[str, Any]], pages: Sequence[str], title: str = "Пороги"
) -> html.Section:
    """Return the thresholds by section; `pages` are the addresses that exist, without their filters."""
    known = {page.partition("?")[0] for page in pages}
    lines: list[html.Tr] = []
    for (group, page), found in groupby(rows, lambda row: (row["section"], row["page"])):
        is_used = page.partition("?")[0] in known
        lines += [_group(group, is_used), *(_threshold(row) for row in found)]
    table = edit_table(["Порог", "Значение", "Единица", "Откуда"], lines, "")
    return section(title, table)


def subjects(own: Sequence[dict[str, Any]], names: Sequence[str], shipped_count: int) -> Any:
    """Return the school's own names of subjects and the form to add one.

    `own`: record_id, alias, subject; `names`: the canonical names to choose from.
    """
    known = words.plural(shipped_count, "написание", "написания", "написаний")
    text = f"Программа уже знает {known}. Добавьте то, как предмет назван в вашем журнале."
    form = [
        field("В журнале написано", dbc.Input(id=SettingsIds.alias_text, maxLength=120)),
        field("Это предмет", _subjects(names)),
        button("Добавить", SettingsIds.alias_add, "main"),
    ]
    rows = [
        html.Tr([html.Td(r["alias"]), html.Td(r["subject"]), html.Td(take_back(r["record_id"]))])
        for r in own
    ]
    table = edit_table(["В журнале", "Предмет", ""], rows, "Своих написаний пока нет.")
    saying = html.Div(id=SettingsIds.alias_note)
    grid = html.Div(form, className="fields")
    return section("Названия предметов", html.P(text, className="muted"), grid, saying, table)


def mappings(rows: Sequence[tuple[str, str]]) -> html.Section:
    """Return the school's own layouts (id, title), each with its name to change."""
    lines = [
        html.Tr([html.Td(html.Div(editable("mapping_title", own, title)))]) for own, title in rows
    ]
    text = (
        "Таблицы, которые программу научили узнавать в «Загрузках». Название видно в проверке "
        "и в истории загрузок; как таблица читается, оно не меняет."
    )
    empty = "Своих таблиц пока нет. Загрузите незнакомый файл: программа спросит, где что."
    return section(
        "Свои таблицы", html.P(text, className="muted"), edit_table(["Название"], lines, empty)
    )


def changes(rows: Sequence[dict[str, Any]]) -> html.Section:
    """Return the latest changes, each with its way back: record_id, kind, what, when, who."""
    lines = [
        html.Tr(
            [
                html.Td(KINDS[r["kind"]]),
                html.Td(r["what"]),
                html.Td(f"{r['when']}, {r['who']}"),
                html.Td(take_back(r["record_id"])),
            ]
        )
        for r in rows
    ]
    table = edit_table(["Что", "Значение", "Когда и кто", ""], lines, "Всё как при установке.")
    return section("Что изменено", table)


def saved(text: str, is_good: bool = True) -> html.Span:
    """Return the words beside a value after it was changed."""
    sign = "✓ " if is_good else "▲ "
    return html.Span(sign + text, className="saved" if is_good else "saved is-problem")


def closed() -> Any:
    """Return what is shown to a role that may not change settings."""
    return note("Настройки меняют администратор, директор и заместитель директора.")


def _terms(system: str, rows: Sequence[dict[str, Any]]) -> html.Div:
    lines = [
        html.Tr(
            [
                html.Td(words.period(row["period"])),
                html.Td(_date(row, "date_from")),
                html.Td(_date(row, "date_to")),
            ]
        )
        for row in rows
    ]
    title = words.PERIOD_SYSTEMS.get(system, "учебный год").capitalize()
    return html.Div([html.H3(title), edit_table(["Период", "Начало", "Конец"], lines, "")])


def _date(row: dict[str, Any], side: str) -> html.Div:
    key = "|".join((row["school_year"], row["system"], row["period"], side))
    return html.Div(editable("calendar_period", key, row[side].isoformat(), type="date"))


def _group(title: str, is_used: bool) -> html.Tr:
    later = html.Span(" · понадобятся, когда откроется их страница", className="muted")
    return html.Tr(html.Th([title, "" if is_used else later], colSpan=4), className="group")


def _threshold(row: dict[str, Any]) -> html.Tr:
    typed = f"{row['value']:g}".replace(".", ",")
    cells = [
        row["meaning"],
        html.Div(editable("threshold", row["name"], typed)),
        row["unit"],
        source_mark(row["source"]),
    ]
    return html.Tr([html.Td(cell) for cell in cells])


def editable(kind: str, key: Any, value: Any, options: Any = None, type: str = "text") -> list[Any]:
    """Return an editable value with the place for the words about its saving."""
    name = SettingsIds.cell(kind, str(key))
    control = (
        dbc.Select(id=name, options=options, value=value)
        if options
        else dbc.Input(id=name, type=type, value=value, debounce=True)
    )
    return [control, html.Div(id=SettingsIds.saved(kind, str(key)), **_live())]


def _subjects(names: Sequence[str]) -> dbc.Select:
    options = [{"label": name, "value": name} for name in names]
    return dbc.Select(id=SettingsIds.alias_subject, options=options)


def take_back(record_id: int) -> html.Button:
    """Return the button that takes a change back."""
    return button("Вернуть", SettingsIds.revoke(record_id))


def edit_table(labels: Sequence[str], rows: Sequence[Any], empty: str) -> html.Div:
    """Return rows under their labels, or the words for none."""
    if not rows:
        return html.Div(html.P(empty, className="muted"), className="table-box")
    heading = html.Thead(html.Tr([html.Th(label, scope="col") for label in labels]))
    return html.Div(html.Table([heading, html.Tbody(list(rows))]), className="table-box edit-table")


def _live() -> dict[str, Any]:
    return {"aria-live": "polite"}
