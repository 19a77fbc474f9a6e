"""The report of Сетевой Город: html, the same as .xls, and a workbook with a sheet for each pupil."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from etl.formats import parse, recognise, shipped
from etl.readers import read
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import SAMPLES, codes, rows
from tests.etl.formats.netschool import Printed, page, write_workbook
from tests.etl.formats.test_blocks import said_of

SCHOOL = School.default(date(2026, 11, 24))
LONG = "Константинопольский-Задунайский Александр Константинович"

GOOD = (
    Printed(subjects={
        "Ин.яз./Английский язык": ["5", "ОТ", "4&nbsp;3", ".", "4,00", "4"],
        "Русский язык": ["", "УП 5", "НП", "ОП", "5,00", "5"],
        "Физическая культура": ["ОСВ", "Б", "", "", "", "осв"],
    }),
    Printed(LONG, {"Алгебра": ["5", "4", "", "4", "4,33", ""]}, class_name="5б",
            range="с 01.09.26 по 30.11.26"),
)  # fmt: skip
BAD = (
    Printed(subjects={
        "Русский язык": ["5", "4/?", "НН", "3", "4,50", "6"],
        "Состояние дел": ["", "", "", "", "", ""],
    }, days=(date(2026, 9, 1), date(2026, 9, 2), date(2026, 10, 5), date(2026, 12, 7)),
       legend={"Б": "Пропустил по болезни", "НП": "Пропуск по неуважительной причине"}),
    Printed("", {"Алгебра": ["5", "", "", "", "5,00", "5"]},
            legend={"Б": "Отсутствовал без уважительной причины"}),
)  # fmt: skip


def parsed(path: Path, data: bytes | None = None) -> Parsed:
    """Parse a file as recognised, its bytes written first where they are given."""
    if data is not None:
        path.write_bytes(data)
    file = read(path)
    return parse(file, recognise(file, shipped()), Decisions(), SCHOOL)


@pytest.mark.parametrize(("name", "reports"), [("netschool", GOOD), ("netschool_invalid", BAD)])
def test_a_page_is_read_as_its_golden_file_says(tmp_path, name, reports) -> None:
    found = said_of(parsed(tmp_path / "отчет.html", page(*reports).encode()))
    golden = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(found)) == golden


def meta(charset: str) -> str:
    return f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""), ("cp1251", ""), ("utf-8-sig", ""), ("utf-8", meta("utf-8")),
        ("cp1251", meta("windows-1251")), ("koi8-r", meta("koi8-r")),
        # What the page declares is not what it is.
        ("utf-8", meta("windows-1251")), ("utf-8", meta("iso-8859-1")),
        ("cp1251", meta("iso-8859-1")), ("cp1251", meta("utf-8")),
    ],
)  # fmt: skip
def test_letters_are_the_same_in_every_encoding(tmp_path, encoding, head) -> None:
    usual = parsed(tmp_path / "a.html", page(*GOOD).encode())
    text = page(*GOOD, head=head).replace("©", "(c)")
    assert parsed(tmp_path / "отчет.xls", text.encode(encoding)).tables == usual.tables


def test_a_workbook_says_what_the_page_says(tmp_path) -> None:
    reports = [replace(one, subjects={
        subject: [cell.replace("&nbsp;", " ") for cell in cells]
        for subject, cells in one.subjects.items()
    }) for one in GOOD]  # fmt: skip
    write_workbook(tmp_path / "отчет.xlsx", *reports)
    book = parsed(tmp_path / "отчет.xlsx")
    html = parsed(tmp_path / "отчет.html", page(*GOOD).encode())
    assert meant(book) == meant(html)


def test_a_page_tells_nothing_of_lessons_without_marks(tmp_path) -> None:
    assert rows(parsed(tmp_path / "a.html", page(*GOOD).encode()), "lessons", "pupil") == []


PUPIL_LINE = "<div><span><b>Ученик:</b> Ёлкина Анна Игоревна</span></div>"
ONE = Printed(subjects={"Химия": ["5", "Б", "", "4", "4,50", "5"]})


def test_a_pupil_may_be_named_by_the_sheet_alone(tmp_path) -> None:
    text = page(ONE)
    assert PUPIL_LINE in text
    found = parsed(tmp_path / "a.html", text.replace(PUPIL_LINE, "").encode())
    assert found.tables["pupils"]["name_raw"] == ["Ёлкина Анна Игоревна"]
    assert codes(found) == ["pupil_of_sheet"]


@pytest.mark.parametrize(
    ("pupil", "code"),
    [("Доля Вера Ильинична", "pupil_of_sheet"),
     ("Константинопольский Александр Константинович", "pupil_cut")],
)  # fmt: skip
def test_a_name_from_a_sheet_of_a_workbook_may_be_cut(tmp_path, pupil, code) -> None:
    path = tmp_path / "o.xlsx"
    write_workbook(path, replace(ONE, pupil=pupil))
    file = read(path)
    for row in file.sheets[0].rows:
        if str(row[0]).startswith("Ученик:"):
            row[0] = ""
    found = parse(file, recognise(file, shipped()), Decisions(), SCHOOL)
    assert (found.tables["pupils"]["name_raw"], codes(found)) == ([pupil[:31]], [code])


def test_labels_may_stand_close_together_or_in_a_table_of_their_own(tmp_path) -> None:
    text = page(ONE)
    usual = meant(parsed(tmp_path / "a.html", text.encode()))
    close = text.replace("</span> <span>", "</span><span>").replace("</div>\n<div><span>", "<span>")
    assert close.count("</span><span>") == 4
    assert meant(parsed(tmp_path / "b.html", close.encode())) == usual
    start, end = text.index("<div><span><b>Учебный год"), text.index('<table class="table-print')
    lines = text[start:end].replace("<div>", "<tr><td>").replace("</div>", "</td></tr>")
    apart = f"{text[:start]}<table>{lines}</table>{text[end:]}"
    assert meant(parsed(tmp_path / "c.html", apart.encode())) == usual


def meant(found: Parsed) -> list:
    """Return what a file says wherever it says it."""
    tables = ("pupils", "parts", "part_pupils", "part_dates")
    return [
        *(found.tables[table] for table in tables),
        rows(found, "marks", "pupil", "lesson_date", "lesson_no", "mark"),
        rows(found, "attendance", "pupil", "lesson_date", "lesson_no", "kind"),
        rows(found, "period_marks", "pupil", "part_period", "mark"),
        rows(found, "control_totals", "pupil", "period", "value"),
    ]


def test_a_line_under_the_last_subject_is_no_subject(tmp_path) -> None:
    bare = page(replace(ONE, legend={}))
    assert parsed(tmp_path / "a.html", bare.encode()).facts["subjects"] == ["Химия"]
    inside = bare.replace(
        "</tbody>", "<tr><td colspan=7>Состояние на16.09.2026 17:40:20</td></tr></tbody>"
    )
    assert inside != bare
    assert parsed(tmp_path / "b.html", inside.encode()).facts["subjects"] == ["Химия"]


@pytest.mark.parametrize(
    "legend",
    [
        "<div>Б — Опоздал</div><div>ОТ — Пропустил по болезни</div>",
        "<p>Условные обозначения: Б - Опоздал, ОТ - Пропустил по болезни</p>",
        "<p>Б-Опоздал; ОТ-Пропустил по болезни.</p>",
        "<table><tr><td>Б</td><td>Опоздал</td><td>ОТ</td><td>Пропустил по болезни</td></tr></table>",
        "<table><tr><td>Б<td>Опоздал<tr><td>ОТ<td>Пропустил по болезни</table>",
    ],
)
def test_the_legend_of_a_page_holds_before_what_is_usual(tmp_path, legend) -> None:
    one = Printed(subjects={"Химия": ["Б", "ОТ", "УП", "4", "4,00", ""]}, legend={})
    text = page(one).replace('<div class="footer">', f'{legend}<div class="footer">')
    found = rows(parsed(tmp_path / "a.html", text.encode()), "attendance", "code_raw", "kind")
    assert found == [("Б", "late"), ("ОТ", "ill"), ("УП", "excused")]


def test_a_range_over_two_terms_has_the_marks_of_both(tmp_path) -> None:
    second = ('<th rowspan="2">Средн.<br>оценка<br> 2 триместр</th>'
              '<th rowspan="2">Итог.оценка <br> 2 триместр</th>')  # fmt: skip
    one = Printed(subjects={"Химия": ["5", "4", "", "3", "4,00", "4", "3,50", "3"]}, term="",
                  range="с 1.09.2026 по 28.02.2027")  # fmt: skip
    header = "Итог.оценка <br> 1 триместр</th>"
    text = page(one).replace(header, header + second)
    found = parsed(tmp_path / "a.html", text.encode())
    assert rows(found, "period_marks", "part_period", "mark") == [("t1", 4), ("t2", 3)]
    assert rows(found, "control_totals", "period", "value") == [("t1", 4.0), ("t2", 3.5)]
    assert not codes(found) and not found.questions


@pytest.mark.parametrize(
    ("heading", "period"),
    [("Итог.оценка", "t1"), ("Итог.оценка за год", "year"), ("Итог.оценка<br>I полугодие", "h1")],
)
def test_a_bare_heading_is_of_the_reports_own_period(tmp_path, heading, period) -> None:
    text = page(ONE).replace("Итог.оценка <br> 1 триместр", heading)
    found = parsed(tmp_path / "a.html", text.encode())
    assert rows(found, "period_marks", "part_period", "mark") == [(period, 5)]
