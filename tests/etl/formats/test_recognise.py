"""A file is of one format or of none, by what it says and never by its name."""

from __future__ import annotations

import pytest

from etl.formats import Unrecognised, from_dict, from_toml, recognise, shipped
from etl.problems import Refusal
from tests.etl.formats.cards import Block, card, report
from tests.etl.formats.grids import grid

DECLARED = """
id = "club"
title = "Журнал кружка"
source_kind = "journal"
shape = "pupil_blocks"
[claims]
title = ["журнал кружка"]
labels = ["руководитель"]
header = ["Предмет", "Часы"]
absent = ["черновик"]
[options]
subject = ["предмет"]
"""


def test_each_export_is_known_by_its_content():
    progress = grid(*report(Block(subjects={"Химия": ["5"]})), name="2849657.xlsx")
    cards = grid(["Табель  успеваемости\xa0УЧАЩЕГОСЯ (весь класс)"], *card("Дубов Олег", {"Химия": ["5"]}),
                 name="Отчет об успеваемости и посещаемости ученика.xlsx")  # fmt: skip
    assert recognise(progress, shipped()).id == "pupil_progress"
    assert recognise(cards, shipped()).id == "report_cards"


def test_a_claim_asks_for_all_it_names():
    club = from_toml(DECLARED)
    rows = [["Журнал кружка «Шахматы»"], ["Руководитель: Лучинина О. П."], ["Предмет", "Часы", 3]]
    assert recognise(grid(*rows), [club]) is club
    spoilt = [rows[1:], rows[::2], rows[:2], [*rows, ["Черновик"]],
              [*rows[:2], ["Предмет"], ["Часы"]]]  # fmt: skip
    for lacking in spoilt:
        with pytest.raises(Unrecognised) as refused:
            recognise(grid(*lacking), [club])
        assert refused.value.grid.sheets[0].rows == lacking


def test_a_format_that_asks_nothing_claims_nothing():
    with pytest.raises(Unrecognised):
        recognise(grid(["Журнал"]), [from_dict({**from_toml(DECLARED).as_json(), "claims": {}})])


def test_two_claims_are_an_error_that_names_both():
    one = from_toml(DECLARED)
    other = from_dict({**one.as_json(), "id": "other", "title": "Другой журнал"})
    rows = [["Журнал кружка"], ["Руководитель: Лучинина О. П."], ["Предмет", "Часы"]]
    with pytest.raises(Refusal) as refused:
        recognise(grid(*rows), [one, other])
    assert not isinstance(refused.value, Unrecognised)
    assert "«Журнал кружка» (club) и «Другой журнал» (other)" in str(refused.value)


def test_a_declaration_is_the_same_after_a_round_trip():
    for fmt in [*shipped(), from_toml(DECLARED)]:
        assert from_dict(fmt.as_json()) == fmt


@pytest.mark.parametrize(
    "wrong",
    [{"shape": "spiral"}, {"colour": "red"}, {"claims": {"colour": ["red"]}}],
)
def test_a_wrong_declaration_names_itself(wrong):
    with pytest.raises(ValueError, match="club"):
        from_dict({**from_toml(DECLARED).as_json(), **wrong})
