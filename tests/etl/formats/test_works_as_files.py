"""Files of works come as ods, as csv of either encoding, as xlsx: the same rows whichever it was."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from etl.formats import parse, recognise
from etl.grid import Grid, Sheet
from etl.readers import read
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.exams import DENSE, row, said, sheet
from tests.etl.readers.ods_in_code import rows_of, table, write

SCHOOL = School.default(date(2026, 8, 1))
WHO = ["Белова", "Анна", "Игоревна"]
FIS = ["Группы участников", "Кол-во ОО", "Кол-во участников"]
LAYOUTS: dict[str, list[list]] = {
    "exam_protocol": sheet(),
    "exam_protocol of ЕГЭ": [
        ["22 - Физика 2026.06.04"], DENSE,
        row(DENSE, "Белова Анна Игоревна", **said("11А", "+-2", "1(2)", 4, 61)),
        row(DENSE, "Ким Лев", **said("11Б", "--X", "0(2)", 0, 0))],
    "exam_appeals": [
        ["№", "Фамилия", "Имя", "Отчество", "Класс", "Экзамен", "Состояние апелляции", "Текущие", ""],
        ["", "", "", "", "", "", "", "Первичный балл", "Оценка"],
        [1, *WHO, "9А", "Математика(2026.06.02)", "Удовлетворена", 20, 5]],
    "olympiad_protocol": [
        ["Рейтинг участников муниципального этапа Всероссийской олимпиады школьников по истории, 15.11.2025"],
        ["№", "Шифр", "Фамилия", "Имя", "Отчество", "ОО", "Класс", "1", "2", "Итого", "Статус"],
        [1, "И-1", *WHO, "Школа № 5", "9А", 20, 40.5, 60.5, "победитель"]],
    "class_work": [
        ["Контрольная работа № 2 по математике, 5А класс, 12.10.2025"],
        ["№", "ФИО", "Вариант", "1", "2", "3.1", "Итого", "Отметка"], ["", "Макс. балл", "", 1, 2, 2, 5, ""],
        [1, "Белова Анна", 1, 1, 1.5, "X", 2.5, 4], [2, "Ким Лев", 2, "н", "", "", "", ""]],
    "work_description": [
        ["ВПР 2026 Математика 5 класс"],
        ["№ по КИМу", "Умения, виды деятельности", "Блоки ПООП", "Уровень сложности", "Макс балл"],
        ["1", "Считать", "Дроби", "Б", 1], ["3.1", "Решать задачи", "Задачи", "П", 2]],
    "code_list": [
        ["ВПР 2025/2026. Список участников"], ["№", "Класс", "Код участника", "ФИО"],
        [1, "5А", 50001, "Белова Анна"], [2, "5Б", 50002, "Ким Лев"]],
    "fis_report": [
        ["Статистика по отметкам"], [], ["ВПР 2026 Математика 4 класс"], ["Предмет:", "Математика"],
        ["Дата:", "20.04.2026"], [], [*FIS, 2, 3, 4, 5], ["Вся выборка", 35000, 1400000, 3.5, 26.5, 45, 25],
        ["МБОУ «СОШ № 3»(edu203389)", "", 48, 2.08, 27.08, 50, 20.84]],
}  # fmt: skip


def as_text(cell: object) -> str:
    return f"{cell:g}".replace(".", ",") if isinstance(cell, float) else str(cell)


def written(folder: Path, ending: str, rows: list[list]) -> Path:
    """Write rows as a file of a kind; a csv of cp1251 has its decimals after a comma."""
    path = folder / f"файл.{ending.rpartition('.')[2]}"
    if ending == "ods":
        return write(path, table("Лист1", rows_of(rows)))
    if ending == "xlsx":
        book = openpyxl.Workbook()
        for cells in rows:
            book.active.append([None if cell == "" else cell for cell in cells])
        book.save(path)
        return path
    encoding = "cp1251" if ending.startswith("ansi") else "utf-8-sig"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=";").writerows([map(as_text, cells) for cells in rows])
    return path


def told(parsed: Parsed) -> dict[str, dict[str, list]]:
    """Return the rows without the sheet's name, which a csv has none of; numbers as numbers."""
    return {
        name: {column: values for column, values in columns.items() if column != "sheet_name"}
        for name, columns in parsed.tables.items()
    }


@pytest.mark.parametrize("ending", ["ods", "csv", "ansi.csv", "xlsx"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_the_same_in_every_kind_of_file(
    tmp_path: Path, layout: str, ending: str
) -> None:
    expected = Grid(
        "файл.xlsx", "xlsx", [Sheet("Лист1", [list(cells) for cells in LAYOUTS[layout]])]
    )
    found = read(written(tmp_path, ending, LAYOUTS[layout]))
    assert recognise(found).id == recognise(expected).id == layout.split()[0]
    ours, theirs = (parse(one, recognise(one), Decisions(), SCHOOL) for one in (found, expected))
    assert ours.questions == theirs.questions == []
    assert [p.code for p in ours.problems] == [p.code for p in theirs.problems] == []
    assert told(ours) == told(theirs)
