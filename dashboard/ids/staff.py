"""The staff: competences, observed lessons, registers, strategies."""

from __future__ import annotations

from typing import Any


class TeacherIds:
    """The page of teachers: competences, quadrants, the summary."""

    body = "teachers-body"
    map = "teachers-map"
    quadrants = "teachers-quadrants"
    change = "teachers-change"
    paper = "teachers-paper"
    download = "teachers-download"

    @staticmethod
    def pill(name: Any) -> dict[str, Any]:
        """Return the id of a filter: wave, kind, measure, group, competence."""
        return {"type": "teachers-pill", "name": name}


class ObservationIds:
    """The observed lessons: the list, one lesson, the form."""

    body = "observations-body"
    version = "observations-version"
    form = "observations-form"
    draft = "observations-draft"
    save = "observations-save"
    over = "observations-over"
    take = "observations-take"
    note = "observations-note"
    offline = "observations-offline"

    @staticmethod
    def field(name: Any) -> dict[str, Any]:
        """Return the id of a field: teacher, day, class, subject, topic, note."""
        return {"type": "observation-field", "name": name}

    @staticmethod
    def score(criterion: Any) -> dict[str, Any]:
        """Return the id of the buttons of a criterion."""
        return {"type": "observation-score", "criterion": criterion}

    @staticmethod
    def act(verb: Any, key: Any) -> dict[str, Any]:
        """Return the id of a button: `delete` with a lesson, `back` with a record."""
        return {"type": "observation-act", "verb": verb, "key": key}


class FrameworkIds:
    """The settings about competences and criteria; `kind` is the kind of record."""

    @staticmethod
    def rows(kind: Any) -> dict[str, Any]:
        """Return the id of the store with the rows as they stand on the page."""
        return {"type": "framework-rows", "kind": kind}

    @staticmethod
    def table(kind: Any) -> dict[str, Any]:
        """Return the id of the table."""
        return {"type": "framework-table", "kind": kind}

    @staticmethod
    def note(kind: Any) -> dict[str, Any]:
        """Return the id of the words about saving."""
        return {"type": "framework-note", "kind": kind}

    @staticmethod
    def cell(kind: Any, row: Any, field: Any) -> dict[str, Any]:
        """Return the id of one field of a row, counted from 0."""
        return {"type": "framework-cell", "kind": kind, "row": row, "field": field}

    @staticmethod
    def act(kind: Any, verb: Any, row: Any) -> dict[str, Any]:
        """Return the id of a button: add, save, or up, down, remove of a row."""
        return {"type": "framework-act", "kind": kind, "verb": verb, "row": row}


class StrategyIds:
    """The page of pedagogical strategies."""

    body = "strategies-body"
    version = "strategies-version"
    bars = "strategies-bars"
    matrix = "strategies-matrix"
    seen = "strategies-seen"
    note = "strategies-note"
    keep_choice = "strategies-keep-choice"
    keep_strategy = "strategies-keep-strategy"
    hide_strategy = "strategies-hide-strategy"

    @staticmethod
    def control(name: Any) -> dict[str, Any]:
        """Return the id of a field of the choice or of a strategy."""
        return {"type": "strategy-control", "name": name}

    @staticmethod
    def level(what: Any, strategy: Any) -> dict[str, Any]:
        """Return the id of an answer of the own self-analysis; `what` is frequency or mastery."""
        return {"type": f"strategy-{what}", "strategy": strategy}

    @staticmethod
    def said(strategy: Any) -> dict[str, Any]:
        """Return the id of the words beside a strategy of the own self-analysis."""
        return {"type": "strategy-said", "strategy": strategy}

    @staticmethod
    def held(strategy: Any) -> dict[str, Any]:
        """Return the id of the record that the answers of a strategy were filled from."""
        return {"type": "strategy-held", "strategy": strategy}


class RegisterIds:
    """The registers of the staff."""

    body = "registers-body"
    version = "registers-version"
    form = "registers-form"
    conflict = "registers-conflict"
    day = "registers-day"
    join_one = "registers-join-one"
    join_other = "registers-join-other"
    join = "registers-join"

    @staticmethod
    def pill(name: Any) -> dict[str, Any]:
        """Return the id of a filter: teacher, year, state."""
        return {"type": "registers-pill", "name": name}

    @staticmethod
    def field(name: Any) -> dict[str, Any]:
        """Return the id of a field of a form."""
        return {"type": "registers-field", "name": name}

    @staticmethod
    def wrong(name: Any) -> dict[str, Any]:
        """Return the id of the words beside a field that say what is wrong in it."""
        return {"type": "registers-wrong", "name": name}

    @staticmethod
    def save(seen: Any) -> dict[str, Any]:
        """Return the id of the button that saves over the record which was seen; 0 for none."""
        return {"type": "registers-save", "seen": seen}

    @staticmethod
    def act(verb: Any, key: Any) -> dict[str, Any]:
        """Return the id of a button: `hide` with a line, `back` with a record, `same` with a pair."""
        return {"type": "registers-act", "verb": verb, "key": key}


class TeacherCardIds:
    """The card of a teacher."""

    body = "teacher-body"
    of = "teacher-of"
