"""The sample files go through the readers and formats without surprises, and the truths come back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl import formats
from etl.demo import Truths
from etl.demo.seeds import settings
from etl.names import subject_key
from etl.privacy import clean_grid
from etl.readers import read
from etl.school import School
from etl.tidy import Decisions, Parsed

FORMATS = {
    "otchet": "pupil_progress",
    "Отчет": "pupil_progress",
    "Журнал": "dnevnik_journal",
    "Классный": "eljur_journal",
    "mesh": "mesh_journal",
    "Табель": "report_cards",
    "Сводная": "class_subjects",
    "Итоги": "class_subjects",
    "Список": "pupil_register",
    "Нагрузка": "teachers_load",
    "Успеваемость": "class_totals",
    "ВПР": "vpr_results",
    "Индивидуальные": "vpr_individual",
    "ОГЭ": "exam_protocol",
    "ЕГЭ": "exam_protocol",
    "Протокол": "olympiad_protocol",
    "Описание": "work_description",
}
JOURNALS = ("otchet", "Отчет", "Журнал", "Классный", "mesh")
# How the codes of absence are printed by the systems, beside the letters of the sample school.
LETTERS = {"НП": "Н", "УП": "У", "П": "У", "ОП": "О"}
# What the files are meant to have wrong, and what a person is only told.
EXPECTED = {"unknown_token", "zero_mark", "same_name", "line_twice", "namesakes", "class_by_number"}
WORDS = {"not_attested": "н/а", "exempt": "осв", "passed": "зач"}


def kind_of(path: str) -> str:
    return path.rsplit("/", 1)[1].split("_")[0].split()[0]


@pytest.fixture(scope="module")
def parsed(short_school: tuple[Path, Truths]) -> dict[str, Parsed]:
    """Return every file of the short school, parsed, by its path."""
    folder, truths = short_school
    login = str(settings("works")["login"])
    school = replace(School.default(), own_codes=frozenset({login}))
    found = {}
    for path in truths.files:
        grid = read(folder / path, path)
        clean_grid(grid)
        found[path] = formats.parse(grid, formats.recognise(grid), Decisions(), school)
    return found


def rows(parsed: Parsed, table: str) -> list[dict[str, Any]]:
    columns = parsed.tables[table]
    return [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]


def test_each_file_is_claimed_by_its_format(parsed: dict[str, Parsed]) -> None:
    assert {path: p.format_id for path, p in parsed.items()} == {
        path: FORMATS[kind_of(path)] for path in parsed
    }


def test_teachers_own_tables_are_claimed_by_none(short_school: tuple[Path, Truths]) -> None:
    folder, truths = short_school
    for path in truths.unknown_files:
        with pytest.raises(formats.Unrecognised):
            formats.recognise(read(folder / path, path))


def test_no_file_is_refused_or_asks(parsed: dict[str, Parsed]) -> None:
    assert [(path, p.questions) for path, p in parsed.items() if p.questions] == []
    problems = [(path, problem) for path, p in parsed.items() for problem in p.problems]
    assert [at for at in problems if at[1].severity == "error"] == []
    assert {problem.code for _, problem in problems if problem.severity == "warning"} <= EXPECTED


def journals(parsed: dict[str, Parsed]) -> dict[str, Parsed]:
    return {path: p for path, p in parsed.items() if kind_of(path) in JOURNALS}


def test_current_marks_and_absences_come_back(
    parsed: dict[str, Parsed], short_school: tuple[Path, Truths]
) -> None:
    found: Counter[str] = Counter()
    for report in journals(parsed).values():
        found.update(str(mark) for mark in report.tables["marks"]["mark"])
        found.update(LETTERS.get(code, code) for code in report.tables["attendance"]["code_raw"])
        found.update(problem.code for problem in report.problems)
    truth = short_school[1].journal_total()
    expected = {code: truth[code] for code in "5432НОБУ"}
    lessons = sum(
        sum(report.tables["lessons"]["lessons_count"]) for report in journals(parsed).values()
    )
    assert lessons == truth["lessons"]
    assert {code: found[code] for code in expected} == expected
    assert (found["zero_mark"], found["unknown_token"]) == (truth["zero"], truth["unknown"])


def period_marks(report: Parsed) -> Counter[tuple[str, str, str, str, str]]:
    """Return how many pupils have each word, by year, class, subject and period."""
    parts = {part["part_no"]: part for part in rows(report, "parts")}
    found: Counter[tuple[str, str, str, str, str]] = Counter()
    for row in rows(report, "period_marks"):
        part = parts[row["part_no"]]
        word = str(row["mark"]) if row["mark"] else WORDS[row["state"]]
        place = (part["school_year"], part["class_name"], part["subject_key"], part["period"])
        found[(*place, word)] += 1
    return found


def test_period_marks_come_back(
    parsed: dict[str, Parsed], short_school: tuple[Path, Truths]
) -> None:
    found: Counter[tuple[str, str, str, str, str]] = Counter()
    for path, report in parsed.items():
        if kind_of(path) != "Табель":
            found += period_marks(report)
    truth = {
        (year, name, subject_key(subject), period, word): count
        for (year, name, subject, period), words in short_school[1].achievement.items()
        for word, count in words.items()
    }
    assert found == truth


def test_report_cards_repeat_the_journal_but_for_the_differences(
    parsed: dict[str, Parsed], short_school: tuple[Path, Truths]
) -> None:
    cards = period_marks(parsed["2023-24/Табель 7Б 2023-24.xlsx"])
    truth = short_school[1].achievement
    lost = Counter(
        (d.school_year, d.class_name, subject_key(d.subject), d.period, d.journal)
        for d in short_school[1].differences
    )
    gained = Counter((*at[:4], str(int(at[4]) + 1)) for at in lost.elements())
    expected = Counter(
        {
            (year, name, subject_key(subject), period, word): count
            for (year, name, subject, period), words in truth.items()
            if (year, name) == ("2023/24", "7Б")
            for word, count in words.items()
        }
    )
    assert cards == expected - lost + gained


def test_pupils_keep_their_names_and_namesakes_stay_two(
    parsed: dict[str, Parsed], short_school: tuple[Path, Truths]
) -> None:
    truths = short_school[1]
    for path in ("2023-24/otchet_5А_1 четверть.xlsx", "2023-24/Итоги года 5А 2023-24.xlsx"):
        pupils = rows(parsed[path], "pupils")
        twins = [p["ordinal"] for p in pupils if p["name_raw"] == truths.namesakes["2023/24", "5А"]]
        assert sorted(twins) == [1, 2]


def test_the_first_class_is_present_without_marks(parsed: dict[str, Parsed]) -> None:
    report = parsed["2023-24/otchet_1А_1 четверть.xlsx"]
    assert len(report.tables["pupils"]["pupil_no"]) >= 20
    assert report.tables["marks"]["mark"] == [] and report.tables["period_marks"]["mark"] == []
    assert report.tables["attendance"]["kind"]


def test_registers_say_who_moved_and_who_teaches_what(
    parsed: dict[str, Parsed], short_school: tuple[Path, Truths]
) -> None:
    truths = short_school[1]
    report = parsed["2023-24/Список обучающихся 2023-24.xlsx"]
    names = {
        row["pupil_no"]: (row["class_name"], row["name_raw"]) for row in rows(report, "pupils")
    }
    moved = {(*names[r["pupil_no"]], r["arrived_on"], r["left_on"])
             for r in rows(report, "roll") if r["arrived_on"] or r["left_on"]}  # fmt: skip
    assert moved == {(m.class_name, m.full_name, m.arrived_on, m.left_on)
                     for m in truths.moved if m.school_year == "2023/24"}  # fmt: skip
    load = parsed["2023-24/Нагрузка педагогов 2023-24.xlsx"]
    parts = {
        p["part_no"]: (p["class_name"], p["subject_raw"], p["subgroup"])
        for p in rows(load, "parts")
    }
    teachers = {row["teacher_no"]: row["name_raw"] for row in rows(load, "teachers")}
    taught = {(*parts[r["part_no"]], teachers[r["teacher_no"]]) for r in rows(load, "teaching")}
    assert taught == {(t.class_name, t.subject, t.subgroup, t.teacher)
                      for t in truths.load if t.school_year == "2023/24"}  # fmt: skip
