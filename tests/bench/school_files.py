"""Files to measure with: a real school's marks as export layouts where they are, else the sample school."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from etl.demo import write_school
from etl.demo.journal import Line, Page
from etl.demo.layouts import journal_report
from etl.demo.layouts.workbook import Workbook
from etl.demo.people import Pupil
from etl.demo.roster import ClassYear, Seat
from etl.demo.timetable import Lesson

REAL = Path(__file__).parents[3] / "shared" / "data" / "dnevnik_school"
QUARTERS = {9: "q1", 10: "q1", 11: "q2", 12: "q2", 1: "q3", 2: "q3", 3: "q3", 4: "q4", 5: "q4"}
HALVES = {month: "h1" if month >= 9 else "h2" for month in QUARTERS}
SENIOR = 10  # from this grade on a report is of a half-year
Marks = dict[str, dict[tuple[str, str], dict[tuple[date, int], str]]]


def write_files(out: Path) -> str:
    """Write a school's files; return what they are, for the report."""
    if not REAL.exists():
        write_school(out, jobs=2)
        return "пример школы"
    for number, (key, pupils) in enumerate(sorted(_classes().items())):
        write_journal(key, pupils, out / f"journal_{number}.xlsx")
    write_summaries(out)
    return "отметки настоящей школы"


def _table(name: str) -> Iterator[dict[str, str]]:
    path = REAL / name
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from csv.DictReader(file)
        return
    with path.open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _names(name: str, column: str) -> dict[str, str]:
    return {row["id"]: row[column] for row in _table(name)}


def _classes() -> dict[tuple[int, str, str], Marks]:
    """Return marks by (first year, class, period), pupil and (subject) and (day, slot)."""
    classes, subjects = _names("classes.csv", "name"), _names("subjects.csv", "name")
    pupils = _names("students.csv", "full_name_fake")
    found: dict[tuple[int, str, str], Marks] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(dict))
    )
    for row in _table("marks.csv.gz"):
        day = date.fromisoformat(row["date"])
        name = classes[row["class_id"]]
        periods = HALVES if _klass(day.year, name).grade >= SENIOR else QUARTERS
        key = (day.year - (day.month < 9), name, periods[day.month])
        cells = found[key][pupils.get(row["student_id"], row["student_id"])][
            subjects[row["subject_id"]], ""
        ]
        slot = sum(at[0] == day for at in cells)
        cells[day, slot] = row["mark"] or ("Н" if row["absent"] == "1" else "")
    return found


def _klass(first: int, name: str) -> ClassYear:
    grade = int("".join(c for c in name if c.isdigit()) or 1)
    tail = name.removeprefix(str(grade))
    return ClassYear(f"{first}/{(first + 1) % 100:02d}", grade, tail, "", ())


def write_journal(key: tuple[int, str, str], pupils: Marks, path: Path) -> None:
    """Write a class's period as «Отчет об успеваемости и посещаемости ученика (весь класс)»."""
    first, name, period = key
    page = Page(_klass(first, name), period)
    for number, (full_name, subjects) in enumerate(sorted(pupils.items())):
        lines = [_line(subject, cells) for (subject, _), cells in sorted(subjects.items())]
        page.lines.append((Seat(Pupil(number, full_name, True, 1, 0.0, (), 0.0)), lines))
    journal_report.write(page, path)


def _line(subject: str, cells: dict[tuple[date, int], str]) -> Line:
    ordered = sorted(cells.items())
    marks = [int(text) for _, text in ordered if text.isdigit()]
    lessons = [Lesson(day, slot) for (day, slot), _ in ordered]
    mark = str(round(sum(marks) / len(marks))) if marks else ""
    return Line(subject, lessons, [text for _, text in ordered], marks, [], mark)


def write_summaries(out: Path) -> None:
    """Write the year's marks of each class as «Сводная ведомость»."""
    classes, subjects = _names("classes.csv", "name"), _names("subjects.csv", "name")
    pupils = _names("students.csv", "full_name_fake")
    found: dict[tuple[str, str], dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in _table("terminal_marks.csv"):
        if row["class_id"] in classes and row["student_id"] in pupils and row["type"] == "1":
            key = (row["year"], classes[row["class_id"]])
            found[key][pupils[row["student_id"]]][subjects[row["subject_id"]]] = row["mark"]
    for number, ((year, name), rows) in enumerate(sorted(found.items())):
        _write_summary((int(year), name), rows, out / f"summary_{number}.xlsx")


def _write_summary(key: tuple[int, str], rows: dict[str, dict[str, str]], path: Path) -> None:
    first, name = key
    columns = sorted({subject for marks in rows.values() for subject in marks})
    book = Workbook("Лист1")
    preamble = ("Сводная ведомость учёта успеваемости обучающихся", f"Класс: {name}",
                f"Учебный год: {first}/{first + 1}", "Период: год")  # fmt: skip
    for row, text in enumerate(preamble):
        book.row(row, [(0, text, "plain")])
    book.row(5, [(0, "№", "head"), (1, "ФИО", "head"),
                 *((at, subject, "head") for at, subject in enumerate(columns, 2))])  # fmt: skip
    for row, (pupil, marks) in enumerate(sorted(rows.items()), 1):
        cells = [(at, marks[s], "mark") for at, s in enumerate(columns, 2) if s in marks]
        book.row(5 + row, [(0, row, "plain"), (1, pupil, "text"), *cells])
    book.save(path)
