"""The overview, the programme, settings, help."""

from __future__ import annotations

from typing import Any


class HomeIds:
    """The overview."""

    body = "home-body"


class RoadmapIds:
    """The roadmap page."""

    body = "roadmap-body"
    series = "roadmap-series"
    year = "roadmap-year"

    @staticmethod
    def card(row_id: str) -> str:
        """Return the id of the chart of one row of the roadmap."""
        return f"roadmap-{row_id.replace('_', '-')}"


class CheckpointIds:
    """The checkpoints page."""

    body = "checkpoints-body"
    as_of = "checkpoints-as-of"
    stage_day = "checkpoints-stage-day"
    stage = "checkpoints-stage"
    state = "checkpoints-state"
    timeline = "checkpoints-timeline"


class HelpIds:
    """The guide."""

    body = "help-body"


class SettingsIds:
    """The settings page."""

    body = "settings-body"
    version = "settings-version"
    alias_text = "settings-alias-text"
    alias_subject = "settings-alias-subject"
    alias_add = "settings-alias-add"
    alias_note = "settings-alias-note"
    code_text = "settings-code-text"
    code_add = "settings-code-add"
    code_note = "settings-code-note"
    person_login = "settings-person-login"
    person_name = "settings-person-name"
    person_role = "settings-person-role"
    person_classes = "settings-person-classes"
    person_add = "settings-person-add"
    person_note = "settings-person-note"
    people_table = "settings-people-table"

    @staticmethod
    def cell(kind: Any, key: Any) -> dict[str, Any]:
        """Return the id of one editable value: `kind` of record and its key."""
        return {"type": "settings-cell", "kind": kind, "key": key}

    @staticmethod
    def saved(kind: Any, key: Any) -> dict[str, Any]:
        """Return the id of the words beside an editable value."""
        return {"type": "settings-saved", "kind": kind, "key": key}

    @staticmethod
    def revoke(record_id: Any) -> dict[str, Any]:
        """Return the id of the button that takes a change back."""
        return {"type": "settings-revoke", "record": record_id}

    @staticmethod
    def person(field: Any, login: Any) -> dict[str, Any]:
        """Return the id of one field of a person."""
        return {"type": "settings-person", "field": field, "login": login}

    @staticmethod
    def person_saved(login: Any) -> dict[str, Any]:
        """Return the id of the words beside a person."""
        return {"type": "settings-person-saved", "login": login}

    @staticmethod
    def person_link(login: Any) -> dict[str, Any]:
        """Return the id of the button for a new one-time link."""
        return {"type": "settings-person-link", "login": login}
