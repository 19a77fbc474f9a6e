"""The corner of a sheet from its bytes: references read side by side and tag by tag tell the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from etl.problems import Refusal
from etl.readers.bounds import Bounds
from etl.readers.extents import corner

BOUNDS = Bounds(cells=10_000)
PLACES = st.lists(st.tuples(st.integers(1, 300), st.integers(1, 1000)), min_size=1, max_size=12)


def reached(*parts: str) -> tuple[int, int] | str:
    """Return the corner of a sheet that comes in parts, or the code it is refused with."""
    pieces = [part.encode() for part in parts]
    try:
        return corner(lambda: iter(pieces), BOUNDS)
    except Refusal as refusal:
        return refusal.problems[0].code


def cells(places: list[tuple[int, int]], opening: str = "<c r=") -> str:
    """Return cells as an xml part writes them, `opening` up to the reference."""
    return "<row>" + "".join(
        f'{opening}"{get_column_letter(column)}{row}" t="n"><v>7</v></c>' for row, column in places
    )


@given(PLACES)
def test_the_corner_is_that_of_the_farthest_cells(places: list[tuple[int, int]]) -> None:
    rows, columns = (max(numbers) for numbers in zip(*places, strict=True))
    wanted = (rows, columns) if rows * columns <= BOUNDS.cells else "too_many_cells"
    half = len(places) // 2
    assert reached(cells(places)) == wanted
    assert reached("<cols><col/></cols>", cells(places[:half]), cells(places[half:])) == wanted
    assert reached(cells(places, "<c  r=")) == wanted  # unusual, so walked


@pytest.mark.parametrize(
    ("sheet", "wanted"),
    [
        ('<row r="2"><c><v>1</v></c><c><v>2</v></c>', (2, 2)),
        ("<row r='3'><c r='C3'><v>1</v></c>", (3, 3)),
        ('<x:row r="3"><x:c r="AA3"><v>1</v></x:c>', (3, 27)),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"/>', (1, 1)),
        ('<row r="1"><c r="XFD1048576"><v>1</v></c>', "too_many_cells"),
        ('<row r="1"><c r="ABCDEFGHI1"><v>1</v></c>', "too_many_cells"),
        ('<row r="1"><c r="A12345678"><v>1</v></c>', "too_many_cells"),
        ('<!DOCTYPE x><row r="1"><c r="A1"><v>1</v></c>', "hostile_markup"),
        ("<cellXfs><cols/>", (0, 0)),
    ],
)  # fmt: skip
def test_cells_written_otherwise(sheet: str, wanted: tuple[int, int] | str) -> None:
    assert reached(sheet) == wanted
