"""What the files of works leave to a person: which school is ours, which class a number stands for."""

from __future__ import annotations

import duckdb
import pandas as pd

from warehouse.scope import EVERYTHING, Scope
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection


def schools(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the schools that live files name, for whoever may see the whole school.

    Columns: school_code, school_name, municipality, works_count, is_own (1 or 0).
    """
    return con.execute(text("works/schools"), {"scope": scope.keys}).df()


def ordinals(con: Con, *, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """Return the classes of our school that files give by number only, the newest year first.

    Columns: school_year, grade, class_ordinal, form_name (the class by a form's own sheet, ''),
    works_count, participants_count. For whoever may see the whole school.
    """
    return con.execute(text("works/ordinals"), {"scope": scope.keys}).df()
