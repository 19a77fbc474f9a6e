"""Questions about communities: what was typed and loaded of them together cannot be, or waits."""

from __future__ import annotations

from typing import Any

import pytest

from etl.pipeline import load
from tests.dashboard.test_given_out import book
from warehouse import checks
from warehouse.home import Home
from warehouse.snapshots import Reader

ANNA, PETR = "Берёзова Анна Игоревна", "Осокин Пётр Ильич"
NAMES = [f"Дубова {name} Ильинична" for name in ("Вера", "Инна", "Лидия", "Нина", "Яна")]
FOUNDED = "01.09.2026"
BOOK = {
    "Сообщества": [["Название", "Тьютор", "Создано", "Завершило работу"], ["Первое", "", FOUNDED, "30.10.2026"],
                   ["Второе", "", FOUNDED, ""], ["Третье", "", FOUNDED, ""]],
    "Состав": [["Сообщество", "Педагог", "С какого дня", "По какой день"],
               ["Первое", ", ".join([ANNA, *NAMES]), "", ""], ["Второе", f"{ANNA}, {PETR}", "", ""],
               ["Третье", ANNA, "01.10.2026", ""], ["Третье", f"{PETR}, {NAMES[0]}", "", ""]],
    "Встречи": [["Сообщество", "Тема", "Намечена на", "Прошла"], ["Первое", "Рано", "01.08.2026", ""],
                ["Первое", "Поздно", "", "01.11.2026"], ["Первое", "В срок", "01.08.2026", "01.10.2026"],
                ["Которого нет", "Ждёт", "01.10.2026", ""], ["которого  нет", "Ждёт тоже", "02.10.2026", ""]],
}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: Any) -> Home:
    folder = tmp_path_factory.mktemp("checks")
    made = Home.at(folder / "home")
    file = book(folder / "пос.xlsx", BOOK)
    load(made, [file])
    late = next(line for line in made_lines(made) if line["title"] == "Поздно")
    typed = {
        "register": "meetings",
        "community_id": late["community_id"],
        "title": "Позже",
        "date_to": "2026-11-01",
    }
    made.ledger.add_record("community_line", late["line_key"], typed, "тест")
    load(
        made,
        [
            book(
                folder / "ещё.xlsx",
                {"Встречи": [*BOOK["Встречи"], ["Первое", "Новая", "02.10.2026", ""]]},
            )
        ],
    )
    return made


def made_lines(home: Home) -> list[dict[str, Any]]:
    return (
        Reader(home)
        .frame("SELECT line_key, community_id, title FROM community_lines")
        .to_dict("records")
    )


def said(home: Home, check_id: str, *columns: str) -> list[tuple[Any, ...]]:
    with Reader(home).cursor() as con:
        found = checks.answer(con, check_id=check_id)[list(columns)]
    return [tuple(map(str, row)) for row in found.itertuples(index=False, name=None)]


def test_who_is_in_more_communities_at_once_than_is_meant(home: Home) -> None:
    assert said(home, "community_members_many", "full_name", "since", "groups_count") == [
        (ANNA, "2026-10-01 00:00:00", "3")]  # fmt: skip


def test_which_communities_are_too_small_or_too_large(home: Home) -> None:
    assert said(home, "community_group_size", "community_name", "members_count") == [
        ("Второе", "2"), ("Первое", "6")]  # fmt: skip


def test_what_lies_before_a_community_or_after_it(home: Home) -> None:
    assert said(home, "community_events_outside", "what", "title") == [
        ("встреча", "Рано"), ("встреча", "Позже")]  # fmt: skip


def test_lines_of_a_community_that_nobody_knows_wait_and_are_counted(home: Home) -> None:
    ((name, count),) = said(home, "community_unknown", "community_raw", "lines_count")
    assert (name.casefold().split(), count) == (["которого", "нет"], "2")


def test_a_file_that_says_otherwise_than_a_page_is_told(home: Home) -> None:
    assert said(home, "community_typed_over", "register_name", "typed_title", "file_title", "file_name") == [
        ("встречи", "Позже", "Поздно", "ещё.xlsx")]  # fmt: skip
