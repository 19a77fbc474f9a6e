"""The workbook back: the same file with what was noticed marked in its cells, to mend and load again.

`marks` turns problems into marks of cells; `book` lays them into a workbook without touching anything
else of it; `grids` writes a table of another kind of file as a workbook, cell for cell, first.
`listing` is the sheet with all remarks, which the importer passes over.
"""
