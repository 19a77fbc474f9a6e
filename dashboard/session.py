"""Who is asking, what they may do, and which classes they may see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from flask import g, has_request_context

from warehouse.scope import Scope

RIGHTS = {
    "see": frozenset({"admin", "director", "deputy", "teacher"}),
    "upload": frozenset({"admin", "director", "deputy"}),
    "settings": frozenset({"admin", "director", "deputy"}),
    "people": frozenset({"admin"}),
    # To see a single teacher's own answers and observed lessons, and to keep the registers of the staff.
    "teachers": frozenset({"deputy"}),
    "staff": frozenset({"admin", "director", "deputy"}),
}


@dataclass(frozen=True)
class User:
    """A person at the screen; `classes` are (school_year, class_name), None means the whole school.

    `teacher_id` is who the person is among the teachers, None where nobody said so.
    """

    login: str
    name: str
    role: str
    classes: frozenset[tuple[str, str]] | None = None
    teacher_id: int | None = None


NOBODY = User("", "", "", frozenset())
_acting: ContextVar[User | None] = ContextVar("acting_user", default=None)


def current_user() -> User:
    """Return the person of this request; nobody, who sees nothing, where there is none."""
    acting = _acting.get()
    if acting is not None:
        return acting
    user = g.get("user") if has_request_context() else None
    return user if isinstance(user, User) else NOBODY


def current_scope() -> Scope:
    """Return what the person may see: classes, teachers one by one (the methodist all, others themselves),
    lines of registers (those who keep them all, others their own)."""
    user = current_user()
    own = frozenset() if user.teacher_id is None else frozenset({user.teacher_id})
    return Scope(user.classes, None if may("teachers") else own, None if may("staff") else own)


def may(right: str) -> bool:
    """Tell whether the person may `see`, `upload`, change `settings`, manage `people`, see `teachers` one by
    one, or keep the registers of the `staff`."""
    return current_user().role in RIGHTS[right]


@contextmanager
def acting_as(user: User) -> Iterator[User]:
    """Ask as a given person: for what runs outside a request, such as warming up and tests."""
    token = _acting.set(user)
    try:
        yield user
    finally:
        _acting.reset(token)
