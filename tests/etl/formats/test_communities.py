"""Workbooks of communities: what each table is, what its lines say, what they say together."""

from __future__ import annotations

import contextlib
import csv
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from etl.formats import Unrecognised, parse, recognise, shipped
from etl.formats.communities.kinds import COMMUNITY_KINDS
from etl.grid import Grid, Range
from etl.readers import read
from etl.school import KnownCommunity, School
from etl.teacher_doubts import teacher_doubts
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import SAMPLES, codes, grid, rows
from warehouse.communities.declared import community_registers

READING = "Читаем условие задачи"
ANNA, PETR, VERA = "Берёзова Анна Игоревна", "Осокин Пётр Ильич", "Ёлкина Вера Львовна"
SCHOOL = School.default(date(2026, 11, 24))
SCHOOL.communities = {"читаем условие задачи": KnownCommunity(READING, date(2026, 9, 1))}
ALONE = School.default(date(2026, 11, 24))
GOLDEN = ("community_meetings", "community_visits")
LINES = ("line_no", "register", "line_key", "community_key", "community_raw", "teacher_no", "partner_no",
         "title", "kind", "class_name", "subject", "result", "reason", "date_from", "date_to",
         "row_no", "column_no")  # fmt: skip


def told(file: Grid, school: School = SCHOOL, decisions: Decisions | None = None) -> Parsed:
    fmt = recognise(file, shipped())
    assert fmt.id == "community_book"
    return parse(file, fmt, decisions or Decisions(), school)


def said(parsed: Parsed) -> dict:
    return json.loads(json.dumps({
        "problems": [[p.severity, p.code, p.row, p.column, p.value, p.what.replace("\xa0", " ")]
                     for p in parsed.problems],
        "lines": rows(parsed, "community_lines", *LINES),
        "people": rows(parsed, "community_people", "line_no", "teacher_no"),
        "teachers": parsed.tables["teachers"]["name_raw"],
        "facts": parsed.facts["communities"],
    }, default=str, ensure_ascii=False))  # fmt: skip


def as_workbook(name: str, folder: Path) -> Path:
    """Return a sample as a workbook."""
    book = openpyxl.Workbook()
    with (SAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.reader(file, delimiter=";"):
            book.active.append([cell or None for cell in line])
    book.save(folder / f"{name}.xlsx")
    return folder / f"{name}.xlsx"


@pytest.mark.parametrize("name", [f"{name}{twin}" for name in GOLDEN for twin in ("", "_invalid")])
def test_a_register_of_communities_is_read_as_its_golden_file_says(
    name: str, tmp_path: Path
) -> None:
    golden = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    assert said(told(read(SAMPLES / f"{name}.csv"))) == golden
    assert said(told(read(as_workbook(name, tmp_path)))) == golden


def book(**sheets: list[list]) -> Grid:
    """Return a workbook of sheets by name."""
    file = Grid("пос.xlsx", "xlsx", [])
    for name, lines in sheets.items():
        file.sheets += grid(*lines, sheet=name).sheets
    return file


COMMUNITY = [["Название", "Тьютор", "Создано", "Завершило работу"]]
MEMBERS = [["Сообщество", "Педагог", "С какого дня", "По какой день"]]
SIX = [f"ПОС номер {n}" for n in range(1, 7)]


def places(parsed: Parsed, code: str) -> list[tuple[str, str, str]]:
    """Return (sheet, cell, value) of the problems of a kind."""
    return [
        (p.sheet, f"{p.column}{p.row}", p.value.replace("\xa0", " "))
        for p in parsed.problems
        if p.code == code
    ]


def test_a_member_of_six_groups_is_told_at_each_place_beyond() -> None:
    parsed = told(book(Сообщества=[*COMMUNITY, *([name, "", "01.09.2026", ""] for name in SIX)],
                       Состав=[*MEMBERS, *([name, ANNA if n else "Берёзова А. И.", "", ""]
                                           for n, name in enumerate(SIX))]), ALONE)  # fmt: skip
    assert places(parsed, "member_of_many") == [
        ("Состав", f"B{row}", f"{ANNA}: {row - 1}") for row in range(4, 8)
    ]
    assert len(parsed.tables["community_lines"]["line_no"]) == 12


def test_groups_one_after_another_are_not_at_once() -> None:
    spans = [("01.09.2024", "31.05.2025"), ("01.09.2025", "31.05.2026"), ("01.09.2026", "")]
    parsed = told(book(Сообщества=[*COMMUNITY, *([name, "", first, last]
                                                for name, (first, last) in zip(SIX, spans, strict=False))],
                       Состав=[*MEMBERS, *([name, ANNA, "", ""] for name in SIX[:3])]), ALONE)  # fmt: skip
    assert places(parsed, "member_of_many") == []


def test_groups_too_small_and_too_large_count_the_tutor_and_who_is_there_at_once() -> None:
    names = [
        f"Дубова {name} Ильинична" for name in ("Анна", "Вера", "Инна", "Лидия", "Нина", "Яна")
    ]
    parsed = told(book(Сообщества=[*COMMUNITY, [SIX[0], PETR, "01.09.2026", ""], [SIX[1], PETR, "01.09.2026", ""]],
                       Состав=[*MEMBERS, *([SIX[0], name, "", ""] for name in names[:5]),
                               [SIX[1], names[0], "", "01.11.2026"], [SIX[1], names[1], "02.11.2026", ""],
                               [SIX[1], f"{names[2]}, {names[3]}", "03.12.2026", ""]]), ALONE)  # fmt: skip
    assert places(parsed, "group_too_large") == [("Состав", "B6", f"{SIX[0]}: 6")]
    assert places(parsed, "group_too_small") == []
    small = told(book(Сообщества=[*COMMUNITY, [SIX[0], "", "01.09.2026", ""]],
                      Состав=[*MEMBERS, ["", f"{ANNA}\n{PETR}", "", ""]]), ALONE)  # fmt: skip
    assert places(small, "group_too_small") == [("Сообщества", "A2", f"{SIX[0]}: 2")]
    assert places(small, "community_assumed") == [("Состав", "A2", SIX[0])] * 2


def test_what_was_before_a_community_or_after_it_is_told_and_kept() -> None:
    meetings = [["Сообщество", "Тема", "Намечена на", "Прошла"], [SIX[0], "Рано", "01.08.2026", ""],
                [SIX[0], "В срок", "01.08.2026", "02.09.2026"], ["", "Поздно", "", "02.11.2026"],
                ["", "Месяцем", "май 2027", ""]]  # fmt: skip
    parsed = told(book(Сообщества=[*COMMUNITY, [SIX[0], "", "01.09.2026", "30.10.2026"]], Встречи=meetings,
                       Состав=[*MEMBERS, [SIX[0], ANNA, "01.07.2026", ""]]), ALONE)  # fmt: skip
    early = "создано 01.09.2026"
    assert places(parsed, "before_community") == [
        ("Встречи", "C2", f"01.08.2026, {early}"),
        ("Состав", "C2", f"01.07.2026, {early}"),
    ]
    assert places(parsed, "after_community") == [
        ("Встречи", "D4", "02.11.2026, завершено 30.10.2026")
    ]
    assert places(parsed, "month_only") == [("Встречи", "C5", "май 2027 → 31.05.2027")]
    assert len(parsed.tables["community_lines"]["line_no"]) == 6


def test_a_line_has_the_same_key_in_every_export() -> None:
    head = ["Сообщество", "Тема", "Намечена на", "Прошла", "Кто был"]
    before = told(book(Встречи=[head, [READING, "Выбираем фокус", "10.09.2026", "", ""]]))
    later = ["ПОС «читаем  условие задачи»", "выбираем фокус", "10.09.2026", "12.09.2026", ANNA]
    after = told(book(Встречи=[head, later]))
    assert (
        before.tables["community_lines"]["line_key"] == after.tables["community_lines"]["line_key"]
    )
    visits = ["Сообщество", "Кто посещает", "У кого", "Намечено на"]
    full, short = (
        told(book(Посещения=[visits, [READING, whom, VERA, "10.10.2026"], [READING, PETR, ANNA, "11.10.2026"]]))
        for whom in (PETR, "П. И. Осокин")
    )  # fmt: skip
    assert full.tables["community_lines"]["line_key"] == short.tables["community_lines"]["line_key"]
    assert short.facts["read_by"] == {"initials": {"осокин п.и.": "осокин петр ильич"}}


def test_a_teacher_is_doubted_in_the_cell_that_names_him() -> None:
    head = ["Сообщество", "Тема", "Прошла", "Кто был"]
    visits = ["Сообщество", "Кто посещает", "У кого", "Намечено на"]
    parsed = told(book(Встречи=[head, [READING, "Фокус", "12.09.2026", f"{ANNA}, Ким И. Л."]],
                       Посещения=[visits, [READING, ANNA, "Юдин П. О.", "10.10.2026"]]))  # fmt: skip
    doubts = teacher_doubts([], parsed)
    assert [(p.sheet, f"{p.column}{p.row}") for p in doubts if p.code == "teacher_initials"] == [
        ("Встречи", "D2"), ("Посещения", "C2")]  # fmt: skip


def test_a_copied_line_keeps_its_own_content_and_a_typed_one_is_told() -> None:
    own, typed = "f-0123456789ab", "0" * 32
    head = ["Сообщество", "Тема", "Намечена на", "Код строки"]
    school = School.default(date(2026, 11, 24))
    school.communities, school.typed_lines = SCHOOL.communities, frozenset({typed})
    parsed = told(book(Встречи=[head, [READING, "Первая", "10.09.2026", own],
                                [READING, "Вторая", "10.10.2026", own], [READING, "Первая", "10.09.2026", own],
                                [READING, "Третья", "", typed]]), school)  # fmt: skip
    keys = parsed.tables["community_lines"]["line_key"]
    assert (keys[0], keys[2], len(set(keys))) == (own, typed, 3)
    assert codes(parsed) == ["line_key_again", "entry_twice", "line_typed"]


def test_a_community_is_said_by_a_merged_cell_a_line_of_its_own_or_the_row_above() -> None:
    head = ["Сообщество", "Тема", "Прошла"]
    parsed = told(grid(["Встречи"], head, [READING, "1", "10.09.2026"], ["", "2", "11.09.2026"],
                       ["ПОС «Решаем вместе»", "", ""], ["", "3", "12.09.2026"]))  # fmt: skip
    assert parsed.tables["community_lines"]["community_key"] == [
        "читаем условие задачи", "читаем условие задачи", "решаем вместе"]  # fmt: skip
    merged = grid(["Тиражирование"], ["Что показано", "Где", "Когда", "ПОС"],
                  ["Урок", "семинар", "10.10.2026", READING], ["Опыт", "семинар", "11.10.2026", ""],
                  ["Игра", "семинар", "12.10.2026", ""])  # fmt: skip
    merged.sheets[0].merged = lambda: [Range(2, 3, 3, 3)]
    assert told(merged).tables["community_lines"]["community_raw"] == [READING, READING, ""]


def test_a_list_of_communities_may_say_who_is_in_each_and_which_classes_it_supports() -> None:
    parsed = told(grid(["ПОС школы"], ["№", "Название ПОС", "Тема", "Руководитель", "Состав", "Классы"],
                       [1, "Решаем вместе", "Задачи", "Осокин П. И.", f"{ANNA},\n{VERA}", "7А, 8"],
                       [2, "Пишем вместе", "Тексты", PETR, "5", "девятый"]), ALONE)  # fmt: skip
    assert rows(parsed, "community_lines", "register", "community_key", "teacher_no", "class_name", "row_no") == [
        ("community", "решаем вместе", 1, "", 2), ("members", "решаем вместе", 2, "", 2),
        ("members", "решаем вместе", 3, "", 2), ("classes", "решаем вместе", None, "7А", 2),
        ("classes", "решаем вместе", None, "8", 2), ("community", "пишем вместе", 4, "", 3),
        ("classes", "пишем вместе", None, "девятый", 3)]  # fmt: skip
    assert set(codes(parsed)) == {"date_empty", "year_assumed", "person_unclear", "class_unclear"}


def test_a_plan_under_the_name_of_its_community_may_say_months_alone() -> None:
    parsed = told(grid([f"План работы ПОС «{READING}» на 2025-2026 учебный год"],
                       ["№", "Мероприятие", "Сроки", "Ответственный"], [1, "Выбрать фокус", "сентябрь", ANNA],
                       [2, "Урок", "октябрь–ноябрь", ""], [3, "Показ", "10.02", PETR], [4, "Итоги", "20 мая", ""],
                       [5, "Чтение", "в течение года", ""], [6, "Потом", "когда-нибудь", ""]))  # fmt: skip
    assert rows(parsed, "community_lines", "community_key", "date_from") == [
        ("читаем условие задачи", day) for day in (
            date(2025, 9, 30), date(2025, 11, 30), date(2026, 2, 10), date(2026, 5, 20), date(2026, 8, 31),
            None)]  # fmt: skip
    assert sorted(codes(parsed)) == [
        *["day_unclear"],
        *["day_without_year"] * 2,
        *["month_only"] * 3,
    ]


def test_what_lies_ahead_is_planned_whatever_its_column_is_called() -> None:
    parsed = told(grid(["Встречи"], ["ПОС", "Тема", "Дата"], [READING, "Прошла", "10.11.2026"],
                       [READING, "Будет", "10.12.2026"]))  # fmt: skip
    assert rows(parsed, "community_lines", "date_from", "date_to") == [
        (None, date(2026, 11, 10)), (date(2026, 12, 10), None)]  # fmt: skip
    assert places(parsed, "not_held_yet") == [("Лист1", "C4", "10.12.2026")]


@pytest.mark.parametrize("name", community_registers())
def test_the_title_of_a_register_says_what_its_table_is(name: str) -> None:
    register = community_registers()[name]
    values = {"teacher": ANNA, "people": f"{ANNA}, {PETR}", "date": "10.10.2026", "class": "7Б", "year": "2026/27",
              "community": READING}  # fmt: skip
    asked = [f for f in register.fields if f.required] + [
        f for f in register.fields if not f.required
    ][:1]
    line = [
        PETR if f.name == "partner" else (f.choices or [values.get(f.type, "запись")])[0]
        for f in asked
    ]
    parsed = told(grid([register.title], [f.label for f in asked], line))
    assert parsed.facts["communities"] == [[name, 1]]
    assert [p.code for p in parsed.problems if p.severity != "info"] == []


@pytest.mark.parametrize(
    "head",
    [
        ["ФИО ученика", "Класс", "Проект", "Название", "Автор"],
        ["Класс", "Учебный год", "Предмет"],
        ["Педагог", "Тема", "Дата"],
        ["Название", "Автор", "Вид"],
    ],
)
def test_tables_of_other_things_are_none_of_communities(head: list[str]) -> None:
    file = grid(["Проекты"], head, ["запись"] * len(head))
    with contextlib.suppress(Unrecognised):
        assert recognise(file, shipped()).id != "community_book"


def test_what_fits_several_registers_alike_is_asked() -> None:
    file = grid(["ПОС", "Название", "Дата"], [READING, "Дроби", "10.10.2026"])
    parsed = told(file)
    (question,) = parsed.questions
    assert (question.field, len(question.proposals) > 1) == ("register", True)
    chosen = question.proposals[0][0]
    answered = told(file, decisions=Decisions(register=chosen))
    assert answered.tables["community_lines"]["register"] == [chosen]


def test_classes_of_one_cell_have_a_line_each_and_a_grade_is_a_number() -> None:
    parsed = told(grid(["Классы"], ["Сообщество", "Учебный год", "Класс", "Дефицит учеников"],
                       [READING, "2025-2026 уч. год", "7 «а», 7б", "Дроби"], [READING, "", "8-е классы", "Дроби"],
                       [READING, "когда-то", "9 параллель", "Дроби"]))  # fmt: skip
    assert rows(parsed, "community_lines", "class_name", "school_year") == [
        ("7А", "2025/26"), ("7Б", "2025/26"), ("8", "2026/27"), ("9", "2026/27")]  # fmt: skip
    assert len(set(parsed.tables["community_lines"]["line_key"])) == 4
    assert codes(parsed) == ["year_assumed", "year_unclear"]


def test_every_message_about_communities_has_its_case() -> None:
    golden = [json.loads((SAMPLES / f"{name}_invalid.json").read_text("utf-8")) for name in GOLDEN]
    shown = {problem[1] for one in golden for problem in one["problems"]}
    pair = told(
        grid(["Кого не ставить вместе"], ["Педагог", "С кем не ставить"], [ANNA, "Берёзова А. И."])
    )
    tutors = told(grid(["Сообщества"], ["Название", "Тьютор", "Создано", "Завершило работу"],
                       [SIX[0], f"{ANNA}, {PETR}", "01.09.2026", ""], [SIX[0], "", "01.10.2026", ""],
                       [SIX[1], "", "01.09.2026", "01.08.2026"]))  # fmt: skip
    empty = told(grid(["Встречи"], ["Сообщество", "Тема", "Прошла"]))
    shown |= {code for one in (pair, tutors, empty) for code in codes(one)}
    above = {"member_of_many", "group_too_large", "group_too_small", "community_assumed", "before_community",
             "after_community", "month_only", "line_key_again", "entry_twice", "line_typed", "year_assumed",
             "not_held_yet", "day_without_year", "year_unclear"}  # fmt: skip
    assert set(COMMUNITY_KINDS) - shown - above == set()
