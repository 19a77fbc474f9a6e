"""Formulas with the numbers put in: «(4 «5» + 9 «4») / 25 × 100 = 52 %»."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import words

NOBODY = "Никто не аттестован: считать не из чего."
WEIGHTS = {5: 100, 4: 64, 3: 36, 2: 16}


def by_marks(counts: Mapping[Any, Any], metric: str, base: str) -> str:
    """Return a figure of a subject with its counts (`queries.provenance.subject_counts`) put in.

    Source: metrics of achievement; the base on roll counts the not attested too.
    """
    marks = {n: int(counts[f"mark{n}_count"]) for n in (5, 4, 3, 2)}
    absent = int(counts["not_attested_count"]) if base == "on_roll" else 0
    whole = int(counts["attested_count"]) + absent
    if not whole:
        return NOBODY
    if metric == "sou":
        return _sou(marks, int(counts["mark1_count"]), absent, whole)
    if metric == "average":
        return _average(counts, marks, int(counts["attested_count"]))
    passed = f"Успеваемость: ({marks[5]} + {marks[4]} + {marks[3]}) / {whole} × 100"
    quality = f"Качество: ({marks[5]} «5» + {marks[4]} «4») / {whole} × 100"
    top = marks[5] + marks[4]
    found = [
        f"{quality} = {words.percent(100 * top / whole)}.",
        f"{passed} = {words.percent(100 * (top + marks[3]) / whole)}.",
    ]
    return " ".join(reversed(found) if metric == "passed" else found)


def by_pupils(groups: Mapping[str, int], metric: str, base: str) -> str:
    """Return a figure of a class or a school by pupils with the counts of its groups put in."""
    quality = sum(groups.get(name, 0) for name in ("one_four", "fours_and_fives", "all_fives"))
    passed = quality + sum(groups.get(name, 0) for name in ("several_threes", "one_three"))
    whole = passed + groups.get("with_two", 0)
    who = "аттестованных"
    if base == "on_roll":
        whole, who = whole + groups.get("not_attested", 0), "по списку"
    if not whole:
        return NOBODY
    found = [
        f"Качество: {quality} учатся только на «4» и «5» из {whole} {who}, "
        f"{quality} / {whole} × 100 = {words.percent(100 * quality / whole)}.",
        f"Успеваемость: {passed} без «2» и н/а из {whole}, "
        f"{passed} / {whole} × 100 = {words.percent(100 * passed / whole)}.",
    ]
    return " ".join(reversed(found) if metric == "passed" else found)


def _sou(marks: dict[int, int], ones: int, absent: int, whole: int) -> str:
    counts = {**marks, 2: marks[2] - ones}
    terms = [f"{WEIGHTS[n]}·{count}" for n, count in counts.items()]
    total = sum(WEIGHTS[n] * count for n, count in counts.items()) + 7 * (ones + absent)
    if ones + absent:
        terms.append(f"7·{ones + absent}")
    value = words.number(total / whole, 2)
    return f"СОУ: ({' + '.join(terms)}) / {whole} = {value}{words.NBSP}%."


def _average(counts: Mapping[Any, Any], marks: dict[int, int], whole: int) -> str:
    if not whole:
        return NOBODY
    ones = int(counts["mark1_count"])
    by_mark = {**marks, 2: marks[2] - ones, **({1: ones} if ones else {})}
    terms = " + ".join(f"{n}·{count}" for n, count in by_mark.items())
    value = sum(n * count for n, count in by_mark.items()) / whole
    return f"Средний балл: ({terms}) / {whole} = {words.number(value, 2)}."
