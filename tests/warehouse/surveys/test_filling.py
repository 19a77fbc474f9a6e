"""What the form asks and reads back, for every ready key and every kind of question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.surveys.filling import (
    Unreadable,
    question,
    questions,
    read_answer,
    read_answers,
    sections,
)
from warehouse.surveys.keys import Item, ready_keys
from warehouse.surveys.values import Answers

SCALED = [item for key in ready_keys().values() for item in key.items if item.type == "scale"]


@given(st.sampled_from(SCALED), st.data())
def test_what_is_chosen_is_scored_as_the_number_it_stands_for(
    item: Item, data: st.DataObject
) -> None:
    asked = question(item)
    value, word = data.draw(st.sampled_from(asked.choices))
    number = float(read_answer(asked, [value]))
    assert number == Answers(item).number(word)
    assert item.min <= number <= item.max


def test_a_form_reads_each_kind_of_question() -> None:
    kinds = [
        (Item("a", "", "single", options=("Да, часто", "Нет")), ["Да, часто"], "Да, часто"),
        (Item("b", "", "multi", options=("Обмен, беседы", "Курсы")), ["Курсы", "Обмен, беседы"],
         ["Курсы", "Обмен, беседы"]),
        (Item("c", "", "text"), [" как есть\r\nдве строки "], "как есть\r\nдве строки"),
        (Item("d", "", "number", min=0, max=40), ["12,5"], 12.5),
        (Item("e", "", "scale", min=0, max=100), ["70"], 70),
        (Item("f", "", "code"), ["аб12"], "аб12"),
    ]  # fmt: skip
    asked = [question(item) for item, *_ in kinds]
    form = {f"q.{item.item_id}": said for item, said, _ in kinds} | {"response_id": ["x"]}
    assert read_answers(asked, form) == ({item.item_id: value for item, _, value in kinds}, {})


@pytest.mark.parametrize(
    ("item", "said", "words"),
    [
        (Item("a", "", "scale", min=1, max=5), "6", "предложенных"),
        (Item("a", "", "single", options=("Да",)), "Может быть", "предложенных"),
        (Item("a", "", "number", min=0, max=2.5), "3", "от 0 до 2,5"),
        (Item("a", "", "number"), "много", "например 3"),
        (Item("a", "", "text"), "я" * 4001, "не больше 4000"),
    ],
)
def test_what_cannot_be_an_answer_is_said(item: Item, said: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_answer(question(item), [said])


def test_a_question_that_is_gone_is_said_and_not_lost_in_silence() -> None:
    answers, wrong = read_answers([question(Item("a", "", "text"))], {"q.old": ["3"], "q.a": [""]})
    assert answers == {}
    assert "поправила вопросы" in wrong["q.old"]


def test_a_name_is_never_asked_and_blocks_stand_over_their_questions() -> None:
    key = ready_keys()["competences"]
    asked = questions(key)
    assert not {one.item.type for one in asked} & {"name", "skip"}
    blocks = [name for name, _ in sections(key, asked)]
    assert blocks == list(dict.fromkeys(scale.block for scale in key.scales))
