"""A region's file from the workbook to the snapshot, against an independent count."""

from __future__ import annotations

import io
import re
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pytest

from etl import uploads, worker
from etl.__main__ import main
from etl.pipeline import load, undo
from etl.tidy import Decisions
from tests.bench.region import write_region
from tests.warehouse.files_in_code import Description, accept
from warehouse.__main__ import main as warehouse
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.snapshots import Reader

# Points are null where the topic was not taught; such a cell is no part of the task's average.
OURS = """
SELECT t.task_code,
    count(*) FILTER (WHERE p.state <> 'not_taught') AS cells,
    sum(p.points)::DOUBLE AS points,
    count(*) FILTER (WHERE p.state = 'not_attempted') AS skipped,
    count(*) FILTER (WHERE p.state = 'not_taught') AS not_taught
FROM loaded_task_points p JOIN loaded_work_tasks t USING (batch_id, work_no, task_no)
GROUP BY t.task_code ORDER BY min(t.position)
"""


def test_completion_of_a_region_is_that_of_an_independent_count(tmp_path: Path):
    path = write_region(tmp_path, 600)
    home = Home.at(tmp_path / "home")
    (report,) = load(home, [path])
    assert (report.status, report.format) == ("loaded", "vpr_results")
    assert [p.code for p in report.problems] == ["class_unsaid", "own_school_unknown"]

    theirs = pd.read_excel(path, dtype=object, keep_default_na=False)
    sat = theirs[theirs["Вариант"] != "отсутствовал"]
    expected = []
    for column in (c for c in theirs.columns if c.endswith("б)")):
        cells = sat[column].astype(str).str.strip().str.upper()
        numbers = pd.to_numeric(cells, errors="coerce")
        skipped, not_taught = cells.isin(["X", "Х"]).sum(), cells.eq("НЕ ПРОЙД.").sum()
        expected.append((column.split(" ")[0], numbers.count() + skipped, numbers.sum(), skipped,
                         not_taught))  # fmt: skip

    number = home.ledger.current_snapshot()["number"]
    with duckdb.connect(str(home.snapshot_path(number)), read_only=True) as con:
        assert con.execute(OURS).fetchall() == expected
        people = "SELECT count(*), sum(took_part), count(DISTINCT school_code) FROM loaded_results"
        assert con.execute(people).fetchall() == [(600, len(sat), 300)]
        totals = "SELECT sum(stated_points) FROM loaded_results"
        assert con.execute(totals).fetchone() == (pd.to_numeric(sat["Итого баллов"]).sum(),)
    assert by_school(home) == pytest.approx(by_school_in_pandas(sat))
    unsaid = theirs["Наименование класса"].astype(str).str.lower().isin(["нет", "", "6.0"]).sum()
    assert report.problems[0].value == f"участников: {unsaid}"


def by_school(home: Home) -> dict[tuple[str, str], float]:
    """Return completion by (school, task) as the mart has it."""
    sql = "SELECT school_id, task_code, completion_pct FROM mart_deficit_by_grade_task"
    found = Reader(home).frame(f"{sql} WHERE participants_count > 0").values.tolist()
    return {(school, task): pct for school, task, pct in found}


def by_school_in_pandas(sat: pd.DataFrame) -> dict[tuple[str, str], float]:
    """Return the same from the sheet: points over what could be got by those who were taught the topic."""
    expected = {}
    for column in (c for c in sat.columns if c.endswith("б)")):
        code, most = re.fullmatch(r"(\S+) \((\d+)б\)", column).groups()
        cells = sat[column].astype(str).str.strip().str.upper().replace({"X": "0", "Х": "0"})
        for school, points in pd.to_numeric(cells, errors="coerce").groupby(sat["Пользователь"]):
            if points.count():
                expected[school, code] = 100 * points.sum() / (int(most) * points.count())
    return expected


@pytest.mark.parametrize(
    ("option", "value"),
    [("--kind", "зачёт"), ("--grade", "12"), ("--held-on", "вчера")],
)
def test_a_wrong_word_about_a_work_is_told(tmp_path: Path, capsys, option: str, value: str):
    assert main(["load", str(tmp_path), option, value, "--data", str(tmp_path)]) == 2
    assert f"{option}: «{value}»" in capsys.readouterr().err


def test_what_the_file_does_not_say_is_said_on_the_command_line(tmp_path: Path, capsys):
    path = tmp_path / "2849657.csv"
    path.write_text("Код участника;Вариант;1 (1б);2 (2б);Итого баллов\n50001;1;1;2;3\n", "utf-8")
    said = ["--subject", "Математика", "--grade", "5", "--held-on", "20.04.2026", "--kind", "vpr"]
    assert main(["check", str(path), "--data", str(tmp_path / "home")]) == 1
    assert main(["check", str(path), *said, "--data", str(tmp_path / "home")]) == 0
    assert "можно загрузить" in capsys.readouterr().out


def test_a_description_says_the_maxima_that_an_export_of_2021_does_not(tmp_path: Path):
    path, home = tmp_path / "ВПР 2021 Математика 6 класс.csv", Home.at(tmp_path / "home")
    path.write_text(
        "логин школы;код обучающегося;класс;вариант;всего баллов;балл за 1;балл за 2\n"
        "sch200001;60001;6а;1;2;1;1\nsch200001;60002;6а;2;0;0;0\n",
        "utf-8",
    )
    (report,) = load(home, [path])
    assert [p.code for p in report.problems] == ["max_unknown", "own_school_taken"]
    said = "SELECT task_code, max_points, completion_pct FROM mart_deficit_by_class_task ORDER BY 1"
    assert Reader(home).frame(said).values.tolist() == [["1", 1.0, 50.0], ["2", 1.0, 50.0]]
    accept(home, Description({"1": 1, "2": 2}, grade=6, school_year="2020/21"))
    publish(home)
    assert Reader(home).frame(said).values.tolist() == [["1", 1.0, 50.0], ["2", 2.0, 25.0]]


def test_whose_school_it_is_is_asked_once_and_holds_for_every_file(tmp_path: Path):
    home = Home.at(tmp_path / "home")
    text = "Логин;Код участника;Класс;Вариант;1 (1б);Итого баллов\n{};50001;5А;1;{};{}\n"
    files = [
        ("edu200001", "Математика", 1), ("edu200001", "История", 0), ("edu200002", "Математика", 0)
    ]  # fmt: skip
    numbers = [
        uploads.receive(
            home,
            io.BytesIO(text.format(login, points, points).encode()),
            f"ВПР 2026 {subject} 5 класс {login}.csv",
            "завуч",
        )
        for login, subject, points in files
    ]
    worker.step(home)
    asked = [u.report["questions"][0]["field"] for u in uploads.uploads(home, states=("asks",))]
    assert asked == ["own_school"] * 3
    uploads.decide(home, numbers[2], Decisions(own_school="no"), "завуч")
    while worker.step(home):
        pass
    uploads.decide(home, numbers[0], Decisions(own_school="yes"), "завуч")
    while worker.step(home):
        pass
    ready = uploads.uploads(home, states=("ready",))
    assert [u.upload_id for u in ready] == numbers
    assert [p["code"] for p in ready[2].report["problems"]] == ["school_apart"]
    for number in (numbers[2], numbers[0], numbers[1]):
        worker.check_uploads(home, [uploads.upload(home, number)])
        assert uploads.accept(home, [number], "завуч")[1] == []
    publish(home)
    told = "SELECT school_id, subject, total_points FROM assessment_results ORDER BY 1, 2"
    found = Reader(home).frame(told).values.tolist()
    assert [row[0] == "edu200002" for row in found] == [True, False, False]
    assert [row[1:] for row in found] == [
        ["Математика", 0.0], ["История", 0.0], ["Математика", 1.0]]  # fmt: skip


BY_HAND = [
    # (variant, task 1 of 1, task 2 of 2): 4 points of 5, and 5 of 8 since one was not taught the topic
    (1, 1, 2), (2, 1, "X"), (1, " х", "не пройд."), (2, 1, 1), (1, 1, 2), ("отсутствовал", "", ""),
]  # fmt: skip


def test_the_command_line_gives_what_a_count_by_hand_gives(tmp_path: Path, capsys):
    path = tmp_path / "Форма сбора результатов Физика 8 класс ВПР 2026.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Протокол"
    book.active.append(["Код участника", "Вариант", "1 (1б)", "2 (2б)", "Класс", "Итого баллов"])
    for number, cells in enumerate(BY_HAND, 80001):
        book.active.append([number, *cells, "8А", sum(c for c in cells[1:] if isinstance(c, int))])
    for _ in range(1498 - len(BY_HAND)):
        book.active.append(["", "", "", "", "", 0])
    book.save(path)
    home = str(tmp_path / "home")
    assert main(["load", str(path), "--data", home]) == 0
    capsys.readouterr()
    asked = (
        "SELECT task_code, participants_count, not_attempted_count, completion_pct"
        " FROM mart_deficit_by_class_task ORDER BY position"
    )
    assert warehouse(["query", asked, "--format", "csv", "--data", home]) == 0
    lines = capsys.readouterr().out.split()
    assert [line.split(",") for line in lines[1:]] == [
        ["1", "5", "1", "80.0"],
        ["2", "4", "1", "62.5"],
    ]


def test_a_file_renamed_to_its_true_subject_is_another_file(tmp_path: Path):
    home = Home.at(tmp_path / "home")
    text = "Код участника;Класс;Вариант;1 (1б);Итого баллов\n80001;8А;1;1;1\n"
    batches = []
    for subject in ("Физика", "Химия"):
        path = tmp_path / f"ВПР 2026 {subject} 8 класс.csv"
        path.write_text(text, "utf-8")
        (report,) = load(home, [path])
        assert report.status == "loaded"
        batches.append(report.batch)
    undo(home, batches[1])
    subjects = "SELECT subject FROM assessment_results"
    assert Reader(home).frame(subjects)["subject"].tolist() == ["Физика"]
    assert [report.status for report in load(home, [tmp_path / "ВПР 2026 Физика 8 класс.csv"])] == [
        "same"
    ]
