"""The overview, achievement, class and pupil pages over the small sample school, callbacks as functions."""

from __future__ import annotations

import pytest

from dashboard import app, data, selection, session
from dashboard.callbacks import achievement, class_card, home, pupil
from dashboard.components.cards import plain_text
from warehouse.home import Home

DIRECTOR = session.User("director", "Директор", "director")
YEAR = "2023/24"


def hardest_cell() -> dict:
    """Return the class × subject with the lowest quality of the newest period."""
    return data.reader().frame(
        "SELECT * FROM mart_achievement_by_class_subject_period WHERE school_year = '2023/24'"
        " AND period = 'q4' AND attested_count >= 10 ORDER BY quality_pct, attested_count DESC,"
        " class_name, subject LIMIT 1"
    ).iloc[0].to_dict()  # fmt: skip


def test_achievement_opens_with_a_true_sentence(director) -> None:
    said = plain_text(achievement.show_achievement("", "/achievement")).replace("\xa0", " ")
    cell = hardest_cell()
    assert f"в {cell['class_name']}: качество знаний" in said
    assert f"{cell['quality_count']} из {cell['attested_count']}" in said
    assert YEAR in said


def test_another_page_is_left_alone(director) -> None:
    assert achievement.show_achievement("", "/help") is achievement.no_update
    assert home.show_home("", "/uploads") is home.no_update


def test_the_drill_shows_the_counts_of_its_cell(director) -> None:
    cell = hardest_cell()
    asked = f"?class={cell['class_name']}&subject={cell['subject']}"
    said = plain_text(achievement.show_achievement(asked, "/achievement")).replace("\xa0", " ")
    assert f"Качество: {cell['quality_count']} из {cell['attested_count']}, может быть от" in said
    assert "В параллели:" in said


def test_where_a_number_comes_from_names_its_file_and_cells(director) -> None:
    cell = hardest_cell()
    asked = f"?class={cell['class_name']}&subject={cell['subject']}&origin=1"
    said = plain_text(achievement.show_achievement(asked, "/achievement")).replace("\xa0", " ")
    whole = cell["attested_count"]
    assert f"({cell['mark5_count']} «5» + {cell['mark4_count']} «4») / {whole} × 100" in said
    assert "Лист1!" in said
    assert ".xlsx" in said


def test_the_card_of_a_class_counts_its_pupils(director) -> None:
    cell = hardest_cell()
    said = plain_text(class_card.show_class("", ["2023-24", cell["class_name"]])).replace(
        "\xa0", " "
    )
    groups = data.reader().frame(
        "SELECT count(*) AS n FROM mart_pupil_group_by_period WHERE school_year = '2023/24'"
        f" AND period = 'q4' AND class_name = '{cell['class_name']}'"
    )
    assert f"из {groups['n'][0]} (" in said
    assert "Группы учеников" in said


def test_a_cell_of_the_journal_leads_to_its_file(director) -> None:
    mark = data.reader().frame("SELECT * FROM marks WHERE school_year = '2023/24' LIMIT 1").iloc[0]
    place = f"{mark['batch_id']}:{mark['row_no']}:{mark['column_no']}:{mark['sheet_name']}"
    said = plain_text(class_card.show_class(f"?cell={place}", ["2023-24", mark["class_name"]]))
    assert f"«{mark['cell_raw']}»" in said
    assert "отметка" in said


def test_a_pupil_is_shown_and_the_opening_is_logged(director) -> None:
    before = data.ledger().one("SELECT count(*) AS n FROM audit")["n"]
    pupil_id = data.reader().frame("SELECT pupil_id FROM dim_pupil LIMIT 1")["pupil_id"][0]
    said = plain_text(pupil.show_pupil("", str(pupil_id)))
    assert "Отметки за периоды" in said
    assert data.ledger().one("SELECT count(*) AS n FROM audit")["n"] == before + 1


@pytest.mark.parametrize("odd", ["", "abc", "-1", "999999"])
def test_a_pupil_who_is_not_there_is_said_so(director, odd: str) -> None:
    assert "нет" in plain_text(pupil.show_pupil("", odd))


def test_a_teacher_sees_own_classes_only(stranger) -> None:
    mine, other = stranger
    assert "Такого класса среди ваших нет" in plain_text(
        class_card.show_class("", ["2023-24", other])
    )
    assert "Группы учеников" in plain_text(class_card.show_class("", ["2023-24", mine]))
    someone = data.reader().frame(
        f"SELECT pupil_id FROM dim_pupil WHERE class_name = '{other}' AND school_year = '2023/24'"
    )
    assert "нет" in plain_text(pupil.show_pupil("", str(someone["pupil_id"][0])))


def test_the_overview_names_the_school_and_who_needs_support(director) -> None:
    said = plain_text(home.show_home("", "/")).replace("\xa0", " ")
    row = data.reader().frame(
        "SELECT * FROM mart_achievement_by_school_period WHERE school_year = '2023/24' AND period = 'q4'"
    ).iloc[0]  # fmt: skip
    assert f"{row['quality_pupils_count']} из {row['attested_pupils_count']}" in said
    assert "Кому поддержка нужна сначала" in said


def test_an_empty_home_says_how_to_fill_it(tmp_path) -> None:
    app.create_app(Home.at(tmp_path))
    with session.acting_as(DIRECTOR):
        for shown in (achievement.show_achievement("", "/achievement"), home.show_home("", "/")):
            assert "Загрузить журнал" in plain_text(shown)


@pytest.mark.parametrize(
    ("period", "periods", "before"),
    [("q3", ("q1", "q2", "q3", "q4", "year"), "q2"), ("h2", ("h1", "q4", "h2"), "h1"),
     ("q1", ("q1", "q2"), ""), ("year", ("q4", "year"), "")],
)  # fmt: skip
def test_the_period_before_is_of_the_same_kind(period, periods, before) -> None:
    assert selection.previous(period, periods) == before


def test_the_newest_period_is_the_last_term_that_most_classes_have() -> None:
    assert selection.newest({"q3": 30, "q4": 30, "h2": 4, "year": 34}) == "q4"
    assert selection.newest({"year": 3}) == "year"
