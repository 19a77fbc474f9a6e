"""Lesson study: the board of cycles and the page of one."""

from __future__ import annotations

from typing import Any


class StudiesIds:
    """The board of cycles."""

    body = "studies-body"
    version = "studies-version"
    cycles = "studies-cycles"

    @staticmethod
    def pill(name: Any) -> dict[str, Any]:
        """Return the id of a filter: community, year."""
        return {"type": "studies-pill", "name": name}


class StudyIds:
    """One cycle; `form` is the name of a form: group, agreement, plan-1, lesson-1, talk-1, outcomes-2, summary."""

    body = "study-body"
    of = "study-of"
    version = "study-version"
    predictions = "study-predictions"

    @staticmethod
    def field(form: Any, name: Any) -> dict[str, Any]:
        """Return the id of a field of a form."""
        return {"type": "study-field", "form": form, "name": name}

    @staticmethod
    def part(form: Any, name: Any) -> dict[str, Any]:
        """Return the id of a part of a discussion: it opens when the one before it is written."""
        return {"type": "study-part", "form": form, "name": name}

    @staticmethod
    def wrong(form: Any, name: Any) -> dict[str, Any]:
        """Return the id of the words beside a field, or under "" of the whole form."""
        return {"type": "study-wrong", "form": form, "name": name}

    @staticmethod
    def conflict(form: Any) -> dict[str, Any]:
        """Return the id of the panel that shows what somebody saved in between."""
        return {"type": "study-conflict", "form": form}

    @staticmethod
    def save(form: Any, seen: Any) -> dict[str, Any]:
        """Return the id of the button that saves a form over the record which was seen; 0 for none."""
        return {"type": "study-save", "form": form, "seen": seen}

    @staticmethod
    def act(verb: Any, key: Any) -> dict[str, Any]:
        """Return the id of a button: `edit` of a form, `start`, `open` of a lesson, `hide`, `back` of a record."""
        return {"type": "study-act", "verb": verb, "key": key}
