"""Which question of a form is which item of a key: by its words, else (where asked) by the nearest ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import product
from typing import Any, NamedTuple

from warehouse.subjects import subject_key
from warehouse.surveys.keys import Item, Key

NEAR = 0.6  # likeness from which other words may say the same
SHORTEST = 3  # letters up to which words are not compared by likeness
NO_QUESTIONS = ("name", "code", "class", "skip")  # items that say who answered, or nothing
Forms = Mapping[str, Mapping[str, Any]]
_NUMBER = re.compile(r"(?:вопрос |утверждение |пункт )?(\d{1,3})(?: |$)")


class Asked(NamedTuple):
    """A column of a form: its folded words, the row of a grid it stands in, its words as printed, and
    whether it looks like a question and not like a name, a code or a class."""

    question_key: str
    grid_row: str = ""
    text: str = ""
    is_question: bool = True

    def spellings(self) -> list[str]:
        """Return the folded words by which an item may know the question, the fullest first."""
        row = subject_key(self.grid_row)
        whole = [self.question_key, unnumbered(self.question_key), row, unnumbered(row)]
        return list(dict.fromkeys(filter(None, whole)))


@dataclass
class Match:
    """How a form fits a key: question_key → item_id, by the same words (`exact`) or by the nearest."""

    key: Key
    exact: dict[str, str] = field(default_factory=dict)
    near: dict[str, str] = field(default_factory=dict)

    @property
    def matches(self) -> dict[str, str]:
        """Return every question that has an item."""
        return self.exact | self.near

    @property
    def share(self) -> float:
        """Return the share of the key's questions that the form asks in the same words."""
        items = {item.item_id for item in questions_of(self.key)}
        return len(items & set(self.exact.values())) / len(items) if items else 0.0

    @property
    def all_share(self) -> float:
        """Return the share of the key's questions that the form asks, in other words too."""
        items = {item.item_id for item in questions_of(self.key)}
        return len(items & set(self.matches.values())) / len(items) if items else 0.0


def questions_of(key: Key) -> list[Item]:
    """Return the items of a key that are questions and do not say who answers."""
    return [item for item in key.items if item.type not in NO_QUESTIONS]


def unnumbered(folded: str) -> str:
    """Return folded words without the number they begin with: «3 мне нравится» → «мне нравится»."""
    found = _NUMBER.match(folded)
    return folded[found.end() :].strip() if found else folded


class Words:
    """What a key's items are called: their own words, and those of the forms that were tied to it."""

    def __init__(self, key: Key, forms: Forms | None = None) -> None:
        self.key = key
        self._items: dict[str, str] = {}
        for item in key.items:
            for spelling in (subject_key(item.text), unnumbered(subject_key(item.text))):
                self._items.setdefault(spelling, item.item_id)
        for form in (forms or {}).values():
            if form.get("survey_id") == key.survey_id:
                self._items |= {q: i for q, i in form.get("matches", {}).items() if i}
        self._items.pop("", None)

    def item_of(self, asked: Asked) -> str:
        """Return the item that asks in the same words, "" where none does."""
        return next((self._items[s] for s in asked.spellings() if s in self._items), "")

    def match(self, asked: Sequence[Asked], is_told: bool = False) -> Match:
        """Fit a form to the key; `is_told` where a person said that it is this survey.

        What says who answers is never taken for a question by likeness or order.
        """
        found = self.match_exactly(asked)
        questions = [one for one in asked if one.is_question]
        found.near = self._near(self._left(questions, found), set(found.exact.values()))
        if is_told:
            found.near |= self._by_order(self._left(questions, found), found)
        return found

    def match_exactly(self, questions: Sequence[Asked]) -> Match:
        """Fit a form to the key by the same words alone; a fuller likeness goes before that of a grid's row."""
        found = Match(self.key)
        spelled = [(a.question_key, a.spellings()) for a in questions]
        for rank in range(max((len(own) for _, own in spelled), default=0)):
            for question, own in spelled:
                item_id = self._items.get(own[rank], "") if rank < len(own) else ""
                if item_id and question not in found.exact and item_id not in found.exact.values():
                    found.exact[question] = item_id
        return found

    def _left(self, questions: Sequence[Asked], found: Match) -> list[Asked]:
        return [asked for asked in questions if asked.question_key not in found.matches]

    def _near(self, questions: Sequence[Asked], taken: set[str]) -> dict[str, str]:
        """Pair what is left with the nearest words, the likest pairs first."""
        known = [(words, item) for words, item in self._items.items()
                 if len(words) > SHORTEST and item not in taken]  # fmt: skip
        pairs = sorted(
            ((likeness(asked, words), asked.question_key, item)
             for asked, (words, item) in product(questions, known)),
            key=lambda pair: -pair[0],
        )  # fmt: skip
        found: dict[str, str] = {}
        for likely, question, item in pairs:
            if likely >= NEAR and question not in found and item not in found.values():
                found[question] = item
        return found

    def _by_order(self, left: Sequence[Asked], found: Match) -> dict[str, str]:
        """Pair by the numbers that questions begin with, else in order where there are as many."""
        taken = set(found.matches.values())
        items = [item.item_id for item in questions_of(self.key)]
        numbers = [_NUMBER.match(asked.question_key) for asked in left]
        numbered = {
            asked.question_key: items[int(number[1]) - 1]
            for asked, number in zip(left, numbers, strict=True)
            if number and 0 < int(number[1]) <= len(items)
        }
        if numbered and len(set(numbered.values())) == len(numbered):
            return {q: item for q, item in numbered.items() if item not in taken}
        free = [item for item in items if item not in taken]
        return dict(zip((a.question_key for a in left), free, strict=True)) if (
            len(left) == len(free)
        ) else {}  # fmt: skip


def likeness(asked: Asked, words: str) -> float:
    """Return how alike a question and folded words are, 0–1; the likest of its spellings counts."""
    return max((_likeness(spelling, words) for spelling in asked.spellings()), default=0.0)


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
        return 0.0
    return matcher.ratio()


def nearest(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Return the known words nearest to these, the nearest first; none that is not near."""
    rated = [(_likeness(name, other), other) for other in known]
    return [other for likely, other in sorted(rated, reverse=True)[:most] if likely >= NEAR]
