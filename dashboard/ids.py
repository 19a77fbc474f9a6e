"""Ids of everything a callback listens to or fills: one section per page."""

from __future__ import annotations

from typing import Any

URL = "url"
TOAST = "toast"
PAGE = "page"


class ShellIds:
    """The rail and the block of the user."""

    nav = "shell-nav"
    user = "shell-user"
    demo_role = "shell-demo-role"
    reload = "shell-reload"


class CardIds:
    """Parts of a chart card; `card` is the id of its graph."""

    @staticmethod
    def headline(card: str) -> str:
        """Return the id of the headline."""
        return f"{card}-headline"

    @staticmethod
    def unit(card: str) -> str:
        """Return the id of the line with the unit."""
        return f"{card}-unit"

    @staticmethod
    def table(card: str) -> str:
        """Return the id of the table twin."""
        return f"{card}-table"

    @staticmethod
    def source(card: str) -> str:
        """Return the id of the foot with the source and the snapshot."""
        return f"{card}-source"

    @staticmethod
    def rows(card: Any) -> dict[str, Any]:
        """Return the id of the store with the rows of the table twin."""
        return {"type": "card-rows", "card": card}

    @staticmethod
    def xlsx(card: Any) -> dict[str, Any]:
        """Return the id of the button «XLSX»."""
        return {"type": "card-xlsx", "card": card}

    @staticmethod
    def download(card: Any) -> dict[str, Any]:
        """Return the id of the download that «XLSX» starts."""
        return {"type": "card-download", "card": card}

    @staticmethod
    def origin(card: Any) -> dict[str, Any]:
        """Return the id of the button «Откуда число?»."""
        return {"type": "card-origin", "card": card}


class RoadmapIds:
    """The roadmap page."""

    body = "roadmap-body"
    series = "roadmap-series"
    year = "roadmap-year"

    @staticmethod
    def card(row_id: str) -> str:
        """Return the id of the chart of one row of the roadmap."""
        return f"roadmap-{row_id.replace('_', '-')}"


class CheckpointIds:
    """The checkpoints page."""

    body = "checkpoints-body"
    as_of = "checkpoints-as-of"
    stage_day = "checkpoints-stage-day"
    stage = "checkpoints-stage"
    state = "checkpoints-state"
    timeline = "checkpoints-timeline"
