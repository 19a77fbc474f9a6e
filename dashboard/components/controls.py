"""Controls: pills for filters, buttons, fields with their labels."""

from __future__ import annotations

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html


def pill_select(
    id: Any, label: str, options: list[Any], value: Any = None, disabled: bool = False
) -> html.Label:
    """Return a filter as a pill: a native list with its label inside, so the keyboard works."""
    choices = [o if isinstance(o, dict) else {"label": str(o), "value": str(o)} for o in options]
    select = dbc.Select(
        id=id, options=choices, value=value, disabled=disabled, className="pill-select"
    )
    return html.Label([html.Span(label, className="pill-label"), select], className="pill")


def pill_link(text: Any, href: str, is_current: bool = False) -> dcc.Link:
    """Return a choice as a pill that is a link, so it can be opened, copied and gone back from."""
    name = "pill pill-link" + (" is-current" if is_current else "")
    current: dict[str, Any] = {"aria-current": "true"} if is_current else {}
    return dcc.Link(html.Span(text, **current), href=href, className=name)


def button(text: Any, id: Any = None, kind: str = "quiet", **attributes: Any) -> html.Button:
    """Return a button; `kind` is main (one a page), plain or quiet."""
    named: dict[str, Any] = {"id": id} if id is not None else {}
    attributes.setdefault("type", "button")
    return html.Button(text, className=f"button button-{kind}", **named, **attributes)


def field(label: str, control: Any, hint: str = "") -> html.Label:
    """Return a control under its label, with a hint below."""
    parts = [html.Span(label, className="field-label"), control]
    return html.Label(
        parts + ([html.Span(hint, className="field-hint")] if hint else []), className="field"
    )


def switch(id: Any, label: str, value: bool = False) -> dbc.Switch:
    """Return an on-off switch with its label."""
    return dbc.Switch(id=id, label=label, value=value)
