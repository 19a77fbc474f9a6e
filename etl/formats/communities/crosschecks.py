"""What the lines of a file say together: who is in how many groups, how large these are, what came too soon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from etl.formats.communities.line import Line
from etl.formats.findings import Findings
from etl.school import KnownCommunity, School
from warehouse.communities.declared import COMMUNITY

LEFT_OUT = "не согласен"  # who did not agree is no member
DATED = ("members", "meetings", "visits", "failures")


@dataclass(frozen=True)
class Membership:
    """Who is in which group from what day to what day."""

    line: Line
    first: date
    last: date

    def meets(self, other: Membership) -> bool:
        """Say whether both are true on some day."""
        return self.first <= other.last and other.first <= self.last


def crosscheck(lines: Mapping[str, Line], school: School, findings: Findings) -> None:
    """Note what cannot be, or is not as the programme means it; everything is kept."""
    lives = {**school.communities, **_lives(lines.values())}
    told = [_membership(line, lives) for line in lines.values() if _is_member(line)]
    _many_groups(told, school.groups_of_teacher_max, findings)
    _sizes(told, lines.values(), school.group_size, findings)
    _outside(lines.values(), lives, findings)


def _lives(lines: Iterable[Line]) -> dict[str, KnownCommunity]:
    return {
        line.community_key: KnownCommunity(
            line.texts["title"], line.days.get("date_from"), line.days.get("date_to")
        )
        for line in lines
        if line.name == COMMUNITY
    }


def _is_member(line: Line) -> bool:
    return line.name == "members" and line.texts.get("status") != LEFT_OUT


def _membership(line: Line, lives: Mapping[str, KnownCommunity]) -> Membership:
    life = lives.get(line.community_key, KnownCommunity(""))
    first = line.days.get("date_from") or life.founded_on or date.min
    return Membership(line, first, line.days.get("date_to") or life.closed_on or date.max)


def _many_groups(told: Iterable[Membership], most: int, findings: Findings) -> None:
    """Note each place at which somebody comes to be in more groups at once than is meant."""
    before: defaultdict[str, list[Membership]] = defaultdict(list)
    for one in told:
        others = [other for other in before[one.line.keys["teacher"]] if other.meets(one)]
        count = 1 + max(
            (_groups_on(day, one, others) for day in _beginnings(one, others)), default=0
        )
        if count > most:
            whom = one.line.teacher.name if one.line.teacher else ""
            findings.add("member_of_many", *one.line.at("teacher"), value=f"{whom}: {count}")
        before[one.line.keys["teacher"]].append(one)


def _beginnings(one: Membership, others: Iterable[Membership]) -> set[date]:
    return {max(one.first, other.first) for other in others}


def _groups_on(day: date, one: Membership, others: Iterable[Membership]) -> int:
    """Return in how many other groups somebody is on a day."""
    return len({o.line.community_key for o in others
                if o.first <= day <= o.last and o.line.community_key != one.line.community_key})  # fmt: skip


def _sizes(
    told: Iterable[Membership], lines: Iterable[Line], size: tuple[int, int], findings: Findings
) -> None:
    """Note who makes a group too large, and the groups of the file that never were large enough.

    The tutor is a member too.
    """
    groups: defaultdict[str, list[Membership]] = defaultdict(list)
    for one in told:
        groups[one.line.community_key].append(one)
    own = {line.community_key: line for line in lines if line.name == COMMUNITY}
    for key, members in groups.items():
        tutor = own[key].keys.get("teacher", "") if key in own else ""
        largest = 0
        for place, one in enumerate(members):
            here = [other for other in members[: place + 1] if other.meets(one)]
            count = max(
                _people_on(day, here, tutor) for day in {max(one.first, o.first) for o in here}
            )
            if count > size[1] and count > largest:
                findings.add(
                    "group_too_large",
                    *one.line.at("teacher"),
                    value=f"{one.line.community}: {count}",
                )
            largest = max(largest, count)
        if key in own and largest < size[0]:
            findings.add(
                "group_too_small", *own[key].place, value=f"{own[key].texts['title']}: {largest}"
            )


def _people_on(day: date, members: Iterable[Membership], tutor: str) -> int:
    here = {one.line.keys["teacher"] for one in members if one.first <= day <= one.last}
    return len(here | ({tutor} if tutor else set()))


def _outside(
    lines: Iterable[Line], lives: Mapping[str, KnownCommunity], findings: Findings
) -> None:
    """Note what happened, or was planned, before a community was founded or after it was closed."""
    for line in lines:
        life, day = lives.get(line.community_key), _first_day(line)
        if line.name not in DATED or life is None or day is None:
            continue
        name = "date_to" if line.name != "members" and line.days.get("date_to") else "date_from"
        if findings.is_told("month_only", *line.at(name)):
            continue  # on which day of it, nobody said
        if life.founded_on and day < life.founded_on:
            value = f"{day:%d.%m.%Y}, создано {life.founded_on:%d.%m.%Y}"
            findings.add("before_community", *line.at(name), value=value)
        elif life.closed_on and day > life.closed_on:
            value = f"{day:%d.%m.%Y}, завершено {life.closed_on:%d.%m.%Y}"
            findings.add("after_community", *line.at(name), value=value)


def _first_day(line: Line) -> date | None:
    """Return the day to look at: a member's first, of anything else the day it was held, else planned."""
    return line.days.get("date_from") if line.name == "members" else line.day
