"""How the roadmap is counted from the registers of the staff: who is the base, on what day, which lines count.

Counting is cumulative: from the first day of the roadmap's term to the measure date of each year. The
base and the day are settings of the school (metrics.md 8: all the teaching staff, 31 December), and a
person may say of a register that it is kept, so that no line means nobody rather than nothing known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse.ledger import Ledger
from warehouse.programme import roadmap_seed
from warehouse.staff.registers import Register, registers
from warehouse.thresholds import setting, thresholds

Row = dict[str, Any]
BASES = ("staff", "teachers")
LINES, KEPT = "lines", "kept"


@dataclass(frozen=True)
class Rules:
    """What a school settles: the base (staff, teachers), the day (MM-DD), the first years of a young teacher.

    `kept` are the registers of which a person said that they are kept.
    """

    base: str = BASES[0]
    day: str = "12-31"
    first_years: int = 3
    kept: frozenset[str] = frozenset()


def rules(ledger: Ledger, until: int | None = None) -> Rules:
    """Return what the school settled, as it stood at event `until`."""
    kept = {r.register for r in feeding() if setting(ledger, kept_name(r.register), until) == KEPT}
    values = {t.name: t.value for t in thresholds(ledger, until)}
    return Rules(
        str(setting(ledger, "roadmap_base", until)),
        str(setting(ledger, "roadmap_day", until)),
        int(values["first_years_count"]),
        frozenset(kept),
    )


def feeding() -> list[Register]:
    """Return the registers that feed the roadmap, in the order of their file."""
    return [register for register in registers().values() if register.feeds]


def kept_name(register: str) -> str:
    """Return the name of the setting that says whether a register is kept."""
    return f"kept_{register}"


def rule_tables(school_id: str, said: Rules) -> dict[str, list[Row]]:
    """Return the rows of `roadmap_measures`, `roadmap_registers` and `roadmap_states`."""
    fed = [{"school_id": school_id, **row} for row in _fed(said.kept)]
    years = [{"school_id": school_id, **row} for row in _measures(said)]
    return {"roadmap_measures": years, "roadmap_registers": fed, "roadmap_states": list(_states())}


def _measures(said: Rules) -> Iterator[Row]:
    term = roadmap_seed()["term"]
    month, day = map(int, said.day.split("-"))
    for year in range(term["from"], term["to"] + 1):
        yield {
            "year": year,
            "base": said.base,
            "term_from": date(term["from"], 1, 1),
            "measured_on": date(year, month, day),
            "young_after": date(year - said.first_years, month, day),
            "first_years": said.first_years,
        }


def _fed(kept: frozenset[str]) -> Iterator[Row]:
    young = {extra["id"] for extra in roadmap_seed()["extra"] if extra.get("people") == "young"}
    for register in feeding():
        for indicator in register.feeds:
            yield {
                "indicator_id": indicator,
                "register": register.register,
                "people": "young" if indicator in young else "all",
                "dated": register.dated,
                "counts_all": not register.counts,
                "is_kept": register.register in kept,
            }


def _states() -> Iterator[Row]:
    for register in feeding():
        for status in register.counts:
            yield {"register": register.register, "status": status.casefold()}
