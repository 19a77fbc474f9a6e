"""Workbooks of communities and lessons: what is written into any of them, or given out, is what is loaded back."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.components.uploads import of_communities
from dashboard.papers import community_forms, lesson_forms
from etl.formats import parse, recognise
from etl.privacy import clean_grid
from etl.readers import read
from etl.school import KnownCommunity, School, shipped_task_types
from etl.tidy import Decisions, Parsed
from warehouse.communities.declared import COMMUNITY, TEXTS, community_registers
from warehouse.communities.names import community_key
from warehouse.staff.registers import Field

NAMES = ["Берёзова Анна Игоревна", "Дубов-Лесной Лев Маркович", "Осокин Пётр Ильич", "Ёлкина Вера"]
CIRCLES = ["Читаем условие задачи", "Решаем вместе"]
SCHOOL = School.default(date(2026, 11, 24))
SCHOOL.communities = {community_key(name): KnownCommunity(name) for name in CIRCLES}
CHOICES = {"teachers": NAMES, "competences": list(SCHOOL.competences), "classes": ["7Б"], "subjects": ["Алгебра"],
           "aims": ["Проверка знаний"], "communities": CIRCLES, "types": ["2.5"],
           "strategies": ["Взаимообучение"]}  # fmt: skip
TEXT = st.text("абвгдежзийклмнопрстуфхцчшщэюя АВ-", min_size=3, max_size=14).map(
    lambda text: " ".join(f"Я{text}".split())
)
DAY = st.dates(date(1995, 1, 1), date(2030, 1, 1))
KEY = st.text("0123456789abcdef", min_size=12, max_size=12).map(lambda text: f"f-{text}")
BUSY = [HealthCheck.too_slow]  # a file is written and read for every example
CROSS = {"member_of_many", "group_too_large", "group_too_small"}  # of many people in few groups


def loaded(content: bytes, folder: Path) -> Parsed:
    path = folder / "книга.xlsx"
    path.write_bytes(content)
    grid = read(path, path.name)
    assert clean_grid(grid) == []
    return parse(grid, recognise(grid), Decisions(), SCHOOL)


def value_of(field: Field) -> st.SearchStrategy[Any]:
    """Give what a line may say in a field; what is not required may be empty."""
    values: dict[str, st.SearchStrategy[Any]] = {
        "date": DAY, "teacher": st.sampled_from(NAMES), "choice": st.sampled_from(field.choices or ("",)),
        "competence": st.sampled_from(SCHOOL.competences), "community": st.sampled_from(CIRCLES),
        "people": st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
        "class": st.sampled_from(["7Б", "10 соц-эк", "8"]), "year": st.sampled_from(["2025/26", "2026/27"]),
        "lines": st.lists(TEXT, min_size=1, max_size=3).map("\n".join),
        "long": st.lists(TEXT, min_size=1, max_size=3).map("\n".join),
    }  # fmt: skip
    typed = values.get(field.type, TEXT)
    return typed if field.required else st.just("") | typed


def lines_of(name: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    fields = {field.name: value_of(field) for field in community_registers()[name].fields}
    line = (
        st.fixed_dictionaries({"line_key": KEY, **fields})
        .map(held_by_now)
        .map(in_order)
        .filter(are_two)
    )
    by = (
        (lambda one: community_key(one["title"]))
        if name == COMMUNITY
        else (lambda one: one["line_key"])
    )
    return st.lists(line, max_size=4, unique_by=(by, lambda one: one["line_key"]))


def held_by_now(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line whose event, if it was held, was held by today."""
    if line.get("date_to"):
        line["date_to"] = min(line["date_to"], SCHOOL.today)
    return line


def in_order(line: dict[str, Any]) -> dict[str, Any]:
    if line.get("date_from") and line.get("date_to"):
        line["date_from"], line["date_to"] = sorted((line["date_from"], line["date_to"]))
    return line


def are_two(line: dict[str, Any]) -> bool:
    return not line.get("partner") or line.get("teacher") != line["partner"]


def told(parsed: Parsed) -> dict[str, dict[str, Any]]:
    """Return what was loaded by the key of its line: the register and what each field says."""
    rows, people = parsed.tables["community_lines"], parsed.tables["community_people"]
    who = dict(
        zip(
            parsed.tables["teachers"]["teacher_no"],
            parsed.tables["teachers"]["name_raw"],
            strict=True,
        )
    )
    named: dict[int, list[str]] = {}
    for line_no, teacher_no in zip(people["line_no"], people["teacher_no"], strict=True):
        named.setdefault(line_no, []).append(who[teacher_no])
    return {
        rows["line_key"][k]: {
            "register": rows["register"][k], "community": rows["community_raw"][k],
            "teacher": who.get(rows["teacher_no"][k], ""), "partner": who.get(rows["partner_no"][k], ""),
            "people": named.get(rows["line_no"][k], ""), "date_from": rows["date_from"][k] or "",
            "date_to": rows["date_to"][k] or "", **{name: rows[name][k] for name in TEXTS},
        }
        for k in range(len(rows["line_key"]))
    }  # fmt: skip


@settings(max_examples=3, deadline=None, suppress_health_check=BUSY)
@given(st.fixed_dictionaries({name: lines_of(name) for name in community_registers()}))
def test_whatever_is_given_out_of_communities_loads_back_unchanged(
    tmp_path_factory: Any, lines: dict[str, list[dict[str, Any]]]
) -> None:
    content = community_forms.communities_workbook("2026/27", CHOICES, lines)
    parsed = loaded(content, tmp_path_factory.mktemp("c"))
    keys = [line["line_key"] for listed in lines.values() for line in listed]
    found = told(parsed)
    assert parsed.questions == []
    assert {p.code for p in parsed.problems} - CROSS <= {"nothing_filled", "before_community", "after_community",
                                                        "line_key_again"}  # fmt: skip
    if len(keys) == len(set(keys)):
        assert set(found) == set(keys)
    for name, listed in lines.items():
        for line in listed if len(keys) == len(set(keys)) else ():
            got = found[line["line_key"]]
            assert got["register"] == name
            assert {field: got[field] for field in line if field != "line_key"} == {
                field: value for field, value in line.items() if field != "line_key"}  # fmt: skip


@settings(max_examples=3, deadline=None, suppress_health_check=BUSY)
@given(line=lines_of("meetings").filter(bool), again=st.booleans())
def test_what_is_typed_into_the_empty_workbook_is_what_is_loaded(
    tmp_path_factory: Any, line: list[dict[str, Any]], again: bool
) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(community_forms.communities_workbook("2026/27", CHOICES))
    )
    fields = community_registers()["meetings"].fields
    for number, one in enumerate(line, 1):
        typed = [
            ", ".join(one[f.name]) if f.type == "people" else one[f.name] or None for f in fields
        ]
        book["Встречи"].append([number, *typed])
        if again:
            book["Встречи"].append([number, *typed])
    held = io.BytesIO()
    book.save(held)
    parsed = loaded(held.getvalue(), tmp_path_factory.mktemp("c"))
    rows = parsed.tables["community_lines"]
    got = list(zip(rows["community_raw"], rows["title"], rows["kind"], rows["date_from"], rows["date_to"],
                   rows["result"], rows["reason"], rows["note"], strict=True))  # fmt: skip
    names = ("community", "title", "kind", "date_from", "date_to", "result", "reason", "note")
    wanted = list(
        dict.fromkeys(
            tuple(one[n] or ("" if "date" not in n else None) for n in names) for one in line
        )
    )
    twice = {p.code for p in parsed.problems}
    assert twice <= {"entry_twice", "entry_twice_differs"}
    assert set(got) <= set(wanted)
    assert again <= bool(twice)


def test_untouched_workbooks_say_that_there_is_nothing_in_them(tmp_path: Path) -> None:
    for content in (
        community_forms.communities_workbook("2026/27", CHOICES),
        lesson_forms.lessons_workbook("2026/27", CHOICES),
    ):
        parsed = loaded(content, tmp_path)
        assert [p.code for p in parsed.problems] == ["nothing_filled"]


def test_a_workbook_of_communities_has_a_sheet_for_each_register_with_its_lists() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(community_forms.communities_workbook("2026/27", CHOICES))
    )
    titles = [one.title for one in community_registers().values()]
    assert book.sheetnames == [*titles, "Как заполнить", "Списки"]
    assert [book["Встречи"].cell(5, column).value for column in (1, 2, 3)] == [
        "пример", "Читаем условие задачи", "Выбираем фокус и первый урок"]  # fmt: skip
    listed = {cell.value for column in book["Списки"].columns for cell in column}
    assert {*NAMES, *CIRCLES, "тьюториал", "круглый стол"} <= listed
    rules = [
        rule for rule in book["Встречи"].data_validations.dataValidation if rule.type == "list"
    ]
    assert len(rules) == 2  # the community, the kind


CODE = st.sampled_from(["", *sorted(shipped_task_types()), "1", "5"])
TASKS = st.lists(TEXT, min_size=1, max_size=4)


@st.composite
def lessons(draw: Any) -> list[dict[str, Any]]:
    """Draw the rows of an export: lessons with their tasks and coders, each of whom coded something."""
    rows: list[dict[str, Any]] = []
    for key in draw(st.lists(KEY, min_size=1, max_size=3, unique=True)):
        teacher, *others = draw(st.permutations(NAMES))
        targets = draw(
            st.sampled_from([(0.2, 0.3, 0.2, 0.1, 0.2), (1.0, 0.0, 0.0, 0.0, 0.0), (None,) * 5])
        )
        lesson = {"lesson_id": key, "teacher": teacher, "held_on": draw(DAY), "class_name": "7Б",
                  "subject_raw": draw(st.just("") | TEXT), "topic": draw(st.just("") | TEXT),
                  "aim": draw(st.just("") | TEXT),
                  "community": draw(st.sampled_from(["", *CIRCLES])),
                  **dict(zip(lesson_forms.TARGETS, targets, strict=True))}  # fmt: skip
        tasks = draw(TASKS)
        coders = [
            ("teacher", teacher),
            *[("observer", one) for one in others[: draw(st.integers(0, 2))]],
        ]
        for role, coder in coders:
            codes = ["3.5", *(draw(CODE) for _ in tasks[1:])]
            rows += [{**lesson, "task_no": no, "task_text": text, "code": code, "role": role, "coder": coder}
                     for no, (text, code) in enumerate(zip(tasks, codes, strict=True), 1)]  # fmt: skip
    return rows


@settings(max_examples=8, deadline=None, suppress_health_check=BUSY)
@given(given_out=lessons())
def test_whatever_is_given_out_of_lessons_loads_back_unchanged(
    tmp_path_factory: Any, given_out: list[dict[str, Any]]
) -> None:
    content = lesson_forms.lessons_export("2026/27", CHOICES, given_out)
    parsed = loaded(content, tmp_path_factory.mktemp("l"))
    assert {p.code for p in parsed.problems} <= {"task_uncoded"}
    cards, found = parsed.tables["lesson_cards"], parsed.tables["lesson_codes"]
    who = dict(
        zip(
            parsed.tables["teachers"]["teacher_no"],
            parsed.tables["teachers"]["name_raw"],
            strict=True,
        )
    )
    head = {cards["lesson_no"][k]: {
        "lesson_id": cards["lesson_id"][k], "teacher": who[cards["teacher_no"][k]], "held_on": cards["held_on"][k],
        "community": cards["community_key"][k],
        **{name: cards[name][k] for name in ("class_name", "subject_raw", "topic", "aim", *lesson_forms.TARGETS)},
    } for k in range(len(cards["lesson_no"]))}  # fmt: skip
    got = [{**head[found["lesson_no"][k]], "task_no": found["task_no"][k], "task_text": found["task_text"][k],
            "role": found["role"][k], "coder": who[found["teacher_no"][k]],
            "code": found["task_type"][k] or str(found["category"][k] or "")}
           for k in range(len(found["role"]))]  # fmt: skip
    assert got == [{**row, "community": community_key(row["community"]) if row["community"] else ""}
                   for row in given_out]  # fmt: skip


def test_what_is_typed_into_a_sheet_of_a_lesson_is_what_is_loaded(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(lesson_forms.lessons_workbook("2026/27", CHOICES)))
    values = (NAMES[0], date(2026, 10, 15), "7Б", "Алгебра", "Класс задач", "Проверка знаний", CIRCLES[0],
              "20 / 30 / 20 / 10 / 20", NAMES[2])  # fmt: skip
    sheet = book["Урок 2"]
    for row, value in enumerate(values, 3):
        sheet.cell(row, 3, value)
    sheet.append([1, "Назовите", "1.2", 2.5])
    held = io.BytesIO()
    book.save(held)
    parsed = loaded(held.getvalue(), tmp_path)
    cards, found = parsed.tables["lesson_cards"], parsed.tables["lesson_codes"]
    assert parsed.problems == []
    assert [cards[name][0] for name in ("held_on", "class_name", "subject_raw", "topic", "aim", "community_key")] == [
        date(2026, 10, 15), "7Б", "Алгебра", "Класс задач", "Проверка знаний", community_key(CIRCLES[0])]  # fmt: skip
    assert [cards[name][0] for name in lesson_forms.TARGETS] == [0.2, 0.3, 0.2, 0.1, 0.2]
    assert list(zip(found["role"], found["task_type"], strict=True)) == [
        ("teacher", "1.2"),
        ("observer", "2.5"),
    ]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"communities": [["community", 3], ["meetings", 12]]}, "3 сообщества, 12 встреч"),
        (
            {"lesson_tasks": {"lessons": 2, "tasks": 21, "codings": 4}},
            "2 урока, 21 задача, 4 набора кодов",
        ),
    ],
)
def test_the_card_of_an_upload_says_what_came(facts: dict[str, Any], said: str) -> None:
    assert " · ".join(filter(None, of_communities(facts))).replace("\xa0", " ") == said
