"""Sheets of a workbook as calamine gives them: rows from A1, untouched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from etl.grid import Sheet
from etl.readers.bounds import Bounds
from etl.readers.extents import too_many_cells
from etl.readers.refusals import refusal

_BELIEVED = frozenset({".xls", ".xla", ".xlsx", ".xlsm", ".xlam", ".xlsb", ".ods"})
Adorn = Callable[[Sheet, int, CalamineSheet], None]


def sheets(path: Path, bounds: Bounds, adorn: Adorn) -> list[Sheet]:
    """Load every worksheet; `adorn(sheet, index, loaded)` adds what the kind of file knows of it.

    Refuses `encrypted_file`, `damaged_file` and `too_many_cells`.
    """
    try:
        return list(_load(path, bounds, adorn))
    except PasswordError as error:
        raise refusal("encrypted_file") from error
    except (CalamineError, OSError, ValueError) as error:
        raise refusal("damaged_file", "книга не открывается") from error
    except BaseException as error:
        # A panic of the Rust reader is a BaseException of its own, unexported class.
        if type(error).__name__ != "PanicException":
            raise
        raise refusal("damaged_file", "книга не открывается") from error


def _open(path: Path) -> CalamineWorkbook:
    """Open a workbook by its content: calamine believes any extension that it knows."""
    if path.suffix.lower() not in _BELIEVED:
        return CalamineWorkbook.from_path(path)
    with path.open("rb") as file:
        return CalamineWorkbook.from_filelike(file)


def _load(path: Path, bounds: Bounds, adorn: Adorn) -> Iterator[Sheet]:
    total = 0
    with _open(path) as workbook:
        for index, meta in enumerate(workbook.sheets_metadata):
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            loaded = workbook.get_sheet_by_index(index)
            rows = loaded.to_python(skip_empty_area=False)
            total += len(rows) * (len(rows[0]) if rows else 0)
            if total > bounds.cells:
                raise too_many_cells(bounds)
            sheet = Sheet(meta.name, rows, is_hidden=meta.visible != SheetVisibleEnum.Visible)
            adorn(sheet, index, loaded)
            yield sheet
