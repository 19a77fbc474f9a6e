"""The frame of a page: the head with its sentence, the four strips, sections."""

from __future__ import annotations

from typing import Any

from dash import ctx, html
from dash.exceptions import MissingCallbackContextException, PreventUpdate

from dashboard.components.states import skeleton

STRIPS = {
    "fact": "Факт",
    "deviation": "Отклонение от плана",
    "forecast": "Что будет",
    "decision": "Что делаем",
}


def page_head(sentence: Any, facts: list[Any] | None = None, filters: Any = None) -> html.Header:
    """Return the head of a page: a sentence made from the data, facts under it, filters as pills."""
    line = [html.Span(fact, className="fact") for fact in facts or [] if fact]
    parts: list[Any] = [html.H1(sentence)]
    parts += [html.P(line, className="facts")] if line else []
    parts += [html.Div(filters, className="pills", role="group")] if filters else []
    return html.Header(parts, className="page-head")


def strip(kind: str, title: Any, *children: Any) -> html.Section:
    """Return one of the four strips; `kind` is fact, deviation, forecast or decision."""
    label = html.P(STRIPS[kind], className="strip-kind")
    parts = [label, html.P(title, className="strip-title"), *children]
    spoken: dict[str, Any] = {"aria-label": STRIPS[kind]}
    return html.Section(parts, className=f"strip strip-{kind}", **spoken)


def later_strips(forecast: str = "Прогноз появится вместе с прогнозом показателей") -> list[Any]:
    """Return the strips of forecast and decision that a page has no data for yet."""
    decision = "Решения с ответственным и сроком появятся вместе с контролем программы"
    return [strip("forecast", "Пока не считаем", html.P(forecast, className="muted")),
            strip("decision", "Пока не ведём", html.P(decision, className="muted"))]  # fmt: skip


def strips(*children: Any) -> html.Div:
    """Return the row of strips in the order факт · отклонение · что будет · что делаем."""
    return html.Div(list(children), className="strips")


def section(title: str, *children: Any, name: str = "") -> html.Section:
    """Return a titled section; `name` makes it an anchor."""
    anchor: dict[str, Any] = {"id": name} if name else {}
    return html.Section([html.H2(title), *children], className="section", **anchor)


def page_body(id: str, *heights: int) -> html.Div:
    """Return the empty frame of a page that its callback fills from the query string.

    Raises PreventUpdate where only the query string moved: then the callback redraws in place, and
    nothing flashes, scrolls or loses the focus.
    """
    stay_in_place()
    return html.Div([skeleton(height) for height in heights], id=id, className="page-body")


def stay_in_place() -> None:
    """Leave a page as it is drawn where only the query string moved; its callbacks follow the address.

    Raises PreventUpdate.
    """
    if _is_same_page():
        raise PreventUpdate


def _is_same_page() -> bool:
    try:
        return list(ctx.triggered_prop_ids) == ["_pages_location.search"]
    except (
        LookupError,
        MissingCallbackContextException,
    ):  # asked for outside a callback, as tests do
        return False
