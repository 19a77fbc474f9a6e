"""Surveys: results, keys, gathering answers by link."""

from __future__ import annotations

from typing import Any


class CallIds:
    """Calls to answer a survey by link."""

    head = "calls-head"
    form = "calls-form"
    list = "calls-list"
    sheet = "calls-sheet"
    version = "calls-version"
    about = "calls-about"
    survey = "calls-survey"
    is_named = "calls-is-named"
    wave = "calls-wave"
    opens = "calls-opens"
    closes = "calls-closes"
    intro = "calls-intro"
    whom = "calls-whom"
    teachers = "calls-teachers"
    label = "calls-label"
    count = "calls-count"
    classes = "calls-classes"
    class_label = "calls-class-label"
    class_count = "calls-class-count"
    make = "calls-make"
    problem = "calls-problem"
    nonce = "calls-nonce"

    @staticmethod
    def part(whom: str) -> str:
        """Return the id of the fields about teachers, count or classes."""
        return f"calls-part-{whom}"

    @staticmethod
    def act(verb: Any, call_id: Any) -> dict[str, Any]:
        """Return the id of a button of a call: `close`, `reopen`, `again`."""
        return {"type": "calls-act", "verb": verb, "call_id": call_id}


class SurveyIds:
    """The list of surveys and the page of one."""

    list_body = "surveys-body"
    list_version = "surveys-version"
    list_poll = "surveys-poll"
    body = "survey-body"
    of = "survey-of"
    version = "survey-version"
    poll = "survey-poll"
    wave = "survey-wave"
    before = "survey-before"
    after = "survey-after"
    items = "survey-items"
    scales = "survey-scales"
    beside = "survey-beside"
    xlsx = "survey-xlsx"
    download = "survey-download"
    item = "survey-item"
    note_text = "survey-note-text"
    note_title = "survey-note-title"
    note_day = "survey-note-day"
    note_add = "survey-note-add"
    note_said = "survey-note-said"

    @staticmethod
    def note_drop(key: Any) -> dict[str, Any]:
        """Return the id of the button that takes pasted notes away."""
        return {"type": "survey-note-drop", "key": key}


class SurveyKeyIds:
    """The editor of a survey's key."""

    seen = "survey-key-seen"
    preview = "survey-key-preview"
    save = "survey-key-save"
    said = "survey-key-said"
    mine = "survey-key-mine"

    @staticmethod
    def cell(table: Any, row: Any, name: Any) -> dict[str, Any]:
        """Return the id of a field: of the survey (`key`), its scales, answers, items or waves."""
        return {"type": "survey-key-cell", "table": table, "row": row, "name": name}
