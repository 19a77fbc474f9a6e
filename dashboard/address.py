"""The query string of a page's address: the one place where filters live."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode


def chosen(search: str | None) -> dict[str, str]:
    """Return the filters of a query string such as `?series=school&year=2023`; the last one holds."""
    return dict(parse_qsl((search or "").removeprefix("?")))


def search(filters: dict[str, str], **changes: str | None) -> str:
    """Return the query string of filters with changes; an empty value drops its filter."""
    kept = {key: value for key, value in {**filters, **changes}.items() if value}
    return f"?{urlencode(kept)}" if kept else ""
