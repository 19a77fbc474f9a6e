"""Callbacks of the tree from a deficit to its result: the address says from which side it is walked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from dash import Input, Output, State, callback, dcc, html, no_update

from dashboard import address, data, path, proposals, studies, words
from dashboard.communities import may_write
from dashboard.community_links import to_form
from dashboard.components import empty_state, note, page_head, pill_link
from dashboard.components import path as parts
from dashboard.components import path_words as say
from dashboard.components.achievement import class_href
from dashboard.components.community_numbers import CAUTION
from dashboard.components.path_links import PAGE, to_path
from dashboard.ids import URL, PathIds
from dashboard.path import Branch
from dashboard.session import current_scope, current_user, may
from dashboard.studies import World
from warehouse import vpr_guard

Filters = Mapping[str, str]


@callback(Output(PathIds.body, "children"), Input(URL, "search"), State(URL, "pathname"))
def show_path(search: str | None, pathname: str | None = PAGE) -> Any:
    """Fill the page from the address: class with year, community, teacher or study; a deficit to begin from."""
    if pathname != PAGE:
        return no_update
    filters = path.filters_of(search)
    seen = studies.world()
    found = path.chosen(path.branches(seen), filters)
    return [head(found, filters, seen), *main(found, filters, seen)]


def head(found: Sequence[Branch], filters: Filters, seen: World) -> Any:
    """Return the head: the sentence, from where the tree is walked, the ways back to the whole."""
    teacher = filters.get("teacher", "")
    name = words.short_name(seen.name(int(teacher))) if teacher.isdecimal() else ""
    facts = [
        "дефицит класса → цель сообщества → задачи → исследование урока → результат",
        data.snapshot_line(),
    ]
    own = current_user().teacher_id
    ways = [pill_link("все цепочки", PAGE, not path.side_of(filters))]
    ways += [pill_link("мои", to_path(teacher=str(own)), teacher == str(own))] if own else []
    if filters.get("class") and filters.get("year"):
        ways.append(
            pill_link(f"карточка {filters['class']}", class_href(filters["year"], filters["class"]))
        )
    return page_head(say.sentence(found, filters, name), facts, ways)


def main(found: Sequence[Branch], filters: Filters, seen: World) -> list[Any]:
    """Return the branches with what surrounds them, or how to begin the first."""
    goal = (
        [parts.without_goal(filters, begin_ways(filters, seen))]
        if needs_goal(found, filters)
        else []
    )
    if not found:
        return goal or [nothing_yet()]
    cards = [
        parts.branch(one, path.side_of(filters), namer(seen), texts(one, filters)) for one in found
    ]
    return [
        parts.four_strips(found),
        *goal,
        parts.list_of(cards),
        note([CAUTION, " ", vpr_guard.WHY]),
    ]


def needs_goal(found: Sequence[Branch], filters: Filters) -> bool:
    """Tell whether the address begins from a class's deficit that no branch of the class works on."""
    if not filters.get("class"):
        return False
    asked = {filters[name] for name in ("title", "deficit") if filters.get(name)}
    known = {text for one in found if one.root for text in (one.root.deficit, one.root.deficit_key)}
    return not found or bool(asked and not asked & known)


def begin_ways(filters: Filters, seen: World) -> list[Any]:
    """Return the ways from a class's deficit to a goal: a new community, or a class of one's own community."""
    kept = {
        key: filters[key]
        for key in ("class", "year", "subject", "deficit", "title")
        if filters.get(key)
    }
    ways: list[Any] = []
    if proposals.is_open_to_me():
        ways.append(dcc.Link("Собрать группу педагогов", href=f"{proposals.PAGE}{address.search(kept)}",
                             className="button button-main"))  # fmt: skip
    if may("staff"):
        ways.append(dcc.Link("Создать сообщество", href=to_form("community", back_to(filters)),
                             className="button"))  # fmt: skip
    open_now = [
        one for one in seen.communities.all if one.is_open(seen.today) and may_write("classes", one)
    ]
    ways += [dcc.Link(f"Дать цель: {one.name}", href=class_form(one.community_id, filters), className="button")
             for one in open_now[:12]]  # fmt: skip
    return ways or [
        html.P("Цель ставят методист и участники сообществ: скажите им об этом дефиците.")
    ]


def class_form(community_id: str, filters: Filters) -> str:
    """Return the address of the form of a class of a community, with what is known of it already."""
    said = {"register": "classes", "community": community_id, "line": uuid4().hex, "back": back_to(filters),
            "school_year": filters.get("year", ""), "class_name": filters.get("class", ""),
            "subject": filters.get("subject", ""), "title": filters.get("title", "")}  # fmt: skip
    return f"/community-form{address.search({}, **said)}"


def back_to(filters: Filters) -> str:
    """Return the address of this page with its filters."""
    return f"{PAGE}{address.search(dict(filters))}"


def texts(one: Branch, filters: Filters) -> dict[str, Any]:
    """Return what a branch needs to know of the person: ways that are open, whose tasks are seen."""
    own = current_user().teacher_id
    return {
        "to_page": to_path,
        "to_form": lambda register: to_form(register, back_to(filters), one.community.community_id)
        if may_write(register, one.community) else "",
        "sees_tasks": current_scope().teachers is None,
        "sees_classes": current_scope().classes is None,
        "may_open": lambda who: may("staff") or who == own,
    }  # fmt: skip


def namer(seen: World) -> parts.Name:
    """Return what names people."""
    short = words.short_names(seen.communities.names)
    return lambda key: short.get(seen.person(key) or key, seen.name(key))


def nothing_yet() -> Any:
    """Return the page before the first community."""
    return empty_state(
        "Здесь будет видно, как дефицит класса становится целью сообщества, задачами педагогов, исследованием урока "
        "и результатом",
        "Начните с дефицита класса или с группы педагогов: цепочка сложится из записей сообществ.",
        proposals.PAGE if proposals.is_open_to_me() else "/communities",
        "Собрать группы" if proposals.is_open_to_me() else "К сообществам")  # fmt: skip
