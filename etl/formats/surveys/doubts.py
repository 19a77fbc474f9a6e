"""What is doubtful in the columns of a form: named otherwise, answered off the scale, not to be kept."""

from __future__ import annotations

from collections.abc import Collection

from etl.formats.findings import Findings
from etl.formats.surveys.columns import NAMES, QUESTION, Column, columns_of
from etl.formats.surveys.recognition import Recognised
from etl.formats.surveys.table import FormTable
from etl.grid import Grid
from warehouse.surveys.keys import Item
from warehouse.surveys.values import Answers

MOST_UNLIKE = 0.5  # share of a question's answers off its scale that makes it one matter, not many
SHOWN, LONGEST = 5, 80
SCORED = ("scale", "number")


def say_renamed(table: FormTable, found: Recognised, findings: Findings) -> None:
    """Say which questions are taken for others by likeness, and which the key does not know."""
    items = {item.item_id: item.text for item in found.key.items} if found.key else {}
    for column in table.of(QUESTION) if items else ():
        place = (table.sheet.name, table.top, column.index)
        item_id = found.near.get(column.question_key, "")
        header = column.header[:LONGEST]
        if item_id in items:
            value = f"{header} → {items[item_id][:LONGEST]}"
            findings.add("columns_renamed", *place, value=value)
        elif column.question_key not in found.matches:
            findings.add("question_unknown", *place, value=header)


def say_off_scale(table: FormTable, found: Recognised, findings: Findings) -> None:
    """Say which answers are not on the scale of their question; a whole column of them is one matter."""
    items = {item.item_id: item for item in found.key.items} if found.key else {}
    for column in table.of(QUESTION):
        item = items.get(found.matches.get(column.question_key, ""))
        if item is not None and item.type in SCORED:
            _judge(table, column, item, findings)


def drop_private(table: FormTable, found: Recognised, findings: Findings) -> None:
    """Empty the columns of the grid that may not be kept: addresses, and names where people do not sign.

    While a form is asked about, its names stay: the answer says whether they may.
    """
    dropped = [("private_dropped", column) for column in table.of("private")]
    if not found.is_signed and not found.asks:
        dropped += [("names_dropped", column) for column in table.of(*NAMES)]
    for code, column in dropped:
        if any(cell != "" for cell in column.cells):
            findings.add(
                code, table.sheet.name, table.top, column.index, value=column.header[:LONGEST]
            )
            for row in table.sheet.rows[table.first :]:
                row[column.index : column.index + 1] = [""] * (column.index < len(row))


def drop_private_unread(grid: Grid, read: Collection[str], findings: Findings) -> None:
    """Empty the names and addresses of sheets that were not read: they would be kept with the file."""
    for sheet in grid.sheets:
        if sheet.name in read or not sheet.rows:
            continue
        for column in columns_of(sheet.rows[0], sheet.rows[1:]):
            if column.role in ("private", *NAMES):
                findings.add(
                    "private_dropped", sheet.name, 0, column.index, value=column.header[:LONGEST]
                )
                for row in sheet.rows[1:]:
                    row[column.index : column.index + 1] = [""] * (column.index < len(row))


def _judge(table: FormTable, column: Column, item: Item, findings: Findings) -> None:
    answers = Answers(item)
    filled = [(row, text) for row in table.body if (text := column.text(row))]
    off = [(row, text) for row, text in filled if answers.number(text) is None]
    if len(off) > 1 and len(off) > MOST_UNLIKE * len(filled):
        texts = list(dict.fromkeys(text for _, text in off))[:SHOWN]
        said = ", ".join(f"«{text}»" for text in texts)
        findings.add("answers_unlike", table.sheet.name, table.top, column.index, value=said)
        return
    for row, text in off:
        place = (table.sheet.name, table.first + row, column.index)
        findings.add("answer_outside", *place, value=text[:LONGEST])
