"""Proposed teams and the tree from a deficit to its result."""

from __future__ import annotations

from typing import Any


class ProposalIds:
    """The page of proposed teams."""

    body = "proposal-body"
    version = "proposal-version"
    again = "proposal-again"
    one = "proposal-one"
    other = "proposal-other"
    part = "proposal-part"
    part_note = "proposal-part-note"

    @staticmethod
    def state(mode: Any) -> dict[str, Any]:
        """Return the id of what the page has drawn. A second click may come when the page is left already:
        then a pattern finds nothing, where a plain id would be an error."""
        return {"type": "proposal-state", "mode": mode}

    @staticmethod
    def where(group: Any, person: Any) -> dict[str, Any]:
        """Return the id of the list of groups that a person of a group (`-` for none) may be moved to."""
        return {"type": "proposal-where", "group": group, "person": person}

    @staticmethod
    def move(group: Any, person: Any) -> dict[str, Any]:
        """Return the id of the button that moves a person."""
        return {"type": "proposal-move", "group": group, "person": person}

    @staticmethod
    def agreed(group: Any, person: Any) -> dict[str, Any]:
        """Return the id of a person's consent."""
        return {"type": "proposal-agreed", "group": group, "person": person}

    @staticmethod
    def field(name: Any, group: Any) -> dict[str, Any]:
        """Return the id of a field of a new community: name, focus, tutor."""
        return {"type": "proposal-field", "name": name, "group": group}

    @staticmethod
    def create(group: Any) -> dict[str, Any]:
        """Return the id of the button that makes a community of a group."""
        return {"type": "proposal-create", "group": group}

    @staticmethod
    def note(group: Any) -> dict[str, Any]:
        """Return the id of the words beside that button."""
        return {"type": "proposal-note", "group": group}

    @staticmethod
    def together(line: Any) -> dict[str, Any]:
        """Return the id of the button that lets a pair be in one group again."""
        return {"type": "proposal-together", "line": line}


class PathIds:
    """The tree «От дефицита к результату»."""

    body = "path-body"
    list = "path-list"
