"""The registry of formulas: name, expression, author, source, page, confirmed or not, versions.

Shipped in `seeds/value_formulas.csv`; a record `value_formula` under the same key is the next version.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from warehouse.ledger import Ledger
from warehouse.lessons.arithmetic import evaluate
from warehouse.lessons.expressions import FormulaError, Uncomputable, parse
from warehouse.lessons.value import CATEGORIES, Value, lesson_value
from warehouse.reference import seed

# The worked example of the taxonomy, and lessons where a careless formula breaks.
EXAMPLE = ("1.1", "1.2", "1.2", "2.5", "2.5", "2.7", "3.2", "3.5", "4.2", "5.2")
EXAMPLE_TARGETS = (0.2, 0.3, 0.2, 0.1, 0.2)
TEXTS = ("name", "expression", "author", "source", "page")
EDGES = {
    "урок с одной задачей": (("1.1",), (1.0, 0.0, 0.0, 0.0, 0.0)),
    "урок, закодированный только группами": (("1", "2", "3"), EXAMPLE_TARGETS),
    "урок без целевой структуры": (EXAMPLE, None),
}


@dataclass(frozen=True)
class Formula:
    """One version of a formula; `record_id` is None for the shipped one, `made_by` '' then."""

    formula_id: str
    version: int
    name: str
    expression: str
    author: str
    source: str
    page: str
    is_confirmed: bool
    is_deleted: bool = False
    record_id: int | None = None
    made_at: str = ""
    made_by: str = ""


@dataclass(frozen=True)
class Trial:
    """What a formula gives for a lesson of trial: a value, or why it refuses."""

    name: str
    value: float | None
    refused: str = ""


def formulas(
    ledger: Ledger, until: int | None = None, *, with_deleted: bool = False
) -> list[Formula]:
    """Return the version of every formula that holds: the shipped ones first, then by name."""
    shipped = {row["formula_id"] for row in seed("value_formulas")}
    newest = [found[-1] for found in _versions(ledger, until).values()]
    held = [one for one in newest if with_deleted or not one.is_deleted]
    return sorted(held, key=lambda one: (one.formula_id not in shipped, one.name, one.formula_id))


def versions(ledger: Ledger, formula_id: str, until: int | None = None) -> list[Formula]:
    """Return the versions of a formula, the oldest first; [] for an unknown one."""
    return _versions(ledger, until).get(formula_id, [])


def _versions(ledger: Ledger, until: int | None) -> dict[str, list[Formula]]:
    """Return by formula its versions that were not taken back; a number once given stays."""
    until = ledger.accepted_seq() if until is None else until
    numbered = {row["formula_id"]: 1 for row in seed("value_formulas")}
    found = {row["formula_id"]: [_formula(row, 1)] for row in seed("value_formulas")}
    rows = ledger.rows(
        "SELECT * FROM records WHERE kind = 'value_formula' AND seq <= ? ORDER BY seq", (until,)
    )
    for row in rows:
        key = row["key"]
        numbered[key] = numbered.get(key, 0) + 1
        if row["revoked_seq"] is None or row["revoked_seq"] > until:
            found.setdefault(key, []).append(_version(key, numbered[key], row))
    return found


def _version(formula_id: str, version: int, row: Any) -> Formula:
    said = {**json.loads(row["payload"]), "formula_id": formula_id}
    return _formula(said, version, row["record_id"], (row["made_at"], row["made_by"]))


def _formula(
    said: Mapping[str, Any],
    version: int,
    record_id: int | None = None,
    made: tuple[str, str] = ("", ""),
) -> Formula:
    return Formula(
        formula_id=said["formula_id"],
        version=version,
        **_texts(said),
        is_confirmed=str(said.get("is_confirmed") or "0") in ("1", "True"),
        is_deleted=bool(said.get("is_deleted")),
        record_id=record_id,
        made_at=made[0],
        made_by=made[1],
    )


def _texts(said: Mapping[str, Any]) -> dict[str, str]:
    return {name: " ".join(str(said.get(name) or "").split()) for name in TEXTS}


def formula_rows(ledger: Ledger, until: int | None = None) -> list[dict[str, Any]]:
    """Return the rows of the table `value_formulas`."""
    names = ("formula_id", "version", *TEXTS, "is_confirmed")
    return [
        {"school_id": ledger.school_id, **{name: getattr(one, name) for name in names}}
        for one in formulas(ledger, until)
    ]


def letters_of(value: Value) -> dict[str, float | None]:
    """Return what the letters of a formula stand for in a lesson; None for what it has not."""
    targets = value.targets or (None,) * len(CATEGORIES)
    found: dict[str, float | None] = {"N": value.tasks_count, "n": value.types_count}
    for k, count, share, target in zip(
        CATEGORIES, value.counts, value.shares, targets, strict=True
    ):
        found |= {f"N{k}": count, f"p{k}": share, f"t{k}": target}
    return found


def formula_value(expression: str, value: Value) -> float:
    """Return what a formula gives for a lesson. Raises FormulaError: not in the grammar, or Uncomputable."""
    return evaluate(parse(expression), letters_of(value))


def tried(expression: str) -> list[Trial]:
    """Return what an expression gives for the worked example, first, and for lessons of trial.

    Raises FormulaError where it is not in the grammar or has no number even for the worked example
    (it divides by zero there): such a formula may not be kept.
    """
    node = parse(expression)
    value = lesson_value(EXAMPLE, EXAMPLE_TARGETS)
    assert value is not None
    found = [Trial("пример из описания таксономии", evaluate(node, letters_of(value)))]
    for name, (codes, targets) in EDGES.items():
        edge = lesson_value(codes, targets)
        assert edge is not None
        try:
            found.append(Trial(name, evaluate(node, letters_of(edge))))
        except Uncomputable as refused:
            found.append(Trial(name, None, refused.what))
    return found


def checked(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the payload of a record `value_formula` as it may be kept. Raises FormulaError.

    A confirmed formula names its source: a norm without one is nobody's.
    """
    texts = _texts(said)
    confirmed = bool(said.get("is_confirmed"))
    if not texts["name"]:
        raise FormulaError("Формула без названия.", "Назовите её.")
    tried(texts["expression"])
    if confirmed and not texts["source"]:
        raise FormulaError("Подтверждённая формула без источника.", "Укажите, где она напечатана.")
    return {**texts, "is_confirmed": confirmed, "is_deleted": bool(said.get("is_deleted"))}
