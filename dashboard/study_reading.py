"""What was typed into a form of a lesson study: columns of its record, or words beside each field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dashboard.session import current_user, may
from dashboard.study_lesson_reading import OF_LESSON
from dashboard.study_typed import Typed
from etl.days import school_year_of
from etl.names import class_name
from warehouse.studies.shapes import GROUP_SIZE, LESSONS
from warehouse.studies.steps import started_on


def read(typed: Typed) -> dict[str, Any]:
    """Return the columns that were typed; `typed.wrong` has words where they cannot be kept."""
    what, _, number = typed.form.name.partition("-")
    return OF_LESSON[what](typed, int(number)) if number else OF_CYCLE[what](typed)


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


OF_CYCLE: Mapping[str, Callable[[Typed], dict[str, Any]]] = {
    "group": _group,
    "agreement": _agreement,
    "summary": _summary,
}
