"""Answers to surveys, from the file to the score: asked once, remembered, counted once in any export."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from etl import pipeline, sources, uploads, worker
from etl.desk import FileReport
from etl.tidy import Decisions
from tests.etl.formats.forms import ANNA, ITEMS, PETR, google_csv, google_xlsx, yandex_csv
from tests.warehouse.files_in_code import StaffFile
from tests.warehouse.files_in_code import accept as accept_in_code
from warehouse.home import Home
from warehouse.snapshots import Reader

AUTUMN, SPRING = datetime(2025, 10, 3, 9, 5, 7), datetime(2026, 3, 9, 20, 16, 26)
ZAMFIR = ITEMS["zamfir"]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


def load(home: Home, *paths: Path, survey: str = "", **said: str) -> FileReport:
    return pipeline.load(home, paths, Decisions(survey=survey, **said))[0]


def rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    return list(Reader(home).frame(sql).astype(object).itertuples(index=False, name=None))


SCORES = "SELECT scale_id, round(score, 6) FROM survey_scores ORDER BY wave, teacher_id, scale_id"


def test_one_answer_is_one_answer_in_every_export(home: Home, tmp_path: Path) -> None:
    answers = [(SPRING, ANNA, "4321555"), (SPRING.replace(hour=21), PETR, "1111122")]
    google = google_csv(tmp_path / "Мотивация (Ответы) - Ответы на форму (1).csv", ZAMFIR, answers)
    report = load(home, google)
    assert (report.status, report.format, report.problems) == ("loaded", "survey_form", [])
    assert report.facts["surveys"] == ["Мотивация профессиональной деятельности (Замфир, Реан)"]
    assert (report.facts["respondents"], report.facts["waves"]) == (2, ["весна 2025/26"])
    assert report.changes.added == 14
    scored = rows(home, SCORES)
    assert scored == [
        ("vm", 5.0),
        ("vom", 1.5),
        ("vpm", 4.0),
        ("vm", 2.0),
        ("vom", 1.0),
        ("vpm", 1.0),
    ]
    again = load(home, google_xlsx(tmp_path / "ответы.xlsx", ZAMFIR, answers, moment="Столбец 1"))
    assert (again.status, again.problems) == ("loaded", [])
    assert (again.changes.same, again.changes.added, again.changes.removed) == (14, 0, 0)
    assert rows(home, SCORES) == scored
    assert load(home, google).status == "same"


def test_yandex_knows_its_answers_by_their_numbers(home: Home, tmp_path: Path) -> None:
    load(home, yandex_csv(tmp_path / "1.csv", ZAMFIR, [(SPRING, ANNA, "1111111")]))
    load(home, yandex_csv(tmp_path / "2.csv", ZAMFIR, [(SPRING, ANNA, "5555555")]))
    assert rows(home, SCORES) == [("vm", 5.0), ("vom", 5.0), ("vpm", 5.0)]


def renamed(asked: Sequence[str], count: int) -> list[str]:
    return [f"{text[3:].lower()}, оцените" for text in asked[:count]] + list(asked[count:])


def test_a_survey_with_renamed_columns_asks_once_and_remembers(home: Home, tmp_path: Path) -> None:
    asked = renamed(ZAMFIR, 2)
    first = google_csv(tmp_path / "1.csv", asked, [(AUTUMN, ANNA, "4321555")])
    report = load(home, first)
    (question,) = report.questions
    assert (report.status, question["field"]) == ("asks", "survey")
    assert "Замфир" in question["what"]
    assert "«денежный заработок, оцените» вместо «1. Денежный заработок»" in question["what"]
    told = load(home, first, survey=question["proposals"][0][0])
    assert told.status == "loaded"
    assert [p.code for p in told.problems] == ["columns_renamed", "columns_renamed"]
    assert load(home, first).status == "same"
    second = load(home, google_csv(tmp_path / "2.csv", asked, [(SPRING, ANNA, "4321555")]))
    assert (second.status, second.questions, second.problems) == ("loaded", [], [])
    assert rows(home, "SELECT wave, pair_key FROM survey_responses ORDER BY wave") == [
        ("2025/26-1", "teacher 1"), ("2025/26-2", "teacher 1"),
    ]  # fmt: skip


def test_a_new_survey_is_loaded_as_it_stands_and_scored_once_its_key_is_set(
    home: Home, tmp_path: Path
) -> None:
    asked = ["Как часто вы обсуждаете уроки?", "Что вам помогает?\nОтметьте:", "Ваш код"]
    cells = [("Часто", "Обмен, беседы, Книги (учебники, статьи)", "К1")]
    first = google_csv(tmp_path / "Своя (Ответы).csv", asked, [(AUTUMN, "", cells[0])], name="")
    report = load(home, first)
    assert report.questions[0]["what"] == "Какая это анкета? «Своя»"
    new = next(
        value for value, label in report.questions[0]["proposals"] if label.startswith("Новая")
    )
    load(home, first, survey=new)
    (raw,) = rows(home, "SELECT DISTINCT survey_id FROM survey_responses")
    assert raw[0].startswith("form:")
    key = {"survey_id": "own", "title": "Своя", "is_named": False, "scales": [{"scale_id": "s", "name": "Ш"}],
           "items": [{"item_id": "a", "text": asked[0], "scales": ["s"], "min": 1, "max": 3,
                      "wordings": {"Редко": 1, "Часто": 3}},
                     {"item_id": "b", "text": asked[1], "type": "multi", "options": ["Обмен, беседы"]}]}  # fmt: skip
    (form,) = home.ledger.records("survey_form")
    home.ledger.add_record("survey_key", "own", key, "Завуч")
    home.ledger.add_record("survey_form", form.key, {"survey_id": "own", "matches": {}}, "Завуч")
    second = google_csv(
        tmp_path / "Вторая.csv", asked, [(SPRING, "", ("Редко", "", "К1"))], name=""
    )
    assert load(home, second).questions == []
    assert rows(home, "SELECT wave, score FROM survey_scores ORDER BY wave") == [
        ("2025/26-1", 3.0), ("2025/26-2", 1.0),
    ]  # fmt: skip
    assert rows(home, "SELECT DISTINCT pair_key FROM survey_responses") == [("code к1",)]
    assert rows(home, "SELECT value_raw FROM survey_values WHERE item_id = 'b' ORDER BY seq") == [
        ("Обмен, беседы",), ("Книги (учебники, статьи)",),
    ]  # fmt: skip


def test_names_of_parents_and_addresses_leave_the_kept_file_too(home: Home, tmp_path: Path) -> None:
    asked = ["Электронная почта", *ITEMS["parents"]]
    answers = [(SPRING, "Белова Мария Ильинична", ["m@example.ru", *"4" * 15])]
    path = google_csv(tmp_path / "Родители.csv", asked, answers, name="ФИО ребёнка")
    report = load(home, path)
    assert [p.code for p in report.problems] == ["private_dropped", "names_dropped"]
    assert not rows(home, "SELECT * FROM loaded_teachers")
    batch = home.ledger.batch(report.batch or 0)
    assert batch is not None
    kept = sources.source_grid(home, batch["sha256"])
    assert not {"m@example.ru", "Белова Мария Ильинична"} & {
        cell for row in kept.sheets[0].rows for cell in row
    }
    assert rows(home, "SELECT score FROM survey_scores") == [(4.0,)]


def test_who_signed_is_looked_up_among_the_staff(home: Home, tmp_path: Path) -> None:
    accept_in_code(home, StaffFile(cards={ANNA: {}, PETR: {}}))
    signed = ["белова анна", "П.И. Осокин", "Белова Анна Игорвна", "Ким Л. Ю.", "аноним"]
    answers = [(SPRING.replace(minute=n), who, "4321555") for n, who in enumerate(signed)]
    report = load(home, google_csv(tmp_path / "1.csv", ZAMFIR, answers))
    assert [(p.code, p.row, p.value) for p in report.problems] == [
        ("teacher_otherwise", 2, f"белова анна → {ANNA}"),
        ("teacher_otherwise", 3, f"П.И. Осокин → {PETR}"),
        ("teacher_unknown", 4, f"Белова Анна Игорвна; похожи: {ANNA}"),
        ("teacher_unclear", 5, "Ким Л. Ю."),
        ("teacher_unclear", 6, "аноним"),
    ]
    ids = rows(home, "SELECT coalesce(teacher_id, 0) FROM survey_responses ORDER BY row_no")
    assert ids == [(1,), (2,), (3,), (0,), (0,)]


def signed_before_the_staff(folder: Path) -> tuple[Path, Path]:
    """Write a survey signed otherwise than the list of the staff that comes after it."""
    answers = [
        (SPRING, "Осокин П.И.", "4321555"),
        (SPRING.replace(hour=21), "белова анна", "1" * 7),
    ]
    survey = google_csv(folder / "1 анкета.csv", ZAMFIR, answers)
    staff = folder / "2 Список педагогов.csv"
    staff.write_text(f"ФИО;Должность;Стаж\n{ANNA};учитель;5\n{PETR};учитель;7\n", "utf-8")
    return survey, staff


SIGNED = "SELECT full_name FROM survey_responses JOIN dim_teacher USING (teacher_id) ORDER BY 1"


def test_files_of_one_load_know_each_others_teachers_in_any_order(
    home: Home, tmp_path: Path
) -> None:
    reports = pipeline.load(home, signed_before_the_staff(tmp_path))
    assert [report.status for report in reports] == ["loaded", "loaded"]
    assert rows(home, SIGNED) == [(ANNA,), (PETR,)]


def test_a_survey_checked_beside_the_staff_is_checked_again_when_they_are_known(
    home: Home, tmp_path: Path
) -> None:
    for path in signed_before_the_staff(tmp_path):
        with path.open("rb") as stream:
            uploads.receive(home, stream, path.name, "Завуч")
    worker.step(home)
    ids = [one.upload_id for one in uploads.uploads(home)]
    batches, again = uploads.accept(home, ids, "Завуч")
    assert (len(batches), again) == (1, [min(ids)])
    worker.step(home)
    assert uploads.accept(home, again, "Завуч")[1] == []
    worker.step(home)
    assert rows(home, SIGNED) == [(ANNA,), (PETR,)]


def test_a_table_without_moments_asks_for_its_day(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "бумажные.csv"
    head = ["№", "Класс", *ITEMS["climate_pupils"]]
    lines = [[str(n), "7а", *str(12345)[:4], "скорее согласен", "5", "9", "3"] for n in (1, 2)]
    path.write_text("\n".join(";".join(f'"{c}"' for c in row) for row in [head, *lines]), "utf-8")
    report = load(home, path)
    assert [q["field"] for q in report.questions] == ["held_on"]
    report = load(home, path, held_on="14.11.2025")
    assert report.status == "loaded"
    assert [(p.code, p.row, p.column, p.value) for p in report.problems] == [
        ("answers_unlike", 1, "I", "«9»")
    ]
    assert rows(home, "SELECT DISTINCT wave, class_name FROM survey_responses") == [
        ("2025/26-1", "7А")
    ]
    assert rows(home, "SELECT count(*) FROM survey_responses") == [(2,)]


def test_an_upload_asks_remembers_and_is_accepted(home: Home, tmp_path: Path) -> None:
    path = google_csv(tmp_path / "1.csv", renamed(ZAMFIR, 2), [(AUTUMN, ANNA, "4321555")])

    def received() -> uploads.Upload:
        with path.open("rb") as stream:
            number = uploads.receive(home, stream, path.name, "Завуч")
        worker.step(home)
        found = uploads.upload(home, number)
        assert found is not None
        return found

    found, twin = received(), received()
    assert (found.state, twin.state) == ("asks", "asks")
    answer = found.report["questions"][0]["proposals"][0][0]
    uploads.decide(home, found.upload_id, Decisions(survey=answer))
    worker.step(home)
    ready = uploads.upload(home, found.upload_id)
    assert ready is not None
    assert (ready.state, ready.report["added"]) == ("ready", 7)
    assert uploads.accept(home, [found.upload_id], "Завуч")[0]
    worker.step(home)
    assert rows(home, "SELECT score FROM survey_scores WHERE scale_id = 'vm'") == [(5.0,)]
    again = uploads.upload(home, twin.upload_id)
    assert again is not None
    assert again.state == "same"
