"""Surveys: who answered in which wave, what was said to closed and open questions, and who changed.

Answers of fewer than `least` people are counted and not told, except signed ones to those who see every
teacher. Single answers are signed ones alone: of the person who asks, or of everybody to the methodist.
"""

from __future__ import annotations

from typing import Any

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


def waves(con: Con, *, school: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return every survey × wave, the earliest wave first.

    Columns: survey_id, wave, answers_count, signed_count, first_on, last_on, files_count.
    """
    return _asked(con, "waves", school=school)


def values(
    con: Con, *, school: str, survey_id: str, items: tuple[str, ...], least: int,
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:  # fmt: skip
    """Return by wave and item (of `items`) how often each answer was given.

    Columns: wave, item_id, value_raw, value, values_count, answers_count (people), is_shown.
    """
    return _asked(con, "values", scope, school=school, survey_id=survey_id, items=list(items),
                  least=least)  # fmt: skip


def scores(
    con: Con, *, school: str, survey_id: str, least: int, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return by wave and scale how often each score was reached, the least score first.

    Columns: wave, scale_id, score, scale_min, scale_max, scores_count, answers_count, is_shown.
    """
    return _asked(con, "scores", scope, school=school, survey_id=survey_id, least=least)


def pairing(
    con: Con, *, school: str, survey_id: str, before: str, after: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return one row of two waves: before_count, after_count, paired_count, left_count, joined_count,
    untold_before_count and untold_after_count (answers of nobody knows whom)."""
    return _asked(con, "pairing", school=school, survey_id=survey_id, before=before, after=after)


def pairs(
    con: Con, *, school: str, survey_id: str, between: tuple[str, str], items: tuple[str, ...],
    least: int, scope: Scope = EVERYTHING,
) -> pd.DataFrame:  # fmt: skip
    """Return by scale and item how those who answered both waves moved; scales first.

    Columns: kind (scale, item), name (its id), pairs_count, up_count, down_count, same_count. An item
    moves by its own value, a reversed one too.
    """
    before, after = between
    return _asked(con, "pairs", scope, school=school, survey_id=survey_id, before=before, after=after,
                  items=list(items), least=least)  # fmt: skip


def texts(
    con: Con, *, school: str, survey_id: str, wave: str, items: tuple[str, ...],
    scope: Scope = EVERYTHING,
) -> pd.DataFrame:  # fmt: skip
    """Return the free answers of a wave: item_id, response_id, value_raw, is_signed, is_own.

    A signed answer with `is_own` false is counted and never shown.
    """
    return _asked(con, "texts", scope, school=school, survey_id=survey_id, wave=wave,
                  items=list(items))  # fmt: skip


def persons(
    con: Con, *, school: str, survey_id: str, wave: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the signed answers of a wave that one may see one by one, by name and scale.

    Columns: full_name, teacher_id, answered_on, scale_id, score, answered_count, items_count.
    """
    return _asked(con, "persons", scope, school=school, survey_id=survey_id, wave=wave)


def forms(con: Con, *, school: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the forms of live files: batch_id, survey_no, signature, survey_id, title, service,
    sheet_name, file_name, answers_count."""
    return _asked(con, "forms", school=school)


def questions(con: Con, *, school: str, signature: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the questions of a form in its order: question_key, header_raw, grid_row, question_no, role."""
    return _asked(con, "questions", school=school, signature=signature)


def cells(con: Con, *, school: str, signature: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the different answers of a form: question_key, value_raw, cells_count, the commonest first.

    For those who set keys: the words of free answers are among them.
    """
    return _asked(con, "cells", school=school, signature=signature)


def names(con: Con, *, school: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the names of all teachers and pupils: full_name. To hide them in quotes, never to show."""
    return _asked(con, "names", school=school)


def sources(
    con: Con, *, school: str, survey_id: str, wave: str, scope: Scope = EVERYTHING
) -> pd.DataFrame:
    """Return the files behind a wave: columns of `queries.objectivity.sources` with their place."""
    return _asked(con, "sources", school=school, survey_id=survey_id, wave=wave)


def _asked(con: Con, name: str, scope: Scope | None = None, **params: Any) -> pd.DataFrame:
    if scope is not None:
        params["teachers"] = scope.teacher_ids
    return con.execute(text(f"surveys/{name}"), params).df()
