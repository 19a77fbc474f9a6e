"""Whom initials mean in a line's key: the only full name of the file and of the staff that fits them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from etl.formats.communities.line import Line
from etl.names import name_key
from warehouse.spellings import has_initials
from warehouse.teachers import fits


class FullNames:
    """The full names that the file and the school know; `used` are the initials that were looked up."""

    def __init__(self, teachers: Mapping[str, str], lines: Iterable[Line]) -> None:
        named = {name_key(whom.name) for line in lines
                 for whom in (line.teacher, line.partner, *line.people) if whom}  # fmt: skip
        self._full = {key for key in (*teachers, *named) if not has_initials(key)}
        self.used: dict[str, str] = {}

    def key(self, name: str) -> str:
        """Return the key of a person, the same for the full name and for initials that mean nobody else."""
        key = name_key(name)
        if not has_initials(key):
            return key
        meant = [full for full in self._full if fits(key, full)]
        self.used[key] = meant[0] if len(meant) == 1 else key
        return self.used[key]
