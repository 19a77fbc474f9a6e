"""The search of the whole product: pages, classes, people and communities that the person may see.

A new kind of thing is one more function in `SOURCES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import dash
import pandas as pd
from flask import Blueprint, request

from dashboard import data, shell, surveys
from dashboard.communities import communities
from dashboard.components.achievement import class_href
from dashboard.session import RIGHTS, may
from dashboard.typed import fits, meant, searchable
from warehouse.queries import classes, search, staff

routes = Blueprint("search", __name__)
LONGEST, SHOWN = 80, 7


@dataclass(frozen=True)
class Found:
    """Something to open: its name, what is said beside it, its address, its words for comparison."""

    label: str
    detail: str
    href: str
    text: str


def pages() -> list[Found]:
    """Return the pages that the person may open, in the order of the rail."""
    known = {page["path"] for page in dash.page_registry.values()}
    rights = {right for right in RIGHTS if may(right)}
    return [
        Found(label, "", path, searchable(label))
        for path, label, _, right in shell.WAYS
        if path in known and (not right or right in rights)
    ]


def class_cards() -> list[Found]:
    """Return the classes of every year, the newest year first."""
    return _class_cards(data.version())


@lru_cache(maxsize=16)
def _class_cards(_version: Any) -> list[Found]:
    frame = _rows(classes.classes)
    return [
        Found(name, year, class_href(year, name), searchable(name, year))
        for year, name in sorted(
            zip(frame["school_year"], frame["class_name"], strict=True),
            key=lambda pair: (-int(pair[0][:4]), len(pair[1].split()[0]), pair[1]),
        )
    ]


def pupils() -> list[Found]:
    """Return the pupils by name, each with the newest class."""
    return _pupils(data.version())


@lru_cache(maxsize=16)
def _pupils(_version: Any) -> list[Found]:
    frame = _rows(search.pupils)
    return [
        Found(r["full_name"], f"{r['class_name']}, {r['school_year']}", f"/pupil/{r['pupil_id']}",
              searchable(r["full_name"], r["class_name"]))
        for r in frame.to_dict("records")
    ]  # fmt: skip


def teachers() -> list[Found]:
    """Return the teachers whose cards the person may open, by name."""
    return _teachers(data.version())


@lru_cache(maxsize=16)
def _teachers(_version: Any) -> list[Found]:
    frame, own = data.frame(staff.people), data.version()[2].staff
    return [
        Found(r["full_name"], r["subjects"] or "педагог", f"/teacher/{r['teacher_id']}",
              searchable(r["full_name"]))
        for r in frame.to_dict("records")
        if own is None or r["teacher_id"] in own
    ]  # fmt: skip


def survey_pages() -> list[Found]:
    """Return the surveys that have answers, by title."""
    found = sorted(
        (one for one in surveys.known().values() if one.waves), key=lambda one: one.title
    )
    return [
        Found(one.title, "опрос", surveys.href(one.survey_id), searchable(one.title))
        for one in found
    ]


def community_pages() -> list[Found]:
    """Return the communities by name, those typed a moment ago too."""
    return [
        Found(one.name, one.row["topic"] or "сообщество", f"/community/{one.community_id}",
              searchable(one.name, one.row["topic"]))
        for one in communities().all
    ]  # fmt: skip


def _rows(query: Callable[..., pd.DataFrame]) -> pd.DataFrame:
    frame = data.frame(query)
    return frame if len(frame) else pd.DataFrame(columns=["school_year", "class_name"])


SOURCES: tuple[tuple[str, Callable[[], list[Found]]], ...] = (
    ("Классы", class_cards),
    ("Ученики", pupils),
    ("Педагоги", teachers),
    ("Сообщества", community_pages),
    ("Опросы", survey_pages),
    ("Страницы", pages),
)


def answer(typed: str) -> list[dict[str, Any]]:
    """Return groups of what fits: title, items (label, detail, href), more (how many are not shown).

    Nothing typed brings the pages only: nobody's name is shown unasked.
    """
    readings = meant(typed[:LONGEST])
    if not readings:
        return [_group("Страницы", pages(), len(shell.WAYS))]
    groups = [(title, _fitting(source(), readings)) for title, source in SOURCES]
    return [_group(title, found, SHOWN) for title, found in groups if found]


def _fitting(among: list[Found], readings: list[list[str]]) -> list[Found]:
    """Return what fits the first reading that anything fits; names that begin so stand first."""
    for reading in readings:
        found = [one for one in among if fits(reading, one.text)]
        if found:
            return sorted(found, key=lambda one: not one.text.startswith(f" {reading[0]}"))
    return []


def _group(title: str, found: list[Found], limit: int) -> dict[str, Any]:
    items = [{"label": f.label, "detail": f.detail, "href": f.href} for f in found[:limit]]
    return {"title": title, "items": items, "more": max(len(found) - limit, 0)}


@routes.post("/search")
def find() -> dict[str, Any]:
    """Answer what was typed; it comes in the body, so that names do not settle in logs of addresses."""
    asked = request.get_json(silent=True)
    typed = asked.get("typed", "") if isinstance(asked, dict) else ""
    return {"groups": answer(str(typed))}
