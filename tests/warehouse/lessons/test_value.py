"""The didactic value of a lesson: the worked example of the taxonomy, categories alone, hints."""

from __future__ import annotations

from collections import Counter
from math import log
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.home import Home
from warehouse.lessons.formulas import EXAMPLE, EXAMPLE_TARGETS
from warehouse.lessons.taxonomy import aims, categories, hints, taxonomy, types_of
from warehouse.lessons.value import code_of, evenness, lesson_value, targets_are_right

CODES = st.sampled_from(["1.1", "1.2", "2.5", "2.10", "3", "3.2", "4.3", "5", "5.5", "", "6.1"])


def test_the_worked_example_of_the_taxonomy_comes_out() -> None:
    value = lesson_value(EXAMPLE, EXAMPLE_TARGETS)
    assert value is not None
    assert (value.tasks_count, value.types_count) == (10, 8)
    assert value.shares == (0.3, 0.3, 0.2, 0.1, 0.1)
    assert (value.fit, value.variety, value.variety_capped) == (0.9, 0.8, 0.8)
    assert round(value.evenness, 3) == 0.935
    assert (value.high_pct, value.median_category, value.reasons) == (40.0, 2.0, {})


def test_categories_alone_have_a_structure_and_no_variety() -> None:
    value = lesson_value(["1", "2.5", "", "5"], EXAMPLE_TARGETS)
    assert value is not None
    assert (value.tasks_count, value.uncoded_count, value.counts) == (3, 1, (1, 1, 0, 0, 1))
    assert value.fit == pytest.approx(1 - (2 / 15 + 1 / 30 + 0.2 + 0.1 + 2 / 15) / 2)
    assert value.types_count is value.variety is value.variety_capped is None
    assert value.reasons["variety"] == "category_only"


def test_a_lesson_without_coded_tasks_has_no_value_and_never_zero() -> None:
    assert lesson_value([], EXAMPLE_TARGETS) is None
    assert lesson_value(["", "0.1", "6", "1.0x"]) is None


def test_the_fit_needs_targets_that_are_shares_of_one_whole() -> None:
    for targets, why in [(None, "no_targets"), ((0.5, 0.4, 0, 0, 0), "wrong_targets"),
                         ((1.2, -0.2, 0, 0, 0), "wrong_targets"), ((1.0,), "wrong_targets")]:  # fmt: skip
        value = lesson_value(["1.1"], targets)
        assert value is not None
        assert (value.fit, value.reasons["fit"]) == (None, why)
    assert targets_are_right((0.33, 0.33, 0.335, 0, 0))


def test_variety_counts_against_no_more_types_than_there_are() -> None:
    value = lesson_value(["1.1"] * 27 + ["2.1"] * 27)
    assert value is not None
    assert (value.variety, value.variety_capped) == (2 / 54, 2 / 27)


@given(st.lists(CODES, max_size=40), st.permutations(range(5)))
def test_a_value_is_the_same_in_any_order_and_within_its_bounds(
    codes: list[str], order: list[int]
) -> None:
    value = lesson_value(codes, EXAMPLE_TARGETS)
    assert value == lesson_value(sorted(codes), EXAMPLE_TARGETS)
    if value is None:
        assert all(code in ("", "6.1") for code in codes)
        return
    known = Counter(code[0] for code in codes if code not in ("", "6.1"))
    assert value.counts == tuple(known[str(k)] for k in range(1, 6))
    assert sum(value.shares) == pytest.approx(1)
    assert value.fit is not None and 0 <= value.fit <= 1
    assert 0 <= value.evenness <= 1
    assert evenness([value.shares[k] for k in order]) == value.evenness


def test_evenness_is_that_of_the_formula() -> None:
    assert evenness((1.0, 0, 0, 0, 0)) == 0
    assert evenness((0.2,) * 5) == 1
    assert evenness((0.5, 0.5, 0, 0, 0)) == pytest.approx(log(2) / log(5))


def test_codes_are_read_as_people_write_them() -> None:
    printed = [
        "2.5",
        " 2,5 ",
        "2.5.",
        "2",
        "2.0",
        2.0,
        "3 . 1",
        "2.10",
        "6.1",
        "0",
        "2.5.1",
        None,
        "да",
    ]
    assert [code_of(one) for one in printed] == [
        "2.5", "2.5", "2.5", "2", "2", "2", "3.1", "2.10", "", "", "", "", ""]  # fmt: skip


def test_the_five_categories_have_both_translations() -> None:
    assert len(categories()) == 5
    assert all(one.category_name != one.other_name for one in categories())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Дайте определение треугольника", [(1, "Дайте определение")]),
        ("3) СРАВНИТЕ план и факт. Почему они разные?", [(2, "СРАВНИТЕ")]),
        ("а) Оцените ответ соседа; придумайте свой.", [(3, "Оцените"), (5, "придумайте")]),
        ("Составьте задачу по рисунку", [(5, "Составьте задачу")]),
        ("Составьте план рассказа", [(4, "Составьте план")]),
        ("Что произойдет, если убрать воду?", [(5, "Что произойдет, если")]),
        ("Чем отличается лист от побега?", [(2, "Чем отличается")]),
        ("Мы сравните не начинаем", []),
        ("Назовитесь", []),
        ("", []),
    ],
)
def test_openings_hint_at_categories_and_never_at_a_code(
    text: str, found: list[tuple[int, str]]
) -> None:
    assert [(hint.category, hint.opening) for hint in hints(text)] == found


@given(st.text(max_size=80))
@settings(max_examples=60)
def test_any_text_may_be_asked_for_hints(text: str) -> None:
    assert all(hint.opening in text for hint in hints(text))


def test_the_school_may_extend_the_taxonomy_for_a_subject_and_have_its_own_aims(
    tmp_path: Path,
) -> None:
    ledger = Home.at(tmp_path).ledger
    shipped = taxonomy(ledger)
    assert Counter(one.category for one in shipped) == {1: 4, 2: 9, 3: 6, 4: 3, 5: 5}
    assert all(sum(aim.targets) == pytest.approx(1) for aim in aims(ledger))
    rows = [{"code": one.code, "type_name": one.type_name, "subject": ""} for one in shipped]
    rows.append({"code": "2.10", "type_name": "На уравнивание реакций", "subject": "Химия"})
    ledger.add_record("task_taxonomy", "school", {"rows": rows}, "Завуч")
    found = taxonomy(ledger)
    assert [one.code for one in found][12:15] == ["2.9", "2.10", "3.1"]
    assert found[13].category == 2 and found[13].record_id
    assert len(types_of(found, "химия")) == 28
    assert len(types_of(found, "Алгебра")) == 27
    own = {"aim_id": "own", "aim_name": "Проба", "t1": 1, "t2": 0, "t3": 0, "t4": 0, "t5": 0}
    ledger.add_record("lesson_aims", "school", {"rows": [own]}, "Завуч")
    assert [(aim.aim_name, aim.targets) for aim in aims(ledger)] == [("Проба", (1.0, 0, 0, 0, 0))]
