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
