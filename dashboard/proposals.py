"""Proposed teams gathered for the screen: people, those kept apart, the draft of a year, who is left and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from dashboard import address, data, staff
from dashboard.communities import Communities, Community, communities
from dashboard.session import current_scope
from dashboard.strategies import this_year
from warehouse.amending import newest
from warehouse.communities.drafts import KIND, Broken, Draft, DraftGroup, broken
from warehouse.communities.people import MODES, Person, Wish
from warehouse.communities.proposal import Left, proposed, remaining
from warehouse.queries import community_proposal as queries
from warehouse.thresholds import threshold

PAGE = "/community-proposal"
KNOWN = ("mode", "year", "class", "subject", "deficit", "title")
BASES = {"grade": "grades", "subjects": "subjects", "interest": "interests"}


@dataclass(frozen=True)
class Gathered:
    """What the page shows: the draft (kept, or proposed now where `seen` is None) and what explains it.

    `everyone` are the teachers of the newest wave by id, `pool` the same with those who are in communities as
    supporters only; `unaware` are (teacher, competence) that observers alone see; `pairs` lines of those kept apart.
    """

    mode: str
    year: str
    draft: Draft
    seen: int | None
    everyone: Mapping[int, Person]
    pool: tuple[Person, ...]
    wish: Wish
    known: Communities
    pairs: Sequence[Mapping[str, Any]]
    competences: Mapping[str, str]
    unaware: frozenset[tuple[int, str]]

    @property
    def key(self) -> str:
        """The key of the draft's record."""
        return draft_key(self.year, self.mode)

    @property
    def open(self) -> list[DraftGroup]:
        """The groups that are not communities yet."""
        return [one for one in self.draft.groups if not one.community_id]

    @property
    def lacking(self) -> set[int]:
        """Who has a deficit and is in no community."""
        return {one.teacher_id for one in self.pool if one.deficits}

    @property
    def placed(self) -> set[int]:
        """Who of them is in a group."""
        return self.lacking & {key for one in self.open for key in one.members}

    @cached_property
    def left(self) -> tuple[Left, ...]:
        """Who of them has no group, with reasons."""
        return remaining(self.pool, self.wish, [one.gathered for one in self.open])

    @property
    def grouped(self) -> dict[int, list[Community]]:
        """The teachers of the wave who are in communities already."""
        return {key: own for key in self.everyone if (own := self.known.own(key))}

    def broken(self, group: DraftGroup) -> list[Broken]:
        """Return what a group breaks."""
        return broken(group, self.everyone, self.wish)

    def competence(self, competence_id: str) -> str:
        """Return a competence's name."""
        return self.competences.get(competence_id, competence_id)


def filters_of(search: str | None) -> dict[str, str]:
    """Return the filters of an address that this page knows."""
    return {key: value for key, value in address.chosen(search).items() if key in KNOWN}


def to_page(filters: Mapping[str, str], **changes: str | None) -> str:
    """Return the address of the page with changes."""
    return f"{PAGE}{address.search(dict(filters), **changes)}"


def mode_of(filters: Mapping[str, str]) -> str:
    """Return the way of grouping that an address asks for."""
    return filters["mode"] if filters.get("mode") in MODES else MODES[0]


def draft_key(year: str, mode: str) -> str:
    """Return the key of the draft of a school year and a way of grouping."""
    return f"{year}|{mode}"


def is_open_to_me() -> bool:
    """Tell whether the person may see every teacher's deficits: the methodist."""
    return current_scope().teachers is None


def gathered(mode: str) -> Gathered | None:
    """Return what the page of a way of grouping shows; None where nobody has assessed competences yet."""
    found = data.frame(queries.competences, as_of=date.today())
    if found.empty:
        return None
    known = communities()
    everyone = people(found, data.frame(queries.bases), known.names)
    pool = tuple(
        one if not (own := known.own(key)) else one.of_community(len(own))
        for key, one in everyone.items()
    )
    pairs = [row for row in known.of("exclusions") if row["teacher_id"] and row["partner_id"]]
    apart = frozenset(frozenset({row["teacher_id"], row["partner_id"]}) for row in pairs)
    names = ("groups_of_teacher_max", "community_size_min", "community_size_max")
    wish = Wish(mode, apart, *(int(threshold(data.ledger(), one)) for one in names))
    draft, seen = kept_draft(this_year(), mode)
    return Gathered(
        mode, this_year(), fresh(pool, wish) if draft is None else draft, seen, everyone, pool, wish, known, pairs,
        dict(zip(found["competence_id"], found["competence_name"], strict=True)), unaware(found),
    )  # fmt: skip


def fresh(pool: Sequence[Person], wish: Wish) -> Draft:
    """Return what is proposed now."""
    return Draft.begun(proposed(pool, wish).groups, draft_key(this_year(), wish.mode))


def kept_draft(year: str, mode: str) -> tuple[Draft | None, int | None]:
    """Return the draft that holds and its record; no draft where none was begun or it was put aside."""
    held = newest(data.ledger(), KIND, draft_key(year, mode))
    if held is None:
        return None, None
    return Draft.of(held.payload) if held.payload["groups"] else None, held.record_id


def people(found: pd.DataFrame, bases: pd.DataFrame, names: Mapping[int, str]) -> dict[int, Person]:
    """Return the teachers of `queries.competences` with what unites them of `queries.bases`, by id."""
    own: dict[tuple[int, str], set[str]] = {}
    for row in bases.to_dict("records"):
        own.setdefault((int(row["teacher_id"]), BASES[row["kind"]]), set()).add(row["basis"])
    made = {}
    for teacher_id, rows in found.groupby("teacher_id"):
        key = int(str(teacher_id))
        grades, subjects, interests = (
            frozenset(own.get((key, name), ())) for name in BASES.values()
        )
        deficits = frozenset(rows.loc[rows["is_deficit"], "competence_id"])
        resources = frozenset(rows.loc[rows["is_resource"], "competence_id"])
        name = names.get(key, str(rows["full_name"].iloc[0]))
        made[key] = Person(key, name, deficits, resources, grades, subjects, interests)
    return made


def unaware(found: pd.DataFrame) -> frozenset[tuple[int, str]]:
    """Return the deficits that observers see and the teacher does not."""
    rows = found[found["is_deficit"] & (found["verdict"] == "unaware")]
    return frozenset(zip(rows["teacher_id"].astype(int), rows["competence_id"], strict=True))


def teachers() -> list[tuple[int, str]]:
    """Return the teachers of the school by name, for a list."""
    return list(staff.names().items())
