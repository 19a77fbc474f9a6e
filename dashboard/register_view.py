"""One register on the page: its head, the ways to fill it, its lines."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from dash import dcc, html

from dashboard import data, words
from dashboard.components import note, page_head
from dashboard.components import register_lines as lines
from dashboard.components import register_words as say
from dashboard.components.uploads import template_link
from dashboard.origin import beside
from dashboard.register_fields import Register
from dashboard.register_links import PATH, Filters, link
from dashboard.register_opened import line_form, may_add
from dashboard.register_origin import is_young, origin
from dashboard.session import may
from dashboard.staff import Staff, may_write


def register_view(staff: Staff, register: Register, filters: Filters) -> list[Any]:
    """Return one register: head, the form where one is open, the lines."""
    rows = staff.of(register.register)
    kept = lines.chosen(rows, register, filters)
    to = partial(link, filters)
    shown = lines.Lines(register, kept, to, may("upload"),
                        lambda row: may_write(register.register, row["teacher_id"]))  # fmt: skip
    opened = line_form(staff, register, filters)
    add = to(line=uuid4().hex) if may_add(register) and not opened else ""
    main: list[Any] = [
        page_head(_told(staff, register, rows, kept), _facts(register, kept, rows),
                  lines.pills(rows, register, filters) if rows else None),
        _ways(add, register, bool(rows) and staff.keeps),
        *opened,
        lines.table(shown, bool(filters.get("rows"))) if kept else _none(register, rows, to),
        *(lines.workbook(register, kept, data.snapshot_line()) if kept else []),
    ]  # fmt: skip
    if filters.get("origin") and staff.keeps:
        return [beside(main, origin(staff, register, to(origin=None)))]
    return main


def _told(staff: Staff, register: Register, rows: list[Any], kept: list[Any]) -> str:
    if not rows:
        return f"{register.title}: строк пока нет"
    if not staff.keeps:
        return f"{register.title}: о{words.NBSP}вас {say.lines(len(rows))}"
    if len(kept) < len(rows):
        total = words.plural(len(rows), "строки", "строк", "строк")
        return f"{register.title}: показано {len(kept)} из{words.NBSP}{total}"
    base = staff.base(register)
    if not base:
        return f"{register.title}: {say.lines(len(rows))}"
    states = " или ".join(f"«{state}»" for state in register.counts) or "записи есть"
    people = say.of_people(len(staff.counted(register)), len(base), is_young(register))
    return f"{register.title}: {states} у{words.NBSP}{people}"


def _facts(register: Register, kept: list[Any], rows: list[Any]) -> list[Any]:
    states = f"считаются состояния: {', '.join(register.counts)}" if register.counts else ""
    return [say.lines(len(kept)) if rows else "", states, data.snapshot_line()]


def _ways(add: str, register: Register, has_origin: bool) -> html.Div:
    quiet = "button button-quiet"
    more = (
        [dcc.Link(f"Добавить: {register.one}", href=add, className="button button-main")]
        if add
        else []
    )
    asked = [
        dcc.Link(
            "Откуда число?", href=link({"register": register.register}, origin="1"), className=quiet
        )
    ]
    files = [template_link((register.register, register.title), "Шаблон XLSX"),
             dcc.Link("Загрузить файлом", href="/uploads", className=quiet)]  # fmt: skip
    back = dcc.Link("Все реестры", href=PATH, className=quiet)
    return html.Div([*more, back, *(asked if has_origin else []), *(files if may("upload") else [])],
                    className="quiet-row register-ways")  # fmt: skip


def _none(register: Register, rows: list[Any], to: Callable[..., str]) -> Any:
    if not rows:
        return lines.example(register, _how(register))
    reset = dcc.Link("Показать все", href=to(teacher=None, year=None, state=None))
    return note(["Под эти условия не подходит ни одна строка. ", reset])


def _how(register: Register) -> str:
    if not may_add(register):
        return "Строк о вас пока нет. Их вносят методист, директор или администратор."
    return "Строк пока нет. Добавьте их здесь" + (
        " или загрузите список файлом." if may("upload") else "."
    )
