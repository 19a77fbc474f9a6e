"""What the views of the page of registers show: rows of `Staff` put together for the components."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

import dash
from dash import dcc, html

from dashboard import address, data, staff_writing, support, words
from dashboard.components import note, page_head
from dashboard.components import register_form as forms
from dashboard.components import register_lines as lines
from dashboard.components import register_words as say
from dashboard.components import registers as parts
from dashboard.components import staff_list as people_parts
from dashboard.components import support as support_parts
from dashboard.components.provenance import Explained, files_panel
from dashboard.components.uploads import template_link
from dashboard.origin import beside
from dashboard.register_fields import TEACHER, Field, Register
from dashboard.session import current_scope, current_user, may
from dashboard.staff import (
    YOUNG_SUPPORT,
    Staff,
    competence_names,
    counts,
    files_of,
    last_day,
    may_write,
)
from dashboard.staff_writing import CARDS, Form
from warehouse.queries import roadmap
from warehouse.staff.people import alike
from warehouse.staff.registers import registers

PATH = "/registers"
NEIGHBOURS = (
    ("/observations", "Посещения уроков", "кто у кого был и что увидел по критериям школы"),
    ("/teachers", "Компетенции педагогов", "самооценка и взгляд наблюдателей по группам"),
    ("/strategies", "Стратегии", "чем пользуется коллектив и что выбрано"),
    ("/uploads", "Загрузить список файлом", "у каждого реестра есть шаблон таблицы"),
)
Filters = dict[str, str]


def link(filters: Mapping[str, str], **changes: str | None) -> str:
    """Return the address of the page with other filters."""
    return f"{PATH}{address.search(dict(filters), **changes)}"


def body(staff: Staff, filters: Filters) -> list[Any]:
    """Return the view that the address names, within what the person may see."""
    if not staff.keeps and staff.own is None:
        return nobody()
    name = filters.get("register", "")
    if name in registers():
        return register_view(staff, registers()[name], filters)
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
    asked = filters.get("origin", "")
    return [beside(main, origin(staff, registers()[asked], link(filters, origin=None)))] if (
        asked in registers()) else main  # fmt: skip


def _summary(staff: Staff, register: Register) -> parts.Summary:
    rows = staff.of(register.register)
    newest = max((day for row in rows if (day := last_day(row))), default=None)
    closed = register.is_own and staff.own is None and current_scope().teachers is not None
    return parts.Summary(
        register, len(rows), len(staff.counted(register)), newest, _missing(staff, register, rows),
        len(staff.base(register)), is_young(register), closed,
    )  # fmt: skip


def is_young(register: Register) -> bool:
    """Tell whether the share of a register is of the young teachers."""
    return YOUNG_SUPPORT in register.feeds


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


def origin(staff: Staff, register: Register, close: str) -> Any:
    """Return «Откуда число?» of a register: the formula with its counts, the files, what was typed."""
    rows = staff.of(register.register)
    counted, base = len(staff.counted(register)), len(staff.base(register))
    states = (
        f" в состоянии {' или '.join(f'«{one}»' for one in register.counts)}"
        if register.counts
        else ""
    )
    share = say.of_people(counted, base, is_young(register))
    formula = f"{share}: у{words.NBSP}скольких есть хотя бы одна строка{states}" if base else (
        f"{say.lines(len(rows))}: тех, от кого считать долю, в списке педагогов школы нет")  # fmt: skip
    of = "те из списка школы, кому до 35 лет и кто в школе первые три года," if is_young(register) else (
        "педагоги списка школы,")  # fmt: skip
    definition = (f"Знаменатель: {of} которые пришли и ещё не выбыли на эту дату. "
                  "Строки об остальных в числитель не входят.")  # fmt: skip
    typed = sum(row["is_typed"] for row in rows)
    outside = sum(not counts(row, register) for row in rows)
    remark = f"Введено на странице: {say.lines(typed)}."
    remark += f" В другом состоянии и не считается: {say.lines(outside)}." if outside else ""
    said = Explained(register.title, formula, definition, False, data.reader().number)
    return files_panel(said, files_of(rows), close, remark)


def register_view(staff: Staff, register: Register, filters: Filters) -> list[Any]:
    """Return one register: head, the form where one is open, the lines."""
    rows = staff.of(register.register)
    kept = lines.chosen(rows, register, filters)
    to = partial(link, filters)
    shown = lines.Lines(register, kept, to, may("upload"),
                        lambda row: may_write(register.register, row["teacher_id"]))  # fmt: skip
    opened = line_form(staff, register, filters)
    add = to(line=uuid4().hex) if _may_add(register) and not opened else ""
    main: list[Any] = [
        page_head(_told(staff, register, rows, kept), _facts(register, kept, rows),
                  lines.pills(rows, register, filters) if rows else None),
        _ways(add, register, bool(rows)),
        *opened,
        lines.table(shown) if kept else _none(register, rows, to),
        *(lines.workbook(register, kept, data.snapshot_line()) if kept else []),
    ]  # fmt: skip
    if filters.get("origin"):
        return [beside(main, origin(staff, register, to(origin=None)))]
    return main


def _may_add(register: Register) -> bool:
    return may_write(register.register, current_user().teacher_id)


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


def _ways(add: str, register: Register, has_rows: bool) -> html.Div:
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
    return html.Div([*more, back, *(asked if has_rows else []), *(files if may("upload") else [])],
                    className="quiet-row register-ways")  # fmt: skip


def _none(register: Register, rows: list[Any], to: Callable[..., str]) -> Any:
    if not rows:
        return lines.example(register, _how(register))
    reset = dcc.Link("Показать все", href=to(teacher=None, year=None, state=None))
    return note(["Под эти условия не подходит ни одна строка. ", reset])


def _how(register: Register) -> str:
    if not _may_add(register):
        return "Строк о вас пока нет. Их вносят методист, директор или администратор."
    return "Строк пока нет. Добавьте их здесь" + (
        " или загрузите список файлом." if may("upload") else "."
    )


def line_form(staff: Staff, register: Register, filters: Filters) -> list[Any]:
    """Return the form that the address opens: of the line under `line`, or a new one under that key."""
    key = filters.get("line", "")
    if not key or not _may_add(register):
        return []
    opened = Form(register.register, key, None)
    row, seen = staff_writing.filled(opened)
    if row is not None and not may_write(register.register, row["teacher_id"]):
        return []
    own = {} if may("staff") else {"teacher_id": staff.own}
    asked = filters.get("teacher", "")
    start = {"teacher_id": int(asked)} if asked.isdecimal() else own
    fields = (TEACHER, *register.fields)
    title = f"Новая запись: {register.one}" if row is None else f"Изменить: {register.one}"
    return [
        _form(staff, Form(register.register, key, seen), filters, (title, fields, row or start))
    ]


def _form(
    staff: Staff, opened: Form, filters: Filters, said: tuple[str, tuple[Field, ...], Any]
) -> Any:
    title, fields, row = said
    target = {"register": opened.register, "key": opened.key, "seen": opened.seen}
    any_teacher = may("staff")
    people = [(one["teacher_id"], _listed(one)) for one in staff.people
              if any_teacher or one["teacher_id"] == staff.own or opened.register == CARDS]  # fmt: skip
    return forms.form(
        forms.Drawn(
            title, fields, row, target, link(filters, line=None), people, competence_names()
        )
    )


def _listed(row: Mapping[str, Any]) -> str:
    return f"{row['full_name']} (выбыл)" if row["left_on"] is not None else str(row["full_name"])


def people_view(staff: Staff, filters: Filters) -> list[Any]:
    """Return the list of the school's teachers, the form of a card, and who may be one person."""
    to = partial(link, filters)
    listed = [row for row in staff.people if row["is_listed"]]
    others = [row for row in staff.people if not row["is_listed"]]
    gone = len(listed) - len(staff.present)
    add = to(line=uuid4().hex)
    files = [template_link((CARDS, "Педагоги школы"), "Шаблон XLSX")] if may("upload") else []
    button = dcc.Link("Добавить педагога", href=add, className="button button-main")
    opened = card_form(staff, filters)
    ways = html.Div(
        [*([button] if listed and not opened else []), *files], className="quiet-row register-ways"
    )
    shown: list[Any] = [people_parts.table(listed, to), *people_parts.workbook(listed, data.snapshot_line())] if (
        listed) else [people_parts.nothing_yet(add)]  # fmt: skip
    return [
        page_head(people_parts.sentence(staff.present, gone, len(others)), ["Педагоги школы", data.snapshot_line()],
                  parts.views(CARDS, partial(link, {}))),
        ways,
        *opened,
        *shown,
        people_parts.unlisted(others, to),
        people_parts.same_person(alike(staff.people), joined(staff), staff.people),
    ]  # fmt: skip


def card_form(staff: Staff, filters: Filters) -> list[Any]:
    """Return the form of the card that the address opens."""
    key = filters.get("line", "")
    if not key:
        return []
    row, seen = staff_writing.filled(Form(CARDS, key, None))
    opened = Form(CARDS, key, seen)
    title = "Новый педагог" if row is None else f"Карточка: {row['full_name']}"
    return [_form(staff, opened, filters, (title, opened.fields, row or {}))]


def joined(staff: Staff) -> list[tuple[int, str, str]]:
    """Return who was said to be one person: the record, the other spelling, the person."""
    known = data.ledger().rows("SELECT teacher_id, name_raw FROM teacher_keys ORDER BY name_key")
    raw = {row["teacher_id"]: row["name_raw"] for row in known}
    return [
        (r.record_id, raw.get(r.payload["teacher_id"], ""),
         staff.names.get(r.payload["person_id"], raw.get(r.payload["person_id"], "")))
        for r in data.ledger().records("teacher_same")
    ]  # fmt: skip


def support_view(staff: Staff, filters: Filters) -> list[Any]:
    """Return mentoring and support on the day of `staff`."""
    return support_parts.body(support_parts.Support(
        staff.today, support.young(staff), support.pairs(staff), support.routes(staff),
        support.events(staff, staff.today), staff.of("talent_pool"), support.soon(staff), len(staff.present),
        data.snapshot_line(), partial(link, {"as_of": filters.get("as_of", "")}),
    ))  # fmt: skip


def as_of(filters: Filters) -> date:
    """Return the day that the view of support speaks of: `as_of` of the address, else today."""
    try:
        return date.fromisoformat(filters.get("as_of", ""))
    except ValueError:
        return date.today()
