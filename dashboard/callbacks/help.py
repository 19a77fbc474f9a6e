"""The callback of the guide."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from dash import Input, Output, callback

from dashboard import ids
from dashboard.components.guide import guide
from warehouse import metrics

GUIDE = Path(__file__).parents[2] / "docs" / "guide.md"


@callback(Output(ids.HelpIds.body, "children"), Input(ids.HelpIds.body, "id"))
def show_guide(_id: str) -> Any:
    """Show the guide and the catalogue of metrics."""
    entries = [asdict(metric) for metric in metrics.catalogue().values()]
    return guide(GUIDE.read_text("utf-8"), entries)
