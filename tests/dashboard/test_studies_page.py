"""The board of lesson studies: true sentences, cycles by step, filters, and who may begin one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard import session, studies
from dashboard.app import create_app
from dashboard.callbacks import lesson_studies as page
from dashboard.components import studies as parts
from dashboard.components.cards import plain_text
from dashboard.session import User
from dashboard.words import NBSP
from tests.warehouse.studies import study_in_code as code
from warehouse.home import Home
from warehouse.studies.records import STUDY

DIRECTOR = User("d", "Директор", "director")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = Home.at(tmp_path / "home")
    create_app(made)
    with session.acting_as(DIRECTOR):
        yield made


def shown(search: str = "") -> str:
    return plain_text(page.show_studies(search, 0, "/lesson-studies")).replace(NBSP, " ")


def sentence(day: date | None = None) -> str:
    return parts.sentence(studies.every(studies.world(day))).replace(NBSP, " ")


def test_before_the_first_cycle_the_board_says_how_to_begin(home: Home) -> None:
    assert "Исследований урока пока нет" in shown()
    assert "Начать исследование" in shown()
    with session.acting_as(User("t", "Учитель", "teacher", frozenset())):
        assert "Начать исследование" not in shown()


def test_the_sentence_counts_what_goes_on_stands_and_is_done(home: Home) -> None:
    for number, step in enumerate((1, 4, 7)):
        code.write(home.ledger, step, f"{number:032x}")
    near = date(2024, 10, 10)
    assert sentence(near) == "Идут 2 исследования урока, завершено 1"
    code.write(home.ledger, 3, f"{4:032x}")
    far = near + timedelta(weeks=8)
    assert sentence(far) == "Идёт 1 исследование урока, застряли 2, завершено 1"
    home.ledger.add_record(STUDY, f"{0:032x}", code.cycle(is_deleted=True), "т")
    assert sentence(far) == "Застряли 2 исследования урока, завершено 1"
    home.ledger.add_record(STUDY, f"{4:032x}", code.cycle(is_deleted=True), "т")
    stopped = code.cycle(stopped_on="2024-10-09", stopped_why="каникулы")
    home.ledger.add_record(STUDY, f"{1:032x}", stopped, "т")
    assert sentence(near) == "Завершено 1 исследование урока, прекращено 1"
    assert "Прекращены" in shown()


def test_after_the_programme_the_board_speaks_as_of_the_last_day_with_records(home: Home) -> None:
    code.write(home.ledger, 4, f"{1:032x}")
    last = studies.every(studies.world(date(2024, 10, 10)))[0].last_on
    assert last is not None
    seen = studies.world(date(2026, 11, 24))
    assert seen.day == last and "последний день с" in seen.as_of
    assert sentence(date(2026, 11, 24)) == "Идёт 1 исследование урока"
    code.write(home.ledger, 3, f"{2:032x}")
    home.ledger.add_record(STUDY, f"{2:032x}", code.cycle(rules_agreed_on="2026-11-20"), "т")
    seen = studies.world(date(2026, 11, 24))
    assert seen.day == seen.today and "последний" not in seen.as_of
    assert "застряло 1" in sentence(date(2026, 11, 24))


def test_a_cycle_stands_in_the_column_of_its_step_with_what_it_lacks(home: Home) -> None:
    code.write(home.ledger, 3)
    columns = parts.board(studies.every(studies.world()), date(2024, 10, 8)).children
    texts = [plain_text(column).replace(NBSP, " ") for column in columns]
    assert [("6А, математика" in text) for text in texts] == [number == 4 for number in range(1, 8)]
    assert "не хватает: отметки о начале урока, листа наблюдения и ещё 1" in texts[3]


def test_filters_live_in_the_address_and_the_newest_year_is_shown_first(home: Home) -> None:
    code.write(home.ledger, 3)
    code.write(home.ledger, 3, f"{5:032x}", school_year="2022/23", class_name="9В")
    assert "6А, математика" in shown() and "9В" not in shown()
    assert "9В, математика" in shown("?year=2022/23")
    assert "9В" in shown("?year=all") and "6А" in shown("?year=all")
    assert "не подходит ни одно" in shown("?year=2023/24")
    pills = [{"name": "community"}, {"name": "year"}]
    drawn = {"community": "", "year": "2024/25"}
    assert page.choose(["", "2022/23"], pills, drawn, "") == "?year=2022%2F23"
    assert page.choose(["", "2024/25"], pills, drawn, "") is page.no_update


def test_changes_of_all_cycles_are_counted_together(home: Home) -> None:
    for number in range(2):
        code.write(home.ledger, 6, f"{number:032x}")
    assert "Воплощено 2 из 6 договорённостей" in shown()
