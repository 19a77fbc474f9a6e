"""The school's own types of tasks and aims of lessons: rows on their way from the page to the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from dashboard import data, words
from dashboard.changes import Unacceptable
from dashboard.session import current_user, may
from warehouse.amending import amend, newest
from warehouse.lessons.taxonomy import KEY, aims, categories, code_order, codes_ever, taxonomy
from warehouse.lessons.value import CATEGORIES, TYPES, targets_are_right
from warehouse.reference import seed
from warehouse.subjects import subject_key

Rows = list[dict[str, Any]]
TAXONOMY, AIMS = "task_taxonomy", "lesson_aims"
SHARES = tuple(f"t{k}" for k in CATEGORIES)
LONGEST = 200
MOST_TYPES = 99  # a code has two digits after its point


def opened(kind: str) -> dict[str, Any]:
    """Return a list as the page draws it: kind, draft (its key), seen, rows, what it is drawn with."""
    held = newest(data.ledger(), kind, KEY)
    seen = held.record_id if held else None
    return {"kind": kind, "draft": f"{kind} {seen} {current_user().login}", "seen": seen,
            "rows": rows_of(kind), **known()}  # fmt: skip


def known() -> dict[str, Any]:
    """Return what both lists are drawn with: the categories, names of subjects."""
    subjects = sorted({row["subject"] for row in seed("subject_aliases")})
    return {"categories": [vars(one) for one in categories()], "subjects": subjects}


def rows_of(kind: str) -> Rows:
    """Return the rows that hold: types by code, aims in their order with shares in percent."""
    if kind == AIMS:
        return [
            {"aim_id": one.aim_id, "aim_name": one.aim_name,
             **{name: words.trimmed(100 * t) for name, t in zip(SHARES, one.targets, strict=True)}}
            for one in aims(data.ledger())
        ]  # fmt: skip
    return [
        {"code": one.code, "type_name": one.type_name, "subject": one.subject,
         "is_own": one.code not in _shipped()}
        for one in taxonomy(data.ledger())
    ]  # fmt: skip


def opened_sentence(kind: str) -> str:
    """Return the head of a list's page."""
    rows = rows_of(kind)
    if kind == AIMS:
        verb = words.form(len(rows), "цели урока есть", "целей урока есть", "целей урока есть")
        return f"Для {len(rows)} {verb} целевая структура задач"
    own = sum(row["is_own"] for row in rows)
    more = f", школа добавила свои: {own}" if own else "; школа может добавить свои"
    return f"Учебные задачи делятся на {TYPES} типов в пяти группах{more}"


def changed(kind: str, rows: Rows, verb: str, at: int) -> Rows:
    """Return rows after a button: `add` (a type to category `at`), or `remove`, `up`, `down` of the row `at`."""
    found = [dict(row) for row in rows]
    if verb == "add" and kind == AIMS:
        found.append(
            {"aim_id": f"own_{uuid4().hex[:8]}", "aim_name": "", **dict.fromkeys(SHARES, "0")}
        )
    elif verb == "add":
        found = _with_type(found, at)
    elif verb == "remove":
        del found[at]
    elif 0 <= at + (step := -1 if verb == "up" else 1) < len(found):
        found[at], found[at + step] = found[at + step], found[at]
    return found


def _with_type(rows: Rows, category: int) -> Rows:
    """Return rows with one more type, under a code that no type has ever had: old lessons keep their meaning."""
    used = {*codes_ever(data.ledger()), *(row["code"] for row in rows)}
    last = max(code_order(code)[1] for code in used if code_order(code)[0] == category)
    if last >= MOST_TYPES:
        return rows
    new = {"code": f"{category}.{last + 1}", "type_name": "", "subject": "", "is_own": True}
    return sorted([*rows, new], key=lambda row: code_order(row["code"]))


def filled(rows: Rows, ids: Sequence[Mapping[str, Any]], values: Sequence[Any]) -> Rows:
    """Return the rows as the fields of the page have them."""
    found = [dict(row) for row in rows]
    for name, value in zip(ids, values, strict=True):
        if int(name["row"]) < len(found):
            found[int(name["row"])][name["field"]] = value
    return found


def save(kind: str, rows: Rows, seen: int | None) -> int:
    """Keep the rows; return the record that holds. Raises Unacceptable, and Moved where another came between."""
    if not may("settings"):
        raise Unacceptable("Списки меняют администратор, директор и заместитель директора.")
    payload = {"rows": _aims(rows) if kind == AIMS else _types(rows)}
    return amend(data.ledger(), kind, KEY, payload, current_user().name, seen)


def differing(kind: str, mine: Rows, theirs: Rows) -> list[str]:
    """Return in words what another saved otherwise than one's own rows."""
    own, name = ("aim_id", "aim_name") if kind == AIMS else ("code", "type_name")
    ours, other = ({row[own]: row for row in rows} for rows in (mine, theirs))
    found = [f"убрано «{row[name]}»" for key, row in ours.items() if key not in other]
    found += [f"добавлено «{row[name]}»" for key, row in other.items() if key not in ours]
    for key in ours.keys() & other.keys():
        if ours[key][name] != other[key][name]:
            found.append(f"«{ours[key][name]}» названо «{other[key][name]}»")
    return sorted(found) or ["другие доли, предметы или порядок"]


def total(shares: Sequence[Any]) -> float | None:
    """Return the sum of shares in percent, None where one of them is no number."""
    found = [_number(share) for share in shares]
    return None if None in found else sum(share or 0 for share in found)


def _types(rows: Rows) -> Rows:
    kept = {row["code"] for row in rows}
    if not _shipped() <= kept:
        raise Unacceptable(f"{TYPES} типов таксономии убрать нельзя: по ним закодированы уроки.")
    found = []
    for row in rows:
        name = _plain(row["type_name"])
        if not name:
            raise Unacceptable(f"Назовите тип {row['code']} или уберите его.")
        own = {"category": int(row["code"][0]), "type_name": name, "subject": row["subject"] or ""}
        found.append({"code": row["code"], **own})
    return found


def _aims(rows: Rows) -> Rows:
    if not rows:
        raise Unacceptable("Оставьте хотя бы одну цель урока.")
    found: Rows = []
    for row in rows:
        name = _plain(row["aim_name"])
        if not name:
            raise Unacceptable("Есть цель без названия: назовите её или уберите.")
        if any(subject_key(name) == subject_key(one["aim_name"]) for one in found):
            raise Unacceptable(f"«{name}» названо дважды.")
        shares = [_number(row[share]) for share in SHARES]
        targets = [share / 100 for share in shares if share is not None]
        if len(targets) < len(SHARES):
            raise Unacceptable(f"«{name}»: доли пишутся числом процентов, например 20.")
        if not targets_are_right(targets):
            whole = words.percent(100 * sum(targets))
            raise Unacceptable(
                f"«{name}»: доли складываются в {whole}, а нужно 100 %, и ни одна не меньше нуля."
            )
        found.append(
            {"aim_id": row["aim_id"], "aim_name": name, **dict(zip(SHARES, targets, strict=True))}
        )
    return found


def _shipped() -> set[str]:
    return {row["code"] for row in seed("task_types")}


def _plain(text: Any) -> str:
    return " ".join(str(text or "").split())[:LONGEST]


def _number(value: Any) -> float | None:
    text = str(value if value is not None else "").strip().rstrip("%").strip().replace(",", ".")
    try:
        return float(text or 0)
    except ValueError:
        return None
