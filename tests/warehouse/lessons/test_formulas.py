"""Formulas of the school: a closed grammar, its errors for people, versions in the ledger."""

from __future__ import annotations

from math import isclose, log, sqrt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.home import Home
from warehouse.lessons.arithmetic import evaluate
from warehouse.lessons.expressions import (
    LETTERS,
    FormulaError,
    NotInGrammar,
    TooComplex,
    Uncomputable,
    UnknownName,
    parse,
)  # fmt: skip
from warehouse.lessons.formulas import (
    EXAMPLE,
    EXAMPLE_TARGETS,
    checked,
    formula_value,
    formulas,
    letters_of,
    tried,
    versions,
)  # fmt: skip
from warehouse.lessons.value import lesson_value

VALUE = lesson_value(EXAMPLE, EXAMPLE_TARGETS)
assert VALUE is not None
GIVEN = letters_of(VALUE)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("n / N × 5", 4.0),
        ("N5+N4 * 2 ÷ 4", 1.5),
        ("−2^2", -4.0),
        ("2^3^2", 512.0),
        ("2 ** −1", 0.5),
        ("10 − 4 − 3", 3.0),
        ("0,5 × N + .5".replace(".5", "0.5"), 5.5),
        ("min(n; N) + max(1, 2; 3)", 11.0),
        ("min(n,N)", 8.0),
        ("ABS(p1 − t1)", 0.3 - 0.2),
        ("sqrt(N) : ln(N)", sqrt(10) / log(10)),
        ("1 − (abs(p1−t1)+abs(p2−t2)+abs(p3−t3)+abs(p4−t4)+abs(p5−t5)) ÷ 2", 0.9),
    ],
)
def test_the_grammar_is_that_of_school_paper(expression: str, expected: float) -> None:
    assert formula_value(expression, VALUE) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("expression", "kind", "position", "said"),
    [
        ("", NotInGrammar, 0, "пуста"),
        ("5N", NotInGrammar, 1, "знак действия"),
        ("n + р1", UnknownName, 4, "латиницей: p1"),
        ("q1", UnknownName, 0, "N, n, N1…N5"),
        ("P1", UnknownName, 0, "Возможно, p1"),
        ("p6", UnknownName, 0, "p1…p5"),
        ("5 х N", NotInGrammar, 2, "умножение"),
        ("min(1,5)", NotInGrammar, 0, "точкой с запятой"),
        ("ln(N; n)", NotInGrammar, 0, "Одно"),
        ("(n + 1", NotInGrammar, 0, "не закрыта"),
        ("n + 1)", NotInGrammar, 5, "Уберите скобку"),
        ("n //N", NotInGrammar, 3, "лишнего знака"),
        ("n +", NotInGrammar, 3, "обрывается"),
        ("__import__", NotInGrammar, 0, "непонятен"),
        ("n % N", NotInGrammar, 2, "непонятен"),
        ("1" + "+1" * 200, TooComplex, 300, "длиннее"),
        ("(" * 40 + "n" + ")" * 40, TooComplex, 30, "вложенных"),
        ("-" * 100 + "n", TooComplex, None, "вложенных"),
        ("n / (N − N)", Uncomputable, 2, "Деление на ноль"),
        ("(N − N) ^ (−1)", Uncomputable, 8, "Деление на ноль"),
        ("ln(N − N)", Uncomputable, 0, "Логарифм"),
        ("sqrt(n − N)", Uncomputable, 0, "Корень"),
        ("(n − N) ^ 0,5", Uncomputable, 8, "Дробная степень"),
        ("N ^ N ^ N", Uncomputable, None, "слишком большим"),
        ("10^300 × 10^300", Uncomputable, 7, "не число"),
    ],
)
def test_what_cannot_be_kept_says_what_where_and_what_to_do(
    expression: str, kind: type[FormulaError], position: int | None, said: str
) -> None:
    with pytest.raises(kind) as error:
        tried(expression)
    assert said in str(error.value)
    assert error.value.fix
    if position is not None:
        assert error.value.position == position


@given(
    st.text(alphabet=st.sampled_from("NnptrРхm in(),;.×÷^−+-*/:0123459\t²_"), max_size=60)
    | st.text(max_size=60)
)
@settings(max_examples=150)
def test_no_text_brings_anything_but_a_number_or_the_formulas_own_error(text: str) -> None:
    try:
        found = formula_value(text, VALUE)
    except FormulaError as error:
        assert error.what and error.fix
    else:
        assert isinstance(found, float)


def joined(parts: Any) -> Any:
    two = st.tuples(parts, st.sampled_from(["+", "-", "*", "/"]), parts)
    called = st.tuples(st.sampled_from(["min", "max"]), parts, parts)
    return (
        two.map(" ".join)
        | two.map(lambda one: f"({one[0]}) {one[1]} ({one[2]})")
        | parts.map(lambda inner: f"-{inner}")
        | parts.map(lambda inner: f"abs({inner})")
        | called.map(lambda one: f"{one[0]}({one[1]}; {one[2]})")
    )


LEAVES = st.sampled_from(LETTERS) | st.integers(0, 99).map(lambda n: f"{n}.0") | st.just("0.25")


@given(st.recursive(LEAVES, joined, max_leaves=6))
@settings(max_examples=300)
def test_arithmetic_is_that_of_python(expression: str) -> None:
    names = {**GIVEN, "min": min, "max": max, "abs": abs}
    try:  # an oracle, of texts made above
        expected = eval(expression.replace(";", ","), {"__builtins__": {}}, names)
    except ZeroDivisionError:
        expected = None
    try:
        found = evaluate(parse(expression), GIVEN)
    except Uncomputable as error:
        assert expected is None and "ноль" in error.what
    except TooComplex:
        assert len(expression) > 30
    else:
        assert isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9)


@given(st.integers(-9, 9), st.sampled_from(["0", "1", "2", "-1", "0.5", "3 ^ 2", "-2 ^ 2"]))
def test_powers_are_those_of_python(base: int, exponent: str) -> None:
    try:
        expected = float(base) ** eval(exponent.replace("^", "**"))
    except ZeroDivisionError:
        expected = None
    try:
        assert formula_value(f"({base}) ^ {exponent}", VALUE) == expected
    except Uncomputable:
        assert expected is None or isinstance(expected, complex)


def test_a_lesson_without_types_or_targets_is_refused_with_the_reason() -> None:
    bare = lesson_value(["1", "2"])
    assert bare is not None
    with pytest.raises(Uncomputable, match="типами"):
        formula_value("n / N", bare)
    with pytest.raises(Uncomputable, match="целевой структуры"):
        formula_value("p1 − t1", bare)
    assert [trial.value for trial in tried("1 / (N − 1)")] == [1 / 9, None, 0.5, 1 / 9]


def test_the_shipped_formula_is_unconfirmed_and_a_record_is_its_next_version(
    tmp_path: Path,
) -> None:
    ledger = Home.at(tmp_path).ledger
    (shipped,) = formulas(ledger)
    assert (shipped.expression, shipped.version, shipped.is_confirmed) == ("n / N × 5", 1, False)
    assert shipped.source == "известна по пересказу"
    said = {"name": "Вариативность", "expression": "n ÷ N", "source": "Лист школы"}
    ledger.add_record("value_formula", "variability", checked(said), "Завуч")
    ledger.add_record("value_formula", "own", checked({**said, "name": "Своя"}), "Завуч")
    assert [(f.name, f.version) for f in formulas(ledger)] == [("Вариативность", 2), ("Своя", 1)]
    assert [f.expression for f in versions(ledger, "variability")] == ["n / N × 5", "n ÷ N"]
    ledger.revoke_record(formulas(ledger)[0].record_id or 0, "Завуч")
    ledger.add_record(
        "value_formula", "variability", checked({**said, "is_deleted": True}), "Завуч"
    )
    assert [f.formula_id for f in formulas(ledger)] == ["own"]
    assert [f.version for f in versions(ledger, "variability")] == [1, 3]


def test_a_formula_that_is_wrong_is_not_kept() -> None:
    for said in [
        {"name": "А", "expression": "1 / (n − n)"},
        {"name": "", "expression": "n"},
        {"name": "А", "expression": "n", "is_confirmed": True},
    ]:
        with pytest.raises(FormulaError):
            checked(said)
