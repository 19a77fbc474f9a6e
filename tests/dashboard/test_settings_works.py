"""The settings about works: our codes, classes by number, exam minimums, each kept and taken back."""

from __future__ import annotations

import pytest

from dashboard import changes, data
from dashboard.callbacks import settings, settings_works
from dashboard.components.cards import plain_text
from tests.warehouse.files_in_code import Totals, Work, accept
from warehouse import reference
from warehouse.home import Home
from warehouse.publish import publish

pytestmark = pytest.mark.usefixtures("demo_app", "admin")
SCHOOLS = {"50001": "edu200001", "50002": "edu200002"}


@pytest.fixture
def loaded(home: Home) -> Home:
    """A home of classes 5А and 5Б, and of a work that names one class by its number."""
    accept(home, Totals("5А", "Алгебра", marks={"Белова Анна": 4}))
    accept(home, Totals("5Б", "Алгебра", marks={"Ким Лев": 4}))
    accept(home, Work(tasks={"1": (1, "Б")}, results={"50001": (2, 4, 4, {"1": 1})}))
    publish(home)
    return home


def test_a_class_by_number_is_named_and_the_marts_follow(loaded: Home) -> None:
    (row,) = settings_works.ordinals()
    assert (row["grade"], row["class_ordinal"], row["class_name"]) == (5, 2, "")
    shown = settings_works.show_works({})
    assert "5 №\xa02" in plain_text(shown[1])
    assert "{'label': '5Б', 'value': '5Б'}" in str(shown[1])
    settings.keep("class_ordinal", "2022/23 5 2", "5б")
    assert "5 №\xa02: 5Б" in changes.latest()[0]["what"]
    publish(loaded)
    asked = "SELECT DISTINCT class_name FROM assessment_results"
    assert list(data.reader().frame(asked)["class_name"]) == ["5Б"]
    (row,) = settings_works.ordinals()
    assert (row["class_name"], row["origin"]) == ("5Б", "назвали здесь")
    data.ledger().revoke_record(changes.latest()[0]["record_id"], "anna")
    publish(loaded)
    assert settings_works.ordinals()[0]["class_name"] == ""


def test_a_code_of_ours_is_spelt_as_files_keep_it_and_said_once() -> None:
    version, said = settings_works.add_code(1, " SCH200001 ", 3)
    assert version == 4 and "сохранено" in plain_text(said)
    assert reference.own_school_codes(data.ledger()) == [{"school_code": "edu200001"}]
    assert "уже назван" in plain_text(settings_works.add_code(1, "edu200001", 4)[1])
    settings_works.add_code(1, "Школа №  5", 4)
    assert {r["school_code"] for r in reference.own_school_codes(data.ledger())} == {
        "edu200001", "Школа № 5"}  # fmt: skip


def test_a_minimum_of_one_year_lies_over_the_shipped_one() -> None:
    before = {r["subject"]: r for r in settings_works.minimums("2025/26")}
    assert (before["Физика"]["min_points"], before["Физика"]["is_own"]) == (36, False)
    assert "876" in before["Физика"]["source"]
    settings.keep("exam_minimum", "2025/26|ege|Физика", "39,5")
    now = {r["subject"]: r for r in settings_works.minimums("2025/26")}
    assert (now["Физика"]["min_points"], now["Физика"]["is_own"]) == (39.5, True)
    assert changes.latest()[0]["what"] == "ЕГЭ, Физика, 2025/26: 39,5"
    other = {r["subject"]: r for r in settings_works.minimums("2024/25")}
    assert other["Физика"]["min_points"] == 36
