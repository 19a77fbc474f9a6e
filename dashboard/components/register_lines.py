"""The lines of one register: a table that becomes cards on a phone, its filters, its empty state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components import register_words as say
from dashboard.components.cards import xlsx_of
from dashboard.components.controls import button, pill_select
from dashboard.components.tables import Column
from dashboard.ids import RegisterIds
from dashboard.register_fields import Field, Register

ALL = "all"
SIDE = frozenset({"text", "long", "competence"})


@dataclass(frozen=True)
class Lines:
    """The lines to show, and what may be done: `link(**changes)` is the address with other filters."""

    register: Register
    rows: Sequence[Mapping[str, Any]]
    link: Callable[..., str]
    may_open_files: bool
    changeable: Callable[[Mapping[str, Any]], bool]


def table(shown: Lines) -> html.Div:
    """Return the table: teacher, what, the chosen values, days, where the line comes from."""
    aside = [f for f in shown.register.fields if f.type in SIDE]
    own = [f for f in shown.register.fields if f.type not in SIDE and f.type != "date"]
    used = [f for f in own if any(say.value(f, row) for row in shown.rows)]
    labels = ["Педагог", "Что", *(f.label for f in used), "Когда", "Откуда", ""]
    head = html.Thead(html.Tr([html.Th(label, scope="col") for label in labels]))
    body = [_row(row, (aside, used), labels, shown) for row in shown.rows]
    return html.Div(html.Table([head, html.Tbody(body)], className="register-table"),
                    className="table-box", tabIndex=0)  # fmt: skip


def _row(row: Mapping[str, Any], fields: Any, labels: Sequence[str], shown: Lines) -> html.Tr:
    aside, used = fields
    has_end = shown.register.field("date_to") is not None
    who = dcc.Link(row["full_name"], href=f"/teacher/{row['teacher_id']}")
    cells = [who, _what(aside, row), *(say.value(f, row) or say.DASH for f in used),
             say.when(row, has_end) or "даты нет", say.source(row, shown.may_open_files),
             _acts(row, shown)]  # fmt: skip
    return html.Tr(
        [_cell(label, cell) for label, cell in zip(labels, cells, strict=True)],
        id=f"line-{row['entry_key']}",
    )


def _cell(label: str, content: Any) -> html.Td:
    spoken: dict[str, Any] = {"data-label": label}
    return html.Td(content, **spoken)


def _what(fields: Sequence[Field], row: Mapping[str, Any]) -> html.Div:
    first = next((f for f in fields if f.name == "title"), fields[0])
    rest = [(f.label, say.value(f, row)) for f in fields if f is not first]
    details = [html.P(f"{label}: {text}", className="muted") for label, text in rest if text]
    return html.Div([html.P(say.value(first, row) or say.DASH, className="line-title"), *details])


def _acts(row: Mapping[str, Any], shown: Lines) -> Any:
    if not shown.changeable(row):
        return ""
    edit = dcc.Link(
        "Изменить", href=shown.link(line=row["entry_key"]), className="button button-quiet"
    )
    hide = button("Убрать", RegisterIds.act("hide", row["entry_key"]))
    return html.Div([edit, hide], className="row-acts")


def chosen(
    rows: Sequence[Mapping[str, Any]], register: Register, filters: Mapping[str, str]
) -> list[Any]:
    """Return the lines that the filters `teacher`, `year` and `state` leave."""
    state = state_field(register)
    return [
        row for row in rows
        if filters.get("teacher", "") in ("", str(row["teacher_id"]))
        and filters.get("year", "") in ("", row["year"])
        and filters.get("state", "") in ("", str(row[state] if state else ""))
    ]  # fmt: skip


def state_field(register: Register) -> str:
    """Return the column that the filter of states goes by: the state, else the kind; "" for neither."""
    return next((name for name in ("status", "kind") if register.field(name)), "")


def pills(
    rows: Sequence[Mapping[str, Any]], register: Register, filters: Mapping[str, str]
) -> list[Any]:
    """Return the filters with what the lines have to choose from."""
    people = {str(row["teacher_id"]): row["full_name"] for row in rows}
    named = [{"label": name, "value": key} for key, name in people.items()]
    years = sorted({row["year"] for row in rows}, reverse=True)
    pills = [("teacher", "Педагог", named), ("year", "Учебный год", _plain(years))]
    state = state_field(register)
    if state:
        field = register.field(state)
        said = sorted({str(row[state]) for row in rows if row[state]})
        pills.append(("state", field.label if field else "", _plain(said)))
    return [
        pill_select(RegisterIds.pill(name), label, _offered(options, filters.get(name, "")), filters.get(name) or ALL)
        for name, label, options in pills
    ]  # fmt: skip


def _plain(values: Sequence[str]) -> list[dict[str, str]]:
    return [{"label": value, "value": value} for value in values]


def _offered(options: list[dict[str, str]], value: str) -> list[dict[str, str]]:
    """Return the choices with the one that the address names, though no line has it any more."""
    known = {"", *(option["value"] for option in options)}
    return [
        {"label": "все", "value": ALL},
        *options,
        *([] if value in known else [{"label": value, "value": value}]),
    ]


def workbook(register: Register, rows: Sequence[Mapping[str, Any]], source: str) -> list[Any]:
    """Return what lets the register be taken as XLSX: every field of its own, teachers А–Я."""
    columns = [Column("full_name", "Педагог"), *(Column(f.name, f.label) for f in register.fields),
               Column("source", "Откуда")]  # fmt: skip
    taken = [
        {"full_name": row["full_name"], **{f.name: _sheet_value(f, row) for f in register.fields},
         "source": "введено на странице" if row["is_typed"] else row.get("file_name") or "файл"}
        for row in rows
    ]  # fmt: skip
    frame = pd.DataFrame(taken, columns=[column.key for column in columns])
    return xlsx_of(f"register-{register.register}", register.title, frame, columns, source)


def _sheet_value(asked: Field, row: Mapping[str, Any]) -> Any:
    if asked.type in ("date", "number"):
        return row[asked.name]
    return say.value(asked, row) or None


def example(register: Register, how: str) -> html.Div:
    """Return the empty register: what will be here, how to fill it, and a grey line of the fields it has."""
    labels = ["Педагог", *(f.label for f in register.fields if f.type != "long")]
    cells = [html.Td(_sample(label), **{"data-label": label}) for label in labels]  # type: ignore[arg-type]
    head = html.Thead(html.Tr([html.Th(label) for label in labels]))
    drawn = html.Table([head, html.Tbody(html.Tr(cells))], className="register-table is-example")
    hidden: dict[str, Any] = {"aria-hidden": "true"}
    return html.Div(
        [
            html.P(f"{register.about}.", className="empty-what"),
            html.P(how, className="empty-how"),
            html.Div(drawn, className="table-box", **hidden),
        ],
        className="empty", role="status",
    )  # fmt: skip


def _sample(label: str) -> str:
    if label in ("Педагог", "Наставник"):
        return "Фамилия Имя Отчество"
    if any(
        word in label.casefold() for word in ("дата", "начало", "окончание", "срок", "резерве с")
    ):
        return words.NBSP.join(("15", "марта", "2026"))
    return "72" if label == "Часов" else "…"
