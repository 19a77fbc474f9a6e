"""Protocols of exams from BIFF to the snapshot: no passport anywhere, and an appeal leaves the tasks."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import openpyxl
import pytest
import xlwt

from etl import sources
from etl.pipeline import check, load, undo
from etl.tidy import Decisions
from tests.etl.formats.exams import DENSE, row
from tests.warehouse.files_in_code import Lessons, accept
from tests.warehouse.test_checks import said
from warehouse.__main__ import main
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.rows import read_rows
from warehouse.verify import verify

SERIES, NUMBER = "8615", 987651.0
PRIVATE = ("8615", "987651", "112-233-445 95", "11223344595", "24.03.2006")
GOOD = {"series": SERIES, "number": NUMBER}
APPEALS = [["№", "Фамилия", "Имя", "Отчество", "Класс", "Экзамен", "Состояние апелляции", "Текущие", ""],
           ["", "", "", "", "", "", "", "Первичный балл", "Оценка"],
           [1, "Белова", "Анна", "Игоревна", "9", "Химия(2026.06.09)", "Удовлетворена", 5, 4]]  # fmt: skip
OLYMPIAD = [["Протокол школьного этапа Всероссийской олимпиады школьников по химии"], ["10.10.2025"],
            ["№", "СНИЛС", "Фамилия", "Имя", "Отчество", "Пол", "Дата рождения", "Класс", "Класс участия", "Балл",
             "Макс. балл", "Статус"],
            [1, "112-233-445 95", "Белова", "Анна", "Игоревна", "ж", "24.03.2006", "9", 10, 17, 50,
             "Призёр"]]  # fmt: skip


def biff(folder: Path) -> Path:
    """Write a protocol as the regional centre does: true BIFF, one sheet, two exams."""
    white, black = ("Белова Анна Игоревна", "Орлов Пётр Ильич")
    rows = [
        ["04 - Химия 2026.06.09"], DENSE,
        row(DENSE, white, **GOOD, **{"class": "9", "short": "+-2", "long": "1(2)", "points": 4.0, "mark": 3.0}),
        row(DENSE, black, **GOOD, **{"class": "9", "short": "++X", "long": "0(2)", "points": 2.0, "mark": 2.0}),
        ["12 - История 2026.06.11"], DENSE,
        row(DENSE, white, **GOOD, **{"class": "9", "short": "++", "long": "", "points": 2.0, "mark": 5.0}),
    ]  # fmt: skip
    book = xlwt.Workbook()
    page = book.add_sheet("Page 1")
    for r, cells in enumerate(rows):
        for c, cell in enumerate(cells):
            if cell != "":
                page.write(r, c, cell)
    book.save(str(folder / "9306.xls"))
    return folder / "9306.xls"


def xlsx(folder: Path, name: str, rows: list[list]) -> Path:
    file = openpyxl.Workbook()
    for cells in rows:
        file.active.append(cells)
    file.save(folder / name)
    return folder / name


def ask(home: Home, sql: str) -> list[tuple]:
    number = home.ledger.current_snapshot()["number"]
    with duckdb.connect(str(home.snapshot_path(number)), read_only=True) as con:
        return con.execute(sql).fetchall()


def everything(home: Home) -> str:
    """Return all that a home keeps, unpacked, as one text."""
    batches = home.ledger.rows("SELECT sha256, rows_key FROM batches")
    told = [[s.rows for s in sources.source_grid(home, b["sha256"]).sheets] for b in batches]
    told += [{n: t.to_pylist() for n, t in read_rows(home, b["rows_key"]).items()} for b in batches]
    tables = home.ledger.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    told += [[list(r) for r in home.ledger.rows(f"SELECT * FROM {t['name']}")] for t in tables]
    told += [ask(home, f"FROM {t}") for (t,) in ask(home, "SELECT table_name FROM duckdb_tables()")]
    files = (path for path in home.path.rglob("*") if path.is_file())
    raw = "".join(path.read_bytes().decode("latin-1") for path in files)
    return json.dumps(told, default=str, ensure_ascii=False) + raw


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


RESULT = """SELECT total_points, summed_points, mark, class_name FROM assessment_results
    WHERE subject = 'Химия' ORDER BY 1"""


def test_no_passport_snils_or_birth_date_is_kept_anywhere(home, tmp_path):
    reports = load(home, [biff(tmp_path), xlsx(tmp_path, "олимпиада.xlsx", OLYMPIAD)])
    assert [(report.status, report.format) for report in reports] == [
        ("loaded", "exam_protocol"), ("loaded", "olympiad_protocol")]  # fmt: skip
    kept = everything(home)
    assert "Белова" in kept
    assert [word for word in PRIVATE if word in kept] == []
    again = load(home, [biff(tmp_path)])
    assert [report.status for report in again] == ["same"]


def test_an_appeal_changes_points_and_mark_and_leaves_the_tasks(home, tmp_path):
    load(home, [biff(tmp_path)])
    assert ask(home, RESULT) == [(2, 2, 2, ""), (4, 4, 3, "")]
    (report,) = load(home, [xlsx(tmp_path, "апелляции.xlsx", APPEALS)])
    assert (report.status, report.format) == ("loaded", "exam_appeals")
    assert ask(home, RESULT) == [(2, 2, 2, ""), (5, 4, 4, "")]
    undo(home, report.batch)
    assert ask(home, RESULT) == [(2, 2, 2, ""), (4, 4, 3, "")]
    assert verify(home) == []


def test_an_appeal_stands_before_a_protocol_that_is_loaded_later(home, tmp_path):
    unknown = [2, "Нетов", "Олег", "Ильич", "9А", "Химия(2026.06.09)", "Удовлетворена", 7, 5]
    load(home, [xlsx(tmp_path, "апелляции.xlsx", [*APPEALS, unknown]), biff(tmp_path)])
    assert ask(home, RESULT) == [(2, 2, 2, ""), (5, 4, 4, ""), (7, None, 5, "9А")]
    assert said(home, "works_appeals_alone", "full_name", "subject") == [
        ("Нетов Олег Ильич", "Химия")
    ]
    assert verify(home) == []


def test_who_is_not_in_the_class_is_kept_by_it_and_told(home, tmp_path):
    names = ("Белова Анна Игоревна", "Орлов Иван Ильич")
    accept(home, Lessons("9А", "Алгебра", pupils=names[1:], school_year="2025/26"))
    lines = [row(DENSE, name, **{"class": "9А", "short": "++", "long": "", "points": 2.0, "mark": 3.0})
             for name in names]  # fmt: skip
    load(home, [xlsx(tmp_path, "протокол.xlsx", [["04 - Химия ОГЭ 2026.06.09"], DENSE, *lines])])
    assert ask(home, RESULT) == [(2, 2, 3, "9А"), (2, 2, 3, "9А")]
    assert said(home, "works_pupils_not_listed", "full_name", "works_count") == [(names[0], 1)]
    assert ask(home, "SELECT full_name FROM roll") == [(names[1],)]


def test_participants_without_names_are_those_of_the_newest_file_of_their_school(home, tmp_path):
    def protocol(name, *schools):
        lines = [row(DENSE, who, **{"class": "9А", "short": "++", "long": "", "points": 2.0, "mark": mark,
                                    "school": school}) for who, school, mark in schools]  # fmt: skip
        return xlsx(tmp_path, name, [["04 - Химия 2026.06.09"], DENSE, *lines])

    belova, orlov, kim = (
        ("Белова Анна", 9306.0, 4),
        ("Орлов Пётр", 9307.0, 3),
        ("Ким Лев", 9307.0, 5),
    )
    told = "SELECT school_id = 'school', mark FROM assessment_results ORDER BY ALL"
    load(home, [protocol("а.xlsx", belova, orlov, kim)])
    assert ask(home, told) == [(False, 3), (False, 4), (False, 5)]
    home.ledger.add_record("own_school_code", "9306", {"school_code": "9306"}, "тест")
    load(home, [protocol("б.xlsx", belova, ("Дубов Лев", 9307.0, 2))])
    assert ask(home, told) == [(False, 2), (True, 4)]
    assert said(home, "works_unnamed_replaced", "file_name", "school_code", "replaced_count") == [
        ("а.xlsx", "9307", 2)]  # fmt: skip
    assert verify(home) == []


def test_a_class_without_its_letter_is_found_in_the_journal_whichever_comes_first(home, tmp_path):
    load(home, [biff(tmp_path), xlsx(tmp_path, "олимпиада.xlsx", OLYMPIAD)])
    accept(home, Lessons("9А", "Алгебра", pupils=("Белова Анна Игоревна",), school_year="2025/26"))
    publish(home)
    assert ask(home, RESULT) == [(2, 2, 2, ""), (4, 4, 3, "9А")]
    sat = "SELECT pupil_id FROM {} AS r INNER JOIN dim_pupil USING (pupil_id) WHERE dim_pupil.class_name = '9А'"
    assert len(ask(home, sat.format("olympiad_results"))) == 1
    assert ask(home, "SELECT class_name, participation_grade, status FROM olympiad_results") == [
        ("9А", 10, "prize_winner")]  # fmt: skip
    assert ask(home, "SELECT class_name FROM dim_pupil ORDER BY 1") == [("9",), ("9А",)]
    assert verify(home) == []


def test_a_question_is_answered_and_nothing_changes_on_a_check(home, tmp_path):
    rows = [["№", "Фамилия", "Имя", "Класс", "Класс участия", "Балл", "Статус"],
            [1, "Белова", "Анна", "9А", 9, 10, "участник"]]  # fmt: skip
    path = xlsx(tmp_path, "протокол.xlsx", rows)
    (asked,) = check(home, [path])
    assert (asked.status, [q["field"] for q in asked.questions]) == (
        "asks", ["school_year", "subject", "stage"])  # fmt: skip
    said = Decisions(school_year="2025/26", subject="Физика", stage="municipal")
    (report,) = load(home, [path], said)
    assert report.status == "loaded"
    assert ask(home, "SELECT stage, subject, points FROM olympiad_results") == [
        ("municipal", "Физика", 10)
    ]


def test_other_schools_are_counted_once_and_without_names(home, tmp_path):
    head = ["Фамилия", "Имя", "Отчество", "ОО", "Класс", "Класс участия", "Балл", "Статус"]
    title = ["Муниципальный этап Всероссийской олимпиады школьников по физике, 15.11.2025"]
    ours = ["Белова", "Анна", "Игоревна", "Школа № 5", "9А", 9, 30, "участник"]
    others = [
        ["Белова", "Анна", "Игоревна", "Школа № 6", "9А", 9, points, "участник"]
        for points in (10, 20)
    ]
    home.ledger.add_record("own_school_code", "5", {"school_code": "школа № 5"}, "тест")
    load(home, [xlsx(tmp_path, "первый.xlsx", [title, head, ours, *others])])
    load(home, [xlsx(tmp_path, "второй.xlsx", [title, head, [*ours[:6], 31, "призёр"], *others])])
    told = "SELECT school_id = (SELECT max(school_id) FROM dim_pupil), pupil_id, points FROM olympiad_results"
    assert ask(home, f"{told} ORDER BY points DESC") == [
        (True, 1, 31),
        (False, None, 20),
        (False, None, 10),
    ]
    assert ask(home, "SELECT full_name FROM dim_pupil") == [("Белова Анна Игоревна",)]
    assert verify(home) == []


def test_gve_of_a_class_leaves_the_means_of_oge_alone(home, tmp_path):
    def exam(line, mark):
        cells = {"class": "9А", "short": "++", "long": "", "points": 2.0, "mark": mark}
        return [[line], DENSE, row(DENSE, "Белова Анна Игоревна", **cells)]

    rows = [*exam("04 - Химия ОГЭ 2026.06.09", 5.0), *exam("04 - Химия ГВЭ-9 2026.06.09", 3.0)]
    (report,) = load(home, [xlsx(tmp_path, "протокол.xlsx", rows)])
    assert report.status == "loaded"
    told = "kind, class_name, participants_count, average_mark, below_count"
    assert ask(home, f"SELECT {told} FROM mart_exam_by_class ORDER BY kind") == [
        ("gve", "9А", 1, 3.0, 0),
        ("oge", "9А", 1, 5.0, 0),
    ]
    assert ask(home, "SELECT kind FROM mart_low_results_by_procedure") == [("oge",)]


def test_a_text_that_may_start_a_formula_leaves_a_csv_quoted(home, tmp_path, capsys):
    load(home, [biff(tmp_path)])
    sql = "SELECT '++++2+' AS mask, '=1+1' AS sum, '-5' AS number, 'слово' AS word, -5 AS figure"
    assert main(["query", sql, "--data", str(home.path), "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "'++++2+,'=1+1,-5,слово,-5"
