"""Templates of the staff: what is typed into any of them is what is loaded; untouched they hold nothing."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.papers.staff_forms import offered, own_choices, staff_tables, staff_template
from dashboard.papers.templates import template_workbook
from etl.formats import parse, recognise
from etl.privacy import clean_grid
from etl.readers import read
from etl.school import School
from etl.tidy import Decisions, Parsed
from warehouse.staff.registers import Field, registers

SCHOOL = School.default(date(2026, 11, 24))
NAMES = ["Берёзова Анна Игоревна", "Дубов-Лесной Лев Маркович", "Осокин Пётр Ильич", "Ёлкина Вера"]
CHOICES = {
    "teachers": NAMES,
    "competences": list(SCHOOL.competences),
    "classes": ["7Б"],
    "subjects": ["Алгебра"],
}
TEXT = st.text("абвгдежзийклмнопрстуфхцчшщэюя АВ-", min_size=3, max_size=14).map(
    lambda text: " ".join(f"Я{text}".split())
)
DAY = st.dates(date(1990, 1, 1), date(2030, 1, 1))
BUSY = [HealthCheck.too_slow]  # a file is written and read for every example
AGES = ("under_35", "35_44", "45_54", "55_plus")


def book(name: str) -> openpyxl.Workbook:
    template = staff_template(name, SCHOOL.criteria)
    assert template is not None
    content = template_workbook(template, "2026/27", {**CHOICES, **own_choices(name)})
    return openpyxl.load_workbook(io.BytesIO(content))


def loaded(file: openpyxl.Workbook, folder: Path) -> Parsed:
    file.save(folder / "заполнено.xlsx")
    grid = read(folder / "заполнено.xlsx", "заполнено.xlsx")
    assert clean_grid(grid) == []
    return parse(grid, recognise(grid), Decisions(), SCHOOL)


def value_of(field: Field) -> st.SearchStrategy[Any]:
    """Give what may be typed in a field; a field that is not required may stay empty."""
    values: dict[str, st.SearchStrategy[Any]] = {
        "date": DAY, "number": st.integers(1, 70), "teacher": st.sampled_from(NAMES),
        "level": st.integers(0, 3), "choice": st.sampled_from(field.choices or ("",)),
        "competence": st.sampled_from(SCHOOL.competences),
    }  # fmt: skip
    typed = values.get(field.type, TEXT)
    return typed if field.required else st.none() | typed


def line_of(name: str) -> st.SearchStrategy[dict[str, Any]]:
    fields = {field.name: value_of(field) for field in staff_tables()[name].fields}
    return (
        st.fixed_dictionaries({"teacher": st.sampled_from(NAMES), **fields})
        .map(in_order)
        .filter(says)
    )


def in_order(line: dict[str, Any]) -> dict[str, Any]:
    for first, last in (("date_from", "date_to"), ("came_on", "left_on")):
        if line.get(first) and line.get(last):
            line[first], line[last] = sorted((line[first], line[last]))
    return line


def says(line: dict[str, Any]) -> bool:
    return any(value is not None for name, value in line.items() if name != "teacher")


def cells(name: str, line: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return a line in the order of its template."""
    return [(one, line[one]) for one in ("teacher", *(f.name for f in staff_tables()[name].fields))]


def key(line: dict[str, Any]) -> tuple[Any, ...]:
    """Return by what two lines of a register are one."""
    return (line["teacher"], line.get("partner"), (line.get("title") or "").lower(), line.get("kind"),
            line.get("date_from") or line.get("date_to"))  # fmt: skip


def dressed(value: Any, as_text: bool) -> Any:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}" if as_text else value
    return f"{value} — так" if as_text and isinstance(value, int) and value < 4 else value


@pytest.mark.parametrize("name", registers())
@settings(max_examples=2, deadline=None, suppress_health_check=BUSY)
@given(data=st.data(), as_text=st.booleans())
def test_what_is_typed_into_the_template_of_a_register_is_what_is_loaded(
    tmp_path_factory: Any, name: str, data: st.DataObject, as_text: bool
) -> None:
    lines = data.draw(st.lists(line_of(name), min_size=1, max_size=6, unique_by=key))
    file = book(name)
    levels = {f.name for f in staff_tables()[name].fields if f.type in ("level", "date")}
    for number, line in enumerate(lines, 1):
        typed = [dressed(v, as_text and n in levels) for n, v in cells(name, line)]
        file.worksheets[0].append([number, *typed])
    parsed = loaded(file, tmp_path_factory.mktemp("s"))
    assert (parsed.questions, [p.code for p in parsed.problems if p.code != "date_empty"]) == (
        [],
        [],
    )
    entries = parsed.tables["staff_entries"]
    who = dict(
        zip(
            parsed.tables["teachers"]["teacher_no"],
            parsed.tables["teachers"]["name_raw"],
            strict=True,
        )
    )
    asked = [f.name for f in staff_tables()[name].fields if f.name != "partner"]
    got = [tuple(row) for row in zip(
        [who[n] for n in entries["teacher_no"]], [who.get(n) for n in entries["partner_no"]],
        *(entries[n] for n in asked), strict=True)]  # fmt: skip
    expected = [(line["teacher"], line.get("partner"), *(line[n] if entries[n] and not isinstance(entries[n][0], str)
                 else line[n] or "" for n in asked)) for line in lines]  # fmt: skip
    blank = {None: ""}
    assert [tuple(blank.get(v, v) for v in row) for row in got] == [
        tuple(blank.get(v, v) for v in row) for row in expected
    ]
    assert set(entries["register"]) == {name}


@settings(max_examples=4, deadline=None, suppress_health_check=BUSY)
@given(
    lines=st.lists(line_of("staff"), min_size=1, max_size=4, unique_by=lambda one: one["teacher"])
)
def test_what_is_typed_into_the_list_of_the_staff_is_what_is_loaded(
    tmp_path_factory: Any, lines: list[dict[str, Any]]
) -> None:
    file = book("staff")
    for number, line in enumerate(lines, 1):
        file.worksheets[0].append([number, *(value for _, value in cells("staff", line))])
    parsed = loaded(file, tmp_path_factory.mktemp("s"))
    assert (parsed.questions, parsed.problems) == ([], [])
    groups = dict(zip(staff_tables()["staff"].fields[2].choices, AGES, strict=True))
    rows = parsed.tables["staff"]
    names = list(rows)[1:8]
    assert list(zip(*(rows[name] for name in names), strict=True)) == [
        (line["position"] or "", line["subjects"] or "", groups.get(line["age_group"], ""),
         line["category"] or "", line["experience_years"], line["came_on"], line["left_on"])
        for line in lines
    ]  # fmt: skip
    assert parsed.tables["teachers"]["name_raw"] == [line["teacher"] for line in lines]


@settings(max_examples=4, deadline=None, suppress_health_check=BUSY)
@given(
    line=line_of("observations"),
    scores=st.lists(st.none() | st.integers(0, 3), min_size=16, max_size=16),
)
def test_what_is_typed_of_an_observed_lesson_is_what_is_loaded(
    tmp_path_factory: Any, line: dict[str, Any], scores: list[int | None]
) -> None:
    file = book("observations")
    typed = [value for _, value in cells("observations", line)]
    file.worksheets[0].append([1, *typed, *scores])
    parsed = loaded(file, tmp_path_factory.mktemp("o"))
    assert {p.code for p in parsed.problems} <= {"lesson_no_scores"}
    assert parsed.tables["observations"]["observed_on"] == [line["observed_on"]]
    assert parsed.tables["observations"]["observer_raw"] == [line["observer"] or ""]
    told = parsed.tables["observation_scores"]
    assert list(zip(told["criterion_key"], told["score"], strict=True)) == [
        (one.key, float(score)) for one, score in zip(SCHOOL.criteria, scores, strict=True) if score is not None
    ]  # fmt: skip


@pytest.mark.parametrize("name", [name for name, _ in offered()])
def test_an_untouched_template_of_the_staff_says_that_there_is_nothing_in_it(
    name: str, tmp_path: Path
) -> None:
    file = book(name)
    head, example = ([cell.value for cell in file.worksheets[0][row]] for row in (4, 5))
    assert example[0] == "пример"
    assert head[1] == "ФИО педагога"
    parsed = loaded(file, tmp_path)
    assert [p.code for p in parsed.problems] == ["nothing_filled"]
    assert not any(parsed.tables[t]["row_no"] for t in ("staff", "staff_entries", "observations"))


def test_a_template_offers_choices_and_teachers_of_the_school() -> None:
    file = book("mentoring")
    assert file.sheetnames[1] == "Как заполнить"
    listed = {cell.value for column in file["Списки"].columns for cell in column}
    assert {*NAMES, "идёт", "завершено"} <= listed
    rules = [
        rule for rule in file.worksheets[0].data_validations.dataValidation if rule.type == "list"
    ]
    assert len(rules) == 4  # the teacher, the mentor, the deficit, the state
