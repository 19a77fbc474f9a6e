"""The query string that holds the filters: what a changed pill makes of it."""

from __future__ import annotations

from dashboard import address


def test_only_what_differs_from_what_was_drawn_moves_the_address() -> None:
    drawn = {"year": "2023/24", "kind": ""}
    assert address.moved("?year=2023%2F24", [("year", "2023/24"), ("kind", None)], drawn) is None
    assert (
        address.moved("?year=2023%2F24", [("kind", "visit")], drawn) == "?year=2023%2F24&kind=visit"
    )


def test_the_last_filter_taken_away_leaves_an_empty_address() -> None:
    assert address.moved("?year=2023%2F24", [("year", "all")], {"year": "2023/24"}, "all") == ""
    assert address.moved(None, [], {}) is None
