"""Files made to exhaust memory are refused while the process stays under 200 MB in all."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt

from tests.etl.readers.ods_in_code import cell as ods_cell
from tests.etl.readers.ods_in_code import row as ods_row
from tests.etl.readers.ods_in_code import table as ods_table
from tests.etl.readers.ods_in_code import write as ods

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="пик памяти виден только в Linux"
)

MEGABYTE = 1 << 20
PEAK = 200 * MEGABYTE
ROOT = Path(__file__).parents[3]

WATCHED = """
import sys, tempfile
from pathlib import Path
from etl.problems import Refusal
from etl.readers import expand, read
codes = []
with tempfile.TemporaryDirectory() as into:
    for shown, path in expand([Path(sys.argv[1])], Path(into)):
        try:
            read(path, shown)
            codes.append("read")
        except Refusal as refused:
            codes.append(refused.problems[0].code)
lines = Path("/proc/self/status").read_text().splitlines()
(peak,) = [line.split()[1] for line in lines if line.startswith("VmHWM")]
print(*sorted(set(codes)), int(peak) * 1024)
"""

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/worksheet" Target="{}"/></Relationships>'
)
OPEN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
CLOSE = "</sheetData></worksheet>"
STRINGS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def book(path: Path, parts: dict[str, str], sheet: str = "worksheets/sheet1.xml") -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", LINKS.format(sheet))
        for name, text in parts.items():
            archive.writestr(name, text)


def sheet_book(path: Path, rows: str, dimension: str = "A1:B2") -> None:
    head = f'{OPEN}<dimension ref="{dimension}"/><sheetData>'
    book(path, {"xl/worksheets/sheet1.xml": head + rows + CLOSE})


def understate(path: Path, name: str, size: int) -> None:
    """Write a smaller unpacked size into both headers of an entry."""
    data = bytearray(path.read_bytes())
    for magic, name_at, size_at in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        at = data.find(magic)
        while at >= 0:
            if data[at + name_at :].startswith(name.encode()):
                struct.pack_into("<I", data, at + size_at, size)
            at = data.find(magic, at + 4)
    path.write_bytes(data)


def huge_part(path: Path, name: str = "xl/worksheets/sheet1.xml") -> None:
    book(path, {})
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w", force_zip64=False) as part,
    ):
        part.write(f"{OPEN}<sheetData>".encode())
        for _ in range(600):
            part.write(b'<row r="1"><c r="A1"><v>1</v></c></row>'.ljust(MEGABYTE))


def far_cell(path: Path) -> None:
    sheet_book(path, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def far_cell_attributes_first(path: Path) -> None:
    sheet_book(path, "<row r='1'><c s='1' r='XFD1048576'><v>1</v></c></row>")


def far_cell_prefixed(path: Path) -> None:
    rows = '<row r="1"><q:c xmlns:q="{}" r="XFD1048576"><v>1</v></q:c></row>'
    sheet_book(path, rows.format("http://schemas.openxmlformats.org/spreadsheetml/2006/main"))


def far_row_without_references(path: Path) -> None:
    sheet_book(path, '<row r="1048576"><c r="XFC1048576" s="1"/><c><v>1</v></c></row>')


def far_cell_behind_a_bracket(path: Path) -> None:
    sheet_book(path, '<row r="1"><c foo=">" r="XFD1048576"><v>1</v></c></row>')


def far_cell_in_a_part_of_another_name(path: Path) -> None:
    rows = '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    book(path, {"xl/theme.bin": OPEN + rows + CLOSE}, sheet="theme.bin")


def cells_on_one_place(path: Path) -> None:
    sheet_book(path, '<row r="1">' + '<c r="A1"><v>1</v></c>' * 6_000_000 + "</row>")


def sheet_of_gigabytes(path: Path) -> None:
    huge_part(path)


def sheet_that_lies_of_its_size(path: Path) -> None:
    huge_part(path)
    understate(path, "xl/worksheets/sheet1.xml", 5000)


def strings_of_gigabytes(path: Path) -> None:
    huge_part(path, "xl/sharedStrings.xml")


def one_text_in_many_cells(path: Path) -> None:
    text = STRINGS + "<si><t>" + "x" * 1_000_000 + "</t></si></sst>"
    cells = "".join(
        f'<row r="{r}">' + f'<c r="A{r}" t="s"><v>0</v></c>' + "</row>" for r in range(1, 20_001)
    )
    sheet = f'{OPEN}<dimension ref="A1:A20000"/><sheetData>{cells}{CLOSE}'
    book(path, {"xl/sharedStrings.xml": text, "xl/worksheets/sheet1.xml": sheet})


def entities(path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "ха">{levels}]>'
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row>'
    text = f"{doctype}{OPEN}<sheetData>{row}{CLOSE}"
    book(path, {"xl/worksheets/sheet1.xml": text})


def entities_in_the_list_of_sheets(path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    book(path, {"xl/worksheets/sheet1.xml": OPEN + "<sheetData>" + CLOSE})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "ха">{levels}]>'.encode()
    parts["xl/workbook.xml"] = doctype + BOOK.replace('"A"', '"&e11;"').encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def zip_of_zeros(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("x.csv", "w") as part,
    ):
        for _ in range(500):
            part.write(b"0" * MEGABYTE)


def zip_that_lies_of_its_size(path: Path) -> None:
    zip_of_zeros(path)
    understate(path, "x.csv", 1000)


def zip_in_a_zip(path: Path) -> None:
    zip_of_zeros(path)
    data = path.read_bytes()
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.zip", data)


def zip_of_many_entries(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(60_000):
            archive.writestr(str(number), b"")


def xls_with_a_far_cell(path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("A")
    sheet.write(0, 0, 1)
    sheet.write(65_535, 255, 1)
    workbook.save(str(path))


def xls_with_one_text_in_many_cells(path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("A")
    for row in range(20_000):
        sheet.write(row, 0, "ж" * 30_000)
    workbook.save(str(path))


def page_with_a_wide_cell(path: Path) -> None:
    path.write_text("<html><table><tr><td colspan=100000000>1</td></tr></table>")


def page_of_bottomless_boxes(path: Path) -> None:
    path.write_text("<html><table><tr><td>1</table>" + "<div>" * 500_000)


def page_of_many_elements(path: Path) -> None:
    path.write_text("<html><table>" + "<td>" * 3_900_000)


def text_of_delimiters(path: Path) -> None:
    path.write_bytes(b";" * 20 * MEGABYTE)


def text_of_short_lines(path: Path) -> None:
    path.write_bytes(b"1;2\n" + b"\n" * 20 * MEGABYTE)


def text_too_large(path: Path) -> None:
    path.write_bytes("Иванова;5\n".encode() * 12 * MEGABYTE)


def text_of_cells_in_one_row(path: Path) -> None:
    path.write_bytes(b"1;2\n3;4\n" + b'"aa\n";' * 3 * MEGABYTE)


def ods_of_repeated_cells(path: Path) -> None:
    ods(path, ods_table("А", ods_row(ods_cell("1", 16_384), times=1_048_576)))


def ods_far_cell(path: Path) -> None:
    ods(
        path,
        ods_table("А", ods_row("", times=1_048_575) + ods_row(ods_cell("", 16_383), ods_cell("1"))),
    )


def ods_of_spaces(path: Path) -> None:
    spaces = '<text:p><text:s text:c="4000000000"/></text:p>'
    ods(path, ods_table("А", ods_row(f"<table:table-cell>{spaces}</table:table-cell>")))


def ods_of_tags(path: Path) -> None:
    ods(path, ods_table("А", ods_row("<table:table-cell>" + "<text:p/>" * 9_000_000)))


def ods_of_one_tag(path: Path) -> None:
    ods(
        path,
        ods_table(
            "А", ods_row(ods_cell("1", more=' table:style-name="' + "x" * 90 * MEGABYTE + '"'))
        ),
    )


def ods_with_entities(path: Path) -> None:
    ods(path, "", head='<!DOCTYPE a [<!ENTITY e "ааааааааааа">]>')


BOMBS: dict[Callable[[Path], None], set[str]] = {
    far_cell: {"too_many_cells"},
    far_cell_attributes_first: {"too_many_cells"},
    far_cell_prefixed: {"too_many_cells"},
    far_row_without_references: {"too_many_cells"},
    far_cell_behind_a_bracket: {"hostile_markup"},
    far_cell_in_a_part_of_another_name: {"too_many_cells"},
    cells_on_one_place: {"too_many_cells"},
    sheet_of_gigabytes: {"unpacks_too_large"},
    sheet_that_lies_of_its_size: {"unpacks_too_large"},
    strings_of_gigabytes: {"unpacks_too_large"},
    one_text_in_many_cells: {"unpacks_too_large"},
    entities: {"hostile_markup"},
    entities_in_the_list_of_sheets: {"hostile_markup"},
    zip_of_zeros: {"unpacks_too_large"},
    zip_that_lies_of_its_size: {"damaged_file"},
    zip_in_a_zip: {"unpacks_too_large"},
    zip_of_many_entries: {"unpacks_too_large"},
    ods_of_repeated_cells: {"too_many_cells"},
    ods_far_cell: {"too_many_cells"},
    ods_of_spaces: {"unpacks_too_large"},
    ods_of_tags: {"too_many_cells"},
    ods_of_one_tag: {"damaged_file"},
    ods_with_entities: {"hostile_markup"},
    xls_with_a_far_cell: {"too_many_cells"},
    xls_with_one_text_in_many_cells: {"unpacks_too_large"},
    page_with_a_wide_cell: {"too_many_cells"},
    page_of_bottomless_boxes: {"hostile_markup", "damaged_file"},
    page_of_many_elements: {"too_large"},
    text_of_delimiters: {"too_many_cells"},
    text_of_short_lines: {"too_many_cells"},
    text_of_cells_in_one_row: {"too_many_cells"},
    text_too_large: {"too_large"},
}


def watch(path: Path) -> tuple[set[str], int]:
    """Read a file in a process of its own; return its refusals and its peak memory in bytes.

    The peak is the kernel's VmHWM: `ru_maxrss` of a child starts from what its parent had taken.
    """
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(path)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    *codes, peak = done.stdout.split()
    return set(codes), int(peak)


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_a_bomb_is_refused_in_little_memory(tmp_path: Path, bomb: Callable[[Path], None]) -> None:
    path = tmp_path / "бомба"
    bomb(path)
    codes, peak = watch(path)
    path.unlink()
    assert codes and codes <= BOMBS[bomb]
    assert peak < PEAK, f"{peak / MEGABYTE:.0f} МБ"


def test_a_large_archive_goes_through_in_little_memory(tmp_path: Path) -> None:
    import xlsxwriter

    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as workbook:
        sheet = workbook.add_worksheet()
        for row in range(1000):
            sheet.write_row(row, 0, ["5", 4.25, "Н"] * 10)
    padding = bytes(range(256)) * 16
    path = tmp_path / "школа.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number in range(60):
            archive.writestr(f"{number}.xlsx", data.getvalue())
        archive.writestr("фото.png", b"\x89PNG" + padding * 40_000)
    assert path.stat().st_size > 160 * MEGABYTE
    codes, peak = watch(path)
    assert codes == {"read", "unsupported_kind"}
    assert peak < PEAK, f"{peak / MEGABYTE:.0f} МБ"
