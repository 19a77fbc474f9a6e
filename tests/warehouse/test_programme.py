"""The programme as rows: what the seeds print is what the tables hold."""

from __future__ import annotations

import pyarrow.compute as pc
import pytest
import yaml

from tests.warehouse.programme_con import programme_con, publish_roadmap
from warehouse.programme import SEEDS, programme_tables
from warehouse.queries import checkpoints, roadmap
from warehouse.tables import schema


@pytest.fixture(scope="module")
def con():
    return programme_con()


@pytest.fixture(scope="module")
def seed():
    return yaml.safe_load((SEEDS / "roadmap.yaml").read_text("utf-8"))


def test_columns_are_those_of_the_ddl():
    for table, rows in programme_tables().items():
        assert rows.schema.names == schema(table).names, table


def test_all_33_checkpoints_stand_with_their_windows(con):
    calendar = yaml.safe_load((SEEDS / "calendar.yaml").read_text("utf-8"))
    printed = {
        point["id"]: (work["window"]["from"], work["window"]["to"])
        for stage in calendar["stages"]
        for step in stage["steps"]
        for work in step["works"]
        for point in work["checkpoints"]
    }
    rows = con.execute("SELECT checkpoint_id, window_from, window_to FROM checkpoints").fetchall()
    assert len(rows) == 33
    assert {key: (start, end) for key, start, end in rows} == printed


def test_three_stages_and_six_steps(con):
    steps = con.execute("SELECT DISTINCT stage, step FROM checkpoints ORDER BY ALL").fetchall()
    assert steps == [(1, "1"), (1, "2"), (2, "3"), (2, "4"), (2, "5"), (3, "6")]
    stages = checkpoints.stages(con)
    assert [str(day.date()) for day in stages.date_to] == ["2021-08-31", "2023-08-31", "2024-08-31"]


def test_every_need_has_its_words():
    tables = programme_tables()
    known = set(tables["data_kinds"]["data_kind"].to_pylist())
    assert set(tables["checkpoint_needs"]["data_kind"].to_pylist()) <= known


def test_the_roadmap_holds_the_printed_pairs(con, seed):
    frame = roadmap.by_year(con)
    rows = frame[frame.kind == "row"]
    found = {(row.indicator_id, row.year, row.series): row.target_pct for row in rows.itertuples()}
    printed = {
        (row["id"], year, series): target
        for row in seed["indicators"]
        for year, pair in row["pairs"].items()
        for series, target in zip(("main", "school"), pair, strict=False)
    }
    assert found == printed


def test_parts_of_a_row_share_its_in_school_target(con):
    frame = roadmap.by_year(con)
    parts = frame[(frame.row_id == "growth_system") & (frame.kind == "internal")]
    assert set(parts.indicator_id) == {"attestation_ready", "personal_plan", "online_diagnostics"}
    for _, one in parts.groupby("indicator_id"):
        assert one.target_pct.tolist() == [5, 20, 40, 80]
        assert set(one.series) == {"school"}


def test_a_row_with_one_number_is_kept_once(con):
    frame = roadmap.by_year(con)
    third = frame[frame.row_id == "independent_assessment"]
    assert third[["series", "target_pct"]].to_numpy().tolist() == [
        ["main", 2.0], ["main", 3.0], ["main", 4.0], ["main", 10.0],
    ]  # fmt: skip
    indicators = roadmap.indicators(con).set_index("indicator_id")
    assert indicators.same_as["independent_assessment_internal"] == "independent_assessment"


def test_extra_targets_hold_for_every_year(con):
    frame = roadmap.by_year(con)
    extra = frame[frame.kind == "extra"].groupby("indicator_id").target_pct.agg(list)
    assert extra.to_dict() == {"continuous_formats": [5.0] * 4, "young_support": [100.0] * 4}


def test_nothing_counted_is_unknown_and_never_zero(con):
    assert roadmap.by_year(con)[["actual_pct", "deviation_points"]].isna().all(axis=None)


def test_an_actual_meets_its_target():
    con = programme_con()
    con.execute(
        "INSERT INTO roadmap_actuals VALUES"
        " ('s1', 'growth_system', 'main', 2021, 13, 25, DATE '2021-12-31'),"
        " ('s1', 'mastery_centre', 'main', 2021, 0, 0, DATE '2021-12-31')"
    )
    publish_roadmap(con)
    frame = roadmap.by_year(con).set_index(["indicator_id", "series", "year"])
    row = frame.loc[("growth_system", "main", 2021)]
    assert (row.actual_pct, row.deviation_points) == (52.0, 32.0)
    assert frame.actual_pct.notna().sum() == 1
    assert (
        len(frame) == pc.sum(programme_tables()["roadmap_targets"]["target_pct"].is_valid()).as_py()
    )


def test_activities_and_responsible_are_kept(con, seed):
    activities = roadmap.activities(con)
    assert len(activities) == sum(len(row["activities"]) for row in seed["indicators"])
    assert set(roadmap.indicators(con).responsible) == {"Заместитель директора по УВР, методист"}
