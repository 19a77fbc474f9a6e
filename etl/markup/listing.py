"""The sheet «Что исправить» that stands in a workbook given back; the importer passes it over."""

from __future__ import annotations

from etl.grid import Grid, Sheet

TITLE = "Что исправить"
# The first cell of the sheet: it is known by this and not by its name, which a person may change.
SIGNATURE = "Что исправить в этой таблице. При загрузке программа этот лист не читает"
# Beyond the columns of the list: which kind of file the workbook repeats cell for cell, and the
# names of its sheets.
REPEATS = "Таблица повторяет файл вида"
REPEATS_COLUMN = 7
CANNOT_TELL = "пустые клетки не различаются"


def is_listing(sheet: Sheet) -> bool:
    """Tell whether a sheet is our own list of remarks."""
    return bool(sheet.rows and sheet.rows[0] and sheet.rows[0][0] == SIGNATURE)


def without_listing(grid: Grid) -> Grid:
    """Return a grid without our list; a workbook that repeats another kind of file counts as that kind.

    A csv or a page cannot tell an empty lesson from none, and the workbook that repeats it must not
    seem to; nor does a workbook hold every name that a file may have.
    """
    listings = [sheet for sheet in grid.sheets if is_listing(sheet)]
    if not listings:
        return grid
    grid.sheets = [sheet for sheet in grid.sheets if not is_listing(sheet)]
    said, *names = [str(cell) for cell in listings[0].rows[0][REPEATS_COLUMN:]] or [""]
    if said.startswith(REPEATS):
        grid.kind = said.removeprefix(REPEATS).split(",")[0].strip()
        names += [""] * (2 * len(grid.sheets) - len(names))
        for number, sheet in enumerate(grid.sheets):
            sheet.name = names[number] or sheet.name
            sheet.title = names[len(grid.sheets) + number]
            sheet.blanks = None if said.endswith(CANNOT_TELL) else sheet.blanks
    return grid


def repeats(grid: Grid) -> list[str]:
    """Return what the listing says of the file that a workbook repeats, its sheets' names and titles."""
    told = any(sheet.blanks is not None for sheet in grid.sheets)
    said = f"{REPEATS} {grid.kind}" + ("" if told else f", {CANNOT_TELL}")
    return [said, *(sheet.name for sheet in grid.sheets), *(sheet.title for sheet in grid.sheets)]
