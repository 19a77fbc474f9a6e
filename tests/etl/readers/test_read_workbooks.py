"""Workbooks become grids: values, places, merged ranges, blanks."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.grid import Range, Sheet
from etl.problems import Refusal
from etl.readers import Bounds, read

REAL = Path(__file__).parents[4] / "shared/data/journal/otchet_8A_2024-25.xlsx"


def code_of(path: Path, bounds: Bounds | None = None) -> str:
    """Return the code of the one problem a file is refused with."""
    with pytest.raises(Refusal) as caught:
        read(path, bounds=bounds) if bounds else read(path)
    (problem,) = caught.value.problems
    assert problem.severity == "error"
    assert "Ничего не загружено" in problem.what
    assert problem.fix
    return problem.code


def blanks(sheet: Sheet) -> set[tuple[int, int]]:
    assert sheet.blanks is not None
    return sheet.blanks()


def repack(source: Path, target: Path, change: dict[str, str]) -> Path:
    """Copy a workbook with the text of some parts replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name])
    return target


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "Журнал.dat"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Лист1")
        sheet.write_string("C3", "Предмет")
        sheet.write_number("D3", 5)
        sheet.write_number("E3", 3.5)
        day = workbook.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_datetime("C4", datetime(2024, 9, 2), day)
        sheet.write_blank("F6", None, day)
        sheet.merge_range("D5:E6", "Март", day)
        workbook.add_worksheet("Служебный").hide()
        workbook.add_chartsheet("График")
    return path


def test_places_are_those_of_the_spreadsheet(book: Path) -> None:
    grid = read(book)
    assert (grid.name, grid.kind) == ("Журнал.dat", "xlsx")
    rows = grid.sheets[0].rows
    assert rows[0] == [""] * 5
    assert rows[2] == ["", "", "Предмет", 5.0, 3.5]
    assert str(rows[3][2]).startswith("2024-09-02")
    assert grid.sheets[0].merged() == [Range(4, 3, 5, 4)]


def test_a_hidden_sheet_is_read_and_marked(book: Path) -> None:
    assert [(s.name, s.is_hidden) for s in read(book).sheets] == [
        ("Лист1", False),
        ("Служебный", True),
    ]


def test_a_sheet_without_cells_has_no_rows(book: Path) -> None:
    assert read(book).sheets[1].rows == []


SHEET = (
    '<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/'
    '2006/main"><x:sheetData>{}</x:sheetData></x:worksheet>'
)
STRINGS = (
    '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<si><t>5</t></si><si><t></t></si><si><r><rPr><b/></rPr><t/></r><r><t>Н</t></r></si>"
    '<si><r><t/></r><rPh sb="0" eb="1"><t>читать</t></rPh></si><si/></sst>'
)


def test_a_blank_is_told_from_an_absent_cell(book: Path, tmp_path: Path) -> None:
    cells = (
        '<x:row r="1"><x:c s="3" t="s" r="A1"><x:v>1</x:v></x:c><x:c r="B1" s="3"/>'
        '<x:c r="C1" t="s"><x:v>0</x:v></x:c><x:c r="D1" t="s"><x:v>2</x:v></x:c>'
        '<x:c r="E1" t="s"><x:v>3</x:v></x:c><x:c r="F1" t="s"><x:v>4</x:v></x:c></x:row>'
        "<x:row r='2'><x:c r='A2' t='inlineStr'><x:is><x:t></x:t></x:is></x:c>"
        '<x:c r="B2" t="inlineStr"><x:is><x:t>Б</x:t></x:is></x:c><x:c r="C2"><x:v>1</x:v></x:c>'
        '<x:c r="D2" t="str"><x:f>IF(1,"","")</x:f><x:v></x:v></x:c>'
        '<x:c r="E2" t="str"><x:v>1</x:v></x:c></x:row>'
    )
    path = repack(
        book,
        tmp_path / "b.xlsx",
        {"xl/worksheets/sheet1.xml": SHEET.format(cells), "xl/sharedStrings.xml": STRINGS},
    )
    sheet = read(path).sheets[0]
    assert sheet.rows[0] == ["", "", "5", "Н", "", ""]
    assert blanks(sheet) == {(0, 0), (0, 4), (0, 5), (1, 0), (1, 3)}


def test_cells_without_references_are_counted_along(book: Path, tmp_path: Path) -> None:
    cells = "<x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row>"
    path = repack(book, tmp_path / "n.xlsx", {"xl/worksheets/sheet1.xml": SHEET.format(cells)})
    assert read(path).sheets[0].rows == [[1.0, 2.0]]
    assert code_of(path, Bounds(cells=1)) == "too_many_cells"


def test_merged_ranges_agree_with_another_reader(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.append(["а"])
    for ref in ("A1:C1", "B5:B9", "AA2:AB3"):
        workbook.active.merge_cells(ref)
    workbook.save(path)
    assert set(read(path).sheets[0].merged()) == {(0, 0, 0, 2), (4, 1, 8, 1), (1, 26, 2, 27)}


def test_xls_of_excel_97(tmp_path: Path) -> None:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("5А")
    sheet.write_merge(1, 2, 1, 3, "Иванова Анна")
    sheet.write(4, 2, 4.0)
    path = tmp_path / "q.csv"
    workbook.save(str(path))
    grid = read(path, "архив.zip › q.xls")
    assert (grid.name, grid.kind) == ("архив.zip › q.xls", "xls")
    assert grid.sheets[0].rows[1][1] == "Иванова Анна"
    assert grid.sheets[0].rows[4][2] == 4.0
    assert grid.sheets[0].merged() == [Range(1, 1, 2, 3)]
    assert grid.sheets[0].blanks is None


texts = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=8)
values = st.one_of(texts, st.integers(-(10**6), 10**6).map(float), st.booleans())


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.lists(values, min_size=3, max_size=3), min_size=1, max_size=6))
def test_xlsx_cells_come_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[object]]
) -> None:
    path = tmp_path_factory.mktemp("x") / "x.xlsx"
    empty = {(r, c) for r, row in enumerate(rows) for c, v in enumerate(row) if v == ""}
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_string(len(rows), 3, "край")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(r, c, value)
                elif isinstance(value, bool):
                    sheet.write_boolean(r, c, value)
                else:
                    sheet.write_number(r, c, value)
    read_back = read(path).sheets[0]
    assert [row[:3] for row in read_back.rows[:-1]] == rows
    assert blanks(read_back) == empty


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(st.lists(texts, min_size=2, max_size=2), min_size=1, max_size=40))
def test_xls_cells_come_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("x") / "x.xls"
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("Лист")
    sheet.write(len(rows), 2, "край")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    workbook.save(str(path))
    assert [row[:2] for row in read(path).sheets[0].rows[:-1]] == rows


def test_damaged_workbooks_say_so(book: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(book.read_bytes()[:-200])
    assert code_of(cut) == "damaged_file"
    broken = repack(book, tmp_path / "z.xlsx", {"xl/workbook.xml": "<workbook><sheets>"})
    assert code_of(broken) == "damaged_file"
    flipped = bytearray(book.read_bytes())
    flipped[60:90] = b"\xff" * 30
    cut.write_bytes(flipped)
    assert code_of(cut) == "damaged_file"


def test_damaged_xls_says_so(tmp_path: Path) -> None:
    path = tmp_path / "d.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 100)
    assert code_of(path) == "damaged_file"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\x01" * 4000)
    assert code_of(path) == "damaged_file"


def test_xls_with_a_password_says_so(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    workbook.add_sheet("A").write(0, 0, "x" * 4000)
    path = tmp_path / "p.xls"
    workbook.save(str(path))
    data = path.read_bytes()
    # The first record after the opening one becomes FILEPASS.
    start = data.index(bytes.fromhex("09081000"))
    path.write_bytes(data[: start + 20] + b"\x2f\x00" + data[start + 22 :])
    assert code_of(path) == "encrypted_file"


def test_text_volume_of_many_pointers_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for row in range(100):
            sheet.write_string(row, 0, "д" * 1000)
            sheet.write_string(row, 1, "2")
    assert code_of(path, Bounds(text_bytes=150_000)) == "unpacks_too_large"
    assert len(read(path, bounds=Bounds(text_bytes=250_000)).sheets[0].rows) == 100


@pytest.mark.skipif(not REAL.exists(), reason="нет настоящей выгрузки")
def test_a_real_report_keeps_its_merges_and_blanks() -> None:
    (sheet,) = read(REAL).sheets
    assert (len(sheet.rows), len(sheet.rows[0])) == (929, 49)
    assert len(sheet.merged()) == 198
    assert len(blanks(sheet)) == 2750
    with zipfile.ZipFile(REAL) as archive:
        items = archive.read("xl/sharedStrings.xml").decode().split("<si>")[1:]
        (empty,) = [n for n, item in enumerate(items) if "<t></t>" in item]
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert len(re.findall(rf't="s"><v>{empty}</v>', xml)) == 2750
