from datetime import date

import pytest

from dashboard import words

NBSP = words.NBSP


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 учеников"), (1, "1 ученик"), (2, "2 ученика"), (5, "5 учеников"), (11, "11 учеников"),
     (12, "12 учеников"), (21, "21 ученик"), (104, "104 ученика"), (111, "111 учеников"),
     (1004, "1 004 ученика")],
)  # fmt: skip
def test_a_noun_agrees_with_its_count(count: int, said: str) -> None:
    assert words.plural(count, "ученик", "ученика", "учеников").replace(NBSP, " ") == said


@pytest.mark.parametrize(
    ("share", "said"),
    [(52.0, "52 %"), (35.714, "35,7 %"), (0, "0 %"), (100.0, "100 %"), (99.96, "100 %"),
     (54.75, "54,8 %"), (None, "нет данных"), (float("nan"), "нет данных")],
)  # fmt: skip
def test_a_share_has_a_comma_and_a_space_that_does_not_break(share: float, said: str) -> None:
    assert words.percent(share) == said.replace(" ", NBSP if "%" in said else " ")


def test_halves_round_up_as_at_school() -> None:
    assert words.number(3.605, 2) == "3,61"
    assert words.number(2.5, 0) == "3"
    assert words.number(-0.04, 1) == "0,0"


def test_a_difference_says_its_sign() -> None:
    assert words.points(-21.0) == f"−21{NBSP}п.{NBSP}п."
    assert words.points(3.25) == f"+3,3{NBSP}п.{NBSP}п."
    assert words.points(0.0) == f"0{NBSP}п.{NBSP}п."


def test_days_are_said_in_words() -> None:
    today = date(2023, 3, 15)
    assert words.day(today) == "15 марта 2023".replace(" ", NBSP)
    assert words.ago(today, today) == "сегодня"
    assert words.ago(date(2023, 3, 14), today) == "вчера"
    assert words.ago(date(2023, 3, 12), today) == f"3{NBSP}дня назад"
    assert words.ago(date(2022, 3, 1), today) == f"1{NBSP}год назад"


def test_lists_are_said_in_one_phrase() -> None:
    assert words.listed(["7А"]) == "7А"
    assert words.listed([]) == ""
    assert words.listed(["7А", "7Б", "8В"]) == f"7А, 7Б и{NBSP}8В"
    assert words.listed(["7А", "7Б", "8В", "9Г"]) == f"7А, 7Б, 8В и{NBSP}ещё{NBSP}1"


def test_periods_have_names() -> None:
    assert words.period("q2") == f"2{NBSP}четверть"
    assert words.period("unheard_of") == "unheard_of"


def test_grades_in_words() -> None:
    assert words.grades((2, 3, 4)) == f"2–4{words.NBSP}классы"
    assert words.grades((8, 5, 7)).replace(words.NBSP, " ") == "5, 7 и 8 классы"
    assert words.grades((9,)) == f"9{words.NBSP}классы"
    assert words.grades(()) == ""


def test_namesakes_by_initials_keep_their_names_in_full() -> None:
    names = {
        1: "Игнатьев Вадим Викторович",
        2: "Игнатьев Виктор Вадимович",
        3: "Белова Анна Игоревна",
    }
    assert words.short_names(names) == {**names, 3: "Белова\u00a0А.\u00a0И."}
