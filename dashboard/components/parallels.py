"""Parallels × subjects: the drill of a cell down to the classes of the parallel."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard.components.achievement import PARALLEL, change_words, counted, counts
from dashboard.components.shares import share_text
from dashboard.components.tables import Column, data_table


def named(frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows of parallels that the heatmap can draw: a parallel stands where a class does."""
    if frame.empty:
        return frame
    return frame.assign(class_name=[f"{grade}{PARALLEL}" for grade in frame["grade"]])


def grade_of(name: str) -> int | None:
    """Return the grade of a parallel's name: «7 классы» → 7; None where there is no number."""
    found = re.match(r"\d{1,2}", name)
    return int(found[0]) if found else None


def drill(
    cell: pd.Series,
    before: pd.Series | None,
    classes: pd.DataFrame,
    href: Callable[[str], str],
    texts: dict[str, str],
) -> html.Aside:
    """Return the panel of a parallel × subject; `classes` are its classes on the same base.

    `href` leads from a class to its own cell; `texts` has class_name, subject, base, small, close
    and origin.
    """
    columns = [
        Column("class_name", "Класс", show=lambda row: dcc.Link(row["class_name"], href=href(row["class_name"]))),
        Column("quality", "Качество", show=lambda row: share_text(row["quality_count"], row["attested_count"])),
        Column("passed", "Успеваемость", show=lambda row: share_text(row["passed_count"], row["attested_count"])),
    ]  # fmt: skip
    hardest_first = classes.sort_values(["quality_pct", "class_name"], na_position="last")
    parts: list[Any] = [
        *counted(cell, texts),
        html.P(change_words(cell, before), className="muted"),
        counts(cell),
        html.H3("Классы параллели"),
        data_table(hardest_first, columns),
        html.Div(dcc.Link("Откуда число?", href=texts["origin"], className="button button-quiet"),
                 className="upload-actions"),
    ]  # fmt: skip
    return html.Aside(parts, className="card drill", id="drill")
