"""Formulas of the registry on their way from the page to the ledger: what is wrong is said and not kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import uuid4

from dashboard import data
from dashboard.changes import Unacceptable
from dashboard.session import current_user, may
from warehouse.amending import amend
from warehouse.lessons.expressions import FormulaError, Uncomputable
from warehouse.lessons.formulas import TEXTS, Formula, Trial, checked, formulas, tried, versions
from warehouse.queries import lessons as queries
from warehouse.subjects import subject_key

KIND = "value_formula"
LONGEST = 300
NOT_YOURS = "Формулы меняют администратор, директор и заместитель директора."


@dataclass(frozen=True)
class Shown:
    """A formula of the registry with what it gives for lessons of trial, its versions, and how many lessons
    it was counted for and refused."""

    formula: Formula
    trials: tuple[Trial, ...]
    versions: tuple[Formula, ...]
    counted: int = 0
    refused: int = 0


def registry() -> list[Shown]:
    """Return the formulas that hold, the shipped ones first."""
    ledger = data.ledger()
    counts = {
        (row["formula_id"], row["version"]): row
        for row in data.frame(queries.formula_counts).to_dict("records")
    }
    found = []
    for one in formulas(ledger):
        row = counts.get((one.formula_id, one.version), {})
        done = (int(row.get(name, 0)) for name in ("counted_count", "refused_count"))
        known = tuple(map(_local, versions(ledger, one.formula_id)))
        found.append(Shown(one, _trials(one.expression), known, *done))
    return found


def removed() -> list[Formula]:
    """Return the formulas that were taken off the registry."""
    return [one for one in formulas(data.ledger(), with_deleted=True) if one.is_deleted]


def held(formula_id: str) -> Formula | None:
    """Return a formula as it holds, taken off or not; None for one that there is none of yet."""
    found = versions(data.ledger(), formula_id)
    return found[-1] if found else None


def new_id() -> str:
    """Return the key of a new formula: it goes into the address, so that a reload keeps the draft."""
    return uuid4().hex


def check(expression: str | None) -> list[Trial] | FormulaError:
    """Return what an expression gives for lessons of trial, or what is wrong with it."""
    try:
        return tried(str(expression or ""))
    except FormulaError as error:
        return error


def save(formula_id: str, said: Mapping[str, Any], seen: int | None) -> int:
    """Keep a formula as its next version; return the record that holds.

    Raises Unacceptable with words for the person, Moved where another came between.
    """
    _allow()
    too_long = [name for name in TEXTS if len(str(said.get(name) or "")) > LONGEST]
    if too_long:
        raise Unacceptable(f"Слишком длинно: можно до {LONGEST} знаков в поле.")
    try:
        payload = checked(said)
    except Uncomputable as error:
        raise Unacceptable(
            f"На примере из описания формула не считается. {error} Не сохранено."
        ) from error
    except FormulaError as error:
        raise Unacceptable(f"{error} Не сохранено.") from error
    same = subject_key(payload["name"])
    others = [one for one in formulas(data.ledger()) if one.formula_id != formula_id]
    if any(subject_key(one.name) == same for one in others):
        raise Unacceptable("Так уже называется другая формула. Не сохранено.")
    return amend(data.ledger(), KIND, formula_id, payload, current_user().name, seen)


def hide(formula_id: str, *, is_deleted: bool) -> None:
    """Take a formula off the registry, or put it back; its versions stay. Raises Unacceptable, Moved."""
    _allow()
    one = held(formula_id)
    if one is None or one.is_deleted == is_deleted:
        return
    said = {name: asdict(one)[name] for name in (*TEXTS, "is_confirmed")}
    payload = {**said, "is_deleted": is_deleted}
    amend(data.ledger(), KIND, formula_id, payload, current_user().name, one.record_id)


def _allow() -> None:
    if not may("settings"):
        raise Unacceptable(NOT_YOURS)


def _local(one: Formula) -> Formula:
    """Return a version with the moment it was made as the school's clock shows it."""
    return replace(one, made_at=data.local(one.made_at).isoformat()) if one.made_at else one


def _trials(expression: str) -> tuple[Trial, ...]:
    found = check(expression)
    if isinstance(found, FormulaError):
        return (Trial("пример из описания таксономии", None, found.what),)
    return tuple(found)
