"""The query string of a page's address: the one place where filters live."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlencode


def chosen(search: str | None) -> dict[str, str]:
    """Return the filters of a query string such as `?series=school&year=2023`; the last one holds."""
    return dict(parse_qsl((search or "").removeprefix("?")))


def search(filters: dict[str, str], **changes: str | None) -> str:
    """Return the query string of filters with changes; an empty value drops its filter."""
    kept = {key: value for key, value in {**filters, **changes}.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def moved(
    where: str | None,
    given: Iterable[tuple[str, str | None]],
    drawn: Mapping[str, str],
    all_of: str = "",
) -> str | None:
    """Return the query string with the filters that differ from those drawn, None where none does.

    `given` are names of filters with what stands in them; nothing, or `all_of`, is no filter.
    """
    asked = {name: "" if value in (None, all_of) else str(value) for name, value in given}
    changed = {name: value for name, value in asked.items() if value != drawn.get(name, "")}
    return search(chosen(where), **changed) if changed else None
