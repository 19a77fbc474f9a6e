"""The key of a survey as the editor holds it: made of a key and of a form's answers, and turned back into a key.

A draft is plain values. `scales` and `items` have the fields of the key as text; `sets` are scales of answers
that several questions share (least and greatest number, words with their numbers), named А, Б, В…; an item
says which set it uses and by number which scales it belongs to; `question` is the question of the form it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dashboard import words
from dashboard.survey_guess import answer_sets, guessed_items
from warehouse.surveys.keys import AUDIENCES, FORMULAS, ITEM_TYPES, Item, Key, Scale

Row = dict[str, Any]
LETTERS = "АБВГДЕЖИКЛМНОПРСТУФХЦЧШЭЮЯ"
NUMBERED = ("scale", "number")
SPARE_SCALES, SPARE_WAVES = 3, 2
_CUT = re.compile(r"\s*([+-]?\d+(?:[.,]\d+)?)\s*[-–—:=]?\s*(\S.*)")


class Wrong(ValueError):
    """A draft that makes no key; the message says what and where, in Russian."""


def draft_of(
    key: Key, asked: Sequence[Row], matches: Mapping[str, str], waves: Sequence[Row]
) -> Row:
    """Return the draft of a key tied to a form.

    `asked` are its questions (question_key, text, cells), `matches` question_key → item_id, `waves` have
    wave, date_from and date_to. Questions that no item asks stand last and are not read until told.
    """
    question_of = {item_id: question for question, item_id in matches.items()}
    cells = {one["question_key"]: one["cells"] for one in asked}
    left = [one for one in asked if not matches.get(one["question_key"])]
    used = {item.item_id for item in key.items}
    extra = guessed_items(left, used) if not key.items else [_unread(one, used) for one in left]
    items = [(item, question_of.get(item.item_id, "")) for item in key.items]
    items += [(item, one["question_key"]) for item, one in zip(extra, left, strict=True)]
    sets = answer_sets([(item, cells.get(question, {})) for item, question in items])
    numbers = {scale.scale_id: str(n) for n, scale in enumerate(key.scales, start=1)}
    return {
        "key": {"title": key.title, "audience": key.audience, "is_named": key.is_named,
                "about": key.about},
        "scales": [*(_scale_row(scale) for scale in key.scales), *[{**EMPTY_SCALE}] * SPARE_SCALES],
        "sets": [{name: one[name] for name in ("min", "max", "words")} for one in sets],
        "items": [_item_row(item, question, sets, numbers) for item, question in items],
        "waves": [*waves, *[{"wave": "", "date_from": "", "date_to": ""}] * SPARE_WAVES],
    }  # fmt: skip


EMPTY_SCALE = {"scale_id": "", "name": "", "formula": "mean", "cuts": "", "block": ""}


def _unread(one: Row, used: set[str]) -> Item:
    item_id = next(f"q{n}" for n in range(1, len(used) + 2) if f"q{n}" not in used)
    used.add(item_id)
    return Item(item_id, one["text"], "skip")


def _scale_row(scale: Scale) -> Row:
    cuts = "; ".join(f"{words.trimmed(least)} {name}" for least, name in scale.cuts)
    return {"scale_id": scale.scale_id, "name": scale.name, "formula": scale.formula, "cuts": cuts,
            "block": scale.block}  # fmt: skip


def _item_row(item: Item, question: str, sets: Sequence[Row], numbers: Mapping[str, str]) -> Row:
    place = next((at for at, one in enumerate(sets) if item.item_id in one["items"]), None)
    shared = place is not None and not sets[place]["is_numbered"] and len(sets[place]["items"]) > 1
    return {
        "item_id": item.item_id, "text": item.text, "type": "scale" if shared else item.type,
        "set": "" if place is None else LETTERS[place % len(LETTERS)],
        "scales": ", ".join(numbers[one] for one in item.scales if one in numbers),
        "is_reversed": item.direction < 0, "statement": item.statement,
        "options": "; ".join(item.options), "question": question,
    }  # fmt: skip


def key_of_draft(draft: Row, held: Key) -> Key:
    """Return the key that a draft says; what the editor does not show stays as `held` has it. Raises Wrong."""
    said = draft["key"]
    title = str(said["title"] or "").strip()
    if not title:
        raise Wrong("Назовите опрос")
    if said["audience"] not in AUDIENCES:
        raise Wrong("Скажите, кто отвечает: учителя, ученики или родители")
    scales, numbers = _scales(draft["scales"], held)
    items = tuple(
        _item(row, draft["sets"], numbers, at) for at, row in enumerate(draft["items"], start=1)
        if row["type"] != "skip" or row["item_id"] in {item.item_id for item in held.items}
    )  # fmt: skip
    asked = {scale_id for item in items for scale_id in item.scales}
    if empty := next((scale.name for scale in scales if scale.scale_id not in asked), ""):
        raise Wrong(f"В шкалу «{empty}» не входит ни один вопрос: поставьте её номер у вопросов")
    return replace(held, title=title, audience=said["audience"], is_named=bool(said["is_named"]),
                   about=str(said["about"] or "").strip(), scales=scales, items=items)  # fmt: skip


def _scales(rows: Sequence[Row], held: Key) -> tuple[tuple[Scale, ...], dict[str, str]]:
    """Return the scales that have a name, and their ids by the number that items call them by."""
    known = {scale.scale_id: scale for scale in held.scales}
    shown = {row["scale_id"] for row in rows}
    # A new scale that was saved already (a second click) is the same scale.
    by_name = {scale.name: scale.scale_id for scale in held.scales if scale.scale_id not in shown}
    taken = {*known, *shown}
    found, numbers = [], {}
    for at, row in enumerate(rows, start=1):
        name = str(row["name"] or "").strip()
        if not name:
            continue
        free = (f"s{n}" for n in range(1, len(taken) + len(rows) + 1) if f"s{n}" not in taken)
        own_id = row["scale_id"] or by_name.get(name) or next(free)
        taken.add(own_id)
        before = known.get(own_id, Scale(own_id, name))
        formula = row["formula"] if row["formula"] in FORMULAS else "mean"
        if formula != before.formula:
            before = replace(before, min=0.0, max=0.0)
        found.append(replace(before, name=name, formula=formula, block=str(row["block"] or "").strip(),
                             cuts=cuts_of(row["cuts"], name)))  # fmt: skip
        numbers[str(at)] = own_id
    return tuple(found), numbers


def cuts_of(text: str | None, name: str) -> tuple[tuple[float, str], ...]:
    """Return the levels of «0 низкий; 2 средний; 3 высокий», the lowest first. Raises Wrong."""
    found = []
    for part in filter(None, (p.strip() for p in (text or "").split(";"))):
        read = _CUT.fullmatch(part)
        if not read:
            raise Wrong(f"Уровни шкалы «{name}» пишутся так: 0 низкий; 2 средний; 3 высокий")
        found.append((float(read[1].replace(",", ".")), read[2].strip()))
    if found != sorted(found, key=lambda cut: cut[0]):
        raise Wrong(f"Уровни шкалы «{name}» должны идти от меньшего к большему")
    return tuple(found)


def _item(row: Row, sets: Sequence[Row], numbers: Mapping[str, str], at: int) -> Item:
    """Return an item of the draft. Raises Wrong with the number of its row."""
    text = str(row["text"] or "").strip()
    if not text:
        raise Wrong(f"Вопрос {at}: впишите его слова")
    asked = [one.strip() for one in str(row["scales"] or "").split(",") if one.strip()]
    if unknown := next((one for one in asked if one not in numbers), ""):
        raise Wrong(f"Вопрос {at}: шкалы с номером «{unknown}» нет")
    kind = row["type"] if row["type"] in ITEM_TYPES else "text"
    answers = _set_of(row, sets, kind, at)
    return Item(
        row["item_id"], text, kind, tuple(numbers[one] for one in asked),
        -1 if row["is_reversed"] else 1, *answers,
        tuple(filter(None, (o.strip() for o in str(row["options"] or "").split(";")))),
        str(row["statement"] or "").strip(),
    )  # fmt: skip


Bounds = tuple[float, float, tuple[tuple[str, float], ...]]


def _set_of(row: Row, sets: Sequence[Row], kind: str, at: int) -> Bounds:
    """Return (least, greatest, wordings) of the set that an item names. Raises Wrong."""
    place = LETTERS.find(row["set"]) if row["set"] else -1
    if not 0 <= place < len(sets):
        if kind == "scale":
            raise Wrong(f"Вопрос {at}: выберите, какими числами на него отвечают")
        return 0.0, 0.0, ()
    said = sets[place]
    wordings = tuple((word, float(number)) for word, number in said["words"] if number is not None)
    numbers = [number for _, number in wordings]
    low = min(numbers, default=None) if said["min"] is None else said["min"]
    high = max(numbers, default=None) if said["max"] is None else said["max"]
    if kind not in NUMBERED and (low is None or high is None):
        return 0.0, 0.0, ()
    if low is None or high is None or (kind == "scale" and not float(low) < float(high)):
        raise Wrong(f"Ответы {row['set']}: впишите числа у ответов или наименьшее и наибольшее")
    outside = next((word for word, n in wordings if not float(low) <= n <= float(high)), "")
    if outside and low != high:
        raise Wrong(
            f"Ответы {row['set']}: число у «{outside}» выходит за {words.trimmed(low)}–{words.trimmed(high)}"
        )
    return float(low), float(high), wordings


def matches_of(draft: Row, key: Key) -> dict[str, str]:
    """Return question_key → item_id as the draft ties them. Raises Wrong where one question is two items."""
    kept = {item.item_id for item in key.items}
    found: dict[str, str] = {}
    for row in draft["items"]:
        if row["question"] and row["item_id"] in kept:
            if row["question"] in found:
                raise Wrong(f"Один вопрос формы выбран дважды: «{row['text']}»")
            found[row["question"]] = row["item_id"]
    return dict(sorted(found.items()))
