"""A template filled in is loaded as it was filled; an empty one says that there is nothing in it."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.papers.templates import TEMPLATES, template_workbook
from etl.formats import parse, recognise
from etl.readers import read
from etl.school import School
from etl.tidy import Decisions

SCHOOL = School.default(date(2026, 11, 24))
CHOICES = {"classes": ["5А", "5Б"], "subjects": ["Алгебра", "Физика"]}
SURNAMES = ["Берёзов", "Дубов-Лесной", "Ёлкин", "Кленов", "Осокин"]
NAMES = ["Пётр", "Лев", "Олег"]
PATRONYMICS = ["Ильич", "Маркович", ""]
CLASSES = ["5А", "5Б", "10 соц-эк", "11В"]
DAYS = st.dates(date(2026, 9, 1), date(2027, 8, 31))
PUPIL = st.tuples(
    st.sampled_from(CLASSES), st.sampled_from(SURNAMES), st.sampled_from(NAMES),
    st.sampled_from(PATRONYMICS), st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS),
)  # fmt: skip


def filled(kind: str, lines: list[list], folder: Path):
    content = template_workbook(TEMPLATES[kind], "2026/27", CHOICES)
    book = openpyxl.load_workbook(io.BytesIO(content))
    for line in lines:
        book.worksheets[0].append(line)
    book.save(folder / "заполнено.xlsx")
    return read(folder / "заполнено.xlsx", "заполнено.xlsx")


@settings(max_examples=25, deadline=None)
@given(
    pupils=st.lists(PUPIL, min_size=1, max_size=12, unique_by=lambda p: p[:4]),
    as_text=st.booleans(),
)
def test_what_is_written_in_the_template_of_pupils_is_what_is_loaded(
    tmp_path_factory, pupils, as_text
):
    pupils = [p if not (p[4] and p[5]) or p[4] <= p[5] else (*p[:4], p[5], p[4]) for p in pupils]
    dressed = [[n, *p[:4], *((f"{d:%d.%m.%Y}" if as_text else d) if d else None for d in p[4:])]
               for n, p in enumerate(pupils, 1)]  # fmt: skip
    grid = filled("pupils", dressed, tmp_path_factory.mktemp("t"))
    parsed = parse(grid, recognise(grid), Decisions(), SCHOOL)
    assert not parsed.questions
    names = dict(zip(parsed.tables["pupils"]["pupil_no"], zip(
        parsed.tables["pupils"]["class_name"], parsed.tables["pupils"]["name_raw"], strict=True),
        strict=True))  # fmt: skip
    roll = parsed.tables["roll"]
    loaded = {(*names[no], came, left) for no, came, left in zip(
        roll["pupil_no"], roll["arrived_on"], roll["left_on"], strict=True)}  # fmt: skip
    assert loaded == {(p[0], " ".join(filter(None, p[1:4])), p[4], p[5]) for p in pupils}
    assert set(parsed.tables["pupils"]["school_year"]) == {"2026/27"}


def test_what_is_written_in_the_template_of_teachers_is_what_is_loaded(tmp_path):
    lines = [[1, "Лучинина Ольга Павловна", "Алгебра", "5А, 5Б", None, None],
             [2, None, "Физика", "11В", "2", 1.5],
             [3, "Осокин Пётр Романович", None, "5А", None, 3]]  # fmt: skip
    grid = filled("teachers", lines, tmp_path)
    parsed = parse(grid, recognise(grid), Decisions(), SCHOOL)
    parts = parsed.tables["parts"]
    assert list(zip(parts["class_name"], parts["subject_raw"], parts["subgroup"], strict=True)) == [
        ("5А", "Алгебра", ""), ("5Б", "Алгебра", ""), ("11В", "Физика", "2")]  # fmt: skip
    assert parsed.tables["teaching"]["hours_per_week"] == [None, None, 1.5]
    assert [(p.code, p.row) for p in parsed.problems] == [("row_no_subject", 8)]


@pytest.mark.parametrize("kind", TEMPLATES)
def test_an_empty_template_is_known_and_holds_nothing(kind, tmp_path):
    grid = filled(kind, [], tmp_path)
    parsed = parse(grid, recognise(grid), Decisions(), SCHOOL)
    assert not any(parsed.tables[table]["part_no"] for table in ("roll", "teaching"))


def test_a_template_offers_the_classes_and_subjects_of_the_school():
    book = openpyxl.load_workbook(
        io.BytesIO(template_workbook(TEMPLATES["teachers"], "2026/27", CHOICES))
    )
    assert book.sheetnames[1] == "Как заполнить"
    rules = {
        rule.formula1
        for rule in book.worksheets[0].data_validations.dataValidation
        if rule.type == "list"
    }
    assert rules == {"Списки!$A$1:$A$2", "Списки!$B$1:$B$2"}
