"""The sample files have the structure of real exports, down to what an empty cell means."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from etl.demo import Truths
from etl.demo.achievement import period_marks
from etl.demo.layouts import summary
from etl.demo.layouts.workbook import Workbook
from etl.demo.roster import Roster

School = tuple[Path, Truths]


@pytest.fixture(scope="module")
def report(short_school: School) -> Worksheet:
    path = short_school[0] / "2023-24" / "otchet_7Б_4 четверть.xlsx"
    return openpyxl.load_workbook(path).worksheets[0]


def headers(sheet: Worksheet) -> list[int]:
    return [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "Предмет"]


def test_a_report_opens_with_the_school_and_the_title(report: Worksheet) -> None:
    assert "№ 0" in report["A1"].value
    assert report["A3"].value == "Отчет об успеваемости и посещаемости ученика"
    assert {"A1:AP1", "A3:AP3"} <= {str(merged) for merged in report.merged_cells.ranges}


def test_each_pupil_has_a_block(report: Worksheet) -> None:
    tops = [row - 5 for row in headers(report)]
    assert len(tops) == 26
    labels = [report.cell(tops[0] + n, 1).value for n in range(4)]
    assert labels[:3] == ["Учебный год: 2023/2024", "Класс: 7Б", "Период: с 01.04.24 по 24.05.24"]
    assert labels[3].startswith("Ученик: ")
    names = [report.cell(top + 3, 1).value for top in tops]
    assert names == sorted(names, key=lambda name: name.replace("ё", "е"))


def test_blocks_differ_in_width(report: Worksheet) -> None:
    widths = Counter(
        next(c for c in range(1, 99) if report.cell(row, c).value == "Средняя оценка")
        for row in headers(report)
    )
    assert len(widths) > 1


def test_months_are_merged_over_days_that_repeat(report: Worksheet) -> None:
    top = headers(report)[0]
    merged = {str(m) for m in report.merged_cells.ranges if m.min_row == top}
    assert f"A{top}:A{top + 1}" in merged
    assert any(re.fullmatch(rf"B{top}:[A-Z]+{top}", area) for area in merged)
    days = [c.value for c in report[top + 1] if isinstance(c.value, int)]
    assert max(Counter(days[: days.index(2, 5)]).values()) > 1
    assert report.cell(top, 2).value == "Апрель"


def test_a_lesson_without_a_mark_is_an_empty_text(report: Worksheet) -> None:
    top = headers(report)[0]
    line = [report.cell(top + 2, column).value for column in range(2, 40)]
    assert "" in line and None in line
    assert {value for value in line if value} & set("2345")


def test_averages_are_numbers_and_marks_are_text(report: Worksheet) -> None:
    top = headers(report)[0]
    end = next(c for c in range(1, 99) if report.cell(top, c).value == "Средняя оценка")
    assert report.cell(top, end + 1).value == "Средневзвешенный \n балл"
    averages = [report.cell(row, end).value for row in range(top + 2, top + 20)]
    assert all(isinstance(value, int | float) for value in averages)
    assert 0 in averages and any(value % 1 for value in averages)
    assert {report.cell(row, end + 2).value for row in range(top + 2, top + 20)} <= {*"2345", None}


def test_the_legend_closes_a_block(report: Worksheet) -> None:
    second = headers(report)[1] - 5
    legend = {
        report.cell(second - n, 1).value: report.cell(second - n, 2).value for n in range(1, 5)
    }
    assert legend == {
        "Н": "Неуважительная",
        "О": "Опоздание",
        "Б": "Болезнь",
        "У": "Уважительная",
    }


def test_cells_are_as_dirty_as_real_ones(short_school: School) -> None:
    tokens: Counter[str] = Counter()
    for path in (short_school[0] / "2023-24").glob("otchet_*.xlsx"):
        with ZipFile(path) as archive:
            shared = archive.read("xl/sharedStrings.xml").decode()
        tokens.update(re.findall(r'<t xml:space="preserve">([^<]*)</t>', shared))
    patterns = (r"\d/\d", r"\d \d", r"\d  \d", r"О \d", r"Н \d", r"Б \d", r"У \d", r"\d Н", r"Б Б")
    for pattern in patterns:
        assert any(re.fullmatch(pattern, token) for token in tokens), pattern
    total = short_school[1].journal_total()
    assert 0 < total["zero"] < 30 and 0 < total["unknown"] < 10


def test_a_first_class_has_attendance_and_no_marks(short_school: School) -> None:
    folder, truths = short_school
    for period in ("q1", "q2", "q3", "q4"):
        counts = truths.journal["2023/24", "1А", period]
        assert counts["Б"] and not any(counts[mark] for mark in "2345")
    assert not [key for key in truths.achievement if key[1] == "1А"]
    assert not (folder / "2023-24" / "Итоги года 1А 2023-24.xlsx").exists()


def test_report_cards_have_a_header_of_four_rows(short_school: School) -> None:
    path = short_school[0] / "2023-24" / "Табель 7Б 2023-24.xlsx"
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [sheet[at].value for at in ("A11", "A12", "B11", "C11", "O11", "R11")] == [
        "№", "п/п", "Предмет", "Учебные периоды", "Год. оценка", "Итог. оценка",
    ]  # fmt: skip
    assert [sheet[at].value for at in ("C13", "F13", "L13")] == [
        "1 Четверть", "2 Четверть", "4 Четверть",
    ]  # fmt: skip
    assert [sheet[at].value for at in ("C14", "D14", "E14")] == [
        "Средний балл", "Ср. взв. балл", "Итог",
    ]  # fmt: skip
    assert sheet["A15"].value == "1" and isinstance(sheet["C15"].value, int | float)
    assert "C11:N11" in {str(merged) for merged in sheet.merged_cells.ranges}


def test_a_summary_has_a_column_for_each_period_and_footers(tmp_path: Path) -> None:
    klass = next(k for k in Roster(1).grow() if (k.school_year, k.name) == ("2022/23", "6А"))
    table = summary.table(klass, period_marks(klass, 1), summary.period_labels(klass))
    summary.write_workbook(table, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [sheet.cell(7, column).value for column in range(3, 8)] == ["1", "2", "3", "4", "год"]
    assert "C6:G6" in {str(merged) for merged in sheet.merged_cells.ranges}
    labels = {str(sheet.cell(row, 2).value) for row in range(8, sheet.max_row + 1)}
    assert {"Средний балл", "Качество знаний, %", "Успеваемость, %", "Количество «н/а»"} <= labels


def test_a_teachers_own_table_is_unlike_a_journal(short_school: School) -> None:
    first, second = (
        openpyxl.load_workbook(short_school[0] / path).worksheets[0]
        for path in short_school[1].unknown_files
    )
    header = [cell.value for cell in first[4]]
    assert header == [cell.value for cell in second[4]]
    assert header[:4] == ["Ср. балл", "Итог", "Кто", "2 апр"]
    assert header[-1] == "№"
    assert first.title != second.title


def test_a_workbook_keeps_its_cells(tmp_path: Path) -> None:
    book = Workbook("Лист & 1")
    book.row(0, [(0, "<а>", "text"), (1, "", "mark"), (2, None, "mark"), (3, 3.25, "number")])
    book.row(4, [(27, " 5 ", "mark")])
    book.merge(0, 0, 0, 2)
    book.merge(4, 4, 4, 4)
    book.save(tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet.title == "Лист & 1"
    assert [cell.value for cell in sheet[1]][:4] == ["<а>", None, None, 3.25]
    assert sheet["AB5"].value == " 5 "
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:C1"]
