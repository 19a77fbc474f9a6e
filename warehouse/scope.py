"""What a person may see of pupils and classes: queries take it and filter by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """The classes that may be seen, as (school_year, class_name); None means all of them."""

    classes: frozenset[tuple[str, str]] | None = None

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


EVERYTHING = Scope()
