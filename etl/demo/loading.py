"""The sample school in a home: written as export files, loaded by the ordinary command, once."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from etl.demo import write_school
from etl.demo.community_records import type_communities
from etl.demo.seeds import settings
from etl.demo.staff_files import competence_names
from etl.demo.surveys import own_key
from etl.desk import FileReport
from etl.pipeline import load
from warehouse.home import Home
from warehouse.publish import publish

WHO = "пример школы"


def load_sample(home: Home) -> list[FileReport]:
    """Fill a home that nothing was ever accepted into; return the reports, none if it was filled before."""
    if home.ledger.rows("SELECT 1 FROM batches LIMIT 1"):
        return []
    lay_records(home)
    processes = min(4, os.cpu_count() or 1)
    with tempfile.TemporaryDirectory() as folder:
        truths = write_school(Path(folder), jobs=processes)
        years = sorted({Path(file).parts[0] for file in truths.files})
        reports = load(home, [Path(folder) / year for year in years], who=WHO, processes=processes)
        type_communities(home, truths.teams)
        publish(home)
        return reports


def lay_records(home: Home) -> None:
    """Write what the school settled itself: its code, the key of its own survey, the strategy it chose."""
    login, key = str(settings("works")["login"]), own_key()
    home.ledger.add_record("own_school_code", login, {"school_code": login}, WHO)
    home.ledger.add_record("survey_key", key.survey_id, key.payload(), WHO)
    chosen, names = settings("staff")["choice"], competence_names()
    deficits = [{"key": f"competence:{one}", "title": names[one]} for one in chosen["deficits"]]
    payload = {**chosen, "deficits": deficits}
    home.ledger.add_record("strategy_choice", chosen["school_year"], payload, WHO)
