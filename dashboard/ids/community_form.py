"""The form of a line about communities."""

from __future__ import annotations

from typing import Any


class CommunityFormIds:
    """The page of the form; its fields have the same parts as those of a register's form."""

    body = "community-form-body"
    form = "community-form"
    conflict = "community-form-conflict"

    @staticmethod
    def save(seen: Any) -> dict[str, Any]:
        """Return the id of the button that saves over the record it has seen, 0 for none."""
        return {"type": "community-save", "seen": seen}

    @staticmethod
    def field(name: Any) -> dict[str, Any]:
        """Return the id of a field; `people` and `people_more` are the two lists of people."""
        return {"type": "community-field", "name": name}

    @staticmethod
    def wrong(name: Any) -> dict[str, Any]:
        """Return the id of the words about a field, "" of the whole form."""
        return {"type": "community-wrong", "name": name}

    @staticmethod
    def hide(key: Any) -> dict[str, Any]:
        """Return the id of the button that hides a line."""
        return {"type": "community-hide", "key": key}

    @staticmethod
    def back(record: Any) -> dict[str, Any]:
        """Return the id of the button in the corner that takes a record back."""
        return {"type": "community-back", "record": record}
