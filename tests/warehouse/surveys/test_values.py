"""What an answer is worth: numbers, wordings, options that hold commas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.surveys.keys import Item, key_of, ready_keys
from warehouse.surveys.values import Answers, guessed_options, options_of

FIVE = Item("q", "Вопрос", min=1, max=5, wordings=(("Скорее да", 4.0), ("Нет", 1.0)))


@pytest.mark.parametrize(
    ("text", "value"),
    [("4", 4.0), ("4,0", 4.0), ("скорее  ДА", 4.0), ("нет.", 1.0), ("5 — полностью", 5.0),
     ("3 (так себе)", 3.0), ("6", None), ("0", None), ("1-2 раза", None), ("не знаю", None), ("Нет(а)", 1.0)],
)  # fmt: skip
def test_an_answer_is_a_number_by_itself_or_by_its_wording(text: str, value: float | None) -> None:
    assert Answers(FIVE).of(text) == ((text, value),)


def test_options_with_commas_are_cut_by_the_list_else_outside_brackets() -> None:
    text = "Доступ к данным (API, запросы, отчеты), Семинары, мастер-классы, Другое"
    assert options_of(text, ["Семинары, мастер-классы", "Другое"]) == [
        "Доступ к данным (API, запросы, отчеты)", "Семинары, мастер-классы", "Другое",
    ]  # fmt: skip
    assert options_of("Обмен, беседы; 1,5 часа") == ["Обмен", "беседы", "1,5 часа"]


def test_an_option_nobody_listed_is_known_by_what_always_stands_together() -> None:
    cells = ["Семинары, курсы, вебинары, Книги", "Семинары, курсы, вебинары", "Книги", "Семинары"]
    assert options_of(cells[0], guessed_options(cells)) == ["Семинары, курсы, вебинары", "Книги"]


OPTIONS = ["Курсы", "Курсы, семинары", "Данные (отчёты, запросы)", "Обмен опытом, беседы", "Нет"]


@given(st.lists(st.sampled_from(OPTIONS), unique=True))
def test_chosen_options_come_back_whatever_commas_they_hold(chosen: list[str]) -> None:
    text = ", ".join(chosen)
    read = options_of(text, OPTIONS)
    assert ", ".join(read) == text
    assert (
        set(read) == set(chosen) or "Курсы" in chosen
    )  # «Курсы, семинары» may be read in two ways


def test_every_ready_key_is_whole_and_comes_back_from_its_payload() -> None:
    assert {"competences", "tses12", "zamfir", "innovation", "parents", "plcar"} <= set(
        ready_keys()
    )
    for survey_id, key in ready_keys().items():
        scales = {scale.scale_id for scale in key.scales}
        assert scales == {scale for item in key.items for scale in item.scales}, survey_id
        assert len({item.item_id for item in key.items}) == len(key.items)
        assert key_of(key.payload()) == key
    climates = [ready_keys()[f"climate_{who}"] for who in ("teachers", "pupils", "parents")]
    assert len({tuple(item.statement for item in key.items) for key in climates}) == 1
