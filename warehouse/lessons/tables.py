"""The tables of lessons' values that publishing writes from Python: logarithms, sums of fractions, formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import duckdb

from warehouse.lessons.agreement import agreement, coder_order
from warehouse.lessons.expressions import FormulaError
from warehouse.lessons.formulas import formula_value
from warehouse.lessons.value import CATEGORIES, Value, lesson_value
from warehouse.sql import text

Row = dict[str, Any]
Con = duckdb.DuckDBPyConnection
# By lesson and coder: the codes of its tasks by their numbers.
Coded = dict[tuple[str, str], dict[str, str]]
CODED = ("lesson_cards", "lesson_coders", "lesson_tasks", "lesson_codes")


def value_table(con: Con) -> list[Row]:
    """Return the rows of `lesson_value`."""
    return [
        {"school_id": school_id, "lesson_id": lesson_id, "coder": coder, **value_row(value)}
        for school_id, lesson_id, coder, value in _values(con)
    ]


def agreement_table(con: Con) -> list[Row]:
    """Return the rows of `lesson_agreement`: each pair of coders of a lesson once, in order of their labels."""
    coded, schools = _coded(con), _schools(con)
    by_lesson: dict[str, list[str]] = {}
    for lesson_id, coder in sorted(coded):
        by_lesson.setdefault(lesson_id, []).append(coder)
    return [
        {"school_id": schools[lesson_id], "lesson_id": lesson_id, "coder_a": a, "coder_b": b,
         **_agreed(coded[lesson_id, a], coded[lesson_id, b])}
        for lesson_id, coders in by_lesson.items()
        for a, b in combinations(sorted(coders, key=coder_order), 2)
    ]  # fmt: skip


def formula_table(con: Con) -> list[Row]:
    """Return the rows of `lesson_formula_values`: every formula that holds for every value."""
    formulas = _rows(con, "SELECT f.formula_id, f.version, f.expression FROM value_formulas AS f")
    return [
        {"school_id": school_id, "lesson_id": lesson_id, "coder": coder,
         "formula_id": one["formula_id"], "version": one["version"],
         **computed(one["expression"], value)}
        for school_id, lesson_id, coder, value in _values(con)
        for one in sorted(formulas, key=lambda one: str(one["formula_id"]))
    ]  # fmt: skip


def value_row(value: Value) -> Row:
    """Return a value as columns of `lesson_value`."""
    counts = {f"n{k}": value.counts[k - 1] for k in CATEGORIES}
    shares = {f"p{k}": value.shares[k - 1] for k in CATEGORIES}
    names = ("tasks_count", "types_count", "high_pct", "median_category", "fit", "variety",
             "variety_capped", "evenness", "uncoded_count")  # fmt: skip
    return {**{name: getattr(value, name) for name in names}, **counts, **shares}


def computed(expression: str, value: Value) -> Row:
    """Return what a formula gives for a lesson: value, or refused, the reason in Russian."""
    try:
        return {"value": formula_value(expression, value), "refused": ""}
    except FormulaError as error:
        return {"value": None, "refused": error.what}


def _agreed(first: Mapping[str, str], second: Mapping[str, str]) -> Row:
    found = agreement(first, second)
    names = ("both_count", "same_code_count", "same_category_count", "kappa", "kappa_reason")
    return {name: getattr(found, name) for name in names}


def _values(con: Con) -> Iterator[tuple[str, str, str, Value]]:
    targets = {row["lesson_id"]: _targets(row) for row in _rows(con, text("lessons/cards"))}
    schools = _schools(con)
    for (lesson_id, coder), codes in sorted(_coded(con).items()):
        value = lesson_value(codes.values(), targets[lesson_id])
        if value is not None:
            yield schools[lesson_id], lesson_id, coder, value


def _targets(row: Row) -> tuple[float, ...] | None:
    found = tuple(row[f"target{k}"] for k in CATEGORIES)
    return None if None in found else found


def _coded(con: Con) -> Coded:
    found: Coded = {}
    for row in _rows(con, text("lessons/coded_tasks")):
        codes = found.setdefault((row["lesson_id"], row["coder"]), {})
        codes[str(row["task_no"])] = row["code"]
    return found


def _schools(con: Con) -> dict[str, str]:
    return {row["lesson_id"]: row["school_id"] for row in _rows(con, text("lessons/cards"))}


def _rows(con: Con, sql: str) -> list[Row]:
    rows: list[Row] = con.sql(sql).to_arrow_table().to_pylist()
    return rows
