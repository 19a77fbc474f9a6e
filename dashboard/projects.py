"""Pedagogical projects with their reviews: what they come to by criterion, who may review, what is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard import data
from dashboard.changes import Unacceptable
from dashboard.communities import Communities
from dashboard.session import current_user, may
from warehouse.amending import amend, newest
from warehouse.ledger import Record
from warehouse.papers.reviews import (
    KINDS,
    LEAST,
    MOST,
    REVIEW,
    Review,
    project_criteria,
    review_key,
    reviews,
)
from warehouse.staff.reference import teacher_persons

AWAY = "на экспертизе"
LONGEST = {"comment": 4000, "expert": 160}
CLOSED = {
    "self": "Самооценку пишет автор проекта.",
    "peer": "Коллеги оценивают проекты, в\u00a0которых они не авторы. Учётную запись связывают с\u00a0карточкой"
            " педагога в\u00a0настройках.",
    "expert": "Внешнюю экспертизу вносят директор и\u00a0заместитель.",
}  # fmt: skip


@dataclass(frozen=True)
class Project:
    """A project: its line of the register, names of its authors, its community, its reviews."""

    row: Mapping[str, Any]
    authors: tuple[str, ...]
    community: str
    reviews: tuple[Review, ...]

    @property
    def key(self) -> str:
        """The key of its line."""
        return str(self.row["line_key"])

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.row["title"])

    def of(self, kind: str) -> list[Review]:
        """Return its reviews of a kind."""
        return [one for one in self.reviews if one.kind == kind]


@dataclass(frozen=True)
class Result:
    """What reviews come to by one criterion: (mean 0–3, how many) by kind; a kind nobody judged by is absent."""

    criterion_id: str
    name: str
    block: str
    means: Mapping[str, tuple[float, int]]


def projects(known: Communities) -> list[Project]:
    """Return the projects by title, never by what they were given."""
    by_line: dict[str, list[Review]] = {}
    for one in reviews(data.ledger()):
        by_line.setdefault(one.line_key, []).append(one)
    rows = sorted(
        known.of("projects"), key=lambda row: (str(row["title"]).casefold(), row["line_key"])
    )
    return [_project(row, tuple(by_line.get(row["line_key"], ())), known) for row in rows]


def _project(row: Mapping[str, Any], said: tuple[Review, ...], known: Communities) -> Project:
    community = known.by_id.get(row["community_id"])
    authors = tuple(known.name(one) for one in row["people"])
    return Project(row, authors, community.name if community else "", said)


def criteria() -> list[dict[str, Any]]:
    """Return the criteria in order: criterion_id, criterion_name, block_name, position."""
    return project_criteria(data.ledger())


def results(one: Project) -> list[Result]:
    """Return what the reviews of a project come to, by the criteria that hold now."""
    return [
        Result(
            c["criterion_id"], c["criterion_name"], c["block_name"], _means(one, c["criterion_id"])
        )
        for c in criteria()
    ]


def _means(one: Project, criterion: str) -> dict[str, tuple[float, int]]:
    found = {}
    for kind in KINDS:
        scores = [r.scores[criterion] for r in one.of(kind) if criterion in r.scores]
        if scores:
            found[kind] = (sum(scores) / len(scores), len(scores))
    return found


def open_kinds(one: Project) -> list[str]:
    """Return which reviews the person may write: the own project as self, others' as peer, experts' by who keep
    the registers."""
    own = me()
    found = [] if own is None else ["self" if own in one.row["people"] else "peer"]
    return found + (["expert"] if may("staff") else [])


def me() -> int | None:
    """Return the person who asks among the teachers, None where nobody said who it is."""
    return _person(current_user().teacher_id)


def _person(teacher_id: int | None) -> int | None:
    same = {row["teacher_id"]: row["person_id"] for row in teacher_persons(data.ledger())}
    return teacher_id if teacher_id is None else same.get(teacher_id, teacher_id)


def may_read(one: Project, known: Communities) -> bool:
    """Tell whether the person may read who wrote what: the authors, their community, who keep the registers."""
    own, community = me(), known.by_id.get(one.row["community_id"])
    is_near = own is not None and (
        own in one.row["people"] or (community is not None and own in community.members())
    )
    return may("staff") or is_near


def is_mine(review: Review) -> bool:
    """Tell whether the person may change or take back a review: the own one, an expert's who keep the registers."""
    if review.kind == "expert":
        return may("staff")
    return review.reviewer_id is not None and _person(review.reviewer_id) == me()


def own_review(one: Project, kind: str, expert: str = "") -> tuple[Review | None, int | None]:
    """Return the review that a form is filled from, and the record it holds by (a hidden one has one too).

    `expert` is the `reviewer` of an expert's review, '' for one that is not written yet.
    """
    reviewer = expert if kind == "expert" else str(me())
    held = newest(data.ledger(), REVIEW, f"{one.key}|{kind}|{reviewer}") if reviewer else None
    found = next((r for r in one.of(kind) if held and r.record_id == held.record_id), None)
    return found, held.record_id if held else None


def keep(one: Project, kind: str, typed: Mapping[str, Any], seen: int | None) -> int:
    """Keep a review (`scores`, `comment`, `expert`, `on`); return its record.

    Raises Unacceptable in words, Moved where the same review was saved otherwise in between.
    """
    if kind not in open_kinds(one):
        raise Unacceptable(CLOSED.get(kind, CLOSED["peer"]))
    said = payload(one, kind, typed)
    key = review_key(one.key, kind, said["reviewer_id"], said["reviewer_raw"])
    return amend(data.ledger(), REVIEW, key, said, current_user().name, seen)


def payload(one: Project, kind: str, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed as the payload of a record. Raises Unacceptable in words."""
    expert = " ".join(str(typed.get("expert") or "").split())
    if kind == "expert" and not any(sign.isalpha() for sign in expert):
        raise Unacceptable("Напишите, кто эксперт: фамилия и\u00a0место работы.")
    comment = str(typed.get("comment") or "").strip()
    if len(comment) > LONGEST["comment"] or len(expert) > LONGEST["expert"]:
        raise Unacceptable("Слишком длинно: сократите. Введённое на месте.")
    scores = _scores(typed.get("scores") or {})
    return {"line_key": one.key, "kind": kind, "reviewer_id": None if kind == "expert" else me(),
            "reviewer_raw": expert if kind == "expert" else "", "reviewed_on": _day(typed.get("on")),
            "scores": scores, "comment": comment}  # fmt: skip


def _scores(typed: Mapping[str, Any]) -> dict[str, int]:
    known = {one["criterion_id"] for one in criteria()}
    found = {
        key: int(value) for key, value in typed.items() if key in known and value not in (None, "")
    }
    if not found:
        raise Unacceptable("Оцените проект хотя бы по\u00a0одному критерию.")
    if any(not LEAST <= score <= MOST for score in found.values()):
        raise Unacceptable(f"Балл\u00a0— целое число от {LEAST} до {MOST}.")
    return found


def _day(typed: Any) -> str:
    try:
        day = date.fromisoformat(str(typed)) if typed else date.today()
    except ValueError as error:
        raise Unacceptable("Проверьте дату: день, месяц и\u00a0год.") from error
    if day > date.today():
        raise Unacceptable("Дата оценки ещё не наступила: поправьте её.")
    return day.isoformat()


def hide(key: str) -> bool:
    """Take a review back; False where it is gone already or not the person's."""
    held = newest(data.ledger(), REVIEW, key)
    if held is None or held.payload.get("is_deleted") or not _is_own(held):
        return False
    said = {**held.payload, "is_deleted": True}
    amend(data.ledger(), REVIEW, key, said, current_user().name, held.record_id)
    return True


def bring_back(key: str) -> bool:
    """Show a review that was taken back again."""
    held = newest(data.ledger(), REVIEW, key)
    if held is None or not held.payload.get("is_deleted") or not _is_own(held):
        return False
    return data.ledger().revoke_record(held.record_id, current_user().name)


def _is_own(held: Record) -> bool:
    if held.payload["kind"] == "expert":
        return may("staff")
    who = held.payload.get("reviewer_id")
    return who is not None and _person(who) == me()


def waiting(found: Sequence[Project]) -> list[Project]:
    """Return the projects that wait for the person: for the own or a colleague's review, or, of who keep the
    registers, for the expertise that is under way to be written down."""
    is_away = [
        one for one in found if may("staff") and one.row["status"] == AWAY and not one.of("expert")
    ]
    silent = [
        one for one in found if me() is not None and not any(_is_own_voice(r) for r in one.reviews)
    ]
    return [one for one in found if one in is_away or one in silent]


def _is_own_voice(review: Review) -> bool:
    return review.kind != "expert" and is_mine(review)
