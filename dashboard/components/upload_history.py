"""What was loaded: who, when and what, with the undo of each; and the school's own layouts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html

from dashboard import address, words
from dashboard.components.controls import button, pill_link, pill_select
from dashboard.components.page import section
from dashboard.components.states import empty_state
from dashboard.components.uploads import mend_link, of_communities, of_surveys, staff_text
from dashboard.ids import UploadIds

# A native list shows nothing for an empty value.
ALL = {"label": "все", "value": "all"}
STATES = [ALL, {"label": "действуют", "value": "live"}, {"label": "отменены", "value": "revoked"}]


def no_uploads() -> html.Div:
    """Return the empty state of the history."""
    return empty_state(
        "Здесь будет история загрузок",
        "Кто, когда и что загрузил. Любую загрузку можно отменить: вернутся прежние числа.",
    )


def history(found: Any, asked: Mapping[str, str]) -> html.Section:
    """Return the history: file, layout, what it speaks of, who and when, and the undo of each.

    `found` is a page of loads (rows, found, page, pages, kinds, classes, people); `asked` are the
    filters of the address.
    """
    if not found.kinds:
        return section("История загрузок", no_uploads())
    head = html.Tr([html.Th(label, scope="col") for label in
                    ("№", "Файл", "О чём", "Кто и когда", "Состояние", "")])  # fmt: skip
    rows = [html.Tr([html.Td(cell) for cell in _batch_cells(batch)]) for batch in found.rows]
    table = html.Table([html.Thead(head), html.Tbody(rows)])
    body = (
        html.Div(table, className="table-box", tabIndex=0)
        if rows
        else html.P("Таких загрузок нет. Уберите часть отбора.", className="muted")
    )
    counted = words.plural(found.found, "загрузка", "загрузки", "загрузок")
    return section(
        "История загрузок",
        html.Div(_filters(found, asked), className="pills", role="group"),
        html.P(counted, className="muted", role="status"),
        body,
        *_pages(found, asked),
    )


def _filters(found: Any, asked: Mapping[str, str]) -> list[Any]:
    kinds = [ALL, *({"label": title, "value": code} for code, title in found.kinds)]
    options = {
        "kind": ("Отчёт", kinds),
        "class": ("Класс", [ALL, *found.classes]),
        "who": ("Кто", [ALL, *found.people]),
        "state": ("Состояние", STATES),
    }
    pills: list[Any] = [
        pill_select(UploadIds.filter(name), label, choices, asked.get(name, "all"))
        for name, (label, choices) in options.items()
    ]
    find = dcc.Input(id=UploadIds.filter("text"), type="search", debounce=True, className="find",
                     value=asked.get("text", ""), placeholder="файл, предмет, класс")  # fmt: skip
    label = html.Span("Найти", className="pill-label")
    return [*pills, html.Label([label, find], className="pill")]


def _pages(found: Any, asked: Mapping[str, str]) -> list[Any]:
    if found.pages < 2:
        return []
    links = [
        pill_link(str(n), f"/uploads{address.search(dict(asked), page=str(n))}", n == found.page)
        for n in range(1, found.pages + 1)
    ]
    said = html.Span(f"Страница {found.page} из{words.NBSP}{found.pages}", className="muted")
    return [html.Nav([said, *links], className="pills")]


def _batch_cells(batch: Mapping[str, Any]) -> list[Any]:
    number, facts = batch["batch_id"], batch["facts"]
    about = " · ".join(filter(None, [
        words.listed(facts.get("classes", []), 4), words.listed(facts.get("school_years", [])),
        words.listed([words.period(code) for code in facts.get("periods", [])], 5), *of_surveys(facts),
        *map(staff_text, facts.get("staff", [])), *of_communities(facts),
    ]))  # fmt: skip
    name = html.A(batch["file_name"], href=f"/upload/source/{number}", title="Скачать файл")
    mend = [" ", mend_link(f"/upload/mend/{number}", "quiet")] if batch["has_places"] else []
    when = f"{batch['accepted_by']}, {words.moment(batch['accepted_at'])}"
    state = f"●{words.NBSP}действует"
    action = button("Отменить", UploadIds.act("undo", number))
    if batch["revoked_at"]:
        state = f"○{words.NBSP}отменена: {batch['revoked_by']}, {words.moment(batch['revoked_at'])}"
        action = button("Вернуть", UploadIds.act("restore", number))
    return [number, [name, *mend], about, when, state, action]


def mapping_list(layouts: Sequence[tuple[int, str]]) -> html.Section | None:
    """Return the school's own layouts (record, name), each with a way to forget it."""
    if not layouts:
        return None
    items = [
        html.Li([title, " ", button("Забыть", UploadIds.act("forget", record))])
        for record, title in layouts
    ]
    rename = dcc.Link("Переименовать можно в настройках", href="/settings?part=mappings")
    return section("Свои таблицы, которые программа узнаёт", html.Ul(items), rename)
