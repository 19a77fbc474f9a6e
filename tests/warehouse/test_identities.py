"""Who is taken for whom when files write names at different length."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse import identities
from warehouse.home import Home

FULL, SHORT, OTHER = "белова анна игоревна", "белова анна", "белова анна олеговна"


@pytest.mark.parametrize(
    ("first", "second", "pupils"),
    [
        ([FULL], [SHORT], 1),
        ([SHORT], [FULL], 1),
        ([FULL], ["белова а.и."], 2),
        ([FULL], [OTHER], 2),
        ([FULL, OTHER], [SHORT], 3),
        ([FULL], [SHORT, OTHER], 3),
        ([FULL, FULL], [SHORT], 3),
        ([SHORT], ["белова"], 2),
    ],
)
def test_a_patronymic_left_out_makes_no_second_pupil(
    tmp_path: Path, first: list[str], second: list[str], pupils: int
) -> None:
    home, found = Home.at(tmp_path), set()
    for names in (first, second):
        rows = [
            (number, "2022/23", "5А", name, name, names[:number].count(name))
            for number, name in enumerate(names, 1)
        ]
        with home.ledger.transaction() as tx:
            found |= set(identities.allocate(tx, home.ledger.school_id, rows).values())
    assert len(found) == pupils
