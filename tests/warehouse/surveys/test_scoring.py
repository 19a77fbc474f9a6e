"""Answers scored by keys: hand-made sheets, waves, who counts once, and what a rebuild would give."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from time import process_time
from typing import Any

import duckdb
import pytest

from tests.warehouse.files_in_code import SurveyFile, accept
from warehouse.home import Home
from warehouse.publish import load_batches, publish, rebuild
from warehouse.roster import insert
from warehouse.snapshots import Reader
from warehouse.surveys.keys import ready_keys
from warehouse.surveys.scoring import survey_tables
from warehouse.surveys.waves import wave_name
from warehouse.tables import ddl
from warehouse.verify import differences

ANNA, PETR = "Белова Анна Игоревна", "Осокин Пётр Ильич"
AUTUMN, SPRING = datetime(2025, 10, 3, 9, 0), datetime(2026, 3, 3, 9, 0)
ITEMS = {key: [item.text for item in ready_keys()[key].items] for key in ready_keys()}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path)


def rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query over the scored tables of everything accepted, without any mart."""
    with loaded(home) as con:
        for name, table in survey_tables(con, home.ledger).items():
            insert(con, name, table)
        return con.execute(sql).fetchall()


def loaded(home: Home) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("; ".join(ddl()))
    load_batches(con, home, home.ledger.batches(), {})
    return con


def scores(home: Home) -> dict[str, tuple[float, int]]:
    found = rows(home, "SELECT scale_id, score, answered_count FROM survey_scores")
    return {scale: (round(score, 9), count) for scale, score, count in found}


def sheet(
    survey: str, *cells: str | None, who: str = ANNA, moment: datetime = AUTUMN
) -> SurveyFile:
    return SurveyFile(ITEMS[survey], {"1": (moment, who, cells)}, survey)


def test_tses_12_scores_a_hand_made_sheet(home: Home) -> None:
    accept(home, sheet("tses12", *"972451863792"))
    assert scores(home) == {
        "engagement": (round((7 + 4 + 8 + 9) / 4, 9), 4),
        "strategies": (round((5 + 3 + 7 + 2) / 4, 9), 4),
        "management": (round((9 + 2 + 1 + 6) / 4, 9), 4),
        "total": (5.25, 12),
    }


def test_zamfir_scores_a_hand_made_sheet(home: Home) -> None:
    accept(home, sheet("zamfir", *"4321555"[:5], "в очень большой мере", "4"))
    assert scores(home) == {"vm": (4.5, 2), "vpm": (4.0, 3), "vom": (1.5, 2)}


def test_a_scale_needs_half_of_its_items_and_answers_on_its_scale(home: Home) -> None:
    accept(home, sheet("zamfir", "4", "нет", "6", None, None, "5"))
    assert scores(home) == {"vm": (5.0, 1)}
    values = rows(home, "SELECT item_id, value_raw FROM survey_values WHERE value IS NULL")
    assert values == [("2", "нет"), ("3", "6")]


def test_innovation_is_a_share_of_the_greatest_sum(home: Home) -> None:
    accept(home, sheet("innovation", "постоянно", *"3211", None, "иногда", "2"))
    assert scores(home) == {"readiness": (round((3 + 3 + 2 + 1 + 1 + 2 + 2) / 21, 9), 7)}


OWN = {
    "survey_id": "own", "title": "Своя", "is_named": True,
    "scales": [{"scale_id": "s", "name": "Шкала", "formula": "sum"}],
    "items": [
        {"item_id": "a", "text": "Вопрос А", "scales": ["s"], "min": 0, "max": 4, "direction": -1},
        {"item_id": "b", "text": "Вопрос Б", "scales": ["s"], "min": 0, "max": 4},
        {"item_id": "c", "text": "Что помогло?", "type": "multi", "options": ["Курсы, беседы"]},
        {"item_id": "k", "text": "Ваш код", "type": "code"},
    ],
}  # fmt: skip


def test_a_schools_own_key_turns_items_splits_choices_and_reads_codes(home: Home) -> None:
    home.ledger.add_record("survey_key", "own", OWN, "Завуч")
    said = {"survey_id": "own", "matches": {"другими словами": "b"}}
    file = SurveyFile(
        ["Вопрос А", "Другими словами", "Что помогло?", "Ваш код", "Ещё"],
        {"1": (SPRING, "", ["1", "4", "Курсы, беседы, Книги", "К-7", "слово"])},
    )
    home.ledger.add_record("survey_form", file.signature, said, "Завуч")
    accept(home, file)
    assert rows(home, "SELECT score, scale_min, scale_max FROM survey_scores") == [(7.0, 0.0, 8.0)]
    assert rows(home, "SELECT item_id, seq, value_raw, value FROM survey_values") == [
        ("a", 1, "1", 1.0), ("b", 1, "4", 4.0), ("c", 1, "Курсы, беседы", None),
        ("c", 2, "Книги", None), ("еще", 1, "слово", None),
    ]  # fmt: skip
    assert rows(home, "SELECT wave, pair_key FROM survey_responses") == [("2025/26-2", "code к7")]


def test_a_form_without_a_key_is_seen_as_it_stands_and_unsigned(home: Home) -> None:
    accept(home, SurveyFile(["Как дела?"], {"1": (AUTUMN, ANNA, ["5"])}))
    found = rows(home, "SELECT survey_id, audience, teacher_id, pair_key FROM survey_responses")
    assert found == [("form:0123456789ab", "", None, "")]
    assert rows(home, "SELECT item_id, value FROM survey_values") == [("как дела", None)]


def test_one_response_of_two_exports_counts_once_and_of_one_person_the_newest(home: Home) -> None:
    first = {"1": (AUTUMN, ANNA, "1111111"), "2": (AUTUMN, PETR, "2222222")}
    accept(home, SurveyFile(ITEMS["zamfir"], first, "zamfir"))
    later = AUTUMN.replace(day=9)
    again = {"1": (AUTUMN, ANNA, "5555555"), "3": (later, PETR, "3333333")}
    undone = accept(home, SurveyFile(ITEMS["zamfir"], again, "zamfir"))
    sql = "SELECT score FROM survey_scores WHERE scale_id = 'vm' ORDER BY score"
    assert rows(home, sql) == [(3.0,), (5.0,)]
    home.ledger.revoke(undone, "тест")
    assert rows(home, sql) == [(1.0,), (2.0,)]


def test_waves_are_halves_of_a_school_year_or_as_a_person_named_them(home: Home) -> None:
    both = {
        "1": (AUTUMN, ANNA, "1111111"),
        "2": (SPRING, ANNA, "2222222"),
        "3": (None, PETR, "3" * 7),
    }
    accept(home, SurveyFile(ITEMS["zamfir"], both, "zamfir"))
    sql = "SELECT wave, pair_key FROM survey_responses ORDER BY response_id"
    assert rows(home, sql) == [
        ("2025/26-1", "teacher 1"), ("2025/26-2", "teacher 1"), ("2025/26-1", "teacher 2"),
    ]  # fmt: skip
    named = {
        "survey_id": "zamfir",
        "wave": "до",
        "date_from": "2025-10-01",
        "date_to": "2025-10-05",
    }
    home.ledger.add_record("survey_wave", "zamfir|до", named, "Завуч")
    assert rows(home, sql)[0] == ("до", "teacher 1")
    assert (wave_name("2025/26-1"), wave_name("до")) == ("осень 2025/26", "до")


def test_pupils_and_parents_are_never_named(home: Home) -> None:
    accept(home, sheet("parents", *"4" * 15, who=ANNA))
    assert rows(home, "SELECT teacher_id, pair_key FROM survey_responses") == [(None, "")]
    assert rows(home, "SELECT score, teacher_id FROM survey_scores") == [(4.0, None)]


def test_what_is_published_step_by_step_is_what_a_rebuild_gives(home: Home, tmp_path: Path) -> None:
    accept(home, sheet("zamfir", *"4321555"))
    publish(home)
    built_in = {"survey_id": "zamfir", "answered_on": "2026-02-01", "teacher_id": 1, "person_key": "",
                "class_name": "", "answers": {"6": 5, "7": "4", "3": None}}  # fmt: skip
    home.ledger.add_record("survey_response", "a-1", built_in, "форма")
    publish(home)
    accept(home, SurveyFile(["Как дела?"], {"9": (None, "", ["хорошо"])}))
    publish(home)
    fresh = tmp_path / "fresh.duckdb"
    rebuild(home, fresh)
    assert not differences(home.snapshot_path(Reader(home).number), fresh)
    sql = "SELECT wave, score FROM survey_scores WHERE scale_id = 'vm' ORDER BY wave"
    found = Reader(home).frame(sql).itertuples(index=False, name=None)
    assert list(found) == [("2025/26-1", 5.0), ("2025/26-2", 4.5)]


def test_forty_thousand_answers_are_scored_at_once(home: Home) -> None:
    sheets = {f"{n}": (AUTUMN, "", [str(n % 4)] * 49) for n in range(820)}
    accept(home, SurveyFile(ITEMS["competences"], sheets, "competences"))
    with loaded(home) as con:
        began = process_time()
        tables = survey_tables(con, home.ledger)
        spent = process_time() - began
    assert tables["survey_values"].num_rows == 820 * 49
    assert spent < 0.9, spent  # 0.3 s of a free processor
