"""The workbook back: file → back → load is the same; a mended cell is a problem no more."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import sources, uploads, worker
from etl.formats.findings import LISTED
from etl.markup.back import batch_back, upload_back
from etl.markup.listing import SIGNATURE, TITLE
from etl.pipeline import load
from etl.readers import read
from tests.etl.markup.kinds_of_files import said, sample_rows, understood, write
from warehouse.changes import Changes
from warehouse.home import Home

KINDS = (".xlsx", ".xls", ".csv", ".html")
TOKENS = ("5", "4", "??", "Н", "", "0", "5/4", "=1+1", "н/а", "Ъ 3", "  4  ", "7")


@pytest.fixture(scope="module", autouse=True)
def unrehearsed() -> Iterator[None]:
    """Leave out what a checked file would change: no workbook that is given back tells it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "rehearse", lambda home, found: [Changes() for _ in found])
        yield


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


def received(home: Home, path: Path) -> uploads.Upload:
    """Return a file uploaded and checked."""
    with path.open("rb") as stream:
        number = uploads.receive(home, stream, path.name, "завуч")
    worker.step(home)
    found = uploads.upload(home, number)
    assert found is not None
    return found


def back(home: Home, path: Path) -> Path:
    """Return the workbook given back of a file, beside it."""
    marked = upload_back(home, received(home, path))
    assert marked is not None
    target = path.parent / "back" / marked.name
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(marked.content)
    return target


def report(cell: str = "??", kind: str = ".xlsx") -> list[list[str]]:
    """Return a journal report with one cell of choice."""
    rows = sample_rows("pupil_progress")
    header = next(n for n, row in enumerate(rows) if row[0] == "Предмет")
    rows[header + 2][1] = cell
    return rows


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["pupil_progress", "class_subjects", "report_cards"])
def test_a_file_given_back_is_understood_alike(
    home: Home, tmp_path: Path, name: str, kind: str
) -> None:
    path = write(sample_rows(name), tmp_path / f"8А{kind}")
    assert said(understood(home, back(home, path))) == said(understood(home, path))


@settings(max_examples=25, deadline=None)
@given(kind=st.sampled_from(KINDS), name=st.sampled_from(["pupil_progress", "class_subjects"]),
       cells=st.lists(st.tuples(st.integers(4, 30), st.integers(1, 6), st.sampled_from(TOKENS)),
                      max_size=8))  # fmt: skip
def test_whatever_stands_in_it(
    tmp_path_factory: pytest.TempPathFactory,
    kind: str,
    name: str,
    cells: list[tuple[int, int, str]],
) -> None:
    folder = tmp_path_factory.mktemp("back")
    home = Home.at(folder / "home")
    rows = sample_rows(name)
    for row, column, token in cells:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = token
    path = write(rows, folder / f"8А{kind}")
    once = back(home, path)
    assert said(understood(home, once)) == said(understood(home, path))
    if kind == ".xlsx":
        mine, theirs = read(path).sheets[0], sources.open_grid(once).sheets[0]
        assert (mine.rows, mine.blanks(), mine.merged()) == (
            theirs.rows,
            theirs.blanks(),
            theirs.merged(),
        )


def test_the_cell_is_coloured_commented_and_listed(home: Home, tmp_path: Path) -> None:
    path = back(home, write(report("??"), tmp_path / "отчёт.xlsx"))
    book = openpyxl.load_workbook(path)
    listing = book[TITLE]
    assert listing["A1"].value == SIGNATURE
    wrong = next(row for row in listing.iter_rows(min_row=3) if row[3].value == "??")
    assert wrong[0].value == "▲ Проверьте"
    assert "Непонятная запись" in wrong[4].value
    assert wrong[2].hyperlink.location == f"'8А'!{wrong[2].value}"
    cell = book["8А"][wrong[2].value]
    assert cell.value == "??"
    assert cell.fill.fgColor.rgb == "FFFFE08A"
    assert "Непонятная запись" in cell.comment.text


def test_a_mended_cell_is_a_problem_no_more(home: Home, tmp_path: Path) -> None:
    path = back(home, write(report("??"), tmp_path / "отчёт.xlsx"))
    book = openpyxl.load_workbook(path)
    wrong = next(row[2].value for row in book[TITLE].iter_rows(min_row=3) if row[3].value == "??")
    book["8А"][wrong].value = "5"
    book.save(path)
    codes = [problem.code for problem in understood(home, path).parsed.problems]
    assert "unknown_token" not in codes


def test_given_back_twice_there_is_one_list_and_one_comment_a_cell(
    home: Home, tmp_path: Path
) -> None:
    once = back(home, write(report("??"), tmp_path / "отчёт.xlsx"))
    twice = openpyxl.load_workbook(back(home, once))
    assert twice.sheetnames == ["8А", TITLE]
    notes = [
        c.comment.text
        for row in twice["8А"].iter_rows()
        for c in row
        if c.comment and c.value == "??"
    ]
    assert [note.count("Непонятная запись") for note in notes] == [1]


def test_formulas_their_values_and_a_persons_comment_stay(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "отчёт.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("8А")
        bold = book.add_format({"bold": True, "num_format": "0.00"})
        for r, row in enumerate(report("??")):
            for c, cell in enumerate(row):
                sheet.write_string(r, c, cell)
                if cell == "??":
                    place = (r, c)
        sheet.write_formula(*place, '="?"&"?"', bold, "??")
        sheet.write_comment(*place, "Спросить у учителя")
    marked = back(home, path)
    cell = openpyxl.load_workbook(marked)["8А"].cell(place[0] + 1, place[1] + 1)
    assert (cell.value, cell.font.bold, cell.number_format) == ('="?"&"?"', True, "0.00")
    assert cell.comment.text.startswith("Спросить у учителя")
    assert "Непонятная запись" in cell.comment.text
    assert read(marked).sheets[0].rows[place[0]][place[1]] == "??"


def test_every_problem_is_marked_though_the_page_lists_a_thousand(
    home: Home, tmp_path: Path
) -> None:
    rows = sample_rows("pupil_progress")
    header = next(n for n, row in enumerate(rows) if row[0] == "Предмет")
    block = [
        *rows[header : header + 2],
        *[["Алгебра " + str(n), "?!", *[""] * 6] for n in range(LISTED + 200)],
    ]
    loaded = load(home, [write([*rows[:header], *block], tmp_path / "отчёт.xlsx")])[0]
    assert sum(p.code == "unknown_token" and bool(p.row) for p in loaded.problems) == LISTED
    marked = batch_back(home, loaded.batch or 0)
    assert marked is not None
    book = openpyxl.load_workbook(io.BytesIO(marked.content))
    painted = [c for row in book["8А"].iter_rows() for c in row if c.value == "?!" and c.comment]
    assert len(painted) == LISTED + 200


def test_a_cleaned_file_gives_the_cleaned_table_back_and_says_so(
    home: Home, tmp_path: Path
) -> None:
    rows = sample_rows("class_subjects")
    head = next(n for n, row in enumerate(rows) if row[0] == "№")
    for n, row in enumerate(rows):
        row.append("СНИЛС" if n == head else "112-233-445 95" if n > head and row[1] else "")
    found = load(home, [write(rows, tmp_path / "ведомость.csv")])[0]
    marked = batch_back(home, found.batch or 0)
    assert marked is not None
    assert marked.is_cleaned
    with zipfile.ZipFile(io.BytesIO(marked.content)) as book:
        whole = b"".join(book.read(name) for name in book.namelist())
    assert b"112-233" not in whole
    assert "не сохранён".encode() in whole


def test_what_is_no_table_has_no_workbook(home: Home, tmp_path: Path) -> None:
    broken = tmp_path / "сломанный.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    assert upload_back(home, received(home, broken)) is None
    assert batch_back(home, 999) is None
