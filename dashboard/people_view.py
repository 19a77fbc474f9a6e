"""«Педагоги школы» on the page of registers: the list, the form of a card, who may be one person."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import uuid4

from dash import dcc, html

from dashboard import data
from dashboard.components import page_head
from dashboard.components import staff_list as people_parts
from dashboard.components.registers import views
from dashboard.components.uploads import template_link
from dashboard.register_links import Filters, link
from dashboard.register_opened import card_form
from dashboard.session import may
from dashboard.staff import Staff
from dashboard.staff_writing import CARDS
from warehouse.staff.people import alike, spellings


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
                  views(CARDS, partial(link, {}))),
        ways,
        *opened,
        *shown,
        people_parts.unlisted(others, to),
        people_parts.same_person(alike(staff.people), joined(staff), staff.people),
    ]  # fmt: skip


def joined(staff: Staff) -> list[tuple[int, str, str]]:
    """Return who was said to be one person: the record, the other spelling, the person."""
    raw = spellings(data.ledger())
    return [
        (r.record_id, raw.get(r.payload["teacher_id"], ""),
         staff.names.get(r.payload["person_id"], raw.get(r.payload["person_id"], "")))
        for r in data.ledger().records("teacher_same")
    ]  # fmt: skip
