"""A place where one file is attached to a form: a button, the file's way, what is attached now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from dash import dcc, html

from dashboard import words
from dashboard.components.controls import button
from dashboard.ids import AttachIds

NBSP = words.NBSP
ACCEPTED = ".pdf,.docx,.xlsx,.pptx,.odt,.jpg,.jpeg,.png,.txt"
KINDS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "pptx": "PowerPoint", "odt": "ODT",
         "jpg": "снимок", "png": "снимок", "txt": "текст"}  # fmt: skip
HINT = (f"До{NBSP}25{NBSP}МБ: PDF, Word, Excel, PowerPoint, ODT, снимок или текст. "
        "Фамилий учеников в файле быть не должно: его откроют коллеги.")  # fmt: skip


def attach(
    name: str, held: Mapping[str, Any] | None = None, label: str = "Приложить файл"
) -> html.Div:
    """Return the place: its store `AttachIds.file(name)` holds {sha256, file_name, size, kind} or None.

    `held` is what is attached already. What was attached and not saved outlives a reload of the page;
    callers put the record seen into `name`, so that a saved form begins anew.
    """
    marked: dict[str, Any] = {
        "data-attach": json.dumps(AttachIds.file(name), sort_keys=True),
        "data-accept": ACCEPTED,
    }
    spoken: dict[str, Any] = {"aria-live": "polite"}
    return html.Div(
        [
            html.Div([html.Button(label, className="button button-plain", type="button"),
                      html.Span("или перетащите его сюда", className="attach-or muted")], className="attach-row"),
            html.Div(className="attach-way", **spoken),
            html.Div(id=AttachIds.shown(name), **spoken),
            html.P(HINT, className="muted attach-hint"),
            dcc.Store(id=AttachIds.file(name), data=dict(held) if held else None, storage_type="session"),
        ],
        className="attach",
        **marked,
    )  # fmt: skip


def attached(name: str, held: Mapping[str, Any] | None) -> Any:
    """Return the words about the file that is attached now, with the button that takes it off the form."""
    if not held or not held.get("sha256"):
        return None
    sign = html.Span("✓ ", **{"aria-hidden": "true"})  # type: ignore[arg-type]
    off = button("Убрать", AttachIds.clear(name))
    return html.P([sign, file_link(held), " ", off], className="attach-held")


def file_link(held: Mapping[str, Any]) -> html.Span:
    """Return the link that downloads an attached file, its kind and size beside it."""
    name = str(held.get("file_name", ""))
    href = f"/attachment/{held['sha256']}?name={quote(name)}"
    return html.Span(
        [html.A(name, href=href, download=name), html.Span(about(held), className="muted")]
    )


def about(held: Mapping[str, Any]) -> str:
    """Return the kind and size of a file: « · Word, 120 КБ»."""
    kind = held.get("kind") or str(held.get("file_name", "")).rpartition(".")[2].lower()
    told = [KINDS.get(str(kind), ""), size(held.get("size"))]
    return f" · {', '.join(filter(None, told))}" if any(told) else ""


def size(count: int | None) -> str:
    """Return a size in bytes in words: «120 КБ», «1,5 МБ»."""
    if count is None:
        return ""
    if count < 1 << 20:
        return f"{max(1, round(count / 1024))}{NBSP}КБ"
    return f"{words.trimmed(round(count / (1 << 20), 1))}{NBSP}МБ"
