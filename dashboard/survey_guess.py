"""What the questions of a form without a key may be, guessed by their answers: a person confirms it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from warehouse.subjects import subject_key
from warehouse.surveys.keys import Item, ready_keys
from warehouse.surveys.values import Answers, number_in, options_of

MOST_IN_SET = 12
MOST_WORDINGS = 7  # different answers up to which words may be a scale or a choice
LONGEST_WORDING = 60  # letters of one
ENOUGH = 0.9  # share of numbers among the answers of a scale
USUAL_TOPS = (1, 3, 4, 5, 6, 7, 9, 10, 100)
Cells = Mapping[str, int]
Wordings = tuple[tuple[str, float | None], ...]


def guessed_items(asked: Sequence[Mapping[str, Any]], used: set[str]) -> list[Item]:
    """Return an item for each question (question_key, text, role, cells: answer → how many).

    Numbers of all questions share one scale; words that a ready key knows come with their numbers; other
    few words, met in several questions, wait for theirs (a number of 0…n-1 is not invented).
    """
    numeric = {one["question_key"] for one in asked if is_numeric(one["cells"])}
    bounds = bounds_of([one["cells"] for one in asked if one["question_key"] in numeric])
    met = Counter(subject_key(answer) for one in asked for answer in one["cells"])
    shared = frozenset(answer for answer, count in met.items() if count > 1)
    names = (f"q{n}" for n in range(1, len(asked) + len(used) + 2) if f"q{n}" not in used)
    found = []
    for one in asked:
        item_id = next(names)
        if one.get("role") in ("name", "code", "class"):
            found.append(Item(item_id, one["text"], one["role"]))
        elif one["question_key"] in numeric:
            found.append(Item(item_id, one["text"], "scale", min=bounds[0], max=bounds[1]))
        else:
            found.append(_worded(item_id, one["text"], one["cells"], shared))
    return found


def answer_sets(asked: Sequence[tuple[Item, Cells]]) -> list[dict[str, Any]]:
    """Return the scales of answers that items (with the answers met) share, in the order they are met.

    A set has min, max, words ([word, number], None where nobody said it), items (ids) and is_numbered.
    Words met that have no number yet stand at its end; choices of a new form that overlap are one set.
    """
    found: dict[Any, dict[str, Any]] = {}
    for item, cells in asked:
        if item.type in ("scale", "number") or item.wordings:
            own = {"min": item.min, "max": item.max, "words": [[w, n] for w, n in item.wordings],
                   "items": set(), "is_numbered": True}  # fmt: skip
            one = found.setdefault((item.min, item.max, item.wordings), own)
            _add_words(one, unread(item, cells))
        elif item.type == "single" and cells and not item.options:
            one = next(
                (o for o in found.values() if not o["is_numbered"] and _overlap(o, cells)), {}
            )
            if not one:
                one = {"min": None, "max": None, "words": [], "items": set(), "is_numbered": False}
                found[item.item_id] = one
            _add_words(one, list(cells))
        else:
            continue
        one["items"].add(item.item_id)
    return list(found.values())


def unread(item: Item, cells: Cells) -> list[str]:
    """Return the short answers that have no number on an item's scale, the commonest first."""
    read = Answers(item)
    short = [answer for answer in cells if len(answer) <= LONGEST_WORDING]
    return [answer for answer in short if read.number(answer) is None and number_in(answer) is None]


def _add_words(one: dict[str, Any], words: Sequence[str]) -> None:
    known = {subject_key(word) for word, _ in one["words"]}
    for word in words:
        if subject_key(word) not in known and len(one["words"]) < MOST_IN_SET:
            known.add(subject_key(word))
            one["words"].append([word, None])


def _overlap(one: dict[str, Any], cells: Cells) -> bool:
    known = {subject_key(word) for word, _ in one["words"]}
    return not known.isdisjoint(subject_key(answer) for answer in cells)


def is_numeric(cells: Cells) -> bool:
    """Say whether nearly all answers are numbers, or begin with one."""
    total = sum(cells.values())
    return (
        bool(total)
        and sum(c for a, c in cells.items() if number_in(a) is not None) >= ENOUGH * total
    )


def bounds_of(asked: Sequence[Cells]) -> tuple[float, float]:
    """Return the least and greatest number of a scale: from 0 or 1 to the usual top that holds them all."""
    met = [number for cells in asked for a in cells if (number := number_in(a)) is not None]
    if not met:
        return 0.0, 0.0
    low = 0.0 if min(met) < 1 else 1.0
    return low, next((float(top) for top in USUAL_TOPS if top >= max(met)), max(met))


def _worded(item_id: str, text: str, cells: Cells, shared: frozenset[str]) -> Item:
    wordings = known_wordings(cells)
    if wordings:
        numbers = [number for _, number in wordings]
        return Item(item_id, text, "scale", min=min(numbers), max=max(numbers), wordings=wordings)
    if is_multiple(cells):
        return Item(item_id, text, "multi")
    return Item(item_id, text, "single" if is_choice(cells, shared) else "text")


def is_choice(cells: Cells, shared: frozenset[str] = frozenset()) -> bool:
    """Say whether the answers are few and short, and repeated or `shared` by other questions (folded)."""
    is_few = bool(cells) and len(cells) <= MOST_WORDINGS
    is_short = all(len(answer) <= LONGEST_WORDING for answer in cells)
    is_met = sum(cells.values()) > len(cells) or any(subject_key(one) in shared for one in cells)
    return is_few and is_short and is_met


def is_multiple(cells: Cells) -> bool:
    """Say whether cells hold several options each, the same again and again."""
    pieces = [piece for answer in cells for piece in options_of(answer)]
    return len(pieces) > len(cells) and len(set(pieces)) * 2 <= len(pieces)


def known_wordings(cells: Cells) -> tuple[tuple[str, float], ...]:
    """Return the wordings of a ready key that knows every one of these answers, with all its words."""
    folded = {subject_key(answer) for answer in cells}
    for wordings in _ready_wordings():
        if folded and folded <= {subject_key(word) for word, _ in wordings}:
            return wordings
    return ()


@cache
def _ready_wordings() -> tuple[tuple[tuple[str, float], ...], ...]:
    found = {item.wordings for key in ready_keys().values() for item in key.items if item.wordings}
    return tuple(sorted(found, key=lambda wordings: (len(wordings), wordings)))
