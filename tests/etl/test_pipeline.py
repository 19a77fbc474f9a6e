"""Files through the whole road: what is loaded, refused, asked, dropped; nothing is lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from etl.__main__ import main
from etl.pipeline import check, load, undo
from etl.tidy import Decisions
from tests.etl.formats.cards import Block, report
from warehouse.home import Home
from warehouse.snapshots import Reader
from warehouse.verify import verify

SUBJECTS = ["Алгебра", "Геометрия", "Физика", "Химия", "История"]
PUPILS = ["Белова Анна Игоревна", "Орлов Пётр Ильич", "Ким Лев Юрьевич"]


def summary(path: Path, marks: list[str], extra: list[str] | None = None) -> Path:
    """Write a class × subjects table of 7А, 1 четверть 2023/24; each pupil has one mark in all subjects."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("7А")
        for row, text in enumerate(
            [
                "Сводная ведомость учёта успеваемости",
                "Класс: 7А",
                "Учебный год: 2023/2024",
                "Период: 1 четверть",
            ]
        ):
            sheet.write(row, 0, text)
        sheet.write_row(5, 0, ["№", "ФИО", *SUBJECTS, *(["СНИЛС"] if extra else [])])
        for number, (name, mark) in enumerate(zip(PUPILS, marks, strict=False)):
            row = [number + 1, name, *([mark] * len(SUBJECTS)), *([extra[number]] if extra else [])]
            sheet.write_row(6 + number, 0, row)
    return path


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


def marks_by_name(home: Home) -> dict[str, list[int]]:
    frame = Reader(home).frame(
        "SELECT full_name, list(mark ORDER BY subject) AS marks FROM period_marks"
        " JOIN dim_pupil USING (school_year, class_name, pupil_id) GROUP BY full_name"
    )
    return {row.full_name: list(row.marks) for row in frame.itertuples()}


def test_a_corrected_file_replaces_and_undo_brings_back(home: Home, tmp_path: Path) -> None:
    load(home, [summary(tmp_path / "а.xlsx", ["5", "4", "3"])])
    second = load(home, [summary(tmp_path / "б.xlsx", ["5", "2", ""])])[0]
    assert (
        second.changes.added,
        second.changes.changed,
        second.changes.removed,
        second.changes.same,
    ) == (0, 5, 5, 5)
    assert marks_by_name(home) == {PUPILS[0]: [5] * 5, PUPILS[1]: [2] * 5}
    assert undo(home, second.batch)
    assert marks_by_name(home) == {PUPILS[0]: [5] * 5, PUPILS[1]: [4] * 5, PUPILS[2]: [3] * 5}
    assert verify(home) == []


def test_the_check_promises_what_the_load_does(home: Home, tmp_path: Path) -> None:
    load(home, [summary(tmp_path / "а.xlsx", ["5", "4", "3"])])
    file = summary(tmp_path / "б.xlsx", ["5", "2"])
    seq = home.ledger.accepted_seq()
    promised = check(home, [file])[0].changes
    assert home.ledger.accepted_seq() == seq
    done = load(home, [file])[0].changes
    assert (promised.added, promised.changed, promised.removed, promised.same) == (
        done.added, done.changed, done.removed, done.same
    )  # fmt: skip
    assert [pupil["full_name"] for pupil in promised.leavers] == [PUPILS[2]]
    shifted = {
        f["subject"]: (f["quality_before_pct"], f["quality_after_pct"]) for f in promised.figures
    }
    assert shifted["Алгебра"] == pytest.approx((100 * 2 / 3, 100 / 3), abs=0.01)


def test_a_pupil_absent_from_the_new_file_is_kept(home: Home, tmp_path: Path) -> None:
    load(home, [summary(tmp_path / "а.xlsx", ["5", "4", "3"])])
    load(home, [summary(tmp_path / "б.xlsx", ["5", "2"])])
    assert marks_by_name(home)[PUPILS[2]] == [3] * 5


def test_two_copies_in_one_go_are_one_load(home: Home, tmp_path: Path) -> None:
    file = summary(tmp_path / "а.xlsx", ["5", "4", "3"])
    (tmp_path / "копия.xlsx").write_bytes(file.read_bytes())
    reports = load(home, [file, tmp_path / "копия.xlsx"])
    assert sorted(report.status for report in reports) == ["loaded", "same"]


def test_the_check_says_which_file_another_is_a_copy_of(home: Home, tmp_path: Path) -> None:
    file = summary(tmp_path / "а.xlsx", ["5", "4", "3"])
    (tmp_path / "копия.xlsx").write_bytes(file.read_bytes())
    first, second = check(home, [file, tmp_path / "копия.xlsx"])
    assert (first.status, first.changes.added) == ("loaded", 15)
    assert (second.status, second.changes.added) == ("same", 0)
    assert [(p.code, p.value) for p in second.problems] == [("same_in_drop", "а.xlsx")]


def report_of_days(path: Path, said: str, days: list[date], *classes: str) -> Path:
    """Write a report of marks whose classes have a period mark that no heading names."""
    blocks = [
        Block(f"Доля Вера {name}", {"Химия": ["5", "4", "5"]}, days, ("Итоговая оценка",),
              ("Учебный год: 2024/2025", f"Класс: {name}", said)) for name in classes
    ]  # fmt: skip
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(report(*blocks)):
            sheet.write_row(row, 0, cells)
    return path


def test_each_class_takes_the_period_of_its_own_days(home: Home, tmp_path: Path) -> None:
    april = [date(2025, 4, 1), date(2025, 4, 2)]
    path = report_of_days(tmp_path / "о.xlsx", "Период: с 25.03.25 по 10.05.25", april, "8А", "5Б")
    other = report_of_days(tmp_path / "п.xlsx", "Период: с 5.02.25 по 10.05.25", april, "10А", "8В")
    first, second = load(home, [path, other])
    assert (first.status, [p.value for p in first.problems]) == ("loaded", [""])
    assert [p.code for p in first.problems] == ["period_best_fit"]
    # A half-year fits 10А well, no quarter fits 8В.
    assert second.status == "asks"
    assert [(q["field"], q["about"]) for q in second.questions] == [("period", "8В")]
    periods = Reader(home).frame("SELECT DISTINCT class_name, period FROM period_marks")
    assert sorted(map(tuple, periods.to_numpy())) == [("5Б", "q4"), ("8А", "q4")]


def test_a_months_export_with_final_marks_asks(home: Home, tmp_path: Path, capsys) -> None:
    days = [date(2025, 4, 1), date(2025, 4, 2)]
    path = report_of_days(tmp_path / "о.xlsx", "Период: с 1.04.25 по 30.04.25", days, "8А")
    assert main(["load", str(path), "--json", "--data", str(home.path)]) == 1
    found = json.loads(capsys.readouterr().out)["files"][0]
    assert (found["status"], [q["field"] for q in found["questions"]]) == ("asks", ["period"])
    assert home.ledger.accepted_seq() == 0
    assert main(["load", str(path), "--period", "q4", "--data", str(home.path)]) == 0


def test_a_forbidden_column_is_kept_nowhere(home: Home, tmp_path: Path) -> None:
    numbers = ["112-233-445 95", "112-233-445 96", "112-233-445 97"]
    report = load(home, [summary(tmp_path / "а.xlsx", ["5", "4", "3"], numbers)])[0]
    assert report.status == "loaded"
    assert "private_dropped" in {problem.code for problem in report.problems}
    home.ledger.close()
    for path in home.path.rglob("*"):
        if path.is_file():
            assert b"112-233-445" not in path.read_bytes(), path
    assert verify(home) == []


def test_three_broken_files_do_not_stop_the_others(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "файлы"
    folder.mkdir()
    for number in range(5):
        summary(folder / f"{number}.xlsx", [str(5 - number % 4)])
    (folder / "пусто.xlsx").write_bytes(b"")
    (folder / "картинка.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 50)
    (folder / "обрыв.xlsx").write_bytes((folder / "0.xlsx").read_bytes()[:900])
    reports = {report.file.split("/")[-1]: report for report in load(home, [folder])}
    refused = {name for name, report in reports.items() if report.status == "refused"}
    assert refused == {"пусто.xlsx", "картинка.png", "обрыв.xlsx"}
    assert all(reports[name].problems[0].what and reports[name].problems[0].fix for name in refused)


def test_an_unknown_table_asks_and_changes_nothing(home: Home, tmp_path: Path, capsys) -> None:
    path = tmp_path / "своя.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(
            0, 0, ["Фамилия, имя", "02.09", "04.09", "06.09", "09.09", "11.09", "13.09"]
        )
        for row, name in enumerate(PUPILS, 1):
            sheet.write_row(row, 0, [name, 5, 4, 3, "н", 5, 4])
    assert main(["load", str(path), "--json", "--data", str(home.path)]) == 1
    found = json.loads(capsys.readouterr().out)["files"][0]
    assert (found["status"], found["batch"]) == ("asks", None)
    assert home.ledger.accepted_seq() == 0


def test_the_year_can_be_told_where_a_file_does_not_say(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "б.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("7А")
        sheet.write(0, 0, "Сводная ведомость учёта успеваемости")
        sheet.write(1, 0, "Класс: 7А")
        sheet.write(2, 0, "Период: 1 четверть")
        sheet.write_row(4, 0, ["№", "ФИО", *SUBJECTS])
        sheet.write_row(5, 0, [1, PUPILS[0], 5, 4, 5, 4, 5])
    asked = load(home, [path])[0]
    assert (asked.status, [q["field"] for q in asked.questions]) == ("asks", ["school_year"])
    assert load(home, [path], Decisions(school_year="2021/22"))[0].status == "loaded"
    assert Reader(home).frame("SELECT DISTINCT school_year FROM period_marks")[
        "school_year"
    ].tolist() == ["2021/22"]


@pytest.mark.parametrize("argv", [["load"], ["undo", "abc"], ["fly"], ["load", "нет такого.xlsx"]])
def test_wrong_use_ends_with_two(argv: list[str], tmp_path: Path) -> None:
    try:
        code = main([*argv, "--data", str(tmp_path)] if len(argv) > 1 else argv)
    except SystemExit as stop:
        code = stop.code
    assert code == 2


@pytest.mark.parametrize(
    "said", [["--class", "лук"], ["--school-year", "2021"], ["--period", "q9"]], ids=lambda s: s[0]
)
def test_a_wrong_answer_on_the_command_line_is_wrong_use(
    said: list[str], home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = summary(tmp_path / "а.xlsx", ["5", "4", "3"])
    assert main(["load", str(file), *said, "--data", str(home.path)]) == 2
    assert said[0] in capsys.readouterr().err
    assert home.ledger.accepted_seq() == 0
