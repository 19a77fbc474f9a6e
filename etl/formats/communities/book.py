"""A workbook of communities being read: tables become lines, lines are told apart and checked together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from etl.formats.communities.choosing import Choice, as_said, beside, choices
from etl.formats.communities.crosschecks import crosscheck
from etl.formats.communities.kinds import COMMUNITY_KINDS
from etl.formats.communities.line import Line
from etl.formats.communities.names import FullNames
from etl.formats.communities.rows import Rows
from etl.formats.declaration import Format
from etl.formats.findings import Findings
from etl.formats.matrix.people import Person
from etl.formats.registers.kinds import REGISTER_KINDS
from etl.formats.registers.reading import RegisterReading
from etl.formats.registers.table import Table
from etl.formats.staff.headers import Fit
from etl.formats.staff.kinds import STAFF_KINDS
from etl.formats.staff.reading import WHICH
from etl.grid import Grid
from etl.names import name_key
from etl.school import School
from etl.tidy import Decisions, Parsed
from warehouse.communities.declared import COMMUNITY, TEXTS


class Book(RegisterReading):
    """Lines and findings of a file."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        super().__init__(grid, fmt, decisions, school)
        self.findings = Findings({**REGISTER_KINDS, **STAFF_KINDS, **COMMUNITY_KINDS})
        self.teacher_cells: dict[int, tuple[str, int, int]] = {}

    def read(self) -> Parsed:
        """Return everything that the file says; `communities` among the facts name each register."""
        found = [line for table, fit in self._settled() for line in self._lines(table, fit)]
        lines = self._of_communities(found)
        names = FullNames(self.school.teachers, lines)
        for line in lines:
            line.keys = {name: names.key(whom.name) for name in ("teacher", "partner")
                         if (whom := getattr(line, name))}  # fmt: skip
        kept = self._once(self._of_two(lines))
        crosscheck(kept, self.school, self.findings)
        for number, (key, line) in enumerate(kept.items(), 1):
            self._lay(number, key, line)
        is_told = self.findings.questions or self.findings.has_any()
        if not kept and not is_told:
            self.findings.add("nothing_filled")
        read_by = {"initials": names.used} if names.used else {}
        parsed = self.parsed(**self._facts(kept), read_by=read_by)
        parsed.teacher_cells = self.teacher_cells
        return parsed

    def _settled(self) -> Iterator[tuple[Table, Fit]]:
        """Give the tables of the file with what each is; what nobody can tell is asked for once."""
        found = list(choices(self.grid, self.fmt))
        self.findings.say_unread(self.grid, {choice.table.sheet.name for choice in found})
        for choice in found:
            fit = (
                choice.fits[0]
                if len(choice.fits) == 1
                else as_said(choice, self.decisions.register)
            )
            if fit:
                own = choice.table.column("line_key")
                more = beside(choice.table, fit, self.fmt.options)
                more |= {"line_key": own} if own >= 0 else {}
                yield choice.table, replace(fit, places={**fit.places, **more})
            elif choice.lacking:
                self._say_lacking(choice, choice.lacking)
            else:
                proposals = tuple((one.target.register, one.target.title) for one in choice.fits)
                self.findings.ask("register", WHICH, proposals, best="")

    def _say_lacking(self, choice: Choice, lacking: Fit) -> None:
        labels = ", ".join(f"«{label}»" for label in lacking.missing)
        place = (choice.table.sheet.name, choice.table.top, 0)
        self.findings.add("register_incomplete", *place, value=f"{lacking.target.title}: {labels}")

    def _lines(self, table: Table, fit: Fit) -> Iterator[Line]:
        return Rows(self.school, self.findings, dict(self.fmt.options)).of(table, fit)

    def _of_two(self, lines: list[Line]) -> list[Line]:
        """Return the lines without those whose two people are one: a visit to oneself is none."""
        wrong = [line for line in lines if len(line.keys) > len(set(line.keys.values()))]
        for line in wrong:
            code = "visit_to_self" if line.name == "visits" else "same_person"
            self.findings.add(
                code, *line.at("partner"), value=line.partner.name if line.partner else ""
            )
        return [line for line in lines if line not in wrong]

    def _of_communities(self, lines: list[Line]) -> list[Line]:
        """Return the lines without those of no community; one without a name is of the only one of the file.

        A community that neither the file nor the school knows is said: its lines wait for it.
        """
        own = {line.community_key: line.texts["title"] for line in lines if line.name == COMMUNITY}
        only = next(iter(own.values())) if len(own) == 1 else ""
        return [line for line in lines if self._is_of(line, only, {*own, *self.school.communities})]

    def _is_of(self, line: Line, only: str, known: set[str]) -> bool:
        asked = line.register.field("community")
        if asked is None:
            return True
        if not line.community and asked.required:
            code = "community_assumed" if only else "field_empty"
            self.findings.add(code, *line.at("community"), value=only or asked.label)
            line.community = only
        if line.community and line.community_key not in known:
            self.findings.add("community_unknown", *line.at("community"), value=line.community)
        return bool(line.community) or not asked.required

    def _once(self, lines: list[Line]) -> dict[str, Line]:
        """Return the lines by their keys, each once; what is said again is told with its place."""
        kept: dict[str, Line] = {}
        for line in lines:
            key = line.own_key or line.key()
            if key in kept and line.own_key and line.said() != kept[key].said():
                self.findings.add(
                    "line_key_again", *line.at("line_key"), value=line.texts.get("title", "")
                )
                key = line.key()
            if key in kept:
                self.findings.add(_again(line, kept[key]), *line.place, value=_called(line))
                continue
            if key in self.school.typed_lines:
                self.findings.add("line_typed", *line.place, value=_called(line))
            kept[key] = line
        return self._one_of_a_name(kept)

    def _one_of_a_name(self, kept: dict[str, Line]) -> dict[str, Line]:
        """Return the lines without a second community of one name, which another key may hide."""
        seen: set[str] = set()
        found: dict[str, Line] = {}
        for key, line in kept.items():
            if line.name == COMMUNITY and line.community_key in seen:
                self.findings.add("community_twice", *line.place, value=line.texts["title"])
                continue
            if line.name == COMMUNITY:
                seen.add(line.community_key)
            found[key] = line
        return found

    def _lay(self, number: int, key: str, line: Line) -> None:
        who = [self._teacher(line, name, whom) if whom else None
               for name, whom in (("teacher", line.teacher), ("partner", line.partner))]  # fmt: skip
        texts = [line.texts.get(name, "") for name in TEXTS]
        days = [line.days.get(name) for name in ("date_from", "date_to")]
        named = line.texts["title"] if line.name == COMMUNITY else line.community
        self.rows.add("community_lines", number, line.name, key, line.community_key, named, *who,
                      *texts, *days, *line.place)  # fmt: skip
        people = [self._teacher(line, "people", whom) for whom in line.people]
        for teacher_no in dict.fromkeys(people):
            self.rows.add("community_people", number, teacher_no)

    def _teacher(self, line: Line, name: str, whom: Person) -> int:
        """Return the number of a teacher whom a field names, and keep the cell that does it first."""
        number = self.rows.teacher(whom.name, name_key(whom.name))
        self.teacher_cells.setdefault(number, line.at(name))
        return number

    def _facts(self, kept: dict[str, Line]) -> dict[str, Any]:
        counted = Counter(line.name for line in kept.values())
        known = [[key, line.texts["title"], *(_iso(line.days.get(n)) for n in ("date_from", "date_to"))]
                 for key, line in kept.items() if line.name == COMMUNITY]  # fmt: skip
        return {"communities": [list(pair) for pair in counted.items()], "known_communities": known}


def _again(line: Line, first: Line) -> str:
    if line.said() == first.said():
        return "entry_twice"
    return "community_twice" if line.name == COMMUNITY else "entry_twice_differs"


def _called(line: Line) -> str:
    """Return a line in words: its title, else whose it is."""
    whom = line.teacher.name if line.teacher else ""
    return line.texts.get("title") or whom or line.register.one


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
