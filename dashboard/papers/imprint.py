"""What every paper says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard import words


@dataclass(frozen=True)
class Imprint:
    """The school's name (may be empty), the day of making, the number of the snapshot."""

    school_name: str
    made_on: date
    snapshot: int

    @property
    def heading(self) -> str:
        """The school's name, or a line to write it on."""
        return self.school_name or f"Школа: {'_' * 48}"

    @property
    def line(self) -> str:
        """When and of what the paper was made."""
        return f"Составлено {words.day(self.made_on)}, снимок{words.NBSP}{self.snapshot}"
