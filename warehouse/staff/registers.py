"""The registers of the staff, as `registers.toml` declares them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DECLARED = Path(__file__).with_name("registers.toml")
OTHERS = Path(__file__).with_name("other_tables.toml")
TYPES = ("text", "long", "date", "number", "choice", "teacher", "competence", "level",
         "community", "class", "year", "subject", "people", "lines", "strategy")  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A field of a register's line; `name` is a column of `staff_entries` (`partner` for partner_id)."""

    name: str
    label: str
    type: str
    required: bool = False
    choices: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    """A register: its fields in the order of the form, and the indicators of the roadmap it feeds.

    `counts` are the states in which a line counts for them; every line does where it is empty.
    `names` are folded words, `*` any, by which the title of a table tells that it is this register.
    `is_own`: what a teacher says of the own work, which the teacher and the methodist alone see.
    """

    register: str
    title: str
    one: str
    about: str
    fields: tuple[Field, ...]
    feeds: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    is_own: bool = False

    @property
    def dated(self) -> str:
        """The column of the day from which a line counts: the required one, else the day it ended."""
        days = [field for field in self.fields if field.type == "date"]
        required = [field.name for field in days if field.required]
        return required[0] if required else "date_to"

    def field(self, name: str) -> Field | None:
        """Return a field by its name, or None where the register has none."""
        return next((field for field in self.fields if field.name == name), None)


@cache
def registers() -> dict[str, Register]:
    """Return every register by its id, in the order of the file. Raises ValueError for an unknown type."""
    return declared(DECLARED)


@cache
def other_tables() -> dict[str, Register]:
    """Return the tables of the staff that are no registers, by id: `staff` (cards) and `observations`.

    Their fields are columns of `staff` and `observations`.
    """
    return declared(OTHERS)


def declared(path: Path) -> dict[str, Register]:
    """Return the registers of a TOML file by id, in its order. Raises ValueError for an unknown type."""
    tables = tomllib.loads(path.read_text("utf-8"))
    return {name: _register(name, said) for name, said in tables.items()}


def _register(name: str, said: dict[str, Any]) -> Register:
    fields = tuple(_field(field, entry) for field, entry in said["fields"].items())
    lists = {key: tuple(said.get(key, ())) for key in ("feeds", "counts", "names")}
    own = bool(said.get("is_own", False))
    return Register(name, said["title"], said["one"], said["about"], fields, **lists, is_own=own)


def _field(name: str, entry: dict[str, Any]) -> Field:
    if entry["type"] not in TYPES:
        raise ValueError(f"registers.toml: unknown type {entry['type']} of {name}")
    lists = {key: tuple(entry.get(key, ())) for key in ("choices", "headers")}
    return Field(name, entry["label"], entry["type"], entry.get("required", False), **lists)
