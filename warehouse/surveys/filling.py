"""The questions of a key as the built-in form asks them, and what was chosen or typed read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from warehouse.surveys.keys import Item, Key
from warehouse.surveys.values import is_within, number_in

FIELD = "q."  # what the name of a question's field begins with
MOST_STEPS = 11  # a scale of more steps is typed, not chosen
LONGEST_TEXT = 4000
LONGEST_LINE = 200
# Who answers is known by the invitation: a form never asks for a name.
UNASKED = frozenset({"name", "skip"})
NO_CHOICE = "Выберите один из предложенных ответов."


class Unreadable(ValueError):
    """An answer that cannot be taken; the message is for a person, in Russian."""


@dataclass(frozen=True)
class Question:
    """A question: `kind` is radio, steps, check, area, number or line; choices are (value, words)."""

    item: Item
    kind: str
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"{FIELD}{self.item.item_id}"


def questions(key: Key, has_class: bool = False) -> list[Question]:
    """Return what is asked of a person, in order; the class is not, where the invitation knows it."""
    left_out = UNASKED | ({"class"} if has_class else set())
    return [question(item) for item in key.items if item.type not in left_out]


def sections(key: Key, asked: Sequence[Question]) -> list[tuple[str, list[Question]]]:
    """Return the questions in their order under the names of the blocks, "" where there are none."""
    blocks = {scale.scale_id: scale.block for scale in key.scales}

    def block(one: Question) -> str:
        return next((blocks.get(scale, "") for scale in one.item.scales), "")

    return [(name, list(found)) for name, found in groupby(asked, block)]


def question(item: Item) -> Question:
    """Return an item as it is asked: a wording stands for its number, a scale without them is steps."""
    if item.type == "scale" and item.wordings:
        return Question(item, "radio", tuple((f"{n:g}", word) for word, n in item.wordings))
    if item.type == "scale" and (steps := _steps(item)):
        return Question(item, "steps", tuple((step, step) for step in steps))
    if item.type in ("single", "multi"):
        words = item.options or tuple(word for word, _ in item.wordings)
        kind = "radio" if item.type == "single" else "check"
        return Question(item, kind if words else "line", tuple((one, one) for one in words))
    kinds = {"scale": "number", "number": "number", "text": "area"}
    return Question(item, kinds.get(item.type, "line"))


def read_answers(
    asked: Sequence[Question], form: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return (item_id → value or values, field → what is wrong) of a form; what is empty is no answer.

    `form` is field → what was sent. A field that no question has is wrong: the questions have changed.
    """
    answers: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    by_name = {one.name: one for one in asked}
    for name, sent in form.items():
        said = [text.strip() for text in sent if text.strip()]
        if not name.startswith(FIELD) or not said:
            continue
        if name not in by_name:
            wrong[name] = "Школа поправила вопросы, пока вы отвечали: этого вопроса больше нет."
            continue
        try:
            answers[by_name[name].item.item_id] = read_answer(by_name[name], said)
        except Unreadable as problem:
            wrong[name] = str(problem)
    return answers, wrong


def read_answer(asked: Question, said: Sequence[str]) -> Any:
    """Return what was answered: a number of a scale, an option, several, a text. Raises Unreadable."""
    if asked.choices and asked.kind == "check":
        return _chosen(asked, said)
    if asked.choices:
        value = _chosen(asked, said[:1])[0]
        return _plain(float(value)) if asked.item.type == "scale" else value
    if asked.kind == "number":
        return _number(asked.item, said[0])
    longest = LONGEST_TEXT if asked.kind == "area" else LONGEST_LINE
    if len(said[0]) > longest:
        raise Unreadable(f"Слишком длинно: оставьте не больше {longest} знаков.")
    return [said[0]] if asked.item.type == "multi" else said[0]


def _steps(item: Item) -> list[str]:
    is_whole = item.min == int(item.min) and item.max == int(item.max)
    count = int(item.max - item.min) + 1
    return (
        [f"{item.min + n:g}" for n in range(count)] if is_whole and 1 < count <= MOST_STEPS else []
    )


def _chosen(asked: Question, said: Sequence[str]) -> list[str]:
    known = {_spaced(value): value for value, _ in asked.choices}
    found = [known.get(_spaced(one)) for one in said]
    if None in found:
        raise Unreadable(NO_CHOICE)
    return list(dict.fromkeys(value for value in found if value is not None))


def _spaced(text: str) -> str:
    """Return a value with its spaces evened out: a browser sends the end of a line in its own way."""
    return " ".join(text.split())


def _number(item: Item, text: str) -> float | int:
    value = number_in(text)
    if value is None:
        raise Unreadable("Напишите число, например 3 или 2,5.")
    if not is_within(item, value):
        least, most = (f"{bound:g}".replace(".", ",") for bound in (item.min, item.max))
        raise Unreadable(f"Нужно число от {least} до {most}.")
    return _plain(value)


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value
