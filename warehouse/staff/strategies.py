"""The register of pedagogical strategies, and which one the school chose in a year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from warehouse.ledger import Ledger
from warehouse.reference import SEEDS

Row = dict[str, Any]
STRATEGY, CHOICE = "strategy", "strategy_choice"


@dataclass(frozen=True)
class Strategy:
    """A strategy or a technology (`kind`).

    `answers` are deficits it works on: `competence:<id>`, `literacy:<id>`, `skill:<words of a skill>`;
    `aliases` are other ways of writing its name; `record_id` is None while it stands as shipped.
    """

    strategy_id: str
    name: str
    kind: str
    about: str = ""
    steps: str = ""
    source: str = ""
    aliases: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    record_id: int | None = None


def strategies(ledger: Ledger, until: int | None = None) -> list[Strategy]:
    """Return the register: shipped strategies with the school's records over them, then its own ones."""
    found: dict[str, tuple[Row, int | None]] = {
        row["strategy_id"]: (row, None) for row in _shipped()
    }
    for record in ledger.records(STRATEGY, until):
        found[record.key] = ({**record.payload, "strategy_id": record.key}, record.record_id)
    return [_strategy(row, seen) for row, seen in found.values() if not row.get("is_deleted")]


def choices(ledger: Ledger, until: int | None = None) -> dict[str, Row]:
    """Return what was chosen by school year, the newest year first.

    Payload: school_year, strategy_id, reasons, deficits [{key, title}], chosen_on (ISO), decided_by;
    with record_id.
    """
    found = {r.key: {**r.payload, "record_id": r.record_id} for r in ledger.records(CHOICE, until)}
    return {year: found[year] for year in sorted(found, reverse=True)}


def name_key(name: str) -> str:
    """Return a name as `strategy_names` holds it: « Перевёрнутый  класс» → «перевернутый класс»."""
    return " ".join(name.split()).lower().replace("ё", "е")


def strategy_rows(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the rows of `strategies`."""
    return [
        {"school_id": ledger.school_id, "strategy_id": one.strategy_id, "strategy_name": one.name,
         "kind": one.kind, "position": position}
        for position, one in enumerate(strategies(ledger, until), start=1)
    ]  # fmt: skip


def strategy_name_rows(ledger: Ledger, until: int | None = None) -> list[Row]:
    """Return the rows of `strategy_names`: a name belongs to the first strategy that is called so."""
    known: dict[str, str] = {}
    register = strategies(ledger, until)
    for one in register:
        known.setdefault(name_key(one.name), one.strategy_id)
    for one in register:
        for alias in one.aliases:
            known.setdefault(name_key(alias), one.strategy_id)
    return [{"name_key": key, "strategy_id": own} for key, own in sorted(known.items())]


def _strategy(row: Row, record_id: int | None) -> Strategy:
    about, steps, source = (str(row.get(name) or "") for name in ("about", "steps", "source"))
    aliases, answers = (tuple(row.get(name) or ()) for name in ("aliases", "answers"))
    return Strategy(
        row["strategy_id"], row["name"], row["kind"], about, steps, source, aliases, answers, record_id
    )  # fmt: skip


@cache
def _shipped() -> tuple[Row, ...]:
    return tuple(yaml.safe_load((SEEDS / "strategies.yaml").read_text("utf-8")))
