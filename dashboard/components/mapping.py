"""The mapping dialog: the table as it is, what each cell is taken as, and how to correct it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import words
from dashboard.components.controls import button, field
from dashboard.components.page import page_head
from dashboard.components.states import note
from dashboard.ids import MappingIds

LEGEND = (
    ("name", "ученик"), ("date", "дата"), ("subject", "предмет"), ("period", "период"),
    ("mark", "отметка"), ("attendance", "пропуск"), ("unknown", "непонятно"), ("ignored", "не берём"),
)  # fmt: skip
REGISTER_LEGENDS = {
    "pupil_register": (("name", "ученик"), ("class", "класс"), ("date", "дата"), ("ignored", "не берём")),
    "teaching_register": (("name", "учитель"), ("subject", "предмет"), ("class", "класс"),
                          ("hours", "часы"), ("ignored", "не берём")),
}  # fmt: skip
# A native list shows nothing for an empty value, so "as the program understood" has a word.
AUTO = "auto"
COLUMNS_ARE = (
    (AUTO, "как в шапке"),
    ("dates", "даты уроков"),
    ("subjects", "предметы"),
    ("periods", "учебные периоды"),
    ("subjects+periods", "предметы, под ними периоды"),
    ("subjects+dates", "предметы, под ними даты"),
)
MEANINGS = (
    (AUTO, "как понято"), ("ignore", "не брать"), ("class", "класс ученика"), ("subject", "предмет"),
    ("period:this", "итог этого периода"), ("period:q1", "1 четверть"), ("period:q2", "2 четверть"),
    ("period:q3", "3 четверть"), ("period:q4", "4 четверть"), ("period:h1", "1 полугодие"),
    ("period:h2", "2 полугодие"), ("period:t1", "1 триместр"), ("period:t2", "2 триместр"),
    ("period:t3", "3 триместр"), ("period:year", "год"), ("period:exam", "экзамен"),
    ("period:final", "итоговая"),
)  # fmt: skip
TABLE_IS = (
    ("matrix", "отметки и пропуски учеников"),
    ("pupil_register", "список учеников"),
    ("teaching_register", "нагрузка учителей"),
)
REGISTER_MEANINGS = {
    "pupil_register": (
        (AUTO, "как понято"), ("ignore", "не брать"), ("name", "ФИО или фамилия"), ("first_name", "имя"),
        ("patronymic", "отчество"), ("class_name", "класс"), ("grade", "параллель"), ("letter", "буква класса"),
        ("arrived_on", "прибыл"), ("left_on", "выбыл"), ("school_year", "учебный год"),
    ),
    "teaching_register": (
        (AUTO, "как понято"), ("ignore", "не брать"), ("teacher", "учитель"), ("first_name", "имя"),
        ("patronymic", "отчество"), ("subject", "предмет"), ("class_name", "класс или классы"),
        ("subgroup", "подгруппа"), ("hours_per_week", "часы в неделю"), ("school_year", "учебный год"),
    ),
}  # fmt: skip
SOURCES = (
    ("label", "из строки над таблицей"), ("title", "из заголовка"), ("sheet", "из имени листа"),
    ("file", "из имени файла"), ("ask", "спрашивать каждый раз"),
)  # fmt: skip
FACTS = (("class_name", "Класс"), ("subject", "Предмет"), ("period", "Период"),
         ("school_year", "Учебный год"))  # fmt: skip


def mapping_dialog(upload: Any, fmt: Any, shown: Mapping[str, Any], column: int) -> list[Any]:
    """Return the dialog of one upload: `fmt` is the reading so far, `shown` its preview."""
    head = page_head(
        "Покажите, где что в этой таблице",
        [upload.file_name, "Программа запомнит и дальше узнает такие файлы сама"],
    )
    side = html.Div(
        [_verdict(shown), _actions(), *_controls(fmt, shown, column)], className="mapping-side"
    )
    return [
        head,
        html.Div(
            [html.Div([_legend(fmt.shape), grid_table(shown, column)]), side], className="mapping"
        ),
    ]


def _verdict(shown: Mapping[str, Any]) -> html.Div:
    counts = shown["counts"]
    is_good = counts.get("pupils", 0) and counts.get("marks", 0) and not counts.get("unknown", 0)
    is_good = shown.get("is_good", is_good)
    summary = shown.get("summary") or register_summary(counts)
    lines: list[Any] = [html.P(summary, className="strip-title", role="status")]
    said = _found(shown["facts"])
    lines += [html.P(said, className="muted")] if said else []
    lines += [
        html.P(f"Спросим при загрузке: {q['what']}", className="muted") for q in shown["questions"]
    ]
    return note(lines, "good" if is_good else "warning")


def register_summary(counts: Mapping[str, int]) -> str:
    """Return what a list comes to: «28 учеников в 3 классах, прибыло 1, выбыло 2»."""
    classes = words.plural(counts["classes"], "классе", "классах", "классах")
    if counts["teachers"]:
        people = words.plural(counts["teachers"], "учитель", "учителя", "учителей")
        lines = words.plural(counts["lines"], "строка", "строки", "строк")
        return f"{people}, {lines} нагрузки в{words.NBSP}{classes}"
    if not counts["pupils"]:
        return "Пока не понято ни одной строки: укажите, где люди и где классы"
    people = words.plural(counts["pupils"], "ученик", "ученика", "учеников")
    moved = f"прибыло {counts['arrived']}, выбыло {counts['left']}"
    return f"{people} в{words.NBSP}{classes}, {moved}"


def _found(facts: Mapping[str, Any]) -> str:
    parts = [
        *facts.get("classes", []),
        *facts.get("school_years", []),
        *facts.get("subjects", [])[:4],
    ]
    return " · ".join(parts)


def _legend(shape: str) -> html.Ul:
    legend = REGISTER_LEGENDS.get(shape, LEGEND)
    return html.Ul([html.Li(said, className=f"as-{name}") for name, said in legend],
                   className="mapping-legend")  # fmt: skip


def grid_table(shown: Mapping[str, Any], column: int) -> html.Div:
    """Return the sheet as a table with letters and numbers, each cell by what it is taken as."""
    width = max((len(row) for row in shown["rows"]), default=0)
    letters = [html.Th(_letter(index, index == column), scope="col") for index in range(width)]
    head = html.Thead(html.Tr([html.Th(""), *letters]))
    body = [
        html.Tr([html.Th(number, scope="row"), *map(_cell, row)])
        for number, row in enumerate(shown["rows"], start=1)
    ]
    return html.Div(html.Table([head, html.Tbody(body)]), className="mapping-grid", tabIndex=0)


def _cell(cell: Mapping[str, str]) -> html.Td:
    return html.Td(cell["text"], className=f"as-{cell['as']}", title=cell["text"])


def _letter(index: int, is_chosen: bool) -> html.Button:
    spoken: dict[str, Any] = {"aria-pressed": "true" if is_chosen else "false"}
    return html.Button(letters_of(index), id=MappingIds.letter(index), type="button", **spoken)


def letters_of(index: int) -> str:
    """Return the spreadsheet letters of a zero-based column: 0 → A, 26 → AA."""
    head, rest = divmod(index, 26)
    return (letters_of(head - 1) if head else "") + chr(65 + rest)


def _controls(fmt: Any, shown: Mapping[str, Any], column: int) -> list[Any]:
    table = shown["table"] or {"header": [0, 0], "first_row": 1, "name_columns": [0]}
    common = [
        field("Как назвать эту таблицу", dcc.Input(id=MappingIds.control("title"), value=fmt.title, debounce=True)),
        field("Что это за таблица", _select("table_is", TABLE_IS, fmt.shape)),
        *_sheet_control(shown),
    ]  # fmt: skip
    if fmt.shape in REGISTER_MEANINGS:
        return [
            *common,
            _header_control(table, "Первая строка людей"),
            *_column_control(fmt, shown, column),
        ]
    return [
        *common,
        field("Что в столбцах", _select("columns_are", COLUMNS_ARE, fmt.options.get("columns_are") or AUTO)),
        _header_control(table, "Первая строка учеников"),
        field("Столбец с учениками", _select(
            "name_column", [(str(i), letters_of(i)) for i in range(_width(shown))],
            str(table["name_columns"][0]))),
        *_column_control(fmt, shown, column),
        _fixed_class(fmt),
        *[_fact(fmt, name, label) for name, label in FACTS],
    ]  # fmt: skip


def _header_control(table: Mapping[str, Any], people: str) -> html.Div:
    """Return where a person says in which rows the header stands; counted from 1, as on the screen."""
    rows = [
        field("Шапка, первая строка", _number("header_top", table["header"][0] + 1)),
        field(people, _number("first_row", table["first_row"] + 1)),
    ]
    return html.Div(rows, className="mapping-pair")


def _actions() -> html.Div:
    return html.Div(
        [
            button("Сохранить и проверить файл", MappingIds.save, kind="main"),
            dcc.Link("Отложить", href="/uploads", className="button button-quiet"),
        ],
        className="upload-actions",
    )


def _width(shown: Mapping[str, Any]) -> int:
    return max((len(row) for row in shown["rows"]), default=1)


def _sheet_control(shown: Mapping[str, Any]) -> list[Any]:
    if len(shown["sheets"]) < 2:
        return []
    options = [(str(n), name) for n, name in enumerate(shown["sheets"])]
    return [field("Лист", _select("sheet", options, str(shown["sheet"])))]


def _column_control(fmt: Any, shown: Mapping[str, Any], column: int) -> list[Any]:
    found = next((c for c in shown["columns"] if c["index"] == column), None)
    said = f"Столбец {letters_of(column)}"
    if found and found["label"]:
        said += f": «{found['label'][:40]}»"
    value = fmt.options.get("meanings", {}).get(found["key"], AUTO) if found else AUTO
    meanings = REGISTER_MEANINGS.get(fmt.shape, MEANINGS)
    options = [{"label": label, "value": code} for code, label in meanings]
    hint = dict(meanings).get(found["means"], found["means"]) if found else ""
    letters = [{"label": letters_of(i), "value": str(i)} for i in range(_width(shown))]
    picker = dbc.Select(id=MappingIds.control("column"), options=letters, value=str(column))
    meaning = dbc.Select(id=MappingIds.control("meaning"), options=options, value=value)
    return [
        html.Div([field("Столбец", picker), field(said, meaning, hint)], className="mapping-pair")
    ]


def _fact(fmt: Any, name: str, label: str) -> html.Label:
    sources = list(fmt.options.get(name, []))
    first = sources[0] if sources else "ask"
    fixed = first.startswith("value:")
    options = [*SOURCES, *([(first, f"всегда «{first[6:]}»")] if fixed else [])]
    return field(label, _select(name, options, first))


def _fixed_class(fmt: Any) -> html.Label:
    """Return where a person says the class of all such files, for tables that never name it."""
    said = next((s[6:] for s in fmt.options.get("class_name", []) if s.startswith("value:")), "")
    control = dcc.Input(id=MappingIds.control("fixed_class"), type="text", value=said, debounce=True,
                        placeholder="например, 8А")  # fmt: skip
    return field("Класс всех таких файлов", control, "Если таблица всегда об одном классе")


def _select(name: str, options: Sequence[tuple[str, str]], value: str) -> dbc.Select:
    choices = [{"label": label, "value": code} for code, label in options]
    return dbc.Select(id=MappingIds.control(name), options=choices, value=value)


def _number(name: str, value: int) -> dcc.Input:
    return dcc.Input(
        id=MappingIds.control(name), type="number", min=1, max=200, value=value, debounce=True
    )
