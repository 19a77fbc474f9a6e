"""In which groups a teacher is counted: the whole staff, the block of subjects, the age, the category.

Every kind is a partition, so that hiding a small group and one beside it leaves nothing to subtract.
"""

from __future__ import annotations

import re
from typing import Any

import duckdb

from warehouse.reference import seed
from warehouse.sql import text
from warehouse.subjects import subject_key

Row = dict[str, Any]
YOUNG = "first_years"  # under 35 in the first years of work


def parts_table(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return the rows of `staff_parts`."""
    cards = con.sql(text("staff/cards")).to_arrow_table().to_pylist()
    aliases = dict(con.execute("SELECT alias_key, subject FROM subject_aliases").fetchall())
    values = dict(con.execute("SELECT name, value FROM thresholds").fetchall())
    return part_rows(cards, aliases, int(values["first_years_count"]))


def part_rows(cards: list[Row], aliases: dict[str, str], first_years: int) -> list[Row]:
    """Return a row per teacher and kind; cards as `cards.sql` gives them, aliases key → subject."""
    blocks = {subject_key(row["subject"]): row["block_name"] for row in seed("subject_blocks")}
    return [
        {"school_id": card["school_id"], "teacher_id": card["teacher_id"],
         "group_kind": kind, "group_name": name}
        for card in cards
        for kind, name in (
            ("all", "all"),
            ("subject_block", block_of(card, aliases, blocks)),
            ("age", age_of(card, first_years)),
            ("category", card["category"].strip().casefold()),
        )
    ]  # fmt: skip


def block_of(card: Row, aliases: dict[str, str], blocks: dict[str, str]) -> str:
    """Return the block of the first subject that is known, else of the position; '' where neither is."""
    whole = re.split(r"[,;/\n]", card["subjects"])
    named = [piece for part in whole for piece in (part, *re.split(r"\sи\s", part))]
    for name in (*named, card["position"]):
        key = subject_key(name)
        block = blocks.get(subject_key(aliases.get(key, name)), blocks.get(key))
        if block:
            return block
    return ""


def age_of(card: Row, first_years: int) -> str:
    """Return the age group; of those under 35 the ones in their first years of work are apart."""
    years = card["experience_years"]
    is_young = card["age_group"] == "under_35" and years is not None and years < first_years
    return YOUNG if is_young else str(card["age_group"])
