"""What the communities of the sample school typed themselves: lesson studies, reviews of projects, a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from io import BytesIO
from typing import Any

from etl.demo.seeds import settings
from warehouse import attachments
from warehouse.home import Home
from warehouse.papers.reviews import project_criteria
from warehouse.snapshots import Reader

WHO = "пример школы"
PLANNED_BEFORE = timedelta(3)
RULES = "Положение о профессиональных обучающихся сообществах (пример)\n\n{rules}\n"


@dataclass(frozen=True)
class Typing:
    """Writes into the ledger of a home whose files are published: people and communities by their names."""

    home: Home
    teams: Mapping[str, list[str]]

    @cached_property
    def people(self) -> dict[str, int]:
        """The teachers' ids by name."""
        found = Reader(self.home).frame("SELECT full_name, teacher_id FROM dim_teacher")
        return dict(zip(found["full_name"], map(int, found["teacher_id"]), strict=True))

    @cached_property
    def communities(self) -> dict[str, str]:
        """The communities' ids by name."""
        found = Reader(self.home).frame("SELECT community_name, community_id FROM communities")
        return dict(zip(found["community_name"], found["community_id"], strict=True))

    @cached_property
    def projects(self) -> dict[str, str]:
        """The keys of the projects' lines by title."""
        sql = "SELECT title, line_key FROM community_lines WHERE register = 'projects'"
        found = Reader(self.home).frame(sql)
        return dict(zip(found["title"], found["line_key"], strict=True))

    def members(self, community: str) -> list[int]:
        """Return the ids of a community's members, the tutor first."""
        return [self.people[name] for name in self.teams[community]]

    def add(self, kind: str, key: str, payload: dict[str, Any], day: str = "") -> None:
        """Append a record; with `day` as if it were written down on that day, as a plan is, before its lesson."""
        self.home.ledger.add_record(kind, key, payload, WHO, day)


def type_communities(home: Home, teams: Mapping[str, list[str]]) -> None:
    """Write the records of the communities; the files that name them must be published."""
    typing = Typing(home, teams)
    for told in settings("communities")["studies"]:
        _study(typing, told)
    for told in settings("communities")["projects"]:
        _reviews(typing, told)
    _document(typing)


def _study(typing: Typing, told: dict[str, Any]) -> None:
    """Write a cycle as far as it has come: steps 1 and 2 are the group, 3 to 6 its lessons, 7 the summary."""
    about = next(
        one for one in settings("communities")["communities"] if one["name"] == told["community"]
    )
    members, steps = typing.members(told["community"]), told["steps"]
    payload = {
        "community_id": typing.communities[told["community"]], "school_year": told["year"],
        "class_name": about["classes"][told["year"]], "subject": about["subjects"][told["year"]],
        "focus": told["focus"], "deficit": about["deficit"], "deficit_key": "",
        "teachers": [members[at % len(members)] for at in range(3)], "members": members,
        "rules_agreed_on": told["begun"], "rules": "\n".join(settings("communities")["say"]["rules"]),
        "case_pupils": settings("communities")["study"]["pupils"], "summary": told.get("summary", ""),
        "summary_on": told.get("presented", ""), "presented_on": told.get("presented", ""),
        "presented_where": told.get("where", ""),
    }  # fmt: skip
    typing.add("lesson_study", told["key"], payload, told["begun"])
    for number, day in enumerate(told["lessons"], start=1):
        _lesson(
            typing,
            told,
            (number, date.fromisoformat(day)),
            is_held=number + 3 <= steps or steps >= 6,
        )


def _lesson(typing: Typing, told: dict[str, Any], at: tuple[int, date], is_held: bool) -> None:
    """Write the plan of a research lesson, and what happened at it."""
    (number, day), say = at, settings("communities")["study"]
    key = f"{told['key']}|{number}"
    stages = [{"stage_id": f"s{place}", "name": name, "minutes": minutes, "predicted": say["predicted"]}
              for place, (name, minutes) in enumerate(say["stages"], start=1)]  # fmt: skip
    typing.add("research_lesson", key, {
        "held_on": str(day), "held_at": "09:30", "place": "кабинет 24",
        "objective": f"Урок {number}: {told['focus']}", "criteria": say["criteria"], "stages": stages,
        "questions": say["questions"], "recording": "", "lesson_id": ""}, str(day - PLANNED_BEFORE))  # fmt: skip
    if not is_held:
        return
    typing.add("lesson_start", key, {"started_at": f"{day}T09:30:00", "by": WHO}, str(day))
    for observer in typing.members(told["community"])[1:3]:
        cells = {stage["stage_id"]: {level: {"observed": say["observed"][level], "met": say["met"][level][number - 1]}
                                     for level in say["met"]} for stage in stages}  # fmt: skip
        achieved = {level: values[number - 1] for level, values in say["achieved"].items()}
        typing.add("lesson_sheet", f"{key}|{observer}", {
            "observer_id": observer, "watched": "live", "observed_on": str(day), "cells": cells,
            "achieved": achieved, "issues": ""}, str(day))  # fmt: skip
    outcome = "carried" if number < len(told["lessons"]) else ""
    changes = [{"change_id": f"c{place}", "text": text, "outcome": outcome, "note": ""}
               for place, text in enumerate(say["changes"], start=1)]  # fmt: skip
    typing.add("lesson_talk", key, {
        "interviews": say["interviews"], "interview_on": str(day), **say["talk"],
        "discussed_on": str(day + timedelta(1)), "changes": changes}, str(day + timedelta(1)))  # fmt: skip


def _reviews(typing: Typing, told: dict[str, Any]) -> None:
    """Write how authors, colleagues and an expert assess a project, criterion by criterion."""
    line, members = typing.projects[told["title"]], typing.members(told["community"])
    criteria = [row["criterion_id"] for row in project_criteria(typing.home.ledger)]
    for kind, scores in told.get("scores", {}).items():
        who = {"self": members[0], "peer": members[2], "expert": None}[kind]
        raw = "Институт развития образования" if who is None else ""
        payload = {"line_key": line, "kind": kind, "reviewer_id": who, "reviewer_raw": raw,
                   "reviewed_on": told["ready"], "scores": dict(zip(criteria, scores, strict=True)),
                   "comment": ""}  # fmt: skip
        typing.add("project_review", f"{line}|{kind}|{who or raw.casefold()}", payload)


def _document(typing: Typing) -> None:
    """Lay the regulation on communities on the shelf, in two versions."""
    rules = settings("communities")["say"]["rules"]
    typing.add(
        "document",
        "polozhenie",
        {"kind": "Положение о ПОС", "title": "Положение о ПОС", "community_id": ""},
    )
    for number, (day, count) in enumerate((("2021-08-30", 3), ("2022-09-05", len(rules))), start=1):
        name = f"Положение о ПОС, редакция {number}.txt"
        text = RULES.format(
            rules="\n".join(f"{at}. {rule}." for at, rule in enumerate(rules[:count], 1))
        )
        kept = attachments.add(typing.home, BytesIO(text.encode()), attachments.Coming(name, WHO))
        note = "первая редакция" if number == 1 else "добавлены правила согласия"
        typing.add("document_version", f"polozhenie|{number}", {
            "sha256": kept.sha256, "file_name": name, "size": kept.size, "note": note, "on": day})  # fmt: skip
