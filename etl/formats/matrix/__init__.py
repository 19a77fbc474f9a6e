"""The shape "matrix": pupils in rows; dates, subjects or periods in columns.

A mapping is a `Format` of this shape, shipped or saved. The mapping dialog needs five functions, all
pure, all over plain values and a `Grid`:

    proposal = etl.formats.detect.propose(grid, school)     what the table seems to be
    shown = preview(grid, fmt, decisions, school, limit=60, sheet=-1)
    fmt = adjust(fmt, grid, sheet=0, **changes)              what a person corrected
    text = to_toml(fmt); from_toml(text) == fmt              what is saved
    parsed = parse(grid, fmt, decisions, school)             what would be loaded

`preview` gives `sheets` (names), `sheet` (shown), `rows` (lists of {text, as}; `as` is name, date,
subject, period, mark, attendance, state, unknown, ignored, header, preamble, footer or empty),
`columns` ({index, letters, key, label, as, means, by}; `by` is header, person or body), `table`
({header: [top, bottom], first_row, last_row, name_columns, columns_are, measure} or None), `facts`,
`questions`, `problems` (as JSON), `counts` and `summary`. Rows and columns are zero-based.

`changes` of `adjust`: `name_columns=[1]` or three of them, `header=(top, bottom)`, `first_row=6`,
`columns={index: meaning}` with meaning "ignore", "class", "subject", "subject:Алгебра",
"period:q1", "period:this", "date:2024-03-15" or "" to forget; `columns_are` "dates", "subjects",
"periods", "subjects+periods", "subjects+dates" or "" for what the header says (what is measured
follows: dates hold current marks, the others period marks); `class_name`, `subject`, `period`,
`school_year`: a list of the sources "label", "title", "sheet", "file", an empty list (always
ask), or "value:8А" (the same for every such file; an answer for one file belongs in `Decisions`);
`sheets=[names]`, `title`.

A saved mapping claims a file by the labels of the name columns and of those before them, the number
of header rows, the kind of columns and the labels above the table that it takes facts from: never by
pupils, dates, class or file name.
"""

from __future__ import annotations

from etl.formats.declaration import Format
from etl.formats.matrix.claiming import claim
from etl.formats.matrix.mapping import adjust, signed, to_toml
from etl.formats.matrix.preview import preview
from etl.formats.matrix.reading import MatrixReading
from etl.grid import Grid
from etl.school import School
from etl.tidy import Decisions, Parsed

__all__ = ["adjust", "claim", "parse", "parse_matrix", "preview", "signed", "to_toml"]


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return the marks, codes and period marks of every table that the format finds in the file."""
    return MatrixReading(grid, fmt, decisions, school).parsed()


parse_matrix = parse
