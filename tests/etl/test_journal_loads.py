"""Pages of a journal through the whole road: what a newer page replaces, and the lessons held."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl.pipeline import load, undo
from tests.etl.readers.ods_in_code import rows_of, table, write
from warehouse.home import Home
from warehouse.snapshots import Reader
from warehouse.verify import verify

PUPILS = ["Белова Анна Игоревна", "Орлов Пётр Ильич", "Ким Лев Юрьевич"]
DAYS = ["05.09.2023", "07.09.2023", "07.09.2023", "12.09.2023", "14.09.2023", "19.09.2023"]
MARKS = [["5", "", "4", "Н", "", ""], ["3", "5/4", "", "", "2", ""], ["", "", "", "4", "", ""]]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


def page(
    path: Path, marks: list[list[str]], subject: str = "Английский язык", days: list[str] = DAYS
) -> Path:
    """Write the page of 7А as an OpenDocument spreadsheet."""
    head = [
        ["Класс: 7А"],
        [f"Предмет: {subject}"],
        ["Учебный год: 2023/2024"],
        ["№", "Ученик", *days],
    ]
    lines = [
        [n, name, *cells] for n, (name, cells) in enumerate(zip(PUPILS, marks, strict=False), 1)
    ]
    return write(path, table("Лист1", rows_of([*head, *lines])))


def live(home: Home, columns: str, source: str) -> list[tuple]:
    frame = Reader(home).frame(
        f"SELECT {columns} FROM {source} JOIN dim_pupil USING (school_year, class_name, pupil_id)"
        " ORDER BY ALL"
    )
    return [tuple(row) for row in frame.itertuples(index=False)]


def test_a_page_goes_in_with_its_lessons_and_a_newer_one_replaces_its_days(
    home: Home, tmp_path: Path
) -> None:
    (first,) = load(home, [page(tmp_path / "а.ods", MARKS)])
    assert (first.status, first.format) == ("loaded", "class_journal")
    assert len(live(home, "mark", "marks")) == 7
    held = live(home, "full_name, lesson_date, lessons_count", "lessons")
    assert len(held) == 12  # four days of three pupils; the last column is still to come
    assert (PUPILS[0], 2) in {(name, count) for name, _, count in held}
    changed = [
        ["5", "", "4", "4", "", ""],
        ["3", "5/4", "", "", "", ""],
        ["", "", "", "4", "", "5"],
    ]
    (second,) = load(home, [page(tmp_path / "б.ods", changed)])
    assert (second.changes.added, second.changes.removed) == (2, 2)
    assert len(live(home, "mark", "marks")) == 8
    assert len(live(home, "full_name, lesson_date, lessons_count", "lessons")) == 15
    later = page(
        tmp_path / "в.ods", [["4"] * 5] * 3, days=[f"{d}.10.2023" for d in (3, 5, 10, 12, 17)]
    )
    load(home, [later])
    assert len(live(home, "mark", "marks")) == 23
    assert undo(home, second.batch or 0)
    assert len(live(home, "mark", "marks")) == 22
    assert verify(home) == []


def test_a_page_of_a_subgroup_and_one_without_are_not_counted_twice(
    home: Home, tmp_path: Path
) -> None:
    load(home, [page(tmp_path / "а.ods", MARKS)])
    load(home, [page(tmp_path / "б.ods", MARKS[:2], "Английский язык (1 группа)")])
    load(home, [page(tmp_path / "в.ods", [["5"] * 6], "Английский язык (2 группа)")])
    marks = live(home, "full_name, subgroup, mark", "marks")
    assert {(name, group) for name, group, _ in marks} == {
        (PUPILS[0], "1"), (PUPILS[1], "1"), (PUPILS[0], "2"), (PUPILS[2], "")}  # fmt: skip
    days = live(home, "full_name, subgroup, lesson_date, lessons_count", "lessons")
    assert (PUPILS[2], "", date(2023, 9, 7), 2) in {(n, g, d.date(), c) for n, g, d, c in days}
    assert not {(n, g) for n, g, _, _ in days} & {(PUPILS[1], "")}


CLASS = [*PUPILS, "Доля Вера Львовна", "Ясенев Илья Маркович", "Рябинин Глеб Ильич"]


def group_page(path: Path, pupils: list[str], cell: str) -> Path:
    """Write a page of 7А that lists the whole class, names no group and has entries of `pupils` only."""
    head = [["Класс: 7А"], ["Предмет: Английский язык"], ["Учебный год: 2023/2024"]]
    days = DAYS[:2] + DAYS[3:]
    lines = [
        [n, name, *([cell] * len(days) if name in pupils else [""] * len(days)),
         cell if name in pupils else ""] for n, name in enumerate(CLASS, 1)
    ]  # fmt: skip
    table_head = ["№", "Ученик", *days, "1 четверть"]
    return write(path, table("Лист1", rows_of([*head, table_head, *lines])))


def test_pages_of_two_groups_that_list_the_whole_class_do_not_wipe_each_other(
    home: Home, tmp_path: Path
) -> None:
    first = group_page(tmp_path / "а.ods", CLASS[:3], "5")
    second = group_page(tmp_path / "б.ods", CLASS[3:], "4")
    load(home, [first])
    (done,) = load(home, [second])
    assert (done.changes.removed, done.changes.changed) == (0, 0)
    assert len(live(home, "full_name, mark", "marks")) == 30
    assert {mark for _, mark in live(home, "full_name, mark", "marks")} == {4, 5}
    assert len(live(home, "full_name, mark", "period_marks")) == 6
    held = live(home, "full_name, sum(lessons_count) OVER (PARTITION BY pupil_id)", "lessons")
    assert {count for _, count in held} == {5}
    load(home, [group_page(tmp_path / "в.ods", CLASS[3:], "3")])
    assert sorted({mark for _, mark in live(home, "full_name, mark", "marks")}) == [3, 5]
    assert verify(home) == []


def test_a_mark_moved_to_another_pupil_is_a_correction_and_no_other_group(
    home: Home, tmp_path: Path
) -> None:
    load(home, [group_page(tmp_path / "а.ods", CLASS[:1], "5")])
    load(home, [group_page(tmp_path / "б.ods", CLASS[1:2], "5")])
    assert {name for name, _ in live(home, "full_name, mark", "marks")} == {CLASS[1]}
