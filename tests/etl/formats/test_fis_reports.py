"""Aggregate reports of ФИС ОКО: figures of groups, known by the title and never by the file's name."""

from __future__ import annotations

from datetime import date

import pytest

from etl.formats import Unrecognised, parse, recognise
from etl.formats.fis_reports.groups import Group, group_of, mark_of
from etl.grid import Grid
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import codes, grid, rows

SCHOOL = School.default(date(2026, 5, 20))
LINE = ("group_level", "school_code", "group_mark", "metric", "item", "value")
OURS = "МБОУ «СОШ № 3»(edu203389)"


def report(title: str, *table: list, sheet: str = "МА 4") -> Grid:
    above = [[title], [], ["ВПР 2026 Математика 4 класс"], ["Предмет:", "Математика"],
             ["Максимальный первичный балл:", 5], ["Дата:", "20.04.2026"], []]  # fmt: skip
    return grid(*above, *table, name="2849657.xlsx", sheet=sheet)


def read(file: Grid, **decided: str) -> Parsed:
    return parse(file, recognise(file), Decisions(**decided), SCHOOL)


def test_statistics_of_marks():
    parsed = read(report(
        "Статистика по отметкам",
        ["Группы участников", "Кол-во ОО", "Кол-во участников", 2, 3, 4, 5],
        ["Вся выборка", 35000, 1400000, 3.5, 26.5, 45, 25],
        ["Ханты-Мансийский автономный округ", 300, 20000, 2, 28, 50, 20],
        ["Берёзовский район(reg20_m012)", 10, 500, 4, 30, 46, 20], [OURS, "", 48, 2.08, 27.08, 50, 20.83],
    ))  # fmt: skip
    assert (parsed.format_id, parsed.questions, parsed.problems) == ("fis_report", [], [])
    work = ("role", "kind", "school_year", "subject_raw", "work_grade", "held_on")
    assert rows(parsed, "works", *work) == [
        ("lines", "vpr", "2025/26", "Математика", 4, date(2026, 4, 20))]  # fmt: skip
    lines = rows(parsed, "work_lines", *LINE)
    assert len(lines) == 6 * 4 - 1
    assert lines[-5:] == [
        ("school", "edu203389", "", "participants_count", "", 48),
        ("school", "edu203389", "", "mark2_pct", "", 2.08),
        ("school", "edu203389", "", "mark3_pct", "", 27.08),
        ("school", "edu203389", "", "mark4_pct", "", 50),
        ("school", "edu203389", "", "mark5_pct", "", 20.83),
    ]
    assert {line[0] for line in lines} == {"country", "region", "municipality", "school"}
    assert rows(parsed, "work_lines", "tolerance")[-1][0] == pytest.approx(0.005)
    assert not parsed.tables["results"]["result_no"]
    assert parsed.facts["works"] == ["ВПР, Математика, 4\xa0класс"]


def test_the_comparison_with_the_journal():
    low, same, high = ("Понизили (Отметка < Отметка по журналу)", "Подтвердили (Отметка = Отметке по журналу)",
                       "Повысили (Отметка > Отметка по журналу)")  # fmt: skip
    parsed = read(report(
        "Сравнение отметок с отметками по журналу",
        ["Группы участников", "Кол-во участников(всего)", f"{low} %", f"{low} Кол-во участников",
         f"{same} %", "Кол-во участников", f"{high} %", f"{high} Кол-во участников"],
        [OURS, 48, "12,5", 6, "75,0", 36, "12,5", 6], sheet="МА 4 Сравнение отметок с отметк",
    ))  # fmt: skip
    merged = read(report(
        "Сравнение отметок с отметками по журналу",
        ["Группы участников", "Кол-во участников(всего)", low, "", same, "", high, ""],
        ["", "", *["%", "Кол-во участников"] * 3], [OURS, 48, 12.5, 6, 75, 36, 12.5, 6],
    ))  # fmt: skip
    assert parsed.problems == merged.problems == []
    assert rows(parsed, "work_lines", *LINE) == rows(merged, "work_lines", *LINE)
    assert rows(parsed, "work_lines", "metric", "value") == [
        ("participants_count", 48), ("lowered_pct", 12.5), ("lowered_count", 6), ("confirmed_pct", 75),
        ("confirmed_count", 36), ("raised_pct", 12.5), ("raised_count", 6)]  # fmt: skip


def test_points_tasks_and_groups_of_marks():
    head = ["Группы участников", "Кол-во ОО", "Кол-во участников"]
    parsed = read(
        report("Распределение первичных баллов", [*head, 0, 1, 2], [OURS, "", 4, 25, 50.5, 24.5])
    )
    assert rows(parsed, "work_lines", "metric", "item", "value")[1:] == [
        ("points_pct", "0", 25), ("points_pct", "1", 50.5), ("points_pct", "2", 24.5)]  # fmt: skip
    parsed = read(report(
        "Выполнение заданий", [*head, "1", 2, date(2026, 1, 3), 3.2, "4К1"], ["Макс балл", "", "", 1, 1, 2, 1, 3],
        ["Вся выборка", 9, 100, 0.9, 0.805, 0.7, 0.6, 0.5], [OURS, "", 4, 1, "—", 0.5, 0.25, 0],
    ))  # fmt: skip
    assert codes(parsed) == ["code_repaired"]
    assert rows(parsed, "work_lines", "group_level", "item", "value")[2:7] == [
        ("country", "1", 90), ("country", "2", 80.5), ("country", "3.1", 70), ("country", "3.2", 60),
        ("country", "4К1", 50)]  # fmt: skip
    parsed = read(report(
        "Выполнение заданий группами участников", [*head, "1", "2"],
        ["Вся выборка", 9, 100, 90, 80], ["«2»", "", 10, 40, 20], ["5", "", 20, 100, 95],
        [OURS, "", 4, 75, 50], [2, "", 1, 0, 0],
    ))  # fmt: skip
    assert rows(parsed, "work_lines", "group_level", "group_mark", "item", "value")[-3:] == [
        ("school", "2", "", 1), ("school", "2", "1", 0), ("school", "2", "2", 0)]  # fmt: skip
    assert ("country", "5", "2", 95) in rows(
        parsed, "work_lines", "group_level", "group_mark", "item", "value"
    )


def test_skills_are_rows_and_describe_the_work_too():
    parsed = read(report(
        "Достижение планируемых результатов",
        ["№", "Блоки ПООП: выпускник научится", "Макс балл", "ХМАО — Югра",
         "Берёзовский район(reg20_m012)", OURS, "РФ"],
        ["", "", "", "20000 уч.", "500 уч.", "48 уч.", "1400000 уч."],
        [1, "1. Выполнять сложение и вычитание", 1, 95, 94, 90, 96],
        [2, "2К1. Решать задачи", 2, 70, 71, "", 72],
    ))  # fmt: skip
    assert parsed.problems == []
    assert rows(parsed, "works", "role", "work_grade") == [("lines", 4), ("description", 4)]
    described = ("work_no", "task_code", "skill", "max_points", "position")
    assert [row[:4] for row in rows(parsed, "task_descriptions", *described)] == [
        (2, "1", "Выполнять сложение и вычитание", 1), (2, "2К1", "Решать задачи", 2)]  # fmt: skip
    lines = rows(parsed, "work_lines", "group_level", "metric", "item", "value")
    assert lines[2] == ("school", "participants_count", "", 48)
    assert lines[4:] == [
        ("region", "completion_pct", "1", 95), ("municipality", "completion_pct", "1", 94),
        ("school", "completion_pct", "1", 90), ("country", "completion_pct", "1", 96),
        ("region", "completion_pct", "2К1", 70), ("municipality", "completion_pct", "2К1", 71),
        ("country", "completion_pct", "2К1", 72)]  # fmt: skip


HEAD = ["Группы участников", "Кол-во ОО", "Кол-во участников"]
SKILLS = ["№", "Блоки ПООП", "Макс балл", "ХМАО — Югра", OURS]


@pytest.mark.parametrize(
    ("title", "table", "wrong"),
    [
        ("Статистика по отметкам", [[*HEAD, 2, 3, 4, 5], [OURS, "", 48, "два", 27.08, 50, "—"]],
         [("figure_unreadable", 9, "D", "два")]),
        ("Сравнение отметок с отметками по журналу",
         [[*HEAD[::2], "Понизили %", "Понизили Кол-во участников"], [OURS, 48, "?", -6]],
         [("figure_unreadable", 9, "C", "?"), ("figure_unreadable", 9, "D", "-6")]),
        ("Распределение первичных баллов", [[*HEAD, 0, 1, 2], [OURS, "много", 4, 25, 50.5, 24.5]],
         [("figure_unreadable", 9, "B", "много")]),
        ("Выполнение заданий", [[*HEAD, "1", date(2026, 1, 3)], ["Макс балл", "", "", 1, 2], [OURS, "", 4, "x", "нет"]],
         [("code_repaired", 8, "E", "03.01.2026 → 3.1"), ("figure_unreadable", 10, "E", "нет")]),
        ("Выполнение заданий группами участников", [[*HEAD, "1"], ["3", "", 10, 40], [OURS, "", 4, "?"]],
         [("group_unknown", 9, "A", "3"), ("figure_unreadable", 10, "D", "?")]),
        ("Достижение планируемых результатов", [SKILLS, [1, "1. Считать", 1, 95, "?"], ["", "Итого", "", 80, 70]],
         [("figure_unreadable", 9, "E", "?"), ("task_code_unclear", 10, "B", "Итого")]),
    ],
)  # fmt: skip
def test_every_report_says_what_is_wrong_with_its_cell_and_loads_the_rest(title, table, wrong):
    parsed = read(report(title, *table))
    assert (parsed.format_id, parsed.questions) == ("fis_report", [])
    assert [(p.code, p.row, p.column, p.value) for p in parsed.problems] == wrong
    assert rows(parsed, "work_lines", "value")


def test_what_cannot_be_read_is_said_with_its_cell():
    head = ["Группы участников", "Кол-во ОО", "Кол-во участников", "1", "2"]
    parsed = read(report("Выполнение заданий группами участников", head, ["2", "", 10, 40, 20],
                         ["Вся выборка", 9, "много", 90, 80]))  # fmt: skip
    assert [(p.code, p.row, p.column, p.value) for p in parsed.problems] == [
        ("group_unknown", 9, "A", "2"), ("figure_unreadable", 10, "C", "много")]  # fmt: skip
    assert codes(read(report("Выполнение заданий", head))) == ["no_lines"]
    bare = read(
        grid(
            ["Статистика по отметкам"],
            ["Группы участников", "Кол-во участников", 2, 3],
            [OURS, 4, 50, 50],
        )
    )
    assert [question.field for question in bare.questions] == [
        "school_year",
        "subject",
        "work_grade",
    ]
    with pytest.raises(Unrecognised):
        recognise(grid(["Группы участников", "Кол-во ОО", 2, 3], ["Вся выборка", 1, 50, 50]))


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Вся выборка", Group("country", "Вся выборка")), ("РФ %", Group("country", "РФ")),
        ("Тюменская обл.", Group("region", "Тюменская обл.")), ("г. Урай", Group("municipality", "г. Урай")),
        ("Ямало-Ненецкий автономный округ", Group("region", "Ямало-Ненецкий автономный округ")),
        ("Урай(reg20_m001)", Group("municipality", "Урай")), ("Югра (reg20)", Group("region", "Югра")),
        ("МБОУ «СОШ»(sch203389)", Group("school", "МБОУ «СОШ»", "edu203389")),
    ],
)  # fmt: skip
def test_a_group_is_known_by_its_text(text, group):
    assert group_of(text) == group


def test_a_mark_of_a_group_is_not_the_number_of_a_school():
    assert [mark_of(t) for t in ("2", "«3»", "Группа 4", "Ср.% вып. уч. гр.баллов 5", "МБОУ СОШ № 5", "12")] == [
        "2", "3", "4", "5", "", ""]  # fmt: skip
