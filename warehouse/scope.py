"""What a person may see of pupils, classes and single teachers: queries take it and filter by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """The classes that may be seen, as (school_year, class_name); None means all of them.

    `teachers` are those of whose own answers and observed lessons may be seen one by one: the person
    alone, None (every teacher) for the methodist; nobody unless it is said. `staff` are those whose lines
    of registers may be seen: None for those who keep them, else the person alone.
    """

    classes: frozenset[tuple[str, str]] | None = None
    teachers: frozenset[int] | None = frozenset()
    staff: frozenset[int] | None = frozenset()

    @classmethod
    def of(cls, classes: Iterable[tuple[str, str]]) -> Scope:
        """Return the scope of these classes."""
        return cls(frozenset(classes))

    def allows(self, school_year: str, class_name: str) -> bool:
        """Tell whether a class may be seen."""
        return self.classes is None or (school_year, class_name) in self.classes

    @property
    def keys(self) -> list[str] | None:
        """The classes as `2021/22 5А`, a list for the `$scope` parameter of queries; None for all.

        A query filters with `($scope IS NULL OR list_contains($scope, school_year || ' ' || class_name))`.
        """
        if self.classes is None:
            return None
        return sorted(f"{year} {name}" for year, name in self.classes)

    @property
    def teacher_ids(self) -> list[int] | None:
        """The teachers, a list for the `$teachers` parameter of queries; None for all.

        A query filters with `($teachers IS NULL OR list_contains($teachers, teacher_id))`.
        """
        return None if self.teachers is None else sorted(self.teachers)

    @property
    def staff_ids(self) -> list[int] | None:
        """The teachers whose lines of registers may be seen, for the `$staff` parameter; None for all."""
        return None if self.staff is None else sorted(self.staff)


EVERYTHING = Scope()
