"""What is kept of communities, as `declared.toml` declares it: lists of lines with their fields."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from warehouse.staff.registers import Register, declared

DECLARED = Path(__file__).with_name("declared.toml")
# In the order of the table's columns. What they mean in a register is said by the labels of its fields.
TEXTS = ("title", "kind", "role", "topic", "goal", "strategy", "literacy", "class_name", "school_year",
         "subject", "competence", "deficit_key", "organisation", "status", "result", "reason",
         "evidence", "note")  # fmt: skip
COMMUNITY = "community"


@cache
def community_registers() -> dict[str, Register]:
    """Return every register of communities by its id, in the order of the file."""
    return declared(DECLARED)


def of_community(register: str) -> bool:
    """Tell whether the lines of a register belong to a community."""
    return community_registers()[register].field("community") is not None


def own_registers() -> list[str]:
    """Return the registers whose lines the teacher and the methodist alone see."""
    return [name for name, one in community_registers().items() if one.is_own]
