"""The school's own competences and criteria of lessons: rows on their way from the page to the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from dashboard import data
from dashboard.changes import Unacceptable
from dashboard.session import current_user
from warehouse.amending import amend, newest
from warehouse.papers.reviews import project_criteria
from warehouse.staff.reference import competences, observation_criteria
from warehouse.subjects import subject_key

KEY = "school"
Rows = list[dict[str, Any]]
FIELDS = {
    "competences": ("competence_name", "block_name"),
    "observation_criteria": ("criterion_name", "competence_id", "min_score", "max_score"),
    "project_criteria": ("criterion_name", "block_name"),
}
IDS = {
    "competences": "competence_id",
    "observation_criteria": "criterion_id",
    "project_criteria": "criterion_id",
}
LONGEST = 200
WIDEST = 10  # steps of a scale that a phone has room for


def rows_of(kind: str) -> Rows:
    """Return the rows of a framework that hold, in order."""
    make = {"competences": competences, "observation_criteria": observation_criteria,
            "project_criteria": project_criteria}[kind]  # fmt: skip
    names = (IDS[kind], *FIELDS[kind])
    return [{name: row[name] for name in names} for row in make(data.ledger())]


def seen(kind: str) -> int | None:
    """Return the record that the rows are of, None where they ship with the product."""
    held = newest(data.ledger(), kind, KEY)
    return held.record_id if held else None


def changed(kind: str, rows: Rows, verb: str, at: int) -> Rows:
    """Return rows after a button: `add`, or `remove`, `up`, `down` of the row at a place."""
    found = [dict(row) for row in rows]
    if verb == "add":
        empty = {"competence_name": "", "block_name": found[-1].get("block_name", "") if found else "",
                 "criterion_name": "", "competence_id": "", "min_score": 0, "max_score": 3}  # fmt: skip
        found.append(
            {IDS[kind]: f"own_{uuid4().hex[:8]}", **{name: empty[name] for name in FIELDS[kind]}}
        )
    elif verb == "remove":
        del found[at]
    elif 0 <= at + (step := -1 if verb == "up" else 1) < len(found):
        found[at], found[at + step] = found[at + step], found[at]
    return found


def save(kind: str, rows: Rows, held: int | None) -> int:
    """Keep the rows; return the record that holds. Raises Unacceptable, and Moved where another came between."""
    make = {"competences": _competences, "observation_criteria": _criteria,
            "project_criteria": _project_criteria}[kind]  # fmt: skip
    return amend(data.ledger(), kind, KEY, {"rows": make(rows)}, current_user().name, held)


def _competences(rows: Rows) -> Rows:
    named = _named(rows, "competence_name", "компетенции")
    known = {row["block_name"]: row["block_id"] for row in competences(data.ledger())}
    used = {
        row["competence_id"]: row["criterion_name"] for row in observation_criteria(data.ledger())
    }
    gone = sorted(set(used) - {row["competence_id"] for row in rows})
    if gone:
        raise Unacceptable(
            f"Сначала переназначьте критерий «{used[gone[0]]}»: его компетенция убрана."
        )
    found = []
    for row in named:
        block = _plain(row["block_name"])
        if not block:
            raise Unacceptable(f"Назовите блок компетенции «{row['competence_name']}».")
        found.append({"competence_id": row["competence_id"], "competence_name": row["competence_name"],
                      "block_id": known.setdefault(block, f"own_{len(known)}"), "block_name": block})  # fmt: skip
    return found


def _criteria(rows: Rows) -> Rows:
    known = {row["competence_id"] for row in competences(data.ledger())}
    found = []
    for row in _named(rows, "criterion_name", "критерии"):
        name = row["criterion_name"]
        if row["competence_id"] not in known:
            raise Unacceptable(f"Выберите, какую компетенцию показывает «{name}».")
        least, most = _number(row["min_score"], name), _number(row["max_score"], name)
        if not 0 < most - least <= WIDEST:
            raise Unacceptable(
                f"Шкала «{name}»: наибольший балл больше наименьшего, не дальше {WIDEST}."
            )
        found.append({"criterion_id": row["criterion_id"], "criterion_name": name,
                      "competence_id": row["competence_id"], "min_score": least, "max_score": most})  # fmt: skip
    return found


def _project_criteria(rows: Rows) -> Rows:
    found = []
    for row in _named(rows, "criterion_name", "критерии"):
        block = _plain(row["block_name"])
        if not block:
            raise Unacceptable(f"Напишите, что показывает «{row['criterion_name']}».")
        found.append({"criterion_id": row["criterion_id"], "criterion_name": row["criterion_name"],
                      "block_name": block})  # fmt: skip
    return found


def _named(rows: Rows, field: str, what: str) -> Rows:
    """Return rows with plain names. Raises Unacceptable for none, an empty name or one said twice."""
    found = [{**row, field: _plain(row[field])} for row in rows]
    if not found:
        raise Unacceptable(f"Оставьте хотя бы одну строку: {what}.")
    keys: set[str] = set()
    for row in found:
        key = subject_key(row[field])
        if not key:
            raise Unacceptable("Есть строка без названия: заполните её или уберите.")
        if key in keys:
            raise Unacceptable(f"«{row[field]}» названо дважды.")
        keys.add(key)
    return found


def differing(kind: str, mine: Rows, theirs: Rows) -> list[str]:
    """Return in words what another saved otherwise than one's own rows."""
    own, name = IDS[kind], FIELDS[kind][0]
    ours, other = ({str(row[own]): row for row in rows} for rows in (mine, theirs))
    found = [f"убрано «{row[name]}»" for key, row in ours.items() if key not in other]
    found += [f"добавлено «{row[name]}»" for key, row in other.items() if key not in ours]
    for key in ours.keys() & other.keys():
        if any(str(ours[key][f]) != str(other[key][f]) for f in FIELDS[kind] if "score" not in f):
            found.append(f"изменено «{other[key][name]}»")
    return sorted(found) or ["другой порядок или шкала"]


def _plain(text: Any) -> str:
    return " ".join(str(text or "").split())[:LONGEST]


def _number(value: Any, name: str) -> float:
    try:
        return float(str(value).replace(",", "."))
    except ValueError as error:
        raise Unacceptable(f"Шкала «{name}»: введите числа.") from error


def filled(kind: str, ids: Sequence[Mapping[str, Any]], values: Sequence[Any], rows: Rows) -> Rows:
    """Return the rows as the fields of the page have them; what has no field stays."""
    found = [dict(row) for row in rows]
    for name, value in zip(ids, values, strict=True):
        if name["kind"] == kind and int(name["row"]) < len(found):
            found[int(name["row"])][name["field"]] = value
    return found
