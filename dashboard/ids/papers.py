"""Papers: attached files, the shelf of documents, the practices."""

from __future__ import annotations

from typing import Any


class AttachIds:
    """A place where a file is attached; `name` is of Latin letters and digits, unique on the page."""

    @staticmethod
    def file(name: Any) -> dict[str, Any]:
        """Return the id of the store with {sha256, file_name, size, kind}, None while there is no file."""
        return {"type": "attach-file", "name": name}

    @staticmethod
    def shown(name: Any) -> dict[str, Any]:
        """Return the id of the words about the attached file."""
        return {"type": "attach-shown", "name": name}

    @staticmethod
    def clear(name: Any) -> dict[str, Any]:
        """Return the id of the button that takes the file off the form."""
        return {"type": "attach-clear", "name": name}


class DocumentIds:
    """The shelf of documents: the list, one document, the form of a new one."""

    body = "documents-body"
    version = "documents-version"
    state = "documents-state"
    save = "documents-save"
    note = "documents-note"

    @staticmethod
    def pill(name: Any) -> dict[str, Any]:
        """Return the id of a filter: community, kind."""
        return {"type": "documents-pill", "name": name}

    @staticmethod
    def field(name: Any) -> dict[str, Any]:
        """Return the id of a field: title, kind, own_kind, community_id, note, on."""
        return {"type": "documents-field", "name": name}

    @staticmethod
    def over(seen: Any) -> dict[str, Any]:
        """Return the id of the button that saves over the record which was seen."""
        return {"type": "documents-over", "seen": seen}

    @staticmethod
    def act(verb: Any, key: Any) -> dict[str, Any]:
        """Return the id of a button: hide or back, of a document or a version by its key."""
        return {"type": "documents-act", "verb": verb, "key": key}


class PracticeIds:
    """The projects, the bank of practices, the showings."""

    body = "practices-body"
    version = "practices-version"
    dots = "practices-dots"
    showings = "practices-showings"

    @staticmethod
    def pill(name: Any) -> dict[str, Any]:
        """Return the id of a filter: community, year, kind."""
        return {"type": "practices-pill", "name": name}


class ReviewIds:
    """The form of a review of a project."""

    state = "review-state"
    save = "review-save"
    note = "review-note"
    expert = "review-expert"
    on = "review-on"
    comment = "review-comment"

    @staticmethod
    def score(criterion: Any) -> dict[str, Any]:
        """Return the id of the buttons of a criterion."""
        return {"type": "review-score", "criterion": criterion}

    @staticmethod
    def over(seen: Any) -> dict[str, Any]:
        """Return the id of the button that saves over the record which was seen."""
        return {"type": "review-over", "seen": seen}

    @staticmethod
    def act(verb: Any, key: Any) -> dict[str, Any]:
        """Return the id of a button: hide or back, with the key of a review."""
        return {"type": "review-act", "verb": verb, "key": key}
