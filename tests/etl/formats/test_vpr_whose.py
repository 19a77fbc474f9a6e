"""Whose results a file of ВПР holds: asked once where nobody said, told where it is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from etl.formats import parse, recognise
from etl.formats.own_school import OwnSchool, form_of
from etl.school import School
from etl.tidy import UNASKED, Decisions, Parsed
from tests.etl.formats.grids import codes, grid

HEAD = ["Логин", "Школа", "Код участника", "Порядковый номер класса", "Вариант", "1 (1б)"]
NAME = "ВПР 2026 Математика 5 класс.xlsx"
NOBODY = School.default()
OURS = replace(NOBODY, own_codes=frozenset({"edu200001"}))
THEIRS = replace(NOBODY, other_codes=frozenset({"edu200002"}))
BY_NUMBER = replace(NOBODY, own_codes=frozenset({"9306"}))


def read(school: School, *logins: str, answer: str = "", number: int | str = "") -> Parsed:
    body = [[login, f"Школа {login[-1:]}", 50001 + k, number, 1, 1]
            for k, login in enumerate(logins)]  # fmt: skip
    file = grid(HEAD, *body, name=NAME)
    return parse(file, recognise(file), Decisions(own_school=answer), school)


@pytest.mark.parametrize(
    ("school", "logins", "answer", "asked", "told"),
    [
        (NOBODY, ("edu200001",), "", "edu200001", []),
        (NOBODY, ("sch200001",), "", "edu200001", []),
        (NOBODY, ("edu200001",), UNASKED, "", ["own_school_taken"]),
        (NOBODY, ("edu200001", "edu200002"), "", "", ["own_school_unknown"]),
        (OURS, ("edu200001",), "", "", []),
        (OURS, ("edu200002",), "", "", ["school_apart"]),
        (OURS, ("edu200001", "edu200002"), "", "", []),
        (THEIRS, ("edu200002",), UNASKED, "", ["school_apart"]),
        (THEIRS, ("edu200003",), "", "edu200003", []),
        (BY_NUMBER, ("edu200001",), "", "edu200001", []),
    ],
)
def test_whose_a_file_is(
    school: School, logins: tuple[str, ...], answer: str, asked: str, told: list[str]
):
    parsed = read(school, *logins, answer=answer)
    assert [q.field for q in parsed.questions] == ["own_school"] * bool(asked)
    assert all(asked in q.what and q.proposals[0][0] == "yes" for q in parsed.questions)
    assert [code for code in codes(parsed) if code != "class_unsaid"] == told


def test_a_file_that_names_no_school_is_ours_without_a_question():
    file = grid(HEAD[2:], [50001, "", 1, 1], name=NAME)
    parsed = parse(file, recognise(file), Decisions(), NOBODY)
    assert (parsed.questions, codes(parsed)) == ([], ["class_unsaid"])


def test_a_class_by_number_that_nobody_named_is_told_of_our_school_alone():
    named = replace(OURS, class_numbers=frozenset({("2025/26", 5, 2)}))
    assert [(p.code, p.value) for p in read(OURS, "edu200001", number=2).problems] == [
        ("class_by_number", "2025/26, 5 класс: №\xa02")]  # fmt: skip
    assert read(named, "edu200001", number=2).problems == []
    assert codes(read(named, "edu200002", number=2)) == ["school_apart"]


def test_codes_of_one_form_say_nothing_of_another():
    assert [*map(form_of, ("edu200001", "sch200001", "09306", "школа № 5"))] == [
        "login", "login", "number", "name"]  # fmt: skip
    exam = OwnSchool({"edu200001"}, ["9306"])
    assert exam.is_ours("9306") and not exam.is_other("9306")
    assert OwnSchool({"9307"}, ["9306"]).is_other("9306")
