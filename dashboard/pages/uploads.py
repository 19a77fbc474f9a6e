"""Uploads: files in, the check before anything changes, the history and its undo."""

from __future__ import annotations

from typing import Any

from dash import dcc, html, register_page

from dashboard.components import page_head
from dashboard.components.page import stay_in_place
from dashboard.components.uploads import drop_zone, templates_row
from dashboard.ids import MappingIds, UploadIds
from dashboard.papers.staff_forms import offered

register_page(__name__, path="/uploads", title="Загрузки · Педсовет", name="Загрузки")


def layout(map: str = "", **filters: Any) -> html.Div:
    """Return the page's frame, or the frame of the mapping dialog for `?map=<upload>`.

    A filter of the history is chosen on the page itself: then it stays, with what is on its way in.
    """
    if map:
        state = dcc.Store(id=MappingIds.state, data={"upload": map})
        return html.Div(
            [state, html.Div(id=MappingIds.body, className="page-body")], className="page-body"
        )
    if filters:
        stay_in_place()
    return html.Div(
        [
            page_head(
                "Загрузка файлов",
                [
                    "Сначала проверка, потом согласие, и всегда можно отменить",
                    dcc.Link("Кто есть кто", href="/quality/pupils"),
                ],
            ),
            drop_zone(),
            templates_row(offered()),
            html.Div(id=UploadIds.progress),
            dcc.Store(id=UploadIds.tick),
            dcc.Store(id=UploadIds.seen),
            dcc.Interval(id=UploadIds.poll, interval=900),
            html.Div(id=UploadIds.waiting),
            html.Div(id=UploadIds.mappings),
            html.Div(id=UploadIds.history),
        ],
        id=UploadIds.body,
        className="page-body",
    )
