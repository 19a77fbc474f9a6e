"""Works that a school sets itself, from files to the snapshot."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from etl.pipeline import load
from tests.etl.test_exams_load import ask
from warehouse.home import Home

MAXIMA = "SELECT right(assessment_id, 3), max_points FROM assessment_tasks WHERE task_code = '1' ORDER BY 1"


def two_works(path: Path, class_name: str, seen: int, stated: int) -> Path:
    """Write a file of two works of a class: the first states no maximum, the second does."""
    book = openpyxl.Workbook()
    for name, most in (("№ 1", []), ("№ 2", [["Макс. балл", stated, 1]])):
        sheet = book.create_sheet(name)
        rows = [
            [f"Контрольная работа {name} по химии, {class_name}, 2025/26"],
            ["ФИО", "1", "2"],
            *most,
        ]
        for cells in [*rows, ["Белова Анна", seen, 1], ["Ким Лев", 0, 0]]:
            sheet.append(cells)
    del book[book.sheetnames[0]]
    book.save(path)
    return path


def test_a_stated_maximum_stands_though_another_work_of_its_file_states_none(
    tmp_path: Path,
) -> None:
    home = Home.at(tmp_path / "home")
    (report,) = load(home, [two_works(tmp_path / "8А.xlsx", "8А", 2, 3)])
    assert (report.status, [p.code for p in report.problems]) == ("loaded", ["max_unknown"])
    load(home, [two_works(tmp_path / "8Б.xlsx", "8Б", 1, 2)])
    assert ask(home, MAXIMA) == [("№ 1", 2), ("№ 2", 2)]
