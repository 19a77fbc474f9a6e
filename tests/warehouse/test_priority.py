"""Parts weighed: the known ones only, and no rank where too little is known."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.priority import PARTS, ranked

WEIGHTS = {"passed": 3, "quality": 2, "falling": 2, "pupils": 2, "deficit": 2, "absence": 1}


def classes(**parts: list[float | None]) -> pd.DataFrame:
    """Return classes 7А, 7Б… with parts; those not named are unknown."""
    count = len(next(iter(parts.values())))
    frame = pd.DataFrame({f"{name}_part": values for name, values in parts.items()})
    return frame.assign(class_name=[f"7{letter}" for letter in "АБВГ"[:count]], grade=7)


def test_the_sum_is_divided_by_the_weights_that_are_known() -> None:
    frame = classes(passed=[0.5, 0.0], quality=[0.25, 0.0], falling=[1.0, 0.0], pupils=[0.4, 0.1])
    found = ranked(frame, "attested", WEIGHTS, 60)
    assert found["class_name"].tolist() == ["7А", "7Б"]
    assert found["priority"][0] == pytest.approx((1.5 + 0.5 + 2 + 0.8) / 9)
    assert found["known_pct"].tolist() == [75.0, 75.0]
    assert found["rank"].tolist() == [1, 2]
    assert found["deficit"].isna().all()


def test_below_sixty_percent_of_the_weights_a_class_has_no_rank() -> None:
    frame = classes(passed=[0.9, 0.1], quality=[0.9, 0.1], pupils=[0.9, 0.1], falling=[None, 0.0])
    found = ranked(frame, "attested", WEIGHTS, 60).set_index("class_name")
    assert found.loc["7А", "known_pct"] == pytest.approx(100 * 7 / 12)
    assert pd.isna(found.loc["7А", "rank"])
    assert found.loc["7Б", "rank"] == 1
    assert list(found.index) == ["7Б", "7А"]


def test_the_base_on_roll_has_its_own_parts() -> None:
    frame = classes(passed=[0.1], quality=[0.1], pupils=[0.1]).assign(
        passed_on_roll_part=0.7, quality_on_roll_part=0.6
    )
    found = ranked(frame, "on_roll", WEIGHTS, 0).iloc[0]
    assert (found["passed"], found["quality"], found["pupils"]) == (0.7, 0.6, 0.1)


def test_no_weights_give_no_rank() -> None:
    found = ranked(classes(passed=[0.5]), "attested", dict.fromkeys(PARTS, 0.0), 60)
    assert found["rank"].isna().all()


def test_equal_sums_share_a_rank() -> None:
    found = ranked(classes(passed=[0.5, 0.5, 0.1]), "attested", WEIGHTS, 0)
    assert found["rank"].tolist() == [1, 1, 3]


shares = st.one_of(st.none(), st.floats(0, 1))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(*[shares] * len(PARTS)), min_size=1, max_size=4),
    st.tuples(*[st.one_of(st.just(0.0), st.floats(0.1, 10))] * len(PARTS)),
)
def test_the_sum_stays_between_the_smallest_and_the_largest_part(rows, weights) -> None:
    columns = {name: [row[i] for row in rows] for i, name in enumerate(PARTS)}
    found = ranked(classes(**columns), "attested", dict(zip(PARTS, weights, strict=True)), 60)
    for row in found.to_dict("records"):
        known = [row[part] for part, w in zip(PARTS, weights, strict=True)
                 if w and not pd.isna(row[part])]  # fmt: skip
        if pd.isna(row["priority"]):
            assert not known
        elif known:
            assert min(known) - 1e-9 <= row["priority"] <= max(known) + 1e-9
        assert pd.isna(row["rank"]) or row["known_pct"] >= 60
