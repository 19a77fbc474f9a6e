"""Lessons with tasks: the page of all, the page of one, its form, the coding."""

from __future__ import annotations

from typing import Any


class LessonsIds:
    """The page of lessons."""

    body = "lessons-body"
    structure = "lessons-structure"
    measures = "lessons-measures"
    compared = "lessons-compared"

    @staticmethod
    def pill(name: Any) -> dict[str, Any]:
        """Return the id of a filter: community, teacher, subject, year, coder, versus."""
        return {"type": "lessons-pill", "name": name}


class LessonIds:
    """The page of one lesson: the card, the form, the coding."""

    body = "lesson-body"
    of = "lesson-of"
    version = "lesson-version"
    structure = "lesson-structure"
    form = "lesson-form"
    list = "lesson-list"
    aim = "lesson-aim"
    total = "lesson-total"
    add = "lesson-add"
    paste = "lesson-paste"
    paste_text = "lesson-paste-text"
    conflict = "lesson-conflict"
    coding = "lesson-coding"
    coding_note = "lesson-coding-note"
    coded = "lesson-coded"
    coder = "lesson-coder"

    @staticmethod
    def rows(draft: Any) -> dict[str, Any]:
        """Return the id of the tasks of a draft, kept in this browser."""
        return {"type": "lesson-rows", "draft": draft}

    @staticmethod
    def field(name: Any) -> dict[str, Any]:
        """Return the id of a field of the form."""
        return {"type": "lesson-field", "name": name}

    @staticmethod
    def target(k: Any) -> dict[str, Any]:
        """Return the id of the field of a target share, 1–5."""
        return {"type": "lesson-target", "k": k}

    @staticmethod
    def wrong(name: Any) -> dict[str, Any]:
        """Return the id of the words about what is wrong in a field."""
        return {"type": "lesson-wrong", "name": name}

    @staticmethod
    def task(no: Any) -> dict[str, Any]:
        """Return the id of the text of a task."""
        return {"type": "lesson-task", "no": no}

    @staticmethod
    def row_act(verb: Any, no: Any) -> dict[str, Any]:
        """Return the id of a button of a task: up, down, remove."""
        return {"type": "lesson-row-act", "verb": verb, "no": no}

    @staticmethod
    def save(seen: Any) -> dict[str, Any]:
        """Return the id of the button that saves over the record which was seen; 0 for none."""
        return {"type": "lesson-save", "seen": seen}

    @staticmethod
    def code(no: Any) -> dict[str, Any]:
        """Return the id of the list of codes of a task."""
        return {"type": "lesson-code", "no": no}

    @staticmethod
    def save_codes(seen: Any) -> dict[str, Any]:
        """Return the id of the button that keeps the codes over the record which was seen; 0 for none."""
        return {"type": "lesson-save-codes", "seen": seen}

    @staticmethod
    def act(verb: Any, key: Any) -> dict[str, Any]:
        """Return the id of a button: `hide` with a lesson, `back` with a record."""
        return {"type": "lesson-act", "verb": verb, "key": key}
