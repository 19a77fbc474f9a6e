"""Observed lessons: who sees which, who may correct one, and what is written down of a filled form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from dashboard import data
from dashboard.changes import Unacceptable
from dashboard.session import User, current_user, may
from etl.names import class_name
from warehouse.amending import amend, newest
from warehouse.ledger import Record
from warehouse.queries import competences
from warehouse.staff.reference import observation_criteria, teacher_persons

KIND = "observation"
LONGEST = {"class": 20, "subject": 120, "topic": 300, "note": 4000}
FIELDS = ("teacher", "day", "class", "subject", "topic", "note")


@dataclass(frozen=True)
class Lesson:
    """An observed lesson as the page shows it; `record_id` is None for one of a file."""

    key: str
    teacher_id: int
    teacher: str
    observer: str
    day: date | None
    class_name: str
    subject: str
    topic: str
    note: str
    scores: Mapping[str, float]
    record_id: int | None = None
    is_mine_to_correct: bool = False


def people() -> dict[int, str]:
    """Return every teacher by name: id → full name."""
    found = data.frame(competences.people)
    return {int(row["teacher_id"]): str(row["full_name"]) for row in found.to_dict("records")}


def criteria() -> list[dict[str, Any]]:
    """Return the criteria in order."""
    return observation_criteria(data.ledger())


def lessons() -> list[Lesson]:
    """Return the lessons that the person may see, the newest first, those of a day by name."""
    found = [*_typed(), *_of_files()]
    return sorted(found, key=lambda one: (-(one.day or date.min).toordinal(), one.teacher, one.key))


def lesson(key: str) -> Lesson | None:
    """Return one lesson with its scores; None where there is none that the person may see."""
    record = newest(data.ledger(), KIND, key)
    if record is not None:
        known, persons = people(), _persons()
        is_shown = not record.payload.get("is_deleted") and may_see(record, persons)
        return _of_record(record, known, persons) if is_shown else None
    found = next((one for one in _of_files() if one.key == key), None)
    if found is None:
        return None
    scores = data.frame(competences.observed_scores, observation=key)
    given = dict(zip(scores["criterion_id"], scores["score"], strict=True)) if len(scores) else {}
    return Lesson(**{**vars(found), "scores": given})


def may_see(record: Record, persons: Mapping[int, int]) -> bool:
    """Tell whether the person may see the scores: the methodist, the observed teacher, the observer."""
    user = current_user()
    own = _own(user, persons)
    of = int(record.payload["teacher_id"])
    return may_correct(record) or (own is not None and persons.get(of, of) == own)


def may_correct(record: Record) -> bool:
    """Tell whether the person may correct a lesson: who wrote it down, or the methodist."""
    login = record.payload.get("observer_login", "")
    return may("teachers") or bool(login and login == current_user().login)


def _own(user: User, persons: Mapping[int, int]) -> int | None:
    return None if user.teacher_id is None else persons.get(user.teacher_id, user.teacher_id)


def _persons() -> dict[int, int]:
    return {row["teacher_id"]: row["person_id"] for row in teacher_persons(data.ledger())}


def _typed() -> list[Lesson]:
    known, persons = people(), _persons()
    records = data.ledger().records(KIND)
    return [
        _of_record(record, known, persons)
        for record in records
        if not record.payload.get("is_deleted") and may_see(record, persons)
    ]


def _of_record(record: Record, known: Mapping[int, str], persons: Mapping[int, int]) -> Lesson:
    said = record.payload
    teacher_id = int(said["teacher_id"])
    day = said.get("observed_on")
    return Lesson(
        record.key, teacher_id, known.get(persons.get(teacher_id, teacher_id), ""),
        said.get("observer_raw", ""), date.fromisoformat(day) if day else None,
        said.get("class_name", ""), said.get("subject_raw", ""), said.get("topic", ""),
        said.get("note", ""), said.get("scores", {}), record.record_id, may_correct(record),
    )  # fmt: skip


def _of_files() -> list[Lesson]:
    typed = {record.key for record in data.ledger().records(KIND)}
    rows = data.frame(competences.observed).to_dict("records")
    return [
        Lesson(
            row["observation_key"], int(row["teacher_id"]), row["full_name"], row["observer_raw"],
            row["observed_on"].date() if row["observed_on"] == row["observed_on"] else None,
            row["class_name"], row["subject_raw"], row["topic"], row["note"], {},
        )
        for row in rows if row["observation_key"] not in typed
    ]  # fmt: skip


def new_key() -> str:
    """Return a key that no lesson has."""
    return str(uuid4())


def payload(
    given: Mapping[str, Any], scores: Mapping[str, Any], held: Record | None
) -> dict[str, Any]:
    """Return the record of a filled form. Raises Unacceptable with all that is wrong, in Russian."""
    troubles = [*_teacher_troubles(given), *_day_troubles(given), *_class_troubles(given)]
    kept, odd = _scored(scores)
    troubles += odd
    # What was scored by a criterion that the school has dropped since stays as it was.
    gone = dict(held.payload["scores"]) if held else {}
    kept = {name: score for name, score in gone.items() if name not in scores} | kept
    if troubles:
        raise Unacceptable(" ".join(troubles))
    user = current_user()
    observer = {
        "observer_id": user.teacher_id,
        "observer_raw": user.name,
        "observer_login": user.login,
    }
    if held is not None:
        observer = {name: held.payload.get(name) for name in observer}
    texts = {name: _plain(given.get(name))[: LONGEST[name]] for name in LONGEST}
    return {
        "teacher_id": int(given["teacher"]), "observed_on": str(given["day"]), **observer,
        "class_name": _class(texts["class"]), "subject_raw": texts["subject"], "topic": texts["topic"],
        "note": texts["note"], "scores": dict(sorted(kept.items())),
    }  # fmt: skip


def _scored(scores: Mapping[str, Any]) -> tuple[dict[str, float], list[str]]:
    """Return the given scores as numbers, and what is wrong with them."""
    given = {
        name: str(score).replace(",", ".")
        for name, score in scores.items()
        if score not in (None, "")
    }
    bounds = {one["criterion_id"]: (one["min_score"], one["max_score"]) for one in criteria()}
    kept = {name: float(score) for name, score in given.items()
            if name in bounds and bounds[name][0] <= float(score) <= bounds[name][1]}  # fmt: skip
    odd = ["Есть балл вне шкалы: обновите страницу."] if len(kept) < len(given) else []
    return kept, odd if kept else [*odd, "Оцените хотя бы один критерий."]


def save(key: str, said: Mapping[str, Any], seen: int | None) -> int:
    """Write a lesson down; the same again is no new record. Raises Moved where another came in between."""
    return amend(data.ledger(), KIND, key, said, current_user().name, seen)


def _teacher_troubles(given: Mapping[str, Any]) -> list[str]:
    known = people()
    teacher = str(given.get("teacher") or "")
    if not teacher.isdigit() or int(teacher) not in known:
        return ["Выберите педагога."]
    own = _own(current_user(), _persons())
    return ["Свой урок посетить нельзя: выберите другого педагога."] if int(teacher) == own else []


def _day_troubles(given: Mapping[str, Any]) -> list[str]:
    try:
        day = date.fromisoformat(str(given.get("day") or ""))
    except ValueError:
        return ["Укажите день урока."]
    return ["День урока ещё не наступил."] if day > date.today() else []


def _class_troubles(given: Mapping[str, Any]) -> list[str]:
    typed = _plain(given.get("class"))
    return ["Класс пишется числом и буквой: 7А."] if typed and class_name(typed) is None else []


def _class(typed: str) -> str:
    read = class_name(typed) if typed else None
    return read[1] if read else ""


def _plain(value: Any) -> str:
    return str(value or "").strip()


def differing(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Sequence[str]:
    """Return the names of what two payloads of a lesson say differently: fields, then criteria."""
    fields = [name for name in mine if name != "scores" and mine[name] != theirs.get(name)]
    one, other = mine.get("scores", {}), theirs.get("scores", {})
    return [*fields, *(name for name in sorted({*one, *other}) if one.get(name) != other.get(name))]
