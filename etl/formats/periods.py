"""Which period the marks at the end of each class's rows are of: said, told by days, decided or asked.

A decision is a list of codes over `;`. A bare code holds for every class whose grade has such a period
(«q4; h2» for a file of grades 8 and 10), one with a class for that class alone («2024/25 8А: q3»).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from etl.formats.findings import Findings
from etl.names import period_name
from etl.school import School

Bunch = tuple[str, tuple[str, ...], str]  # school year, the periods of the grade, the best fit


class Group(NamedTuple):
    """The tables of a class that share a period: they are settled, and asked about, together."""

    school_year: str
    grade: int
    class_name: str
    period: str
    days: tuple[date, date] | None


class Periods:
    """Settles the periods of the groups of one file, each by its own days."""

    def __init__(self, school: School, decided: str, findings: Findings) -> None:
        self._school, self._findings = school, findings
        self._decided = decided
        self._of_class: dict[str, str] = {}
        self._bare: list[str] = []
        for item in filter(None, map(str.strip, decided.split(";"))):
            classes, _, code = item.rpartition(":")
            if classes:
                self._of_class[classes.strip()] = code.strip()
            else:
                self._bare.append(code.strip())

    def told(self, group: Group) -> str:
        """Return a group's period as labelled, else by its days, else ""."""
        if group.period or not group.days:
            return group.period
        year, grade = group.school_year, group.grade
        return self._school.period_of_range(year, grade, *group.days) or ""

    def settle(self, groups: Iterable[Group], others: Iterable[Group] = ()) -> dict[Group, str]:
        """Return the period of every group; what is neither told nor decided is asked for.

        `others` are settled alike, but nobody is asked about them: they have no mark of a period.
        """
        asked = set(groups := list(groups))
        settled = {group: self.told(group) for group in (*groups, *others)}
        needing = [group for group, period in settled.items() if not period]
        bare = self._bare_codes(needing)
        for group in needing:
            settled[group] = self._of_class.get(_name(group)) or bare.get(group, "")
        still_open = [group for group in needing if group in asked and not settled[group]]
        if still_open:
            self._ask(still_open, [group for group in needing if group in asked])
        return settled

    def _bare_codes(self, needing: Sequence[Group]) -> dict[Group, str]:
        """Return the bare code of each group: of its grade's periods, or one that no grade here has."""
        found: dict[Group, str] = {}
        for code in self._bare:
            own = [group for group in needing if code in self._codes(group)]
            for group in own or needing:
                found.setdefault(group, code)
        return found

    def _ask(self, still_open: Sequence[Group], needing: Sequence[Group]) -> None:
        """Ask about the first bunch of groups that one answer can settle."""
        bunches: defaultdict[Bunch, list[Group]] = defaultdict(list)
        for group in still_open:
            best = self._fits(group)[0][0] if group.days else ""
            bunches[group.school_year, self._codes(group), best].append(group)
        (_, codes, best), groups = next(iter(bunches.items()))
        prefixes = [f"{name}: " for name in dict.fromkeys(map(_name, groups))]
        elsewhere = {code for g in needing if g not in groups for code in self._codes(g)}
        values = {
            code: self._answer(prefixes if code in elsewhere else [""], code) for code in codes
        }
        what = "За какой период стоят итоговые отметки?"
        about = ", ".join(dict.fromkeys(group.class_name for group in groups))
        if len(groups) < len(needing):
            what = f"За какой период стоят итоговые отметки ({about})?"
        is_likely = best and min(dict(self._fits(g))[best] for g in groups) >= self._school.likely
        self._findings.ask(
            "period",
            what,
            tuple((values[code], period_name(code)) for code in codes),
            values[best] if is_likely else "",
            about if len(groups) < len(needing) else "",
        )

    def _answer(self, prefixes: Sequence[str], code: str) -> str:
        before = [self._decided] if self._decided else []
        return "; ".join([*before, *(prefix + code for prefix in prefixes)])

    def _fits(self, group: Group) -> list[tuple[str, float]]:
        days = group.days
        return self._school.fits(group.school_year, group.grade, *days) if days else []

    def _codes(self, group: Group) -> tuple[str, ...]:
        """Return the periods of a group's grade, the likeliest first."""
        if group.days:
            return tuple(code for code, _ in self._fits(group))
        return tuple(p.period for p in self._school.periods(group.school_year, group.grade))


def _name(group: Group) -> str:
    return f"{group.school_year} {group.class_name}"
