"""Ways into the tree from a deficit to its result. From results of assessments they name no community."""

from __future__ import annotations

from dash import dcc

from dashboard import address

PAGE = "/path"


def to_path(**filters: str) -> str:
    """Return the address of the tree from some side: class with year, community, teacher or study."""
    return f"{PAGE}{address.search({}, **filters)}"


def goal_link(school_year: str, class_name: str, **deficit: str) -> dcc.Link:
    """Return the way from a class's deficit to a goal; `deficit` says title, subject and deficit (its key)."""
    href = to_path(**{"class": class_name, "year": school_year}, **deficit)
    return dcc.Link("Поставить цель ПОС", href=href, className="button button-quiet")
