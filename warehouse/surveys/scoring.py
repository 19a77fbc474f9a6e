"""Scoring: raw answers and keys become the tables `survey_responses`, `survey_values`, `survey_scores`.

Publishing writes them whole, beside the marts: a key is data that a person edits, and its means are
sums of fractions, which the portable marts leave to Python.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import fsum
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.ledger import Ledger
from warehouse.surveys.keys import Item, Key, Scale, keys
from warehouse.surveys.responses import Answer, Response, responses
from warehouse.surveys.values import Answers
from warehouse.tables import schema

TABLES = ("survey_responses", "survey_values", "survey_scores")
LEAST_ANSWERED = 0.5  # share of a scale's items that must be answered for it to be scored
Row = tuple[Any, ...]


def survey_tables(
    con: duckdb.DuckDBPyConnection, ledger: Ledger, until: int | None = None
) -> dict[str, pa.Table]:
    """Return the scored tables of every live answer, of files and of built-in forms, by name.

    A scale is scored where at least half of its items are answered; `answered_count` says how many.
    """
    known = keys(ledger, until)
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    by_survey: defaultdict[str, list[Response]] = defaultdict(list)
    for response in responses(con, ledger, until):
        by_survey[response.survey_id].append(response)
    for survey_id, found in by_survey.items():
        scorer = Scorer(ledger.school_id, known.get(survey_id), found)
        rows["survey_responses"] += scorer.heads()
        for response in found:
            values, scores = scorer.read(response)
            rows["survey_values"] += values
            rows["survey_scores"] += scores
    return {name: _table(name, listed) for name, listed in rows.items()}


class Scorer:
    """Reads the answers of one survey by its key; without one they stay as they stand."""

    def __init__(self, school_id: str, key: Key | None, found: Sequence[Response]) -> None:
        self._school_id, self._key, self._found = school_id, key, found
        self._items = {item.item_id: item for item in key.items} if key else {}
        self._order = {item_id: at for at, item_id in enumerate(self._items)}
        self._answers: dict[str, Answers] = {}
        self._scales = (
            [ScoredScale(scale, _items_of(key, scale)) for scale in key.scales] if key else []
        )

    def heads(self) -> list[Row]:
        """Return the rows of `survey_responses`."""
        audience = self._key.audience if self._key else ""
        return [
            (self._school_id, r.survey_id, audience, r.wave, r.response_id, r.day, r.teacher_id,
             r.pair_key, r.class_name, r.batch_id, r.sheet_name, r.row_no)
            for r in self._found
        ]  # fmt: skip

    def read(self, response: Response) -> tuple[list[Row], list[Row]]:
        """Return the rows of `survey_values` and of `survey_scores` of one response.

        A multiple choice brings to its scales the sum of what was chosen, another item its first number.
        """
        head = (self._school_id, response.survey_id, response.wave, response.response_id)
        values: list[Row] = []
        numbers: dict[str, float] = {}
        last, seq = "", 0
        for item_id, raw, column in sorted(response.answers, key=self._place):
            answers = self._answers.get(item_id) or self._answers_of(item_id)
            # An option chosen in the built-in form (no column) is whole already.
            said = answers.of(raw) if column is not None else ((raw, answers.number(raw)),)
            last, seq = item_id, (seq if item_id == last else 0)
            for piece, number in said:
                seq += 1
                values.append((*head, item_id, seq, piece, number, column))
                if number is not None and (item_id not in numbers or answers.is_multi):
                    numbers[item_id] = numbers.get(item_id, 0.0) + number
        scored = ((scale, scale.score(numbers)) for scale in self._scales)
        return values, [
            (*head, response.teacher_id, scale.scale_id, *score) for scale, score in scored if score
        ]

    def _place(self, answer: Answer) -> tuple[int, str]:
        """Return what answers are ordered by: the key's items, then what the key does not know."""
        return self._order.get(answer[0], len(self._order)), answer[0]

    def _answers_of(self, item_id: str) -> Answers:
        if item_id not in self._answers:
            item = self._items.get(item_id) or Item(item_id, "", "text")
            texts: Iterable[str] = ()
            if item.type == "multi" and not item.options:
                texts = [raw for r in self._found for i, raw, _ in r.answers if i == item_id]
            self._answers[item_id] = Answers(item, texts)
        return self._answers[item_id]


class ScoredScale:
    """A scale with its items at hand."""

    def __init__(self, scale: Scale, items: Sequence[Item]) -> None:
        self.scale_id, self._scale, self._items = scale.scale_id, scale, items
        self._bounds = bounds_of(scale, items)

    def score(self, numbers: dict[str, float]) -> tuple[float, float, float, int, int] | None:
        """Return (score, least, most, items answered, items) of a response, None below half of them.

        A mean is over the answered items, a sum is brought to all of them, a ratio is the sum over
        the greatest sum that the answered items allow.
        """
        answered = [item for item in self._items if item.item_id in numbers]
        if not answered or len(answered) < LEAST_ANSWERED * len(self._items):
            return None
        total = fsum(_turned(item, numbers[item.item_id]) for item in answered)
        if self._scale.formula == "ratio":
            greatest = fsum(item.max for item in answered)
            score = total / greatest if greatest else 0.0
        elif self._scale.formula == "sum":
            score = total * len(self._items) / len(answered)
        else:
            score = total / len(answered)
        return score, *self._bounds, len(answered), len(self._items)


def bounds_of(scale: Scale, items: Sequence[Item]) -> tuple[float, float]:
    """Return the least and the greatest score of a scale: as its key says, else as its items allow."""
    if scale.min != scale.max or not items:
        return scale.min, scale.max
    least, most = fsum(item.min for item in items), fsum(item.max for item in items)
    if scale.formula == "sum":
        return least, most
    if scale.formula == "ratio":
        return (least / most if most else 0.0), 1.0
    return min(item.min for item in items), max(item.max for item in items)


def _items_of(key: Key, scale: Scale) -> list[Item]:
    return [item for item in key.items if scale.scale_id in item.scales]


def _turned(item: Item, value: float) -> float:
    return item.min + item.max - value if item.direction < 0 else value


def _table(name: str, rows: Sequence[Row]) -> pa.Table:
    wanted = schema(name)
    columns = zip(*rows, strict=True) if rows else [()] * len(wanted)
    return pa.table(
        [pa.array(column, kind) for column, kind in zip(columns, wanted.types, strict=True)],
        schema=wanted,
    )
