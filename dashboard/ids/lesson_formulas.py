"""The registry of formulas of a lesson's value, with the types of tasks and the aims of lessons."""

from __future__ import annotations

from typing import Any


class FormulaIds:
    """The page of formulas."""

    body = "formulas-body"
    version = "formulas-version"
    check = "formulas-check"
    state = "formulas-state"
    note = "formulas-note"
    keep = "formulas-keep"
    table = "formulas-table"
    list_note = "formulas-list-note"

    @staticmethod
    def control(name: Any) -> dict[str, Any]:
        """Return the id of a field of the form: name, expression, author, source, page, is_confirmed."""
        return {"type": "formula-control", "name": name}

    @staticmethod
    def hide(formula: Any, is_deleted: Any) -> dict[str, Any]:
        """Return the id of the button that takes a formula off the registry (1) or puts it back (0)."""
        return {"type": "formula-hide", "formula": formula, "is_deleted": is_deleted}

    @staticmethod
    def rows(draft: Any) -> dict[str, Any]:
        """Return the id of the store with a list as it stands on the page; a draft is «kind record»."""
        return {"type": "formula-rows", "draft": draft}

    @staticmethod
    def cell(row: Any, field: Any) -> dict[str, Any]:
        """Return the id of a text of a row of a list, counted from 0."""
        return {"type": "formula-cell", "row": row, "field": field}

    @staticmethod
    def target(row: Any, field: Any) -> dict[str, Any]:
        """Return the id of a share of an aim: t1 … t5 of a row, counted from 0."""
        return {"type": "formula-target", "row": row, "field": field}

    @staticmethod
    def total(row: Any) -> dict[str, Any]:
        """Return the id of the sum of an aim's shares."""
        return {"type": "formula-total", "row": row}

    @staticmethod
    def act(verb: Any, row: Any) -> dict[str, Any]:
        """Return the id of a button of a list: save; add (to a category); remove, up, down of a row."""
        return {"type": "formula-act", "verb": verb, "row": row}
