"""Words for lines of registers: values, days, where a line comes from, how many teachers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dash import html

from dashboard import words
from dashboard.components.mapping import letters_of
from dashboard.register_fields import AGE_GROUPS, Field

DASH = "—"
NAMED = ("community", "people")  # their names stand in the row beside the ids


def value(asked: Field, row: Mapping[str, Any]) -> str:
    """Return what a field of a line says, in words; "" for nothing."""
    if asked.type == "teacher":
        return str(row.get("full_name" if asked.name == "teacher" else "partner_name") or "")
    if asked.type in NAMED:
        return str(row.get(f"{asked.name}_name") or row.get(asked.name) or "")
    said = row.get(asked.name)
    if said is None or said == "":
        return ""
    if asked.type == "date":
        return words.day(said)
    if asked.type == "level":
        return asked.choices[said] if 0 <= said < len(asked.choices) else str(said)
    if asked.name == "age_group":
        return AGE_GROUPS.get(str(said), str(said))
    return words.trimmed(said) if asked.type == "number" else str(said)


def when(row: Mapping[str, Any], has_end: bool = False) -> str:
    """Return the days of a line: «10 марта 2026 – 28 марта 2026», «28 марта 2026»; «с 10 марта 2026» of what
    may end (`has_end`) and has not."""
    first, last = row.get("date_from"), row.get("date_to")
    if first and last:
        return words.day(last) if first == last else f"{words.day(first)} – {words.day(last)}"
    if first and has_end:
        return f"с{words.NBSP}{words.day(first)}"
    return words.day(first or last) if first or last else ""


def source(row: Mapping[str, Any], may_open: bool) -> Any:
    """Return where a line comes from: typed here, or the cell of a file, a link for those who may take it."""
    if row["is_typed"]:
        return "введено здесь"
    if not row.get("file_name"):
        return "из файла"
    place = f"{row['sheet_name']}, {letters_of(int(row['column_no']))}{int(row['row_no']) + 1}"
    name = str(row["file_name"]).rsplit("/", 1)[-1]
    named: Any = name
    if may_open:
        named = html.A(name, href=f"/upload/source/{row['batch_id']}")
    return html.Span(["файл ", named, f", {place}"])


def people(count: int) -> str:
    """Return a count of teachers: «13 педагогов»."""
    return words.plural(count, "педагог", "педагога", "педагогов")


def of_people(count: int, base: int, is_young: bool = False) -> str:
    """Return «13 из 25 педагогов», «1 из 2 молодых учителей»."""
    noun = words.form(base, "педагога", "педагогов", "педагогов")
    if is_young:
        noun = words.form(base, "молодого учителя", "молодых учителей", "молодых учителей")
    return f"{words.integer(count)} из{words.NBSP}{words.integer(base)}{words.NBSP}{noun}"


def lines(count: int) -> str:
    """Return a count of lines: «4 строки»."""
    return words.plural(count, "строка", "строки", "строк")


def late(days: int) -> str:
    """Return how long a step is overdue: «просрочено на 12 дней»."""
    return f"просрочено на{words.NBSP}{words.plural(days, 'день', 'дня', 'дней')}"


def step_state(row: Mapping[str, Any], day: date) -> str:
    """Return the state of a step of a route on a day, overdue ones in words."""
    said = str(row["status"] or "")
    if is_overdue(row, day):
        days = late((day - row["date_to"]).days)
        return f"{said}, {days}" if said else days
    return said or "состояние не указано"


CLOSED = frozenset({"сделано", "не получилось"})


def is_overdue(row: Mapping[str, Any], day: date) -> bool:
    """Tell whether a step's day has passed and nobody said how it ended."""
    return row["date_to"] is not None and row["date_to"] < day and row["status"] not in CLOSED
