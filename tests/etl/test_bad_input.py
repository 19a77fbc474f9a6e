"""The index of what breaks naive parsers (exports.md, section 9): every quirk, its file, what must come of it.

A quirk of a layout that is not read yet must be asked about or refused, never loaded.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from etl.desk import FileReport
from etl.pipeline import check, load
from etl.readers import texts
from tests.etl import bad_files as files
from tests.etl.bad_files import Build
from warehouse.home import Home
from warehouse.snapshots import NothingPublished, Reader

ASKED = "не узнала, что это за отчёт"


@dataclass(frozen=True)
class Quirk:
    """A quirk by its number in the section, a file that has it, and what must come of it.

    `lessons` are the marks by day and place, `codes` the kinds of absence, `totals` the number of
    period marks; `problems` are (code, place, words of the message).
    """

    number: str
    build: Build
    status: str = "loaded"
    lessons: str = ""
    codes: tuple[str, ...] = ()
    totals: int = 0
    pupils: int = 1
    problems: tuple[tuple[str, str, str], ...] = field(default=())


QUIRKS = (
    Quirk("9.1 blocks with their own columns", files.repeated_blocks, lessons="54345", totals=2, pupils=2),
    Quirk("9.2 repeated days under months without a year", files.repeated_days, lessons="543", totals=1),
    Quirk("9.3 zeros and blanks", files.zeros,
          problems=(("zero_mark", "Лист1!B12", "считается, что отметки нет"),)),
    Quirk("9.4 numbers as text, spaces", files.numbers_as_text, lessons="453", totals=1),
    Quirk("9.5 several tokens", files.several_tokens, lessons="33544", codes=("ill", "unexcused"), totals=1),
    Quirk("9.6 look-alikes", files.look_alikes, lessons="5", codes=("late", "unexcused"), totals=1),
    Quirk("9.7 tall headers", files.tall_headers, totals=15, pupils=3),
    Quirk("9.8 decimal comma", files.decimal_comma, lessons="544", totals=1),
    Quirk("9.9 two kinds of xls", files.xls_of_two_kinds, lessons="5454", totals=2),
    Quirk("9.10 bare names", files.bare_names, lessons="54", totals=1),
    Quirk("9.11 an empty form of 1,498 rows", files.task_form, status="refused",
          problems=(("no_participants", "", "нет ни"),)),
    Quirk("9.11 a sheet of hundreds of blank columns", files.wide_sheet, lessons="54", totals=1),
    Quirk("9.12 group lines and absent pupils", files.group_lines, pupils=0,
          problems=(("own_school_taken", "", "ещё не указан"), ("class_by_number", "", "только номером"))),
    Quirk("9.12 footers and signatures", files.footers, totals=15, pupils=3),
    Quirk("9.13 sparse columns of a protocol", files.sparse_protocol,
          problems=(("sum_differs", "Лист1!M5", "не равен сумме"), ("sum_differs", "Лист1!M10", "не равен сумме"))),
    Quirk("9.13 sparse columns of a summary", files.sparse_summary, totals=15, pupils=3),
    Quirk("9.14 formulas never calculated", files.uncalculated, lessons="5", totals=1,
          problems=(("not_calculated", "Sheet!C12", "Формула в ячейке не посчитана"),)),
    Quirk("9.15 encodings, marks of order, tails", files.encodings, lessons="545454", totals=3),
    Quirk("9.16 numbers for headers", files.numbers_for_headers, pupils=0),
    Quirk("9.17 personal data", files.personal_data, totals=15, pupils=3,
          problems=(("private_dropped", "ведомость!H6", "не сохранён"),)),
    Quirk("9.18 codes that are not stable", files.unstable_codes, status="asks",
          problems=(*(("total_differs", f"Sheet!I{row}", "Сумма баллов") for row in range(2, 7)),
                    ("max_unknown", "", "нет наибольших"), ("own_school_taken", "", "ещё не указан"))),
    Quirk("6 a survey", files.survey, status="asks"),
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


def built(quirk: Quirk, folder: Path) -> list[Path]:
    """Return the files of a quirk."""
    found = quirk.build(folder)
    return found if isinstance(found, list) else [found]


def noticed(report: FileReport) -> list[tuple[str, str, str]]:
    """Return the problems of a report: code, place, words."""
    return [
        (p.code, f"{p.sheet}!{p.column}{p.row}" if p.row else "", p.what.replace("\xa0", " "))
        for p in report.problems
    ]


def loaded_marks(home: Home) -> tuple[str, tuple[str, ...], int]:
    """Return what the warehouse holds: marks pupil by pupil, kinds of absence, period marks."""
    reader = Reader(home)
    try:
        marks = reader.frame(
            "SELECT mark FROM marks JOIN dim_pupil USING (pupil_id)"
            " ORDER BY full_name, lesson_date, lesson_no, seq"
        )
    except NothingPublished:
        return "", (), 0
    codes = reader.frame("SELECT kind FROM attendance ORDER BY kind")
    totals = reader.frame("SELECT count(*) AS n FROM period_marks WHERE state = 'attested'")
    return "".join(map(str, marks["mark"])), tuple(codes["kind"]), int(totals["n"][0])


@pytest.mark.parametrize("quirk", QUIRKS, ids=lambda quirk: quirk.number)
def test_a_quirk_is_read_as_meant_or_said(quirk: Quirk, home: Home, tmp_path: Path) -> None:
    reports = load(home, built(quirk, tmp_path))
    assert {report.status for report in reports} == {quirk.status}
    assert loaded_marks(home) == (quirk.lessons, quirk.codes, quirk.totals)
    for report in reports:
        if quirk.status == "loaded":
            assert report.facts["pupils"] == quirk.pupils
        assert [(c, p) for c, p, _ in noticed(report)] == [(c, p) for c, p, _ in quirk.problems]
        for (_, _, said), (_, _, words) in zip(noticed(report), quirk.problems, strict=True):
            assert words in said


@pytest.mark.parametrize("quirk", QUIRKS, ids=lambda quirk: quirk.number)
def test_a_check_says_the_same_and_writes_nothing(quirk: Quirk, home: Home, tmp_path: Path) -> None:
    checked = check(home, built(quirk, tmp_path))
    assert {report.status for report in checked} == {quirk.status}
    assert home.ledger.batches() == []
    assert list(home.rows.iterdir()) == list(home.sources.iterdir()) == []


def test_a_formula_that_came_to_an_empty_text_is_calculated(tmp_path: Path) -> None:
    cells = (
        '<c r="A1"><f>1+1</f></c><c r="B1" s="3"><f>1+1</f><v/></c><c r="C1"><f>1+1</f><v>2</v></c>'
        '<c r="D1" t="str"><f>IF(1=2,1,"")</f><v></v></c><c r="E1" t="s"><v>0</v></c>'
    )
    with zipfile.ZipFile(tmp_path / "книга.zip", "w") as book:
        book.writestr("sheet1.xml", f'<sheetData><row r="1">{cells}</row></sheetData>')
        entry = book.getinfo("sheet1.xml")
    assert texts.uncalculated(tmp_path / "книга.zip", entry) == [(0, 0), (0, 1)]


def test_every_quirk_of_the_section_is_here() -> None:
    numbers = {quirk.number.split()[0] for quirk in QUIRKS}
    assert {f"9.{n}" for n in range(1, 19)} <= numbers


def test_forty_files_of_which_three_are_broken(home: Home, tmp_path: Path) -> None:
    reports = load(home, files.forty(tmp_path))
    broken = {
        r.file: r.problems[0].what.replace("\xa0", " ") for r in reports if r.status != "loaded"
    }
    assert sum(report.status == "loaded" for report in reports) == 37
    assert set(broken) == set(files.BROKEN)
    for name, words in files.BROKEN.items():
        assert words in broken[name]
    shown = Reader(home).frame("SELECT count(DISTINCT class_name) AS n FROM period_marks")
    assert shown["n"][0] == 37
