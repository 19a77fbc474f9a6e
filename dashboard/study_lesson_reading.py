"""What was typed of a research lesson: its plan, interviews, discussion, what became of agreed changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dashboard.study_forms import begun, locked
from dashboard.study_typed import Typed
from dashboard.study_words import PARTS, lesson
from warehouse.studies.shapes import LESSONS, LEVELS, Change

TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
ENOUGH_MINUTES = 240


def _plan(typed: Typed, lesson_no: int) -> dict[str, Any]:
    held_on, at = typed.day("held_on"), typed.text("held_at")
    community = typed.world.community(typed.study.cycle)
    if community is not None:
        typed.not_before("held_on", community.row["date_from"], "Сообщество создано")
    typed.not_before("held_on", typed.study.cycle.rules_agreed_on, "О правилах договорились")
    for other in (n for n in LESSONS if n < lesson_no):
        start = typed.study.starts.get(other)
        before = start.started_on if start else typed.study.plan(other).held_on
        typed.not_before("held_on", before, f"{lesson(other).capitalize()} стоит на")
    if at and not TIME.fullmatch(at):
        typed.wrong["held_at"] = "Время пишется так: 09:30."
    return {
        "held_on": held_on, "held_at": at, "place": typed.text("place"), "objective": typed.text("objective"),
        "criteria": _closed(typed, lesson_no, "criterion", typed.study.plan(lesson_no).criteria),
        "stages": _stages(typed, lesson_no), "questions": typed.lines("questions"),
        "recording": _link(typed), "lesson_id": typed.study.plan(lesson_no).lesson_id,
    }  # fmt: skip


def _link(typed: Typed) -> str:
    said = typed.text("recording")
    if said and not re.match(r"https?://\S+$", said):
        typed.wrong["recording"] = "Ссылка начинается с https://"
    return said


def _stages(typed: Typed, lesson_no: int) -> list[dict[str, Any]]:
    held = {one.stage_id: one for one in begun(typed.study, lesson_no).stages}
    written = {one.stage_id: one for one in typed.study.plan(lesson_no).stages}
    kept = []
    for stage_id in _ids(typed.values, "stage", "name"):
        name, minutes = (
            typed.text(f"stage-{stage_id}-name"),
            _minutes(typed, f"stage-{stage_id}-minutes"),
        )
        before = written[stage_id].predicted if stage_id in written else {}
        predicted = _closed(typed, lesson_no, f"stage-{stage_id}", before)
        if name:
            kept.append(
                {"stage_id": stage_id, "name": name, "minutes": minutes, "predicted": predicted}
            )
        elif any(predicted.values()):
            what = (
                "Это предсказание закрыто"
                if locked(typed.study, lesson_no)
                else "Предсказания останутся"
            )
            whose = f"«{held[stage_id].name}»" if stage_id in held else "этот"
            typed.wrong[f"stage-{stage_id}-name"] = (
                f"{what}: этап {whose} нельзя оставить без названия."
            )
    return kept


def _closed(typed: Typed, lesson_no: int, name: str, before: Mapping[str, str]) -> dict[str, str]:
    """Return what is said of every case pupil; once the lesson has started it stays as it was."""
    said, why = typed.levels(name), locked(typed.study, lesson_no)
    if not why:
        return said
    for level, text in said.items():
        if text != before.get(level, "") and f"{name}-{level}" in typed.values:
            typed.wrong[f"{name}-{level}"] = f"{why}. Здесь осталось прежнее."
    return {level: before.get(level, "") for level in LEVELS}


def _minutes(typed: Typed, name: str) -> int | None:
    said = typed.text(name)
    if said and not (said.isdecimal() and 0 < int(said) <= ENOUGH_MINUTES):
        typed.wrong[name] = "Сколько минут: число, например 10."
        return None
    return int(said) if said else None


def _ids(values: Iterable[str], first: str, last: str = "") -> list[str]:
    """Return the ids of the rows of a list, in order: of `stage-s1-name` s1."""
    parts = (name.split("-") for name in values)
    return [one[1] for one in parts if one[0] == first and one[2:] == ([last] if last else [])]


def _interviews(typed: Typed, lesson_no: int) -> dict[str, Any]:
    said, on = typed.levels("interview"), typed.day("interview_on", is_past=True)
    start = typed.study.starts.get(lesson_no)
    if start:
        typed.not_before("interview_on", start.started_on, "Урок прошёл")
    if any(said.values()) and not on:
        typed.wrong.setdefault("interview_on", "Укажите день, когда поговорили с учениками.")
    return {"interviews": said, "interview_on": on}


def _talk(typed: Typed, lesson_no: int) -> dict[str, Any]:
    parts = {part: typed.text(part) for part in PARTS}
    before = ""
    for part, said in parts.items():
        if said and before and not parts[before]:
            typed.wrong[part] = (
                f"Сначала запишите: «{PARTS[before][0]}». Порядок обсуждения постоянный."
            )
        before = part
    on = typed.day("discussed_on", is_past=True)
    start = typed.study.starts.get(lesson_no)
    if start:
        typed.not_before("discussed_on", start.started_on, "Урок прошёл")
    if any(parts.values()) and not on:
        typed.wrong.setdefault("discussed_on", "Укажите день обсуждения.")
    return {**parts, "discussed_on": on, "changes": _changes(typed, lesson_no)}


def _changes(typed: Typed, lesson_no: int) -> list[dict[str, str]]:
    held = {one.change_id: one for one in typed.study.talk(lesson_no).changes}
    kept = []
    for name in _ids(typed.values, "change"):
        text, before = typed.text(f"change-{name}"), held.get(name, Change(name, ""))
        if text:
            kept.append(
                {"change_id": name, "text": text, "outcome": before.outcome, "note": before.note}
            )
    return kept


def _outcomes(typed: Typed, lesson_no: int) -> dict[str, Any]:
    changes = []
    for one in typed.study.talk(lesson_no).changes:
        outcome, note = typed.text(f"outcome-{one.change_id}"), typed.text(f"note-{one.change_id}")
        if outcome not in ("", "carried", "dropped"):
            typed.wrong[f"outcome-{one.change_id}"] = "Выберите из списка."
        if outcome == "dropped" and not note:
            typed.wrong[f"note-{one.change_id}"] = "Напишите, почему не вошло."
        changes.append(
            {"change_id": one.change_id, "text": one.text, "outcome": outcome, "note": note}
        )
    return {"changes": changes}


OF_LESSON: Mapping[str, Callable[[Typed, int], dict[str, Any]]] = {
    "plan": _plan,
    "interviews": _interviews,
    "talk": _talk,
    "outcomes": _outcomes,
}
