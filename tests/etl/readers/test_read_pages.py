"""Text and pages become grids; what is neither is refused by name."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from etl.grid import Grid, Range
from etl.problems import Refusal
from etl.readers import Bounds, read


def given_bytes(folder: Path, data: bytes) -> Path:
    path = folder / "файл.xls"
    path.write_bytes(data)
    return path


def grid_of(folder: Path, text: str, encoding: str = "utf-8") -> Grid:
    return read(given_bytes(folder, text.encode(encoding)))


def code_of(folder: Path, data: bytes, bounds: Bounds | None = None) -> str:
    with pytest.raises(Refusal) as caught:
        read(given_bytes(folder, data), bounds=bounds or Bounds())
    return caught.value.problems[0].code


CSV = 'Предмет;"07.11.2025\n(Т)";Итог;\nАлгебра;4,33;н/а;\nТруд;;5+;\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_csv_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    grid = grid_of(tmp_path, CSV, encoding)
    assert grid.kind == "csv"
    assert grid.sheets[0].rows == [
        ["Предмет", "07.11.2025\n(Т)", "Итог"],
        ["Алгебра", "4,33", "н/а"],
        ["Труд", "", "5+"],
    ]


def test_a_preamble_does_not_hide_the_delimiter(tmp_path: Path) -> None:
    text = "Электронный журнал, выгрузка\nКласс: 5А\nФИО;1;2\nИванова, Анна;4;5\nЛи, Яна;3;\n"
    rows = grid_of(tmp_path, text).sheets[0].rows
    assert rows[1] == ["Класс: 5А", "", ""]
    assert rows[3] == ["Иванова, Анна", "4", "5"]


words = st.text(st.characters(include_characters=' «"\n;,\t', codec="cp1251",
                              exclude_categories=["C"]), max_size=6)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    rows=st.lists(st.lists(words, min_size=3, max_size=3), min_size=2, max_size=6),
    sign=st.sampled_from(";,\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1251"]),
)
def test_csv_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], sign: str, encoding: str
) -> None:
    assume(not rows[0][0].lstrip().startswith("<"))
    rows = [["ФИО", "1", "2"], *[["Ученик " + row[0], *row[1:]] for row in rows]]
    assume(any(row[2] for row in rows))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=sign, quoting=csv.QUOTE_ALL).writerows(rows)
    grid = grid_of(tmp_path_factory.mktemp("c"), text.getvalue(), encoding)
    assert grid.sheets[0].rows == rows


def test_csv_with_an_open_quote_says_so(tmp_path: Path) -> None:
    data = ('ФИО;1\n"Иванова' + "х" * 200_000).encode()
    assert code_of(tmp_path, data) == "damaged_file"


def test_csv_bounds(tmp_path: Path) -> None:
    assert code_of(tmp_path, b";" * 20_000) == "too_many_cells"
    assert code_of(tmp_path, b"a;b\n" * 50, Bounds(cells=60)) == "too_many_cells"
    assert code_of(tmp_path, b"a;b\n" * 50, Bounds(delimited_bytes=100)) == "too_large"


PAGE = """<!DOCTYPE html><html><head><title>Отчёт</title><style>td {{ x: y }}</style>{meta}</head><body>
<h5>МБОУ «Школа»</h5><h2>Отчет об успеваемости</h2>
<span><b>Учебный год:</b> 2026/2027</span><br><span>Класс:&nbsp;5А</span>
<table><tr><th rowspan=2>Предмет</th><th colspan="2">Сентябрь</th><th rowspan=2>Средн.<br>оценка</th></tr>
<tr><th>1</th><th>2</th></tr>
<tr><td class="cell-text">Алгебра</td><td> 5 </td><td>
  Н</td><td>4,33</td></tr></table>
<p>Легенда</p><table><tr><td>Н</td><td>Неуважительная</td></tr></table>
Состояние на16.09.2026</body></html>"""


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [
        ("utf-8", ""),
        ("cp1251", ""),
        ("utf-8-sig", ""),
        ("cp1251", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'),
        ("utf-8", '<meta charset="utf-8">'),
        ("cp1251", '<meta charset="punycode">'),
    ],
)
def test_a_page_becomes_sheets(tmp_path: Path, encoding: str, meta: str) -> None:
    grid = grid_of(tmp_path, PAGE.format(meta=meta), encoding)
    assert grid.kind == "html"
    first, second = grid.sheets
    assert first.rows == [
        ["МБОУ «Школа»", "", "", ""],
        ["Отчет об успеваемости", "", "", ""],
        ["Учебный год: 2026/2027", "", "", ""],
        ["Класс: 5А", "", "", ""],
        ["Предмет", "Сентябрь", "", "Средн.\nоценка"],
        ["", "1", "2", ""],
        ["Алгебра", "5", "Н", "4,33"],
    ]
    assert first.merged() == [Range(4, 0, 5, 0), Range(4, 1, 4, 2), Range(4, 3, 5, 3)]
    assert second.rows == [["Легенда", ""], ["Н", "Неуважительная"], ["", ""],
                           ["Состояние на16.09.2026", ""]]  # fmt: skip


def test_a_layout_table_is_text_around_its_tables(tmp_path: Path) -> None:
    page = "<table><tr><td>Класс: 6Б</td></tr><tr><td><table><tr><td>Физика<td>4</table></td></tr></table>"
    (sheet,) = grid_of(tmp_path, page).sheets
    assert sheet.rows == [["Класс: 6Б", ""], ["Физика", "4"]]


def test_a_cell_hanging_at_the_right_keeps_its_column(tmp_path: Path) -> None:
    page = "<table><tr><td>a<td rowspan=3>b<tr><td>c<td>d<tr><td>e</table>"
    (sheet,) = grid_of(tmp_path, page).sheets
    assert sheet.rows == [["a", "b", ""], ["c", "", "d"], ["e", "", ""]]
    assert sheet.merged() == [Range(0, 1, 2, 1)]


def test_a_page_without_tables_says_so(tmp_path: Path) -> None:
    assert code_of(tmp_path, "<html><body>Войдите в журнал</body></html>".encode()) == "no_table"
    assert code_of(tmp_path, b"<html></html>") == "no_table"


def test_page_bounds(tmp_path: Path) -> None:
    wide = b"<table><tr><td colspan=100000000>1</td></tr></table>"
    tall = b"<table>" + b"<tr><td rowspan=9999 colspan=9999>1</td></tr>" * 300 + b"</table>"
    deep = b"<table><tr><td>1</table>" + b"<div>" * 5000
    assert code_of(tmp_path, wide) == "too_many_cells"
    assert code_of(tmp_path, tall) == "too_many_cells"
    assert code_of(tmp_path, deep) in {"hostile_markup", "damaged_file"}
    assert code_of(tmp_path, b"<p>" * 100, Bounds(html_tags=50)) == "too_large"
    assert code_of(tmp_path, b"<p>" * 100, Bounds(html_bytes=50)) == "too_large"


def zip_of(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return data.getvalue()


def ole_of(name: str) -> bytes:
    """Return the smallest compound file with one stream of this name."""
    header = struct.pack("<8s16x5H", bytes.fromhex("d0cf11e0a1b11ae1"), 62, 3, 0xFFFE, 9, 6)
    header += struct.pack("<10x7I", 1, 0xFFFFFFFE, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header = header[:44] + struct.pack("<9I", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    header += b"\xff" * (512 - len(header))
    fat = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE).ljust(512, b"\xff")
    entries = b""
    for kind, title in ((5, "Root Entry"), (2, name)):
        raw = (title + "\0").encode("utf-16-le")
        entries += raw.ljust(64, b"\0") + struct.pack("<HB", len(raw), kind) + b"\0" * 61
    return header + fat + entries.ljust(512, b"\0")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7\n", "unsupported_kind"),
        (b"\x89PNG\r\n\x1a\n", "unsupported_kind"),
        (b"\xff\xd8\xff\xe0", "unsupported_kind"),
        (b"Rar!\x1a\x07", "unsupported_kind"),
        (b"MIME-Version: 1.0\r\n", "unsupported_kind"),
        (zip_of("word/document.xml"), "unsupported_kind"),
        (zip_of("xl/workbook.bin"), "unsupported_kind"),
        (zip_of("mimetype", "content.xml"), "unsupported_kind"),
        (zip_of("5А.csv"), "archive_in_place_of_file"),
        (ole_of("EncryptedPackage"), "encrypted_file"),
        (ole_of("WordDocument"), "unsupported_kind"),
        (ole_of("Прочее"), "unknown_kind"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
         "unsupported_kind"),
        (bytes(range(256)), "unknown_kind"),
        (b"\x01\x02\x03 abc", "unknown_kind"),
        (b"PK\x03\x04 broken", "damaged_file"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_it_is(tmp_path: Path, data: bytes, code: str) -> None:
    assert code_of(tmp_path, data) == code


def test_a_file_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        read(tmp_path / "нет.xlsx")
    assert caught.value.problems[0].code == "missing_file"
