"""What the forms of a lesson study begin from: the rules, the usual stages of a lesson, questions to pupils."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import yaml

from warehouse.reference import SEEDS
from warehouse.studies.shapes import Stage


@dataclass(frozen=True)
class Defaults:
    """Shipped beginnings; a group edits them and keeps its own."""

    rules: tuple[str, ...]
    stages: tuple[Stage, ...]
    questions: tuple[str, ...]


@cache
def defaults() -> Defaults:
    """Return what `seeds/lesson_study.yaml` says."""
    said = yaml.safe_load((SEEDS / "lesson_study.yaml").read_text("utf-8"))
    stages = tuple(Stage(**one) for one in said["stages"])
    return Defaults(tuple(said["rules"]), stages, tuple(said["questions"]))
