"""What was typed into a form of a lesson study: columns of its record, or words beside each field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard import words
from dashboard.session import current_user, may
from dashboard.studies import World
from dashboard.study_forms import StudyForm, begun, locked
from dashboard.study_words import PARTS, lesson
from etl.days import school_year_of
from etl.names import class_name
from warehouse.studies.shapes import GROUP_SIZE, LESSONS, LEVELS, Change, Study
from warehouse.studies.steps import started_on

LONGEST = {"long": 4000, "part": 8000}
SHORT = 300
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
ENOUGH_MINUTES = 240
FIRST_DAY = date(2000, 1, 1)


@dataclass
class Typed:
    """The values of a form with what is found wrong in them, by field; "" stands for the whole form."""

    form: StudyForm
    values: Mapping[str, Any]
    study: Study
    world: World
    wrong: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return the words of a field; what is too long is said so."""
        said = str(self.values.get(name) or "").strip()
        asked = self.form.fields.get(name)
        most = LONGEST.get(asked.kind if asked else "", SHORT)
        if len(said) > most:
            self.wrong[name] = f"Можно до {most} знаков, здесь {len(said)}."
        return said

    def lines(self, name: str) -> list[str]:
        """Return the lines of a field that say something."""
        return [" ".join(line.split()) for line in self.text(name).splitlines() if line.strip()]

    def day(self, name: str, is_past: bool = False) -> str:
        """Return a day as ISO, "" for none; `is_past` refuses one that has not come."""
        said = self.text(name)
        if not said:
            return ""
        try:
            read = date.fromisoformat(said)
        except ValueError:
            self.wrong[name] = "Такого дня нет: выберите его в календаре."
            return ""
        if read < FIRST_DAY or read.year > self.world.today.year + 2:
            self.wrong[name] = "Проверьте год."
        elif is_past and read > self.world.today:
            self.wrong[name] = "Этот день ещё не наступил."
        return said

    def levels(self, name: str) -> dict[str, str]:
        """Return the words of a field for every case pupil."""
        return {level: self.text(f"{name}-{level}") for level in LEVELS}

    def not_before(self, name: str, least: date | None, what: str) -> None:
        """Say so where a day stands before another one; `what` begins the sentence: «Сообщество создано»."""
        said = self.text(name)
        if said and least and name not in self.wrong and said < least.isoformat():
            self.wrong[name] = f"{what} {words.day(least)}: этот день раньше."


def read(typed: Typed) -> dict[str, Any]:
    """Return the columns that were typed; `typed.wrong` has words where they cannot be kept."""
    what, _, number = typed.form.name.partition("-")
    return OF_LESSON[what](typed, int(number)) if number else OF_CYCLE[what](typed)


# --- the cycle ------------------------------------------------------------------------------------


def _group(typed: Typed) -> dict[str, Any]:
    known, own = typed.world.communities.names, typed.world.person(current_user().teacher_id)
    asked = [_teacher(typed, f"member-{n}", known) for n in range(1, GROUP_SIZE[1] + 1)]
    members = [one for one in asked if one is not None]
    teachers = [_teacher(typed, f"teacher-{n}", known) for n in LESSONS]
    _check_members(typed, members)
    for n, teacher in zip(LESSONS, teachers, strict=True):
        if teacher is not None and teacher not in members:
            typed.wrong[f"teacher-{n}"] = "Впишите этого педагога и в группу."
    community = typed.text("community_id")
    if community and community not in typed.world.communities.by_id:
        typed.wrong["community_id"] = "Такого сообщества больше нет."
    if not may("staff") and own not in (*members, *_of_community(typed, community)):
        typed.wrong["member-1"] = (
            "Впишите в группу и себя, иначе вы не сможете вести это исследование."
        )
    began = started_on(typed.study) or typed.world.today
    year = typed.study.cycle.school_year or school_year_of(began)
    return {
        "community_id": community,
        "school_year": year,
        "members": members,
        "teachers": teachers,
    }


def _teacher(typed: Typed, name: str, known: Mapping[int, str]) -> int | None:
    said = typed.text(name)
    if said and not (said.isdecimal() and int(said) in known):
        typed.wrong[name] = "Выберите педагога из списка."
        return None
    return int(said) if said else None


def _check_members(typed: Typed, members: list[int]) -> None:
    least, most = GROUP_SIZE
    twice = {one for one in members if members.count(one) > 1}
    if twice:
        at = max(at for at, one in enumerate(_members(typed), 1) if one in map(str, twice))
        typed.wrong[f"member-{at}"] = "Этот педагог уже вписан."
    elif not least <= len(members) <= most:
        typed.wrong["member-3"] = f"В группе от {least} до {most} педагогов, здесь {len(members)}."


def _members(typed: Typed) -> list[str]:
    return [typed.text(f"member-{n}") for n in range(1, GROUP_SIZE[1] + 1)]


def _of_community(typed: Typed, community_id: str) -> list[int]:
    one = typed.world.communities.by_id.get(community_id)
    return one.members(typed.world.today) if one else []


def _agreement(typed: Typed) -> dict[str, Any]:
    agreed_on = typed.day("rules_agreed_on", is_past=True)
    community = typed.world.community(typed.study.cycle)
    if community is not None:
        typed.not_before("rules_agreed_on", community.row["date_from"], "Сообщество создано")
    named = typed.text("class_name")
    found = class_name(named) if named else None
    if named and found is None:
        typed.wrong["class_name"] = "Класс пишется числом и буквой: 7А."
    deficit = typed.text("deficit")
    lines = community.of("classes") if community else []
    keys = [str(row["deficit_key"] or "") for row in lines if row["title"] == deficit]
    return {
        "rules_agreed_on": agreed_on, "rules": "\n".join(typed.lines("rules")), "focus": typed.text("focus"),
        "class_name": found[1] if found else "", "subject": typed.text("subject"), "deficit": deficit,
        "deficit_key": next(iter(keys), typed.study.cycle.deficit_key if deficit == typed.study.cycle.deficit else ""),
        "case_pupils": typed.levels("case"),
    }  # fmt: skip


def _summary(typed: Typed) -> dict[str, Any]:
    days = {
        name: typed.day(name, is_past=True) for name in ("summary_on", "presented_on", "stopped_on")
    }
    last = typed.study.talk(LESSONS[-1]).discussed_on
    typed.not_before("summary_on", last, "Последний урок обсудили")
    said = {name: typed.text(name) for name in ("summary", "presented_where", "stopped_why")}
    if said["summary"] and not days["summary_on"]:
        typed.wrong.setdefault("summary_on", "Укажите день, когда подвели итог.")
    if days["stopped_on"] and not said["stopped_why"]:
        typed.wrong["stopped_why"] = "Напишите, почему исследование прекращено."
    return {**days, **said}


# --- a lesson -------------------------------------------------------------------------------------


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


OF_CYCLE: Mapping[str, Callable[[Typed], dict[str, Any]]] = {
    "group": _group,
    "agreement": _agreement,
    "summary": _summary,
}
OF_LESSON: Mapping[str, Callable[[Typed, int], dict[str, Any]]] = {
    "plan": _plan,
    "interviews": _interviews,
    "talk": _talk,
    "outcomes": _outcomes,
}
