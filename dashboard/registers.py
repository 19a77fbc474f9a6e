"""What the page of registers shows: the view that the address names, the overview, support on a day."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import dash
from dash import dcc

from dashboard import data, support, words
from dashboard.components import note, page_head
from dashboard.components import register_words as say
from dashboard.components import registers as parts
from dashboard.components import support as support_parts
from dashboard.origin import beside
from dashboard.people_view import people_view
from dashboard.register_fields import Register
from dashboard.register_links import Filters, link
from dashboard.register_origin import is_young, origin
from dashboard.register_view import register_view
from dashboard.session import may
from dashboard.staff import Staff, last_day, sees_all
from dashboard.staff_writing import CARDS
from warehouse.queries import roadmap
from warehouse.staff.registers import registers

NEIGHBOURS = (
    ("/observations", "Посещения уроков", "кто у кого был и что увидел по критериям школы"),
    ("/teachers", "Компетенции педагогов", "самооценка и взгляд наблюдателей по группам"),
    ("/strategies", "Стратегии", "чем пользуется коллектив и что выбрано"),
    ("/uploads", "Загрузить список файлом", "у каждого реестра есть шаблон таблицы"),
)


def body(staff: Staff, filters: Filters) -> list[Any]:
    """Return the view that the address names, within what the person may see."""
    if not staff.keeps and staff.own is None:
        return nobody()
    name = filters.get("register", "")
    if name in registers():
        register = registers()[name]
        return (
            closed(register)
            if is_closed(staff, register)
            else register_view(staff, register, filters)
        )
    if name == CARDS and staff.keeps:
        return people_view(staff, filters)
    if filters.get("view") == "support" and staff.keeps:
        return support_view(staff, filters)
    return overview(staff, filters)


def nobody() -> list[Any]:
    """Return what stands for a teacher whom no name of the school is said to be."""
    told = ("Здесь учитель видит свои строки: курсы, аттестацию, маршрут. Попросите администратора связать вашу "
            "учётную запись с вашим именем в списке педагогов.")  # fmt: skip
    return [page_head("Реестры педагогов"), note(told)]


def is_closed(staff: Staff, register: Register) -> bool:
    """Tell whether a register is of self-assessment and the person sees nobody's lines of it."""
    return staff.own is None and not sees_all(register.register)


def closed(register: Register) -> list[Any]:
    """Return what stands for a register that the person may not see."""
    told = (
        "Строки этого реестра видят сам учитель и методист. Общая картина по школе — на странице "
    )
    return [
        page_head(register.title),
        note([told, dcc.Link("«Стратегии»", href="/strategies"), "."]),
    ]


def overview(staff: Staff, filters: Filters) -> list[Any]:
    """Return the overview of all registers."""
    indicators = data.frame(roadmap.indicators)
    named = (
        dict(zip(indicators["indicator_id"], indicators["indicator_name"], strict=True))
        if len(indicators)
        else {}
    )
    open_steps = [r for r in staff.of("learning_routes") if r["status"] not in say.CLOSED]
    page = parts.Overview(
        [_summary(staff, one) for one in registers().values()],
        len(staff.present), named, [f"на {words.day(staff.today)}", data.snapshot_line()],
        len(support.soon(staff)), len(support.routes(staff).overdue), len(open_steps),
        _neighbours(staff), not staff.keeps, partial(link, {}),
    )  # fmt: skip
    main = parts.body(page)
    asked = registers().get(filters.get("origin", ""))
    if asked is None or not staff.keeps or is_closed(staff, asked):
        return main
    return [beside(main, origin(staff, asked, link(filters, origin=None)))]


def _summary(staff: Staff, register: Register) -> parts.Summary:
    rows = staff.of(register.register)
    newest = max((day for row in rows if (day := last_day(row))), default=None)
    return parts.Summary(
        register, len(rows), len(staff.counted(register)), newest, _missing(staff, register, rows),
        len(staff.base(register)), is_young(register), is_closed(staff, register),
    )  # fmt: skip


def _missing(staff: Staff, register: Register, rows: list[Any]) -> list[str]:
    """Return what lacks in words: fields that should be filled, lines about people who are not in the list."""
    told = []
    for asked in register.fields:
        count = sum(not say.value(asked, row) for row in rows)
        if asked.required and count:
            told.append(
                f"{asked.label}: не указано в{words.NBSP}{words.plural(count, 'строке', 'строках', 'строках')}"
            )
    here = {row["teacher_id"] for row in staff.present}
    strangers = {row["teacher_id"] for row in rows} - here
    if strangers and here and staff.keeps:
        told.append(f"не из нынешнего списка школы: {say.people(len(strangers))}")
    return told


def _neighbours(staff: Staff) -> list[tuple[str, str, str]]:
    pages = {page["path"] for page in dash.page_registry.values()}
    found = [(title, about, path) for path, title, about in NEIGHBOURS
             if path in pages and (path != "/uploads" or may("upload"))]  # fmt: skip
    mine = [("Моя карточка", "всё, что о вас есть в реестрах", f"/teacher/{staff.own}")]
    return [*(mine if staff.own is not None else []), *found]


def support_view(staff: Staff, filters: Filters) -> list[Any]:
    """Return mentoring and support on the day of `staff`."""
    return support_parts.body(support_parts.Support(
        staff.today, support.young(staff), support.pairs(staff), support.routes(staff),
        support.events(staff, staff.today), support.pool(staff), support.soon(staff), len(staff.present),
        data.snapshot_line(), partial(link, {"as_of": filters.get("as_of", "")}),
    ))  # fmt: skip


def as_of(filters: Filters) -> date:
    """Return the day that the view of support speaks of: `as_of` of the address, else today."""
    try:
        return date.fromisoformat(filters.get("as_of", ""))
    except ValueError:
        return date.today()
