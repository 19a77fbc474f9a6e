"""The mapping dialog: proposed, corrected, saved, and from then on the program knows such files itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard import app, data, session
from dashboard.callbacks import mapping as page
from dashboard.callbacks import settings
from dashboard.components.cards import plain_text
from dashboard.ids import MappingIds
from etl import uploads, worker
from etl.desk import Desk, saved_formats
from etl.formats import from_toml
from etl.tidy import Decisions
from tests.browser.files_in_code import write_own_table, write_report
from warehouse.home import Home
from warehouse.snapshots import Reader

DEPUTY = session.User("anna", "Анна Первая", "deputy")
TEACHER = session.User("boris", "Борис Второй", "teacher", frozenset())


@pytest.fixture
def deputy(home: Home) -> Iterator[Home]:
    """A home whose pages a deputy is looking at."""
    app.create_app(home)
    with session.acting_as(DEPUTY):
        yield home


def put(home: Home, path: Path) -> int:
    """Upload a file as the person and let the worker look at it."""
    with path.open("rb") as stream:
        number = uploads.receive(home, stream, path.name, session.current_user().login)
    worker.step(home)
    return number


def state_of(home: Home, number: int) -> str:
    return uploads.upload(home, number).state


def opened(number: int) -> tuple[str, dict[str, Any]]:
    """Open the dialog; return its words and its state."""
    body, state = page.show_mapping(None, [], [], {"upload": number})
    return plain_text(body).replace("\xa0", " "), state


def corrected(
    home: Home, number: int, state: dict[str, Any], name: str, value: Any
) -> tuple[str, dict[str, Any]]:
    """Move one control of the dialog; return its words and its state."""
    found = uploads.upload(home, number)
    grid = page.grid_of(found.path, found.file_name)
    changes = page.changed(MappingIds.control(name), value, state)
    body, after = page.corrected(found, grid, {**state, **changes.pop("state", {})}, changes)
    return plain_text(body).replace("\xa0", " "), after


def test_an_unknown_table_is_proposed_with_what_was_understood(
    deputy: Home, tmp_path: Path
) -> None:
    number = put(deputy, write_own_table(tmp_path / "заметки.xlsx", "8А"))
    said, state = opened(number)
    assert "5 учеников" in said
    assert "Физика" in said
    assert from_toml(state["toml"]).shape == "matrix"


def test_a_saved_reading_is_known_ever_after(deputy: Home, tmp_path: Path) -> None:
    first = put(deputy, write_own_table(tmp_path / "заметки 8А.xlsx", "8А"))
    waiting = put(deputy, write_own_table(tmp_path / "заметки 8В.xlsx", "8В", "34н54"))
    _, state = opened(first)
    _, state = corrected(deputy, first, state, "title", "Мои заметки")
    assert page.save(1, state) == "/uploads"
    worker.step(deputy)
    later = put(deputy, write_own_table(tmp_path / "заметки 8Б.xlsx", "8Б", "3443н"))
    assert [state_of(deputy, n) for n in (first, waiting, later)] == ["ready"] * 3
    assert uploads.upload(deputy, later).report["title"] == "Мои заметки"
    uploads.accept(deputy, [first, waiting, later], "anna")
    worker.step(deputy)
    counted = Reader(deputy).frame(
        "SELECT class_name, count(*) AS n FROM marks GROUP BY 1 ORDER BY 1"
    )
    assert dict(zip(counted["class_name"], counted["n"], strict=True)) == {
        "8А": 20, "8Б": 20, "8В": 20,
    }  # fmt: skip


def test_a_forgotten_reading_knows_no_more_files(deputy: Home, tmp_path: Path) -> None:
    number = put(deputy, write_own_table(tmp_path / "заметки 8А.xlsx", "8А"))
    page.save(1, opened(number)[1])
    (record,) = data.ledger().records("mapping")
    data.ledger().revoke_record(record.record_id, "anna")
    later = put(deputy, write_own_table(tmp_path / "заметки 8Б.xlsx", "8Б"))
    assert state_of(deputy, later) == "unknown"


def test_a_column_that_is_not_taken_brings_no_marks(deputy: Home, tmp_path: Path) -> None:
    number = put(deputy, write_own_table(tmp_path / "заметки.xlsx", "8А"))
    _, state = opened(number)
    _, state = corrected(deputy, number, state, "column", "2")
    assert state["column"] == 2
    _, state = corrected(deputy, number, state, "meaning", "ignore")
    page.save(1, state)
    worker.step(deputy)
    uploads.accept(deputy, [number], "anna")
    worker.step(deputy)
    counted = Reader(deputy).frame("SELECT count(*) AS n FROM marks")
    assert counted["n"][0] == 15


def test_a_fact_can_be_asked_for_every_time(deputy: Home, tmp_path: Path) -> None:
    number = put(deputy, write_own_table(tmp_path / "заметки.xlsx", "8А"))
    said, state = corrected(deputy, number, opened(number)[1], "subject", "ask")
    assert "Спросим при загрузке" in said
    page.save(1, state)
    worker.step(deputy)
    found = uploads.upload(deputy, number)
    assert found.state == "asks"
    assert [question["field"] for question in found.report["questions"]] == ["subject"]


def test_a_wrong_row_is_seen_and_can_be_mended(deputy: Home, tmp_path: Path) -> None:
    number = put(deputy, write_own_table(tmp_path / "заметки.xlsx", "8А"))
    _, state = opened(number)
    said, state = corrected(deputy, number, state, "first_row", 9)
    assert "3 ученика" in said
    said, state = corrected(deputy, number, state, "first_row", 7)
    assert "5 учеников" in said


@pytest.mark.parametrize("name", ["header_top", "first_row", "name_column", "sheet", "title"])
def test_an_emptied_control_changes_nothing(name: str) -> None:
    assert page.control_change(name, None) is None
    assert page.control_change(name, "") is None


def test_a_letter_picks_its_column() -> None:
    picked = page.changed(MappingIds.letter(3), 1, {"column": 0})
    assert picked == {"state": {"column": 3}}
    assert page.changed(MappingIds.letter(3), None, {"column": 0}) is None


def test_an_upload_that_is_gone_is_said_so(deputy: Home, tmp_path: Path) -> None:
    number = put(deputy, write_own_table(tmp_path / "заметки.xlsx", "8А"))
    uploads.discard(deputy, [number])
    for gone in (number, 999):
        body, _ = page.show_mapping(None, [], [], {"upload": gone})
        assert "уже нет" in plain_text(body)


@pytest.mark.parametrize("odd", ["", "abc", "1; drop", "-1"])
def test_an_odd_address_is_said_so(deputy: Home, odd: str) -> None:
    body, _ = page.show_mapping(None, [], [], {"upload": odd})
    assert "уже нет" in plain_text(body)


def test_a_teacher_neither_sees_nor_saves(deputy: Home, tmp_path: Path) -> None:
    number = put(deputy, write_own_table(tmp_path / "заметки.xlsx", "8А"))
    _, state = opened(number)
    with session.acting_as(TEACHER):
        assert "уже нет" in opened(number)[0]
        with pytest.raises(page.PreventUpdate):
            page.save(1, state)
    assert data.ledger().records("mapping") == []


def test_a_known_report_needs_no_mapping(deputy: Home, tmp_path: Path) -> None:
    number = put(deputy, write_report(tmp_path / "отчёт.xlsx"))
    assert state_of(deputy, number) == "ready"


def test_a_class_fixed_in_the_dialog_holds_for_all_such_files(deputy: Home, tmp_path: Path) -> None:
    number = put(deputy, write_own_table(tmp_path / "без класса.xlsx", ""))
    _, state = opened(number)
    said, state = corrected(deputy, number, state, "fixed_class", "8 а")
    assert from_toml(state["toml"]).options["class_name"] == ["value:8А"]
    assert "8А" in said
    assert page.control_change("fixed_class", "кто-то") is None


def test_a_saved_table_is_renamed_and_read_as_before(deputy: Home, tmp_path: Path) -> None:
    number = put(deputy, write_own_table(tmp_path / "своя 7А.xlsx", "7А"))
    _, state = opened(number)
    page.save(1, state)
    worker.step(deputy)
    (fmt,) = saved_formats(deputy.ledger)
    key = (
        Desk(deputy)
        .understand(uploads.upload(deputy, number).path, "своя 7А.xlsx", Decisions())
        .rows_key
    )
    assert "сохранено" in plain_text(settings.keep("mapping_title", fmt.id, "Заметки физика"))
    assert "Заметки физика" in plain_text(settings.show_settings("?part=mappings", 0, "/settings"))
    again = Desk(deputy).understand(
        uploads.upload(deputy, number).path, "своя 7А.xlsx", Decisions()
    )
    assert (again.fmt.title, again.rows_key) == ("Заметки физика", key)
    assert plain_text(settings.keep("mapping_title", fmt.id, " ")).startswith("▲")
    assert plain_text(settings.keep("mapping_title", "нет такой", "а")).startswith("▲")
