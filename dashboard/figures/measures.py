"""The measures of achievement a person can choose, and where each stands in the frames."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard import words

BASES = {"attested": "аттестованные", "on_roll": "по списку"}
BASES_OF = {"attested": "из аттестованных", "on_roll": "из всех по списку"}
SMALL = 10
# The columns of the base on roll that stand beside those of the attested.
ON_ROLL = {
    "attested_count": "on_roll_count",
    "attested_pupils_count": "pupils_count",
    "quality_pct": "quality_on_roll_pct",
    "passed_pct": "passed_on_roll_pct",
    "sou_pct": "sou_on_roll_pct",
}
PREFIXES = ("", "parallel_", "same_")


@dataclass(frozen=True)
class Measure:
    """One measure: its words and its columns.

    `cell_columns` and `class_columns` are by base, (attested, on_roll); `part` and `class_part`
    name the counts above the line of a share, empty where the measure is not a share of people.
    `low` and `high` are the ends of the colour scale. `by` says what the margins of a class and of a
    subject count; `empty` is what a cell without a value prints and says when pointed at; a measure
    that `is_count` has no unit. `border` is the mark from which a pupil is in the part.
    """

    code: str
    name: str
    cell_columns: tuple[str, str]
    class_columns: tuple[str, str]
    part: str = ""
    class_part: str = ""
    digits: int = 0
    low: float = 0.0
    high: float = 100.0
    by: tuple[str, str] = ("ученикам", "отметкам")
    empty: tuple[str, str] = ("н/а", "нет отметок: никто не аттестован")
    is_count: bool = False
    is_feminine: bool = False
    border: int = 0

    @property
    def short_name(self) -> str:
        """The name inside a sentence about a subject: качество, успеваемость, СОУ."""
        return self.name.removesuffix(" знаний")

    def verb(self, neuter: str) -> str:
        """Return a verb of the past that agrees with the name: «выросло» → «выросла»."""
        said = neuter.removesuffix("сь")
        return f"{said[:-1]}а{neuter[len(said) :]}" if self.is_feminine else neuter

    def cell_column(self, base: str) -> str:
        """Return the column of a class × subject."""
        return self.cell_columns[base == "on_roll"]

    def class_column(self, base: str) -> str:
        """Return the column of a class: by pupils for shares, pooled marks for the rest."""
        return self.class_columns[base == "on_roll"]

    def position(self, value: float) -> float:
        """Return the place of a value on the colour scale, 0–1."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)

    def short(self, value: float | None) -> str:
        """Return the value as a cell prints it, without the unit: 52, 3,6."""
        if value is None:
            return ""
        return words.number(value, self.digits)

    def text(self, value: float | None) -> str:
        """Return the value with its unit: «52 %», «3,60»."""
        if self.code == "average":
            return words.number(value, 2)
        return words.integer(value) if self.is_count else words.percent(value)


MEASURES = {
    m.code: m
    for m in (
        Measure(
            "quality",
            "качество знаний",
            ("quality_pct", "quality_on_roll_pct"),
            ("quality_pct", "quality_on_roll_pct"),
            "quality_count",
            "quality_pupils_count",
            border=4,
        ),
        Measure(
            "passed",
            "успеваемость",
            ("passed_pct", "passed_on_roll_pct"),
            ("passed_pct", "passed_on_roll_pct"),
            "passed_count",
            "passed_pupils_count",
            low=50.0,
            is_feminine=True,
            border=3,
        ),
        Measure(
            "sou",
            "СОУ",
            ("sou_pct", "sou_on_roll_pct"),
            ("pooled_sou_pct", "pooled_sou_pct"),
            low=20.0,
        ),
        Measure(
            "average",
            "средний балл",
            ("average_points", "average_points"),
            ("pooled_average_points", "pooled_average_points"),
            digits=1,
            low=2.0,
            high=5.0,
        ),
    )
}


def on_base(frame: pd.DataFrame, base: str) -> pd.DataFrame:
    """Return a frame whose shares and wholes are those of a base, under the names of the attested.

    Only columns that have a twin on the base on roll are replaced; the rest stays.
    """
    if base != "on_roll" or frame.empty:
        return frame
    twins = {
        f"{prefix}{name}": f"{prefix}{twin}"
        for prefix in PREFIXES
        for name, twin in ON_ROLL.items()
        if f"{prefix}{name}" in frame and f"{prefix}{twin}" in frame
    }
    return frame.assign(**{name: frame[twin] for name, twin in twins.items()})
