"""A real journal export, its names replaced: the numbers counted by hand in it come out of the marts."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from etl.__main__ import main as etl_main
from etl.pipeline import check, load, undo
from warehouse.__main__ import main as warehouse_main
from warehouse.home import Home
from warehouse.snapshots import Reader

JOURNAL = Path(__file__).parents[3] / "shared" / "data" / "journal" / "otchet_8A_2024-25.xlsx"

pytestmark = pytest.mark.skipif(not JOURNAL.exists(), reason="the real export is not here")


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Home:
    """A home with the real export loaded once."""
    home = Home.at(tmp_path_factory.mktemp("home"))
    assert [report.status for report in load(home, [JOURNAL])] == ["loaded"]
    return home


def pairs(home: Home, sql: str) -> dict:
    """Return a two-column result as a dict."""
    frame = Reader(home).frame(sql)
    return dict(zip(frame.iloc[:, 0].tolist(), frame.iloc[:, 1].tolist(), strict=True))


def test_the_class_its_marks_and_its_absences(home) -> None:
    assert pairs(home, "SELECT class_name || ' ' || school_year, pupils_count FROM dim_class") == {
        "8А 2024/25": 28
    }
    marks = pairs(home, "SELECT mark, count(*) FROM marks GROUP BY mark ORDER BY mark")
    assert marks == {2: 498, 3: 942, 4: 681, 5: 439}
    codes = pairs(home, "SELECT code_raw, count(*) FROM attendance GROUP BY code_raw")
    assert codes == {"Н": 455, "Б": 237, "О": 83, "У": 45}
    kinds = pairs(home, "SELECT code_raw, min(kind) FROM attendance GROUP BY code_raw")
    assert kinds == {"Н": "unexcused", "Б": "ill", "О": "late", "У": "excused"}
    assert pairs(home, "SELECT period, count(*) FROM period_marks GROUP BY period") == {"q4": 474}


def test_pooled_marks_and_pupils_are_two_figures(home) -> None:
    row = Reader(home).frame("SELECT * FROM mart_achievement_by_class_period").iloc[0]
    shown = [round(row[name], 1) for name in ("pooled_passed_pct", "pooled_quality_pct",
                                              "passed_pct", "quality_pct")]  # fmt: skip
    assert shown == [91.1, 41.6, 35.7, 0.0]


def test_the_lessons_held_are_the_cells_that_are_there(home) -> None:
    """Counted with another reader: a lesson is a cell that is there, a blank one too."""
    by_hand, blank = lessons_by_hand()
    assert blank == 2750
    frame = Reader(home).frame(
        "SELECT full_name, subject_raw, CAST(sum(lessons_count) AS INTEGER) AS n FROM lessons"
        " JOIN dim_pupil USING (school_year, class_name, pupil_id) GROUP BY full_name, subject_raw"
    )
    found = {(row.full_name, row.subject_raw): row.n for row in frame.itertuples()}
    assert found == {key: count for key, count in by_hand.items() if count}
    assert sum(found.values()) == 5897


def lessons_by_hand() -> tuple[Counter, int]:
    """Return the lessons of each pupil and subject, and how many cells are blank."""
    counts: Counter = Counter()
    blank, width, pupil = 0, 0, ""
    for row in openpyxl.load_workbook(JOURNAL).worksheets[0].iter_rows(values_only=True):
        label = str(row[0] or "")
        if label == "Предмет":
            width = row.index("Средняя оценка")
        elif label.startswith("Ученик:"):
            pupil = label.removeprefix("Ученик:").strip()
        elif label and width and ":" not in label and len(label) > 1:
            counts[pupil, label] += sum(cell is not None for cell in row[1:width])
            blank += row[1:width].count("")
    return counts, blank


def test_every_mark_can_be_found_in_its_cell(home) -> None:
    from etl.sources import source_grid

    frame = Reader(home).frame("SELECT sha256, cell_raw, sheet_name, row_no, column_no FROM marks"
                               " JOIN loaded_batches USING (batch_id)")  # fmt: skip
    grid = source_grid(home, frame["sha256"].iloc[0])
    rows = {sheet.name: sheet.rows for sheet in grid.sheets}
    wrong = [r for r in frame.itertuples() if str(rows[r.sheet_name][r.row_no][r.column_no]).strip()
             != r.cell_raw.strip()]  # fmt: skip
    assert wrong == []


def test_seven_lone_zeros_are_listed_with_their_cells(tmp_path) -> None:
    report = check(Home.at(tmp_path), [JOURNAL])[0]
    zeros = [(p.column, p.row) for p in report.problems if p.code == "zero_mark"]
    assert len(zeros) == len(set(zeros)) == 7
    assert not [p for p in report.problems if p.code == "unknown_token"]


def test_loading_again_changes_nothing_and_undo_brings_back(tmp_path, capsys) -> None:
    home = Home.at(tmp_path)
    first = load(home, [JOURNAL])[0]
    assert (first.changes.added, first.changes.changed) == (2560 + 820 + 474, 0)
    seq = home.ledger.accepted_seq()
    assert load(home, [JOURNAL])[0].status == "same"
    assert home.ledger.accepted_seq() == seq
    assert undo(home, first.batch)
    assert Reader(home).frame("SELECT count(*) AS n FROM marks")["n"][0] == 0
    assert load(home, [JOURNAL])[0].status == "loaded"
    assert Reader(home).frame("SELECT count(*) AS n FROM marks")["n"][0] == 2560


def test_the_commands_answer_in_json_and_csv(tmp_path, capsys) -> None:
    data = ["--data", str(tmp_path)]
    assert etl_main(["check", str(JOURNAL), "--json", *data]) == 0
    checked = json.loads(capsys.readouterr().out)["files"][0]
    assert (checked["status"], checked["added"], checked["batch"]) == ("loaded", 3854, None)
    assert etl_main(["load", str(JOURNAL), "--json", *data]) == 0
    loaded = json.loads(capsys.readouterr().out)["files"][0]
    assert set(loaded) >= {"file", "format", "status", "batch", "added", "changed", "removed",
                           "same", "problems"}  # fmt: skip
    assert set(loaded["problems"][0]) >= {
        "severity",
        "sheet",
        "row",
        "column",
        "value",
        "what",
        "fix",
    }
    sql = "SELECT class_name, quality_pct FROM mart_achievement_by_class_period"
    assert warehouse_main(["query", sql, "--format", "csv", *data]) == 0
    assert capsys.readouterr().out.splitlines() == ["class_name,quality_pct", "8А,0.0"]
    assert etl_main(["undo", str(loaded["batch"]), *data]) == 0
    assert etl_main(["undo", str(loaded["batch"]), *data]) == 1
