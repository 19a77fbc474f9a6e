"""The part of the settings about works: which school is ours, which class a number is, exam minimums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard import words
from dashboard.components.controls import button, field, pill_link
from dashboard.components.page import section
from dashboard.components.settings import edit_table, editable, take_back
from dashboard.ids import SettingsIds

CODES_LIST = "settings-codes-named"
OWN_MINIMUM = "значение школы"


def own_codes(own: Sequence[dict[str, Any]], named: Sequence[dict[str, Any]]) -> html.Section:
    """Return our codes and the form to add one.

    `own`: record_id, school_code, is_own (else somebody said that it is another school); `named`:
    schools of the loaded files (school_code, school_name, municipality, works_count), proposed while
    one types.
    """
    text = (
        "Под каким кодом, логином или названием вашу школу знают файлы ФИС ОКО, региона и олимпиад. "
        "Пока код не назван, файл ВПР с одной школой спросит, ваша ли она, а в файле с несколькими "
        "школами ваших результатов нет. Результаты ВПР перейдут сами; протоколы с фамилиями загрузите ещё раз."
    )
    shown = dbc.Input(id=SettingsIds.code_text, maxLength=160, list=CODES_LIST)
    options = [html.Option(value=r["school_code"], label=_named(r)) for r in named]
    form = [
        field("Код, логин или название", shown, _count_of(named)),
        button("Добавить", SettingsIds.code_add, "main"),
    ]
    names = {r["school_code"]: _named(r) for r in named}
    rows = [
        html.Tr([html.Td(r["school_code"]), html.Td(names.get(r["school_code"], "в файлах пока нет")),
                 html.Td("наша" if r.get("is_own", True) else "другая школа"),
                 html.Td(take_back(r["record_id"]))])
        for r in own
    ]  # fmt: skip
    return section(
        "Наша школа в чужих файлах",
        html.P(text, className="muted"),
        html.Datalist(options, id=CODES_LIST),
        html.Div(form, className="fields"),
        html.Div(id=SettingsIds.code_note),
        edit_table(["Код", "Школа", "Чья", ""], rows, "Своих кодов пока нет."),
    )


def ordinals(
    rows: Sequence[dict[str, Any]], classes: Mapping[tuple[str, int], Sequence[str]]
) -> html.Section:
    """Return the classes that files give by number, each with the class it stands for.

    `rows`: school_year, grade, class_ordinal, class_name (what holds, ''), origin (in words),
    participants_count; `classes` are the names to choose from by (school_year, grade).
    """
    text = (
        "Часть файлов ВПР называет класс номером: «4 №\xa02». Если в форме есть свой лист с номерами, "
        "берётся он; здесь номер можно назвать или поправить, и результаты встанут в класс."
    )
    lines: list[html.Tr] = []
    for year, found in groupby(rows, lambda row: row["school_year"]):
        lines.append(html.Tr(html.Th(year, colSpan=4), className="group"))
        lines += [_ordinal(row, classes.get((year, row["grade"]), ())) for row in found]
    empty = "Все классы в загруженных работах названы."
    table = edit_table(["В файле", "Это класс", "Откуда", "Участников"], lines, empty)
    return section("Классы по номеру", html.P(text, className="muted"), table)


def minimums(rows: Sequence[dict[str, Any]], years: Sequence[tuple[str, bool]]) -> html.Section:
    """Return the exam minimums of a school year: kind, subject, min_points, source, is_own."""
    text = (
        "Сколько тестовых баллов нужно, чтобы экзамен был сдан. Значения даны с источником; если "
        "в каком-то году порог другой, впишите его: он будет действовать только в этом году."
    )
    pills = [pill_link(y, f"/settings?part=works&year={y}", now) for y, now in years]
    lines = [
        html.Tr([html.Td(f"{words.work_kind(r['kind'])}, {r['subject']}"), html.Td(_minimum(r)),
                 html.Td(OWN_MINIMUM if r["is_own"] else r["source"])])
        for r in rows
    ]  # fmt: skip
    table = edit_table(["Экзамен", "Минимум, тестовых баллов", "Откуда"], lines, "Порогов нет.")
    return section(
        "Минимальные баллы экзаменов",
        html.P(text, className="muted"),
        html.Div(pills, className="pills"),
        table,
    )


def _ordinal(row: dict[str, Any], names: Sequence[str]) -> html.Tr:
    key = f"{row['school_year']} {row['grade']} {row['class_ordinal']}"
    known = sorted({*names, *filter(None, [row["class_name"]])})
    choices = [{"label": "не указан", "value": ""}, *({"label": n, "value": n} for n in known)]
    control = editable("class_ordinal", key, row["class_name"], choices if names else None)
    cells = [
        f"{row['grade']} №\xa0{row['class_ordinal']}",
        html.Div(control),
        row["origin"],
        str(row["participants_count"]),
    ]
    return html.Tr([html.Td(cell) for cell in cells])


def _minimum(row: dict[str, Any]) -> html.Div:
    key = "|".join((row["school_year"], row["kind"], row["subject"]))
    typed = f"{row['min_points']:g}".replace(".", ",")
    return html.Div(editable("exam_minimum", key, typed))


def _named(row: dict[str, Any]) -> str:
    return ", ".join(filter(None, (row["school_name"], row["municipality"]))) or row["school_code"]


def _count_of(named: Sequence[Any]) -> str:
    if not named:
        return "загруженные файлы школ не называют"
    count = words.plural(len(named), "школу", "школы", "школ")
    return f"загруженные файлы называют {count}: начните печатать, и программа предложит"
