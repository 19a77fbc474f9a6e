"""One table of results as a workbook, as OpenDocument and as text: the same participants and points."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from etl.desk import Desk
from etl.formats import parse, recognise
from etl.grid import Cell
from etl.pipeline import load
from etl.readers import read as read_file
from etl.school import School
from etl.sources import source_grid
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import codes, grid, rows
from tests.etl.readers import ods_in_code as ods
from warehouse.home import Home

SCHOOL = replace(School.default(), own_codes=frozenset({"edu200001"}))
NAME = "Биология 6 класс ВПР 2022"
FORM: list[list[Cell]] = [
    ["Пользователь", "Дата загрузки", "Код", "Вариант", "1 (1б)", "3.1 (2б)", "3.10 (2б)", "3.10 (2б)",
     "Наименование класса", "Пол", "Отметка за предыдущий триместр/ четверть/полугодие", "Итого баллов"],
    ["edu200001", "12.04.2022 10:11:12", 60001, 1, 1, 2, 0, 1, "6 «А»", "ж", "4\xa0", 4],
    ["edu200001", "12.04.2022 10:11:12", 60002, 2, "Х", "не пройд.", "", 2, "б", "м", "нет отметки", 2],
    ["edu200001", "12.04.2022 10:11:12", 60003, "отсутствовал", "", "", "", "", "нет", "м", 3, ""],
    ["", "", " \xa0", "", "", "", "", "", "", "", "", 0],
]  # fmt: skip
OF_2020: list[list[Cell]] = [
    ["groups", "user", "id", "code", "otc", "gender", "klass", "var-1", "sum", "a-1-grade", "Учебник",
     "a-3-grade"],
    ["g", "sch200001", 17, 60001, "4", "м", "6а", 1, 3, 1, "Автор", 2],
    ["g", "sch200001", 18, 60002, "", "ж", "C", "отсутствовал", 0, "", "Автор", ""],
]  # fmt: skip


def written(folder: Path, kind: str, table: list[list[Cell]]) -> Path:
    path = folder / f"{NAME}.{kind}"
    if kind == "ods":
        lines = "".join(ods.row(*map(ods.cell, line)) for line in table)
        return ods.write(path, ods.table("Протокол", lines))
    if kind == "xlsx":
        book = openpyxl.Workbook()
        for line in table:
            book.active.append(line)
        book.save(path)
        return path
    encoding = "cp1251" if kind == "csv" else "utf-8"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=";" if kind == "csv" else "\t").writerows(table)
    return path


def read(path: Path) -> Parsed:
    file = read_file(path)
    return parse(file, recognise(file), Decisions(), SCHOOL)


def told(parsed: Parsed) -> list[object]:
    return [
        codes(parsed), parsed.questions,
        rows(parsed, "works", "school_year", "subject_raw", "work_grade", "class_grade"),
        rows(parsed, "work_tasks", "task_code", "max_points"),
        rows(parsed, "results", "school_code", "participant_code", "class_name", "variant", "took_part",
             "stated_points", "journal_mark"),
        sorted(rows(parsed, "task_points", "result_no", "task_no", "points", "state"), key=str),
    ]  # fmt: skip


@pytest.mark.parametrize("table", [FORM, OF_2020], ids=["2022", "2020"])
@pytest.mark.parametrize("kind", ["ods", "csv", "tsv"])
def test_a_twin_reads_as_the_workbook_does(tmp_path: Path, kind: str, table: list[list[Cell]]):
    book = read(written(tmp_path, "xlsx", table))
    assert len(book.tables["results"]["result_no"]) == len([r for r in table[1:] if str(r[0])])
    assert told(read(written(tmp_path, kind, table))) == told(book)


def test_a_column_that_the_header_names_twice_is_two_tasks():
    found = rows(read_table(FORM), "work_tasks", "task_code", "max_points")
    assert found == [("1", 1), ("3.1", 2), ("3.10", 2), ("3.10 [2]", 2)]


def test_without_a_column_of_classes_all_are_counted_under_none():
    parsed = read_table([["Код участника", "Вариант", "1 (1б)"], [50001, 1, 1], [50002, 1, 0]])
    assert [(p.code, p.value) for p in parsed.problems] == [("class_unsaid", "участников: 2")]
    assert rows(parsed, "results", "class_name", "grade", "took_part") == [("", 5, 1), ("", 5, 1)]


def read_table(table: list[list[Cell]]) -> Parsed:
    file = grid(*table, name=f"{NAME}.xlsx")
    return parse(file, recognise(file), Decisions(), SCHOOL)


def test_a_teacher_beside_results_is_not_kept_and_the_cell_is_still_found(tmp_path: Path):
    table = [[*line[:8], teacher, *line[8:]] for line, teacher in
             zip(FORM, ["ФИО учителя", *["Лучинина О. П."] * 4], strict=True)]  # fmt: skip
    home = Home.at(tmp_path / "home")
    (report,) = load(home, [written(tmp_path, "xlsx", table)])
    assert (report.status, report.problems[0].code) == ("loaded", "private_dropped")
    assert "ФИО учителя" in report.problems[0].what
    kept = home.ledger.batch(report.batch)
    cells = source_grid(home, kept["sha256"]).sheets[0].rows
    assert [row[8] for row in cells] == ["ФИО учителя", "", "", "", ""]
    assert (cells[1][5], cells[1][-1]) == (2, 4)
    again = Desk(home).understand(home.sources / kept["sha256"], f"{NAME}.xlsx", Decisions(),
                                  kept["sha256"])  # fmt: skip
    assert again.is_cleaned and again.rows_key == kept["rows_key"]
