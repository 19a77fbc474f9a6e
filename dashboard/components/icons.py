"""Icons: strokes of our own, drawn as masks in assets/icons.css, so they take the colour of text."""

from __future__ import annotations

from typing import Any

from dash import html


def icon(name: str, label: str = "") -> html.Span:
    """Return an icon; without a label it is hidden from screen readers."""
    spoken: dict[str, Any] = (
        {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    )
    return html.Span(className=f"icon icon-{name}", **spoken)
