"""Class × dates: the shipped profiles, what they know of each vendor, and which of them takes a file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from etl.formats import Unrecognised, parse, recognise, shipped
from etl.grid import Grid, Sheet
from etl.problems import Refusal
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import SAMPLES, codes, grid, rows, sample

SCHOOL = School.default(date(2024, 5, 1))
NONE = Decisions()
PROFILES = ["class_journal", "dnevnik_journal", "mesh_journal", "eljur_journal"]
# What a person answers to the questions of the `_invalid` twins.
ANSWERS = Decisions("2023/24", "7Б", "Физика", "", "q3")
ANSWERS_OF = {"mesh_journal_invalid": replace(ANSWERS, school_year="2025/26")}
PUPILS = ["Берёзов Пётр Ильич", "Дубов Лев Маркович", "Ёлкина Анна Игоревна"]
HEAD = [["Класс: 7Б"], ["Предмет: Физика"], ["Учебный год: 2023/2024"]]
DAYS = ["05.02", "06.02", "07.02", "12.02", "13.02", "14.02"]


def journal(*lines, days=DAYS, head=HEAD, **names) -> Grid:
    return grid(*head, ["№", "ФИО", *days], *lines, **names)


def same(cell="5", days=DAYS) -> list[list]:
    return [[n, name, *[cell] * len(days)] for n, name in enumerate(PUPILS, 1)]


def loaded(file: Grid, decisions: Decisions = NONE) -> Parsed:
    return parse(file, recognise(file), decisions, SCHOOL)


def errors(parsed: Parsed) -> list[str]:
    return [problem.code for problem in parsed.problems if problem.severity == "error"]


@pytest.mark.parametrize("name", [f"{p}{twin}" for p in PROFILES for twin in ("", "_invalid")])
def test_a_journal_is_read_as_its_golden_file_says(name: str) -> None:
    file = sample(name)
    assert recognise(file).id == name.removesuffix("_invalid")
    parsed = loaded(file, ANSWERS_OF.get(name, ANSWERS) if "invalid" in name else NONE)
    said = {
        "questions": [q.field for q in loaded(file).questions],
        "problems": [[p.severity, p.code, p.row, p.column, p.value] for p in parsed.problems],
        "marks": rows(parsed, "marks", "pupil", "lesson_date", "lesson_no", "seq", "mark", "mark_raw", "weight",
                      "work_type", "cell_raw", "row_no", "column_no"),
        "attendance": rows(parsed, "attendance", "pupil", "lesson_date", "lesson_no", "code_raw", "kind"),
        "lessons": rows(parsed, "lessons", "pupil", "lesson_date", "lessons_count"),
        "period_marks": rows(parsed, "period_marks", "pupil", "part_period", "mark", "mark_raw", "state"),
        "parts": rows(parsed, "parts", "measure", "school_year", "class_name", "subject_raw", "subgroup", "period"),
        "pupils": rows(parsed, "pupils", "name_raw", "ordinal"),
    }  # fmt: skip
    assert parsed.source_kind == "journal"
    golden = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(said, default=str)) == golden
