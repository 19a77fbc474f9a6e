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
from etl.privacy import clean_grid
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


CELL = st.sampled_from(["", 0, 1, "2", "X", "не пройд."])
READ = {0: (0, "answered"), 1: (1, "answered"), "2": (2, "answered"), "X": (0, "not_attempted"),
        "не пройд.": (None, "not_taught")}  # fmt: skip
WRITTEN = st.lists(
    st.tuples(st.booleans(), st.lists(CELL, min_size=4, max_size=4)), min_size=1, max_size=8
)


@settings(max_examples=9, deadline=None)
@given(pupils=WRITTEN, kind=st.sampled_from(["work", "literacy", "criteria"]))
def test_what_is_written_in_a_template_of_results_is_what_is_loaded(tmp_path_factory, pupils, kind):
    form = TEMPLATES[kind]
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(form, "2026/27", CHOICES)))
    sheet = book.worksheets[0]
    said = {"Название работы": "№ 2. Дроби", "Предмет": "Алгебра", "Класс": "5Б",
            "Функциональная грамотность": "Финансовая грамотность"}  # fmt: skip
    for row, line in enumerate(form.lines, start=3):
        sheet.cell(row, 3, said.get(line.label, line.value))
    first = 3 if kind == "criteria" else 4
    for column in range(first, first + 4):
        sheet.cell(form.head + 2, column, 2)
    for n, (is_away, cells) in enumerate(pupils, 1):
        variant = [] if kind == "criteria" else ["отсутствовал" if is_away else None]
        points = ["н" if is_away else cell or None for cell in cells] if is_away else [
            None if cell == "" else cell for cell in cells]  # fmt: skip
        sheet.append([n, f"{SURNAMES[n % 5]}-{'АБВГДЕЖЗ'[n - 1]} Лев", *variant, *points])
    path = tmp_path_factory.mktemp("w") / "заполнено.xlsx"
    book.save(path)
    grid = read(path, path.name)
    parsed = parse(grid, recognise(grid), Decisions(), SCHOOL)
    assert not parsed.questions
    assert not [p for p in parsed.problems if p.code != "nothing_written"]
    works = parsed.tables["works"]
    assert (works["school_year"], works["work_grade"], works["literacy"]) == (
        ["2026/27"], [5], ["financial" if kind == "literacy" else ""])  # fmt: skip
    assert works["subject_raw"] == ["" if kind == "literacy" else "Алгебра"]
    came = [not is_away and any(cell != "" for cell in cells) for is_away, cells in pupils]
    assert parsed.tables["results"]["took_part"] == [int(c) for c in came]
    points = parsed.tables["task_points"]
    loaded = set(
        zip(points["result_no"], points["task_no"], points["points"], points["state"], strict=True)
    )
    assert loaded == {(n, k, *READ[cell]) for n, (_, cells) in enumerate(pupils, 1) if came[n - 1]
                      for k, cell in enumerate(cells, 1) if cell != ""}  # fmt: skip


@pytest.mark.parametrize(
    "work_kind", ["Контрольная работа", "Промежуточная аттестация", "Мониторинг"]
)
@pytest.mark.parametrize("kind", ["work", "literacy", "criteria"])
def test_what_is_wrong_in_a_filled_template_is_said_with_its_cell(kind, work_kind, tmp_path):
    form = TEMPLATES[kind]
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(form, "2026/27", CHOICES)))
    sheet = book.worksheets[0]
    said = {"Название работы": "№ 2", "Предмет": "Алгебра", "Класс": "5Б", "Вид работы": work_kind,
            "Функциональная грамотность": "Креативное мышление"}  # fmt: skip
    for row, line in enumerate(form.lines, start=3):
        sheet.cell(row, 3, said.get(line.label, line.value))
    first = 3 if kind == "criteria" else 4
    for column, most in ((first, 2), (first + 1, 2 if kind == "criteria" else "два")):
        sheet.cell(form.head + 2, column, most)
    before = [] if kind == "criteria" else ["1"]
    lines = [["Дубов Лев", 3, 1], ["Ким Лев", "?", 1], [None, 1, 1], ["Осокин Олег", -1, 1], ["Дубов Лев", 1, 0],
             ["Кленов Олег", None, None]]  # fmt: skip
    for n, (name, *points) in enumerate(lines, 1):
        sheet.append([n, name, *before, *points])
    book.save(tmp_path / "заполнено.xlsx")
    grid = read(tmp_path / "заполнено.xlsx", "заполнено.xlsx")
    parsed = parse(grid, recognise(grid), Decisions(), SCHOOL)
    top = next(r for r, cells in enumerate(grid.sheets[0].rows, 1) if "Дубов Лев" in cells)
    column = "ABCDE"[first - 1]
    assert [(p.code, p.row, p.column) for p in parsed.problems if p.code != "max_unknown"] == [
        ("points_above_max", top, column), ("points_unreadable", top + 1, column),
        ("row_without_name", top + 2, "B"), ("points_negative", top + 3, column),
        ("nothing_written", top + 5, "B"),
        *[("max_unreadable", form.head + 2, "ABCDE"[first])] * (kind != "criteria"),  # one without it is no criterion
        ("namesake", top + 4, "B")]  # fmt: skip
    assert len(parsed.tables["results"]["result_no"]) == 5


def test_what_is_written_in_the_templates_of_tasks_and_codes_is_what_is_loaded(tmp_path):
    form = TEMPLATES["description"]
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(form, "2026/27", CHOICES)))
    sheet = book.worksheets[0]
    for row, value in enumerate(["ВПР", "", "Алгебра", "7"], start=3):
        sheet.cell(row, 3, value)
    sheet.append([1, "3.1", "Решать уравнения", "Алгебра", "П", "2.1", "4", 2, 5])
    sheet.append([2, None, "Проверять корни", None, None, None, None, None, None])
    book.save(tmp_path / "описание.xlsx")
    grid = read(tmp_path / "описание.xlsx", "описание.xlsx")
    parsed = parse(grid, recognise(grid), Decisions(), SCHOOL)
    assert (parsed.questions, parsed.problems) == ([], [])
    assert parsed.facts["works"] == ["ВПР, Алгебра, 7\xa0класс"]
    told = parsed.tables["task_descriptions"]
    assert list(zip(told["task_code"], told["skill_no"], told["skill"], told["level"], told["max_points"],
                    told["content_code"], told["minutes"], strict=True)) == [
        ("3.1", 1, "Решать уравнения", "П", 2, "2.1", 5),
        ("3.1", 2, "Проверять корни", "", None, "", None)]  # fmt: skip
    lines = [
        [1, "5А", "50001", "Дубов Лев Ильич", None],
        [2, "5А", "50002", "Кленов Олег", "Физика"],
    ]
    grid = filled("codes", lines, tmp_path)
    parsed = parse(grid, recognise(grid), Decisions(), SCHOOL)
    assert (parsed.questions, parsed.problems) == ([], [])
    listed = parsed.tables["participants"]
    assert list(zip(listed["work_no"], listed["participant_code"], listed["class_name"], strict=True)) == [
        (1, "50001", "5А"), (2, "50002", "5А")]  # fmt: skip
    assert parsed.tables["works"]["subject_raw"] == ["", "Физика"]


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
    assert clean_grid(grid) == []
    parsed = parse(grid, recognise(grid), Decisions(), SCHOOL)
    assert not any(parsed.tables[table]["part_no"] for table in ("roll", "teaching"))
    assert not any(parsed.tables[table]["work_no"] for table in (
        "results", "task_descriptions", "participants"))  # fmt: skip


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
