"""A layout as a person sees and corrects it: signed, so that it knows its files, and saved as TOML."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from etl.formats.declaration import Claims, Format
from etl.formats.matrix.claiming import text_of
from etl.formats.matrix.columns import DATE
from etl.formats.matrix.context import needs_of
from etl.formats.matrix.layout import Layout, Table, tables
from etl.formats.matrix.sources import SOURCES, labels_of, said_of
from etl.formats.matrix.words import key, words
from etl.grid import Cell, Grid
from etl.names import clean, fold

FACTS = ("class_name", "subject", "period", "school_year")
TITLES = {
    "dates": "Ученики и даты уроков",
    "subjects": "Ученики и предметы",
    "periods": "Ученики и учебные периоды",
    "subjects+periods": "Ученики, предметы и учебные периоды",
    "subjects+dates": "Ученики, предметы и даты уроков",
    "": "Своя таблица",
}


def signed(fmt: Format, table: Table, file_name: str) -> Format:
    """Return the format with what is needed to know and read more files like this table."""
    row = table.sheet.rows[table.anchor]
    labels = [key(text_of(row, column)) for column in table.names]
    has_labels = all(labels)
    options: dict[str, Any] = {
        "columns": [table.main] if table.main else [],
        "least": 1,
        "before": [key(text_of(row, c)) for c in range(min(table.names))] if has_labels else [],
        "header": {"above": table.anchor - table.top, "below": table.first - table.anchor - 1},
        **({"name": labels} if has_labels else {"name_column": table.names[0]}),
        **_sources(table, file_name),
        **{
            k: v
            for k, v in fmt.options.items()
            if k in ("meanings", "columns_are", "sheets", *FACTS)
        },
    }
    claims = Claims(labels=tuple(_labels(table, options)))
    fmt = replace(fmt, claims=claims, options=options, source_kind=_source_kind(table))
    titled = fmt.title if fmt.title not in TITLES.values() else TITLES[table.main]
    return replace(fmt, id=f"mapping-{_digest(fmt)}", title=titled)


def adjust(fmt: Format, grid: Grid, *, sheet: int = 0, **changes: Any) -> Format:
    """Return the format as a person corrected it; see the package for the names of `changes`."""
    table = _table_on(grid, fmt, sheet)
    is_placed = sheet < len(grid.sheets) and {"name_columns", "header", "first_row"} & set(changes)
    options = dict(fmt.options)
    for name in (*FACTS, "columns_are", "sheets"):
        if name in changes:
            value = changes[name]
            options[name] = [value] if isinstance(value, str) and name in FACTS else value
    fmt = replace(fmt, options=options, title=changes.get("title", fmt.title))
    if is_placed:
        fmt = replace(fmt, options={**options, **_placed(grid, sheet, table, changes)})
    table = _table_on(grid, fmt, sheet)
    if table is None:
        return fmt
    meanings = dict(fmt.options.get("meanings", {}))
    for index, meaning in changes.get("columns", {}).items():
        if index >= len(table.columns):
            continue
        own = table.columns[index].key
        meanings.pop(own, None) if not meaning else meanings.update({own: meaning})
    fmt = replace(fmt, options={**fmt.options, "meanings": meanings})
    return signed(fmt, _table_on(grid, fmt, sheet) or table, grid.name)


def to_toml(fmt: Format) -> str:
    """Return the format as a TOML text that `from_toml` reads back to the same."""
    declared = fmt.as_json()
    head = {k: v for k, v in declared.items() if not isinstance(v, Mapping)}
    lines = [*_lines(head)]
    for name in ("claims", "options"):
        lines += _section(name, declared[name])
    return "\n".join(lines) + "\n"


def _section(name: str, values: Mapping[str, Any]) -> list[str]:
    flat = {k: v for k, v in values.items() if not isinstance(v, Mapping)}
    lines = ["", f"[{name}]", *_lines(flat)]
    for own, value in values.items():
        if isinstance(value, Mapping):
            lines += _section(f"{name}.{_quoted(own)}", value)
    return lines


def _lines(values: Mapping[str, Any]) -> list[str]:
    return [f"{_quoted(name)} = {_value(value)}" for name, value in values.items()]


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _quoted(value, always=True)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_value, value))}]"
    return repr(value)


def _quoted(text: str, *, always: bool = False) -> str:
    if not always and text.isascii() and text.replace("_", "a").isalnum():
        return text
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _sources(table: Table, file_name: str) -> dict[str, list[str]]:
    """Return the sources that say something in this very file, for the fields that are needed."""
    said, needs = said_of(table, file_name), needs_of(table)
    return {
        name: [source for source in SOURCES if said.values[name].get(source)]
        for name in FACTS
        if name in needs
    }


def _labels(table: Table, options: Mapping[str, Any]) -> list[str]:
    """Return the labels that must stand above the table for it to be this layout."""
    said = labels_of(table)
    listed = words()["preamble"]
    above = [
        fold(clean(cell))
        for row in table.sheet.rows[table.begin : table.top]
        for cell in row
        if isinstance(cell, str) and cell
    ]
    found = []
    for name in FACTS:
        if said.get(name) and "label" in options.get(name, ()):
            spelled = [w for w in listed[name] if any(text.startswith(fold(w)) for text in above)]
            found += spelled[:1]
    return found


def _source_kind(table: Table) -> str:
    return "journal" if any(c.kind == DATE for c in table.columns) else "class_summary"


def _digest(fmt: Format) -> str:
    text = json.dumps([vars(fmt.claims), fmt.options], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _table_on(grid: Grid, fmt: Format, sheet: int) -> Table | None:
    """Return the table of a sheet, one with something measured before one without."""
    if sheet >= len(grid.sheets):
        return None
    found = list(tables(grid.sheets[sheet], Layout.of(fmt.options)))
    return next((t for t in found if t.measured and t.pupils), found[0] if found else None)


def _placed(
    grid: Grid, sheet: int, table: Table | None, changes: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the options of a header whose place a person gave, by rows and columns of the grid."""
    rows = grid.sheets[sheet].rows
    names = list(changes.get("name_columns") or (table.names if table else (0,)))
    top, bottom = changes.get("header") or _header(table, changes)
    first = changes.get("first_row", bottom + 1)
    anchor = next((r for r in range(bottom, top - 1, -1) if _all_labels(rows, r, names)), None)
    if anchor is None:
        below = {"name": [], "name_column": names[0]}
        return {**below, "header": {"above": first - 1 - top, "below": 0}}
    labels = [key(text_of(rows[anchor], column)) for column in names]
    header = {"above": anchor - top, "below": first - anchor - 1}
    return {"name": labels, "name_column": -1, "header": header}


def _header(table: Table | None, changes: Mapping[str, Any]) -> tuple[int, int]:
    if table:
        return table.top, changes.get("first_row", table.first) - 1
    bottom = max(changes.get("first_row", 1) - 1, 0)
    return bottom, bottom


def _all_labels(rows: Sequence[Sequence[Cell]], r: int, names: Sequence[int]) -> bool:
    return all(key(text_of(rows[r], column)) for column in names) if r < len(rows) else False
