"""Saving the key of a survey: the draft of a page beside the records of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dashboard import data
from dashboard.session import current_user
from dashboard.survey_draft import Wrong, draft_of, key_of_draft, matches_of
from dashboard.surveys import Row, Survey, rows_of
from warehouse.amending import Moved, amend, newest
from warehouse.queries import surveys
from warehouse.surveys.keys import AUDIENCES, Key, forms, key_of, keys
from warehouse.surveys.matching import Asked, Words
from warehouse.surveys.values import Answers
from warehouse.surveys.waves import said_waves

MOST_LINES = 12
LISTED = {"no": False, "yes": True, "-": ""}  # what the lists of the editor hold
NEW = "survey_"  # what the id of a school's own survey begins with


def asked_in(signature: str) -> list[Row]:
    """Return the questions of a form: question_key, grid_row, text, role, cells (answer → how many)."""
    cells: dict[str, dict[str, int]] = {}
    for row in rows_of(surveys.cells, signature=signature):
        cells.setdefault(row["question_key"], {})[row["value_raw"]] = int(row["cells_count"])
    return [
        {"question_key": row["question_key"], "grid_row": row["grid_row"], "role": row["role"],
         "text": " ".join((row["grid_row"] or row["header_raw"]).split()),
         "cells": cells.get(row["question_key"], {})}
        for row in rows_of(surveys.questions, signature=signature)
    ]  # fmt: skip


def target(found: Survey, ready_id: str, signature: str) -> Key:
    """Return the key that is edited: the survey's, a ready one it is tied to, or an empty one of its own."""
    if found.key is not None:
        return found.key
    known = keys(data.ledger())
    audience = forms(data.ledger()).get(signature, {}).get("audience", "")
    audience = audience if audience in AUDIENCES else ""
    return known.get(ready_id) or Key(f"{NEW}{signature[:12]}", found.title, audience)


def ties(key: Key, signature: str, asked: Sequence[Row]) -> dict[str, str]:
    """Return question_key → item_id: as people said, by the same words, else by the nearest."""
    said = forms(data.ledger())
    questions = [Asked(one["question_key"], one["grid_row"], one["text"]) for one in asked]
    found = Words(key, said).match(questions, is_told=True).matches if key.items else {}
    own = said.get(signature, {})
    told = own.get("matches", {}) if own.get("survey_id") == key.survey_id else {}
    return {q: item for q, item in {**found, **told}.items() if item}


def opened(key: Key, signature: str) -> tuple[Row, list[Row], Row]:
    """Return the draft of a key over a form, its questions, and what was seen (see `draft_from`)."""
    ledger, asked = data.ledger(), asked_in(signature) if signature else []
    waves = [
        {"wave": w.wave, "date_from": w.date_from.isoformat(), "date_to": w.date_to.isoformat()}
        for w in said_waves(ledger) if w.survey_id == key.survey_id
    ]  # fmt: skip
    draft = draft_of(key, asked, ties(key, signature, asked), waves)
    held, form = (
        newest(ledger, "survey_key", key.survey_id),
        newest(ledger, "survey_form", signature),
    )
    seen = {
        "survey_id": key.survey_id, "signature": signature, "title": key.title,
        "key": held.record_id if held else None, "form": form.record_id if form else None,
        "scales": [row["scale_id"] for row in draft["scales"]],
        "items": [[row["item_id"], row["question"]] for row in draft["items"]],
        "words": [[word for word, _ in one["words"]] for one in draft["sets"]],
        "waves": [row["wave"] for row in waves],
    }  # fmt: skip
    return draft, asked, seen


def draft_from(seen: Row, ids: Sequence[Row], values: Sequence[Any]) -> Row:
    """Return the draft that the fields of the page hold, with what they do not show from `seen`."""
    said: dict[str, dict[str, Row]] = {}
    for own, value in zip(ids, values, strict=True):
        said.setdefault(own["table"], {}).setdefault(own["row"], {})[own["name"]] = LISTED.get(
            value, value
        )
    items = said.get("items", {})
    rows = [{"item_id": own_id, "question": question, **items[str(at)]}
            for at, (own_id, question) in enumerate(seen["items"])]  # fmt: skip
    scales = [
        {**said["scales"][str(at)], "scale_id": own_id} for at, own_id in enumerate(seen["scales"])
    ]
    numbers = said.get("words", {})
    sets = [
        {"min": number_of(said["sets"][str(at)]["min"]), "max": number_of(said["sets"][str(at)]["max"]),
         "words": [[word, number_of(numbers[f"{at} {n}"]["number"])] for n, word in enumerate(words)]}
        for at, words in enumerate(seen["words"])
    ]  # fmt: skip
    waves = [row for _, row in sorted(said.get("waves", {}).items(), key=lambda pair: int(pair[0]))]
    return {"key": said["key"]["0"], "scales": scales, "sets": sets, "items": rows, "waves": waves}


def number_of(value: Any) -> float | None:
    """Return the number that a field holds, None where it is empty."""
    return None if value is None or value == "" else float(value)


def held_key(seen: Row) -> Key:
    """Return the key that the fields were filled from, or an empty one."""
    known = keys(data.ledger()).get(seen["survey_id"])
    return known or Key(seen["survey_id"], seen["title"])


def read_preview(draft: Row, asked: Sequence[Row]) -> Row:
    """Return how many answers of numbered questions get a number: read, total, lines (text, left)."""
    cells = {one["question_key"]: one["cells"] for one in asked}
    read = total = 0
    lines = []
    for row in draft["items"]:
        counts = cells.get(row["question"], {})
        if row["type"] not in ("scale", "number") or not counts:
            continue
        try:
            answers = Answers(key_item(row, draft))
        except Wrong:
            left = sorted(counts.items(), key=lambda pair: -pair[1])
        else:
            left = [(a, c) for a, c in counts.items() if answers.number(a) is None]
        total += sum(counts.values())
        read += sum(counts.values()) - sum(count for _, count in left)
        lines += [(row["text"], left)] if left else []
    return {"read": read, "total": total, "lines": lines[:MOST_LINES]}


def key_item(row: Row, draft: Row) -> Any:
    """Return one item of a draft by itself, outside its scales. Raises Wrong."""
    alone = {**draft, "scales": [], "items": [{**row, "scales": ""}],
             "key": {"title": "-", "audience": "teachers", "is_named": "", "about": ""}}  # fmt: skip
    return key_of_draft(alone, Key(row["item_id"], "-")).items[0]


def save(seen: Row, draft: Row) -> str:
    """Save the key, how its form is tied to it, and its waves; return the survey's id.

    Raises Wrong for a draft that makes no key, Moved where somebody saved since `seen`; nothing is
    written then.
    """
    ledger, who = data.ledger(), current_user().name
    key = key_of_draft(draft, held_key(seen))
    waves = _waves(draft["waves"])
    with ledger.transaction():
        amend(ledger, "survey_key", key.survey_id, key.payload(), who, seen["key"])
        if seen["signature"]:
            form = {
                "survey_id": key.survey_id,
                "matches": matches_of(draft, key),
                "audience": key.audience,
            }
            amend(ledger, "survey_form", seen["signature"], form, who, seen["form"])
        for wave in waves:
            _keep_wave(key.survey_id, wave, who)
        for gone in set(seen["waves"]) - {wave["wave"] for wave in waves}:
            _keep_wave(key.survey_id, {"wave": gone, "is_deleted": True}, who)
    return key.survey_id


def _waves(rows: Sequence[Row]) -> list[Row]:
    found = []
    for row in rows:
        name = str(row["wave"] or "").strip()
        if not name:
            continue
        try:
            days = [date.fromisoformat(str(row[side])) for side in ("date_from", "date_to")]
        except ValueError as error:
            raise Wrong(f"Волна «{name}»: укажите оба дня") from error
        if days[0] > days[1]:
            raise Wrong(f"Волна «{name}»: первый день позже последнего")
        found.append(
            {"wave": name, "date_from": days[0].isoformat(), "date_to": days[1].isoformat()}
        )
    return found


def _keep_wave(survey_id: str, wave: Row, who: str) -> None:
    key = f"{survey_id}|{wave['wave']}"
    held = newest(data.ledger(), "survey_wave", key)
    payload = {
        **(held.payload if held else {}),
        "is_deleted": False,
        "survey_id": survey_id,
        **wave,
    }
    amend(data.ledger(), "survey_wave", key, payload, who, held.record_id if held else None)


def differences(moved: Moved, draft: Row, seen: Row) -> list[tuple[str, str, str]]:
    """Return what differs between what somebody saved and this draft: (what, saved, mine)."""
    saved = moved.newest.payload if moved.newest else {}
    mine = key_of_draft(draft, held_key(seen)).payload()
    theirs = key_of(saved).payload() if "items" in saved else {}
    found = [(NAMES[name], _told(theirs.get(name)), _told(mine[name])) for name in NAMES
             if theirs.get(name) != mine[name]]  # fmt: skip
    for table, own in (("scales", "scale_id"), ("items", "item_id")):
        left, right = ({row[own]: row for row in of.get(table, ())} for of in (theirs, mine))
        found += [
            (f"{TABLES[table]} {one}", _row(left.get(one), right.get(one)), _row(right.get(one), left.get(one)))
            for one in {**left, **right} if left.get(one) != right.get(one)
        ]  # fmt: skip
    return found


NAMES = {
    "title": "Название",
    "audience": "Кто отвечает",
    "is_named": "Подпись",
    "about": "Пояснение",
}
TABLES = {"scales": "Шкала", "items": "Вопрос"}


def _told(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(_told(one) for one in value) or "—"
    return (
        {True: "да", False: "нет"}.get(value, "") if isinstance(value, bool) else str(value or "—")
    )


def _row(one: Row | None, other: Row | None) -> str:
    """Return the fields of a row that differ from the other's."""
    if one is None:
        return "нет"
    return ", ".join(
        _told(value) for name, value in one.items() if not other or other.get(name) != value
    )
