"""OpenDocument spreadsheets become the same grids as workbooks."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.grid import Range
from etl.problems import Refusal
from etl.readers import Bounds, read
from tests.etl.readers.ods_in_code import cell, row, rows_of, table, write


def code_of(path: Path, bounds: Bounds | None = None) -> str:
    with pytest.raises(Refusal) as caught:
        read(path, bounds=bounds) if bounds else read(path)
    (problem,) = caught.value.problems
    return problem.code


def test_values_stand_where_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    sheet = table(
        "7Б",
        row(cell("", 16384), times=2)
        + row(cell("", 2), cell("07.11.2025\n(Т)"), cell(5), cell(4.5), cell("", 16381))
        + row(cell(date(2025, 11, 7)), cell(datetime(2025, 11, 7, 8, 30)), cell(True), cell("", 9))
        + row(cell("", 16384), times=1048571),
    )
    grid = read(write(tmp_path / "журнал.xlsx", sheet), "журнал.ods")
    assert (grid.name, grid.kind, grid.sheets[0].name) == ("журнал.ods", "ods", "7Б")
    assert grid.sheets[0].rows == [
        [""] * 5, [""] * 5, ["", "", "07.11.2025\n(Т)", 5.0, 4.5],
        [date(2025, 11, 7), datetime(2025, 11, 7, 8, 30), True, "", ""]]  # fmt: skip
    assert grid.sheets[0].blanks is None


def test_repeats_spans_and_what_hangs_on_a_cell(tmp_path: Path) -> None:
    note = "<office:annotation><text:p>пересдал 12.03</text:p></office:annotation>"
    spaced = '<text:p>4<text:s text:c="2"/>3<text:line-break/><text:span>Н</text:span></text:p>'
    cells = (
        '<table:table-cell office:value-type="string" table:number-columns-spanned="2" '
        f'table:number-rows-spanned="2">{note}<text:p>Март</text:p></table:table-cell>'
        '<table:covered-table-cell office:value-type="string"><text:p>под ней</text:p>'
        f'</table:covered-table-cell><table:table-cell office:value-type="string">{spaced}</table:table-cell>'
    )
    inside = table("внутри", row(cell("лишнее")))
    sheet = table("А", row(cells) + row(cell("5", 3), times=2) + row(cell("1") + inside))
    (read_back,) = read(write(tmp_path / "a.ods", sheet)).sheets
    assert read_back.rows == [["Март", "", "4  3\nН"], ["5"] * 3, ["5"] * 3, ["1", "", ""]]
    assert read_back.merged() == [Range(0, 0, 1, 1)]


def test_hidden_and_empty_sheets(tmp_path: Path) -> None:
    sheets = table("видна", row(cell("а"))) + table("служебный", row(cell("б")), "ta2")
    found = read(write(tmp_path / "a.ods", sheets + table("пуст", ""))).sheets
    assert [(s.name, s.is_hidden, s.rows) for s in found] == [
        ("видна", False, [["а"]]), ("служебный", True, [["б"]]), ("пуст", False, [])]  # fmt: skip


@pytest.mark.parametrize(
    "sheet",
    [
        table("А", row(cell("1"), times=2_000_000)),
        table("А", row(cell("1", 2_000_000))),
        table("А", row(cell("", 1_000_000), cell("1"))),
        table("А", row(cell(""), times=1_048_576) + row(cell("1"))),
        table("А", row(cell(""), times=10**12) + row(cell("1"))),
        table("А", row(cell("1", 1000), times=1400)) + table("Б", row(cell("1", 1000), times=1400)),
        table("А", row(cell("1") * 20_000)),
    ],
)
def test_repeats_that_ask_for_too_many_cells_are_refused(tmp_path: Path, sheet: str) -> None:
    assert code_of(write(tmp_path / "a.ods", sheet)) == "too_many_cells"


def test_texts_beyond_their_bound_are_refused(tmp_path: Path) -> None:
    spaces = '<table:table-cell office:value-type="string"><text:p><text:s text:c="{}"/></text:p></table:table-cell>'
    path = write(tmp_path / "a.ods", table("А", row(spaces.format(10**10))))
    assert code_of(path, Bounds(text_bytes=10_000)) == "unpacks_too_large"
    path = write(tmp_path / "a.ods", table("А", row(cell("д" * 20_000))))
    assert code_of(path, Bounds(text_bytes=10_000)) == "unpacks_too_large"
    assert code_of(path, Bounds(part_bytes=1000)) == "unpacks_too_large"


def test_other_documents_passwords_and_damage_say_so(tmp_path: Path) -> None:
    path, sheet = tmp_path / "a.ods", table("А", row(cell("1")))
    text = "application/vnd.oasis.opendocument.text"
    assert code_of(write(path, sheet, mimetype=text)) == "unsupported_kind"
    assert code_of(write(path, sheet, manifest="<manifest:encryption-data/>")) == "encrypted_file"
    assert code_of(write(path, sheet + "<table:table>")) == "damaged_file"
    number = cell(1).replace('office:value="1"', 'office:value="один"')
    assert code_of(write(path, table("А", row(number)))) == "damaged_file"


texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=8)
values = st.one_of(texts, st.integers(-(10**6), 10**6).map(float), st.booleans(),
                   st.dates(date(1990, 1, 1), date(2090, 1, 1)))  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.lists(values, min_size=3, max_size=3), min_size=1, max_size=6))
def test_ods_cells_come_back(tmp_path_factory: pytest.TempPathFactory, rows: list) -> None:
    path = write(
        tmp_path_factory.mktemp("x") / "x.ods", table("А", rows_of([*rows, ["", "", "", "край"]]))
    )
    assert [line[:3] for line in read(path).sheets[0].rows[:-1]] == rows
