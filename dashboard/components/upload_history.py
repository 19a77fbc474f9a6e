"""What was loaded: who, when and what, with the undo of each; and the school's own layouts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from dashboard import words
from dashboard.components.controls import button
from dashboard.components.page import section
from dashboard.components.states import empty_state
from dashboard.ids import UploadIds


def no_uploads() -> html.Div:
    """Return the empty state of the history."""
    return empty_state(
        "Здесь будет история загрузок",
        "Кто, когда и что загрузил. Любую загрузку можно отменить: вернутся прежние числа.",
    )


def history(batches: Sequence[Mapping[str, Any]]) -> html.Section:
    """Return the history: file, layout, what it speaks of, who and when, and the undo of each."""
    if not batches:
        return section("История загрузок", no_uploads())
    head = html.Tr([html.Th(label, scope="col") for label in
                    ("№", "Файл", "О чём", "Кто и когда", "Состояние", "")])  # fmt: skip
    rows = [html.Tr([html.Td(cell) for cell in _batch_cells(batch)]) for batch in batches]
    table = html.Table([html.Thead(head), html.Tbody(rows)])
    return section("История загрузок", html.Div(table, className="table-box", tabIndex=0))


def _batch_cells(batch: Mapping[str, Any]) -> list[Any]:
    number, facts = batch["batch_id"], batch["facts"]
    about = " · ".join(filter(None, [
        words.listed(facts.get("classes", []), 4), words.listed(facts.get("school_years", [])),
        words.listed([words.period(code) for code in facts.get("periods", [])], 5),
    ]))  # fmt: skip
    name = html.A(batch["file_name"], href=f"/upload/source/{number}", title="Скачать файл")
    when = f"{batch['accepted_by']}, {words.moment(batch['accepted_at'])}"
    if batch["revoked_at"]:
        state = f"○{words.NBSP}отменена: {batch['revoked_by']}, {words.moment(batch['revoked_at'])}"
        return [
            number,
            name,
            about,
            when,
            state,
            button("Вернуть", UploadIds.act("restore", number)),
        ]
    return [
        number,
        name,
        about,
        when,
        f"●{words.NBSP}действует",
        button("Отменить", UploadIds.act("undo", number)),
    ]


def mapping_list(records: Sequence[Any]) -> html.Section | None:
    """Return the school's own layouts, each with a way to forget it."""
    if not records:
        return None
    items = [
        html.Li([record.payload.get("title", record.key), " ",
                 button("Забыть", UploadIds.act("forget", record.record_id))])
        for record in records
    ]  # fmt: skip
    return section("Свои таблицы, которые программа узнаёт", html.Ul(items))
