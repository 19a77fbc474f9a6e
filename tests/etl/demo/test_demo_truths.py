"""The story is in the numbers: what a correct import must find again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from etl.demo import Truths
from etl.demo.achievement import by_pupil, period_marks, year_mark
from etl.demo.journal import Page, page
from etl.demo.printing import count_by_pupils
from etl.demo.roster import ClassYear, Roster
from etl.demo.truths import ByPupils

School = tuple[Path, Truths]


@pytest.fixture(scope="module")
def school() -> dict[tuple[str, str], ClassYear]:
    return {(klass.school_year, klass.name): klass for klass in Roster(1).grow()}


def share(counts: Counter[str], marks: str) -> float:
    digits = sum(n for mark, n in counts.items() if mark.isdigit())
    return 100 * sum(counts[mark] for mark in marks) / digits


def test_a_class_loses_algebra_in_half_a_year(short_school: School) -> None:
    found = short_school[1].achievement
    algebra = [found["2023/24", "7Б", "Алгебра", period] for period in ("q1", "q2", "q3", "q4")]
    quality = [share(counts, "45") for counts in algebra]
    assert quality == pytest.approx([52, 52, 100 * 11 / 26, 100 * 8 / 26])
    assert algebra[1] == Counter({"5": 4, "4": 9, "3": 10, "2": 2})
    assert share(algebra[1], "345") == 92


def test_a_class_leaves_the_programme(short_school: School) -> None:
    truths = short_school[1]
    assert truths.by_pupils["2023/24", "8В", "q4"].passed_pct < 70
    assert 75 < truths.by_pupils["2022/23", "7В", "q4"].passed_pct < 90
    assert truths.by_pupils["2023/24", "5А", "q4"].passed_pct > 90


def test_a_class_has_a_reserve_of_quality(
    short_school: School, school: dict[tuple[str, str], ClassYear]
) -> None:
    assert len(short_school[1].reserve["2023/24", "6В"]) == 7
    own = by_pupil(period_marks(school["2023/24", "6В"], 1))
    for period in ("q4", "year"):
        threes = [
            [subject for subject, mark in marks.items() if mark == "3"]
            for (_, at), marks in own.items()
            if at == period
        ]
        assert [subjects for subjects in threes if len(subjects) == 1] == [["Русский язык"]] * 7


def test_two_pupils_of_a_class_share_a_name(short_school: School) -> None:
    assert {place[1] for place in short_school[1].namesakes} == {"4А", "5А"}


def test_report_cards_differ_from_the_journal_in_two_marks(short_school: School) -> None:
    differences = short_school[1].differences
    assert [(d.class_name, d.period) for d in differences] == [("7Б", "q3")] * 2
    assert all(int(d.report_card) == int(d.journal) + 1 for d in differences)


def test_the_school_grows_from_year_to_year(school: dict[tuple[str, str], ClassYear]) -> None:
    found: dict[str, list[ByPupils]] = {}
    for (year, _), klass in school.items():
        if klass.grade > 1:
            found.setdefault(year, []).append(count_by_pupils(period_marks(klass, 1))["year"])
    quality = [
        100 * sum(n.quality_count for n in rows) / sum(n.pupils_count for n in rows)
        for rows in found.values()
    ]
    assert quality == sorted(quality)
    assert 45 < quality[0] < 52 and quality[-1] - quality[0] > 4


def test_a_cohort_improves(school: dict[tuple[str, str], ClassYear]) -> None:
    path = (("2020/21", "3А"), ("2021/22", "4А"), ("2022/23", "5А"), ("2023/24", "6А"))
    quality = [
        count_by_pupils(period_marks(school[place], 1))["year"].quality_pct for place in path
    ]
    assert quality == sorted(quality) and quality[-1] > quality[0] + 30


def pages(klass: ClassYear) -> Page:
    return page(klass, "q4", period_marks(klass, 1), 1)


def kinder(sheet: Page, subject: str) -> float:
    """Return the share of pupils whose period mark stands above their mean, rounded."""
    lines = [
        line
        for _, own in sheet.lines
        for line in own
        if line.subject == subject and line.period_mark.isdigit() and line.marks
    ]
    return sum(int(line.period_mark) > line.average + 0.5 for line in lines) / len(lines)


def test_a_subject_has_inflated_period_marks(school: dict[tuple[str, str], ClassYear]) -> None:
    sheets = [pages(school["2023/24", name]) for name in ("7А", "7В", "8А")]
    assert all(kinder(sheet, "География") > 0.3 for sheet in sheets)
    assert all(kinder(sheet, "История") < 0.3 for sheet in sheets)


def absent_share(sheet: Page) -> float:
    return sum(sheet.counts[code] for code in "НБУ") / sheet.counts["lessons"]


def test_a_class_is_often_away(school: dict[tuple[str, str], ClassYear]) -> None:
    often = pages(school["2023/24", "9Г"])
    usual = pages(school["2023/24", "9А"])
    assert absent_share(often) > 0.11 and absent_share(usual) < 0.08
    assert often.counts["Н"] > 4 * usual.counts["Н"]


def test_most_period_marks_follow_the_current_ones(
    school: dict[tuple[str, str], ClassYear],
) -> None:
    sheet = pages(school["2023/24", "7А"])
    lines = [
        line
        for _, own in sheet.lines
        for line in own
        if line.period_mark.isdigit() and line.subject != "География"
    ]
    fair = [line for line in lines if abs(line.average - int(line.period_mark)) <= 0.5]
    assert len(fair) > 0.85 * len(lines)


def test_the_year_is_the_mean_of_its_periods() -> None:
    assert year_mark(["3", "4", "4", "3"]) == "4"
    assert year_mark(["5", "4", "4", "4"]) == "4"
    assert year_mark(["н/а", "3"]) == "3"
    assert year_mark(["осв", "осв"]) == "осв"
    assert year_mark([]) == ""
