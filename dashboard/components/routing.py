"""Staying on a page while its filters change."""

from __future__ import annotations

from dash import ctx
from dash.exceptions import MissingCallbackContextException

ONLY_FILTERS = {"_pages_location.search"}


def is_filter_change() -> bool:
    """Tell whether the page is asked for only because a filter in its address changed.

    Such a page answers `no_update`: it stays mounted and its callbacks refresh it without a flash.
    """
    try:
        return set(ctx.triggered_prop_ids) == ONLY_FILTERS
    except (LookupError, MissingCallbackContextException):
        return False
