"""«Сводная ведомость учёта успеваемости»: pupils in rows, subjects in columns, periods under them.

One table, printed as a workbook of two kinds, as csv in cp1251 with semicolons, or as a web page that
the office saved with the ending .xls.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from etl.demo.achievement import PeriodMarks
from etl.demo.layouts.workbook import CellSpec, Workbook
from etl.demo.people import short_name
from etl.demo.roster import ClassYear
from etl.demo.seeds import settings
from etl.demo.subjects import curriculum
from etl.demo.terms import TITLES, periods

TITLE = "Сводная ведомость учёта успеваемости обучающихся"
YEAR_TITLE = "Итоги успеваемости класса за учебный период"
_HEADER_TOP = 5
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_NAMES = (
    f'xmlns:office="{_ODF}:office:1.0" xmlns:table="{_ODF}:table:1.0" xmlns:text="{_ODF}:text:1.0"'
)
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_MANIFEST = (
    f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_NUMBERS_YEAR = "2021/22"  # the office exported marks as numbers that year
_PLAIN_E_YEAR = "2020/21"  # and names without ё in this one

Value = str | float | None


@dataclass
class Table:
    """Rows of values, a style for each row, and spans as (row, column, rows, columns)."""

    rows: list[list[Value]] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add(self, values: list[Value], style: str = "plain") -> None:
        """Append a row."""
        self.rows.append(values)
        self.styles.append(style)


def table(klass: ClassYear, marks: PeriodMarks, labels: dict[str, str]) -> Table:
    """Return the ledger of a class; `labels` heads the column of each period, in order.

    One period gives one column a subject and is named above the table instead.
    """
    sheet = Table()
    _preamble(sheet, klass, labels)
    subjects = [subject.name for subject in curriculum(klass) if subject.kind != "silent"]
    columns = [(subject, period) for subject in subjects for period in labels]
    _header(sheet, subjects, labels)
    rng = Random(f"{klass.school_year}/{klass.name}/summary")
    for n, seat in enumerate(klass.seats, start=1):
        name = seat.pupil.full_name
        name = name.replace("ё", "е") if klass.school_year == _PLAIN_E_YEAR else name
        line = [marks.get((seat.pupil.no, *column)) for column in columns]
        sheet.add([n, name, *(_printed(mark, klass, rng) for mark in line)], "mark")
    _footer(sheet, klass, marks, columns)
    return sheet


def period_labels(klass: ClassYear, style: str = "short") -> dict[str, str]:
    """Return the heads of the period columns: «1», «I четверть» or «1 четверть», and «год»."""
    roman = {"1": "I", "2": "II", "3": "III", "4": "IV"}
    labels = {}
    for period in periods(klass.grade):
        number, word = TITLES[period].split()
        if style == "short" and period[0] == "q":
            labels[period] = number
        else:
            labels[period] = f"{roman[number] if style == 'roman' else number} {word}"
    return labels | {"year": "год"}


def _preamble(sheet: Table, klass: ClassYear, labels: dict[str, str]) -> None:
    year = int(klass.school_year[:4])
    sheet.add([settings("story")["school"]], "label")
    sheet.add([TITLE if len(labels) > 1 else YEAR_TITLE], "title")
    sheet.add(["Класс:", klass.name, None, "Учебный год:", None, f"{year}/{year + 1}"])
    sheet.add(["Классный руководитель:", klass.teacher])
    sheet.add([] if len(labels) > 1 else ["Период:", *labels.values()])


def _header(sheet: Table, subjects: list[str], labels: dict[str, str]) -> None:
    width = len(labels)
    upper: list[Value] = ["№", "ФИО обучающегося"]
    for n, subject in enumerate(subjects):
        upper += [subject, *([None] * (width - 1))]
        if width > 1:
            sheet.spans.append((_HEADER_TOP, 2 + n * width, 1, width))
    sheet.add(upper, "upright" if width == 1 else "head")
    if width > 1:
        sheet.add([None, None, *(list(labels.values()) * len(subjects))], "head")
        sheet.spans += [(_HEADER_TOP, column, 2, 1) for column in (0, 1)]


def _printed(mark: str | None, klass: ClassYear, rng: Random) -> Value:
    """Return a mark as this class's office exports it: a number, a text, now and then with a tail."""
    if mark is None or not mark.isdigit():
        return mark
    if klass.school_year == _NUMBERS_YEAR:
        return int(mark)
    return f"{mark}\N{NO-BREAK SPACE}" if rng.random() < 0.004 else mark


def _footer(
    sheet: Table, klass: ClassYear, marks: PeriodMarks, columns: list[tuple[str, str]]
) -> None:
    counts: dict[tuple[str, str], Counter[str]] = {column: Counter() for column in columns}
    for (_, *column), mark in marks.items():
        if tuple(column) in counts:
            counts[tuple(column)][mark] += 1  # type: ignore[index]
    kept = [counts[column] for column in columns]
    sheet.add([None, "Средний балл", *map(_mean, kept)], "number")
    sheet.add([None, "Качество знаний, %", *(_share(c, "45") for c in kept)], "number")
    sheet.add([None, "Успеваемость, %", *(_share(c, "345") for c in kept)], "number")
    for mark in ("5", "4", "3", "2", "н/а"):
        sheet.add([None, f"Количество «{mark}»", *(c[mark] for c in kept)], "mark")
    sheet.add([])
    teacher = short_name(klass.teacher)
    sheet.add([None, f"Классный руководитель ______________ / {teacher} /"])
    sheet.add([None, "Заместитель директора по УВР ______________"])


def _mean(counts: Counter[str]) -> Value:
    digits = {mark: n for mark, n in counts.items() if mark.isdigit()}
    total = sum(digits.values())
    return round(sum(int(mark) * n for mark, n in digits.items()) / total, 2) if total else None


def _share(counts: Counter[str], marks: str) -> Value:
    total = sum(n for mark, n in counts.items() if mark.isdigit())
    return round(100 * sum(counts[mark] for mark in marks) / total, 1) if total else None


def write_workbook(sheet: Table, path: Path) -> None:
    """Write the table as xlsx."""
    book = Workbook("Лист1", (5, 40))
    for row, (values, style) in enumerate(zip(sheet.rows, sheet.styles, strict=True)):
        cells: list[CellSpec] = [
            (column, value, "text" if column == 1 and style in ("mark", "number") else style)
            for column, value in enumerate(values)
            if value is not None or style in ("head", "mark")
        ]
        book.row(row, cells)
    for top, left, height, width in sheet.spans:
        book.merge(top, left, top + height - 1, left + width - 1)
    book.save(path)


def write_ods(sheet: Table, path: Path) -> None:
    """Write the table as an OpenDocument workbook."""
    spans = {(top, left): (height, width) for top, left, height, width in sheet.spans}
    covered = _covered(spans)
    rows = "".join(
        "<table:table-row>"
        + "".join(_ods_cell(row, at, spans, covered) for at in enumerate(values))
        + "</table:table-row>"
        for row, values in enumerate(sheet.rows)
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODS_NAMES} office:version="1.3">'
        f'<office:body><office:spreadsheet><table:table table:name="Лист1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with ZipFile(path, "w") as archive:
        archive.writestr(ZipInfo("mimetype"), _ODS_TYPE)
        archive.writestr(ZipInfo("META-INF/manifest.xml"), _ODS_MANIFEST)
        info = ZipInfo("content.xml")
        info.compress_type = ZIP_DEFLATED
        archive.writestr(info, content)


def _ods_cell(
    row: int,
    at: tuple[int, Value],
    spans: dict[tuple[int, int], tuple[int, int]],
    covered: set[tuple[int, int]],
) -> str:
    column, value = at
    if (row, column) in covered:
        return "<table:covered-table-cell/>"
    if value is None and (row, column) not in spans:
        return "<table:table-cell/>"
    height, width = spans.get((row, column), (1, 1))
    extent = f' table:number-rows-spanned="{height}" table:number-columns-spanned="{width}"'
    kind = (
        'office:value-type="string"'
        if isinstance(value, str) or value is None
        else f'office:value-type="float" office:value="{value}"'
    )
    shape = extent if (height, width) != (1, 1) else ""
    return f"<table:table-cell {kind}{shape}><text:p>{escape(_text(value))}</text:p></table:table-cell>"


def write_csv(sheet: Table, path: Path) -> None:
    """Write the table as csv: cp1251, semicolons, decimal commas, a merged cell is filled once."""
    width = max(map(len, sheet.rows))
    lines = [";".join([*map(_text, row), *[""] * (width - len(row))]) for row in sheet.rows]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("cp1251"))


def write_html(sheet: Table, path: Path) -> None:
    """Write the table as a web page in cp1251."""
    spans = {(top, left): (height, width) for top, left, height, width in sheet.spans}
    covered = _covered(spans)
    body = "\n".join(
        "<tr>" + "".join(_cell(row, at, spans, covered) for at in enumerate(values)) + "</tr>"
        for row, values in enumerate(sheet.rows)
    )
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
        f'<title>{TITLE}</title></head><body><table border="1">\n{body}\n</table></body></html>\n'
    )
    path.write_bytes(page.encode("cp1251"))


def _covered(spans: dict[tuple[int, int], tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the cells that lie under a merged one and are not its first."""
    return {
        (top + r, left + c)
        for (top, left), (height, width) in spans.items()
        for r in range(height)
        for c in range(width)
    } - set(spans)


def _cell(
    row: int,
    at: tuple[int, Value],
    spans: dict[tuple[int, int], tuple[int, int]],
    covered: set[tuple[int, int]],
) -> str:
    column, value = at
    if (row, column) in covered:
        return ""
    height, width = spans.get((row, column), (1, 1))
    extent = (f' rowspan="{height}"' if height > 1 else "") + (
        f' colspan="{width}"' if width > 1 else ""
    )
    return f"<td{extent}>{escape(_text(value))}</td>"


def _text(value: Value) -> str:
    if value is None:
        return ""
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
