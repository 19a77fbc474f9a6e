"""Addresses of pages and of the panel «Откуда число?», and links that lead there."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from dash import dcc, html

WHY = "#why?"


def year_slug(school_year: str) -> str:
    """Return a school year as an address holds it: 2023/24 → 2023-24."""
    return school_year.replace("/", "-")


def class_href(school_year: str, class_name: str, **filters: str) -> str:
    """Return the address of the card of a class."""
    tail = f"?{urlencode(filters)}" if filters else ""
    return f"/class/{year_slug(school_year)}/{quote(class_name)}{tail}"


def pupil_href(pupil_id: int) -> str:
    """Return the address of a pupil."""
    return f"/pupil/{int(pupil_id)}"


def why_href(**claim: Any) -> str:
    """Return the address of the panel that explains a number; empty parts are left out."""
    return WHY + urlencode({key: value for key, value in claim.items() if value not in (None, "")})


def cell_href(row: Any) -> str:
    """Return the address of the panel that explains one cell of a file, from a row with its place."""
    place = f"{row['batch_id']}:{row['row_no']}:{row['column_no']}"
    return why_href(cell=place, sheet=row["sheet_name"])


def class_link(school_year: str, class_name: str, text: Any = None) -> dcc.Link:
    """Return a link to the card of a class."""
    return dcc.Link(text or class_name, href=class_href(school_year, class_name))


def pupil_link(pupil_id: int, full_name: str) -> dcc.Link:
    """Return a link to the page of a pupil."""
    return dcc.Link(full_name, href=pupil_href(pupil_id))


def why_link(text: Any = "Откуда число?", **claim: Any) -> html.A:
    """Return a link that opens the panel «Откуда число?» over the page where the person is."""
    return html.A(text, href=why_href(**claim), className="why-link")
