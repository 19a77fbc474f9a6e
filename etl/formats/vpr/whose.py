"""What a file leaves to a person: whose school it is of, which class a number stands for."""

from __future__ import annotations

from collections.abc import Iterable

from etl.formats.findings import Findings
from etl.formats.own_school import OwnSchool, form_of
from etl.formats.vpr.people import School as Named
from etl.school import School
from etl.tidy import UNASKED, Decisions, Rows

ANSWERS = (("yes", "Да, это наша школа"), ("no", "Нет, это другая школа"))


class Whose:
    """Says of the schools that a file names which one is ours, or asks."""

    def __init__(self, named: Iterable[Named], school: School) -> None:
        self._school = school
        self._named = {one.code: one for one in named if one.code}
        self._own = OwnSchool(school.own_codes, self._named, school.other_codes)

    @property
    def asked_code(self) -> str:
        """The code of the only school of the file where nobody said whose it is, else ""."""
        if len(self._named) != 1:
            return ""
        (code,) = self._own.schools
        is_said = code in self._school.own_codes or self._own.is_other(code)
        return "" if is_said else code

    @property
    def is_ours(self) -> bool:
        """Whether some rows of the file may be of our school."""
        return not self._named or any(map(self._own.is_ours, self._named))

    def is_of_ours(self, code: str) -> bool:
        """Say whether a row under this code is of our school."""
        return self._own.is_ours(code)

    def say(self, findings: Findings, decisions: Decisions) -> None:
        """Ask whose the only school is, or note that none of the file's schools is ours."""
        told = ", ".join(map(self._told, list(self._named)[:5]))
        if self.asked_code and decisions.own_school == UNASKED:
            findings.add("own_school_taken", value=told)
        elif self.asked_code and not decisions.own_school:
            what = f"В~файле одна школа: {told}. Код вашей школы ещё не~указан. Это ваша школа?"
            findings.ask("own_school", what, ANSWERS, best="yes")
        elif not self.is_ours:
            code = "own_school_unknown" if len(self._named) > 1 else "school_apart"
            findings.add(code, value=told)

    def _told(self, code: str) -> str:
        name, form = self._named[code].name, form_of(code)
        if form == "name":
            return f"«{code}»"
        label = "логин" if form == "login" else "код"
        return f"{name} ({label} {code})" if name and name != code else f"{label} {code}"


def say_numbers(rows: Rows, findings: Findings, school: School, whose: Whose) -> None:
    """Note our classes that a file gives by number only and nobody named, grade by grade."""
    works, results, named = (rows.columns[t] for t in ("works", "results", "class_ordinals"))
    years = dict(zip(works["work_no"], works["school_year"], strict=True))
    listed = set(zip(named["work_no"], named["grade"], named["class_ordinal"], strict=True))
    asked: dict[tuple[str, int], set[int]] = {}
    columns = (results[n] for n in ("work_no", "school_code", "grade", "class_ordinal"))
    for work_no, code, grade, number in set(zip(*columns, strict=True)):
        place = (years[work_no], grade, number)
        if not number or not whose.is_of_ours(code):
            continue
        if (work_no, grade, number) not in listed and place not in school.class_numbers:
            asked.setdefault(place[:2], set()).add(number)
    for (year, grade), found in sorted(asked.items()):
        said = ", ".join(f"№\N{NO-BREAK SPACE}{number}" for number in sorted(found))
        findings.add("class_by_number", value=f"{year}, {grade} класс: {said}")
