"""States of a screen that has nothing to show yet, is busy, or has something to say."""

from __future__ import annotations

from typing import Any

from dash import dcc, html


def empty_state(what: str, how: str, href: str = "", button: str = "") -> html.Div:
    """Return the empty state: what will be here, how to fill it, and the one button that does."""
    action = [dcc.Link(button, href=href, className="button button-main")] if href else []
    words = [html.P(what, className="empty-what"), html.P(how, className="empty-how")]
    return html.Div([*words, *action], className="empty", role="status")


def skeleton(height: int = 320) -> html.Div:
    """Return a grey block of the size of what is coming, so that nothing jumps."""
    spoken: dict[str, Any] = {"role": "status", "aria-label": "Загружается"}
    return html.Div(className="skeleton", style={"height": f"{height}px"}, **spoken)


def note(children: Any, kind: str = "info") -> html.Div:
    """Return a quiet note; `kind` is info, good, warning or problem, said by a sign as well."""
    sign = {"good": "✓", "warning": "▲", "problem": "✕"}.get(kind, "●")
    silent: dict[str, Any] = {"aria-hidden": "true"}
    marked = html.Span(sign, className="note-sign", **silent)
    return html.Div([marked, html.Div(children)], className=f"note note-{kind}", role="note")


def toast(text: str, detail: str = "", action: Any = None) -> html.Div:
    """Return a message for the corner of the screen; it fades by itself and can be closed.

    `action` is a button that takes back what the message tells of.
    """
    lines = [html.P(text), *([html.P(detail, className="muted")] if detail else [])]
    lines += [action] if action is not None else []
    spoken: dict[str, Any] = {"aria-label": "Закрыть сообщение"}
    close = html.Button("×", className="toast-close", **spoken)
    return html.Div([html.Div(lines), close], className="toast", role="status")
