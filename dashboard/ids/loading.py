"""What comes in: uploads, mappings, the quality of data, who is who."""

from __future__ import annotations

from typing import Any


class QualityIds:
    """The page of the data's quality."""

    body = "quality-body"
    year = "quality-year"
    class_name = "quality-class"


class UploadIds:
    """The uploads page: what is on its way in, and the history."""

    body = "uploads-body"
    drop = "uploads-drop"
    progress = "uploads-progress"
    tick = "uploads-tick"
    poll = "uploads-poll"
    seen = "uploads-seen"
    waiting = "uploads-waiting"
    history = "uploads-history"
    mappings = "uploads-mappings"
    accept_all = "uploads-accept-all"
    discard_all = "uploads-discard-all"

    @staticmethod
    def act(verb: Any, number: Any) -> dict[str, Any]:
        """Return the id of a button: accept, discard, decide, undo, restore, forget and its number.

        `bring_back` is `restore` once more, in the corner of the screen."""
        return {"type": "upload-act", "verb": verb, "number": number}

    @staticmethod
    def filter(name: Any) -> dict[str, Any]:
        """Return the id of a filter of the history: kind, class, who, state, text."""
        return {"type": "upload-filter", "name": name}

    @staticmethod
    def answer(number: Any, field: Any) -> dict[str, Any]:
        """Return the id of the answer to a file's question."""
        return {"type": "upload-answer", "number": number, "field": field}

    @staticmethod
    def leavers(number: Any) -> dict[str, Any]:
        """Return the id of the list of pupils who are absent from a file."""
        return {"type": "upload-leavers", "number": number}

    @staticmethod
    def left_on(number: Any) -> dict[str, Any]:
        """Return the id of the day on which those pupils left."""
        return {"type": "upload-left-on", "number": number}


class MappingIds:
    """The mapping dialog."""

    state = "mapping-state"
    body = "mapping-body"
    save = "mapping-save"

    @staticmethod
    def control(name: Any) -> dict[str, Any]:
        """Return the id of a control of the dialog, such as `columns_are`, `table_is` or `header_top`."""
        return {"type": "mapping-control", "name": name}

    @staticmethod
    def letter(index: Any) -> dict[str, Any]:
        """Return the id of a column's letter, which picks the column."""
        return {"type": "mapping-letter", "index": index}


class WhoIds:
    """«Кто есть кто»: pupils who may be one."""

    body = "who-body"
    version = "who-version"
    poll = "who-poll"
    seen = "who-seen"
    year = "who-year"
    class_name = "who-class"

    @staticmethod
    def act(verb: Any, key: Any) -> dict[str, Any]:
        """Return the id of a button: `one`, `apart`, `later` with a pair, `undo` with a record.

        `back` is `undo` once more, in the corner of the screen; `class` links a list, `class_back`
        takes all that it has linked back."""
        return {"type": "who-act", "verb": verb, "key": key}
