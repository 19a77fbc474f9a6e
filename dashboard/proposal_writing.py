"""Writing of proposed teams: the draft, those kept apart, a community made of a group with all its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from dashboard import data
from dashboard.changes import Unacceptable
from dashboard.proposals import Gathered, draft_key, is_open_to_me
from dashboard.session import current_user, may
from warehouse.amending import amend, newest
from warehouse.communities.drafts import KIND, Draft, DraftGroup
from warehouse.communities.lines import payload_of
from warehouse.communities.reference import LINE

LONGEST = 200


@dataclass(frozen=True)
class Seen:
    """What a person had on the screen: the way of grouping, the year, the draft and its record."""

    mode: str
    year: str
    draft: Draft
    record_id: int | None

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> Seen:
        """Return what the page had kept."""
        return cls(state["mode"], state["year"], Draft.of(state), state["seen"])


def keep(seen: Seen, draft: Draft) -> int:
    """Keep a draft; return the record that holds. Raises Unacceptable, Moved."""
    _allow()
    said = {"school_year": seen.year, "mode": seen.mode, "groups": draft.payload()}
    key = draft_key(seen.year, seen.mode)
    return amend(data.ledger(), KIND, key, said, current_user().name, seen.record_id)


def put_aside(seen: Seen) -> int:
    """Put a draft aside, so that groups are proposed anew; the ledger keeps it. Raises Unacceptable, Moved."""
    return keep(seen, Draft())


def part(one: Any, other: Any) -> int:
    """Keep two people apart; the same pair again is one line. Raises Unacceptable, Moved."""
    _allow()
    pair = sorted({int(key) for key in (one, other) if str(key or "").isdecimal()})
    if len(pair) != 2:
        raise Unacceptable("Выберите двух разных педагогов")
    said = {"register": "exclusions", "teacher_id": pair[0], "partner_id": pair[1]}
    return _line(_key("exclusions", *map(str, pair)), said)


def put_together(line: Mapping[str, Any]) -> int:
    """Let a pair be in one group again. Raises Unacceptable, Moved."""
    _allow()
    return _line(line["line_key"], payload_of(line, is_deleted=True))


def community_key(seen: Seen, group_id: str) -> str:
    """Return the id of the community that a group becomes: the same group twice is one community."""
    return _key("community", seen.year, group_id)


def create(seen: Seen, group: DraftGroup, said: Mapping[str, Any], about: Gathered) -> str:
    """Make a community of a group: its line, members, development tasks, the class it begins from; return its id.

    `said`: name, focus, tutor and, where a class's deficit led here, year, class, subject, deficit, title.
    A group that is a community already is left as it is. Raises Unacceptable, Moved.
    """
    _allow()
    key = community_key(seen, group.group_id)
    held = newest(data.ledger(), LINE, key)
    if held is not None and not held.payload.get("is_deleted"):
        return key
    named = _named(group, said, about)
    with data.ledger().transaction():
        _line(key, named)
        for line_key, line in _lines(key, group, named, about):
            _line(line_key, line)
        if said.get("class") and said.get("year"):
            _line(_key("classes", key, said["year"], said["class"]), _class_line(key, said))
        keep(seen, seen.draft.created(group.group_id, key))
    return key


def _named(group: DraftGroup, said: Mapping[str, Any], about: Gathered) -> dict[str, Any]:
    name, focus = (str(said.get(field) or "").strip() for field in ("name", "focus"))
    tutor = str(said.get("tutor") or "")
    if not name:
        raise Unacceptable("Назовите сообщество")
    if max(len(name), len(focus)) > LONGEST:
        raise Unacceptable(f"Слишком длинно: можно до {LONGEST} знаков")
    if not tutor.isdecimal() or int(tutor) not in group.members:
        raise Unacceptable("Выберите тьютора из участников группы")
    if any(one.name.casefold() == name.casefold() for one in about.known.all):
        raise Unacceptable("Так уже называется другое сообщество")
    goal = said.get("title") or ""
    return {"register": "community", "title": name, "topic": focus, "teacher_id": int(tutor),
            "date_from": date.today().isoformat(), **({"result": goal} if goal else {})}  # fmt: skip


def _lines(
    key: str, group: DraftGroup, named: Mapping[str, Any], about: Gathered
) -> Iterator[tuple[str, dict[str, Any]]]:
    competence = about.competence(group.competence)
    for who in group.members:
        person = about.everyone.get(who)
        gives = person is not None and person.supports(group.competence)
        role = "тьютор" if who == named["teacher_id"] else "ресурс" if gives else "участник"
        yield _key("members", key, str(who)), {
            "register": "members", "community_id": key, "teacher_id": who, "role": role,
            "status": "согласен" if who in group.agreed else "думает", "date_from": named["date_from"],
        }  # fmt: skip
        if person is not None and group.competence in person.deficits:
            yield _key("tasks", key, str(who)), {
                "register": "tasks", "community_id": key, "teacher_id": who, "competence": competence,
                "title": f"Освоить и показать на уроке: {competence[:1].lower()}{competence[1:]}",
                "status": "в работе",
            }  # fmt: skip


def _class_line(key: str, said: Mapping[str, Any]) -> dict[str, Any]:
    texts = {"school_year": said["year"], "class_name": said["class"], "subject": said.get("subject"),
             "title": said.get("title"), "deficit_key": said.get("deficit")}  # fmt: skip
    return {"register": "classes", "community_id": key} | {k: v for k, v in texts.items() if v}


def _line(key: str, said: Mapping[str, Any]) -> int:
    """Write a line whose key is made of what it says: what holds under it is what was seen."""
    held = newest(data.ledger(), LINE, key)
    return amend(
        data.ledger(), LINE, key, said, current_user().name, held.record_id if held else None
    )


def _key(*parts: str) -> str:
    return uuid5(NAMESPACE_URL, "|".join(("communities", *parts))).hex


def _allow() -> None:
    if not (is_open_to_me() and may("staff")):
        raise Unacceptable("Группы собирает методист. Ничего не записано.")
