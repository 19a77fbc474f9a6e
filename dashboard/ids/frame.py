"""The frame of every page: the address, messages, cards of charts, search."""

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
    def toggle(card: Any) -> dict[str, Any]:
        """Return the id of the button «Таблица»."""
        return {"type": "card-toggle", "card": card}

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


class SearchIds:
    """The search of the whole product and the list of keys."""

    dialog = "search"
    keys = "keys"


def shown(body: str) -> str:
    """Return the id of the store with the filters that a page shows, asked for or not."""
    return f"{body}-shown"
