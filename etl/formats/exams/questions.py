"""What of an exam is asked for where its file does not say it: subject, day, ОГЭ or ЕГЭ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain

from etl.days import parse_day
from etl.formats.declaration import Format
from etl.formats.exams.exam import UNSURE, Exam
from etl.formats.findings import Findings
from etl.formats.works.classes import ordinal_of
from etl.tidy import Decisions
from etl.work_kinds import EXAM_GRADES, EXAMS, titled

KINDS = tuple((kind, titled(kind)) for kind in EXAMS)
GRADES = (("9", "9\N{NO-BREAK SPACE}класс"), ("11", "11\N{NO-BREAK SPACE}класс"))


def settle(exam: Exam, fmt: Format, decisions: Decisions, findings: Findings) -> Exam:
    """Return the exam with what a person said; what nobody said is asked for and stays empty."""
    subject = exam.subject or decisions.subject
    held_on = exam.held_on or _day(decisions.held_on)
    kind = "" if exam.kind == UNSURE else exam.kind
    kind = kind or (decisions.kind if decisions.kind in EXAMS else "")
    grade = EXAM_GRADES.get(kind) or exam.grade or ordinal_of(decisions.work_grade)
    if not subject:
        said = f" (код {exam.code})" if exam.code else ""
        codes = fmt.options["codes"]
        named = dict.fromkeys([*codes.get(exam.code, ()), *chain(*codes.values())])
        what = f"В~файле не~указан предмет экзамена{said}. Какой это предмет?"
        findings.ask("subject", what, tuple((name, name) for name in named), "")
    if held_on is None:
        findings.ask("held_on", "В~файле не~указана дата экзамена. Когда он был?")
    if not kind:
        findings.ask("kind", "ОГЭ это, ЕГЭ или ГВЭ? По~файлу этого не~видно.", KINDS, "")
    if kind and not grade:
        findings.ask("work_grade", "За~какой класс этот экзамен?", GRADES, "")
    return Exam(exam.code, subject, held_on, kind, grade)


def kind_seen(grades: set[int], means: set[str], figures: Sequence[float]) -> str:
    """Return oge or ege as the columns and classes of a table show it, "" where they do not.

    `figures` stand in a column that may hold marks as well as test points.
    """
    if "test_points" in means:
        return "ege"
    if grades and grades <= {9}:
        return "oge"
    if (grades and min(grades) >= 10) or any(figure > 5 for figure in figures):
        return "ege"
    return "oge" if "mark" in means and not grades else ""


def grade_seen(kind: str, grades: set[int]) -> int:
    """Return the grade that sat ГВЭ as the classes of a table show it, 0 where they do not."""
    if kind != "gve" or not grades:
        return 0
    return 9 if grades == {9} else 11 if min(grades) >= 10 else 0


def _day(said: str) -> date | None:
    return parse_day(said) if said else None
