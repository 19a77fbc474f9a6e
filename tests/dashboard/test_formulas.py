"""Formulas with their numbers, as the worked example of achievement has them."""

from __future__ import annotations

from dashboard.components.formulas import NOBODY, by_marks, by_pupils

COUNTS = {
    "mark5_count": 4,
    "mark4_count": 9,
    "mark3_count": 10,
    "mark2_count": 2,
    "mark1_count": 0,
    "attested_count": 25,
    "not_attested_count": 1,
}
GROUPS = {"not_attested": 1, "with_two": 4, "several_threes": 9, "one_three": 4, "all_fives": 8}


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def test_quality_of_a_subject_shows_its_counts() -> None:
    said = plain(by_marks(COUNTS, "quality", "attested"))
    assert said.startswith("Качество: (4 «5» + 9 «4») / 25 × 100 = 52 %.")
    assert "Успеваемость: (4 + 9 + 10) / 25 × 100 = 92 %." in said


def test_the_base_on_roll_counts_the_not_attested() -> None:
    said = plain(by_marks(COUNTS, "passed", "on_roll"))
    assert said.startswith("Успеваемость: (4 + 9 + 10) / 26 × 100 = 88,5 %.")
    assert "= 50 %." in said
    assert "/ 26 = 52,88 %" in plain(by_marks(COUNTS, "sou", "on_roll"))


def test_sou_and_average() -> None:
    assert plain(by_marks(COUNTS, "sou", "attested")) == (
        "СОУ: (100·4 + 64·9 + 36·10 + 16·2) / 25 = 54,72 %."
    )
    assert plain(by_marks(COUNTS, "average", "attested")) == (
        "Средний балл: (5·4 + 4·9 + 3·10 + 2·2) / 25 = 3,60."
    )


def test_a_one_weighs_seven() -> None:
    said = by_marks({**COUNTS, "mark1_count": 1}, "sou", "attested")
    assert "16·1 + 7·1" in said


def test_pupils_are_counted_by_groups() -> None:
    said = plain(by_pupils(GROUPS, "quality", "attested"))
    assert "8 учатся только на «4» и «5» из 25 аттестованных, 8 / 25 × 100 = 32 %" in said
    assert "21 / 26 × 100" in plain(by_pupils(GROUPS, "passed", "on_roll"))


def test_nobody_gives_no_number() -> None:
    assert by_pupils({}, "quality", "attested") == NOBODY
    assert by_marks({**COUNTS, "attested_count": 0}, "quality", "attested") == NOBODY
