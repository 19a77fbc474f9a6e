"""Prints the files of works (ВПР, exams, the olympiad) and counts what went into them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from etl.demo.achievement import stays
from etl.demo.layouts import works as layouts
from etl.demo.roster import ClassYear, Seat
from etl.demo.seeds import settings
from etl.demo.sitting import Answers, Paper, marks_of, paper_of, sit
from etl.demo.terms import periods
from etl.demo.truths import Truths

STATUSES = ("победитель", "призёр", "участник")


def write_works(school: Sequence[ClassYear], seed: int, truths: Truths, out: Path) -> None:
    """Write the files of works of the classes given and note their truths."""
    for row in settings("works")["vpr"]:
        for year in row["years"]:
            _write_vpr(row, _of(school, year, row["grade"]), (seed, truths, out))
    _write_autumn(school, (seed, truths, out))
    for row in settings("works")["exams"]:
        for year in row["years"]:
            _write_exams(row, _of(school, year, row["grade"]), (seed, truths, out))
    _write_olympiad(school, (seed, truths, out))


Task = tuple[int, Truths, Path]


def _of(school: Sequence[ClassYear], year: str, *grades: int) -> list[ClassYear]:
    return [klass for klass in school if klass.school_year == year and klass.grade in grades]


def _noted(task: Task, year: str, name: str) -> Path:
    """Note a file among the school's and return where it goes."""
    _, truths, out = task
    path = Path(year.replace("/", "-")) / name
    truths.files.append(path.as_posix())
    return out / path


def _write_vpr(row: dict[str, Any], classes: list[ClassYear], task: Task) -> None:
    if not classes:
        return
    paper = paper_of(row, classes[0].school_year)
    people = sit(paper, classes, task[0])
    names = [klass.name for klass in classes]
    title = f"ВПР {paper.spring} {paper.subject} {paper.grade} класс"
    # The form comes first: what ФИС ОКО answers later holds over it.
    if row["with_form"]:
        layouts.write_form(paper, people, names, _noted(task, paper.school_year, f"{title}.xlsx"))
    name = f"Индивидуальные результаты {title}.xlsx"
    layouts.write_individual(paper, people, names, _noted(task, paper.school_year, name))
    _describe(paper, task)
    _count(paper, people, task[1])


def _describe(paper: Paper, task: Task) -> None:
    name = f"Описание ВПР {paper.spring} {paper.subject} {paper.grade} класс.xlsx"
    layouts.write_description(paper, _noted(task, paper.school_year, name))


def _write_autumn(school: Sequence[ClassYear], task: Task) -> None:
    row = settings("works")["autumn"]
    classes = _of(school, row["year"], row["grade"] + 1)
    if not classes:
        return
    paper = paper_of(row, row["year"])
    people = sit(paper, classes, task[0])
    year = int(row["year"][:4])
    name = f"ВПР {year} осень {paper.subject} {paper.grade} класс.xlsx"
    layouts.write_autumn(paper, people, _noted(task, row["year"], name))
    _describe(paper, task)
    _count(paper, people, task[1])


def _count(paper: Paper, people: Sequence[Answers], truths: Truths) -> None:
    for one in people:
        if one.is_absent:
            continue
        place = (paper.school_year, paper.subject, paper.grade, one.class_name)
        for task, points in zip(paper.tasks, one.points, strict=True):
            got, most = truths.tasks.get((*place, task.code), (0, 0))
            truths.tasks[*place, task.code] = (got + points, most + task.most)
        if not _is_autumn(paper, one):
            _low(truths, ("vpr", paper.school_year, paper.subject), one.mark == 2)
            word = ("confirmed", "raised", "lowered")[_sign(one.mark - one.journal_mark)]
            truths.against_journal.setdefault(place, Counter())[word] += 1


def _is_autumn(paper: Paper, one: Answers) -> bool:
    """Tell whether a pupil sat the work of the grade before; its form holds no marks."""
    return not one.class_name.startswith(str(paper.grade))


def _low(truths: Truths, place: tuple[str, str, str], is_low: bool) -> None:
    low, count = truths.low_results.get(place, (0, 0))
    truths.low_results[place] = (low + is_low, count + 1)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _write_exams(row: dict[str, Any], classes: list[ClassYear], task: Task) -> None:
    if not classes:
        return
    year, is_oge = classes[0].school_year, row["kind"] == "oge"
    lines: list[Any] = []
    for code, subject, taught, day in row["subjects"]:
        people = list(_sit_exam(row, classes, (subject, taught), task))
        title = f"{code} - {subject} {int(year[:4]) + 1}.{day.replace('-', '.')}"
        lines += layouts.exam_lines(title, "Оценка" if is_oge else "Тестовый балл", people)
    name = "ОГЭ протокол.xls" if is_oge else "ЕГЭ протокол.xlsx"
    layouts.write_exams(lines, _noted(task, year, name))


def _sit_exam(
    row: dict[str, Any], classes: list[ClassYear], subjects: tuple[str, str], task: Task
) -> Iterator[list[Any]]:
    """Yield the lines of an exam; the numbers of passports are zeros, and no import may keep them."""
    (subject, taught), (seed, truths, _) = subjects, task
    number = 0
    for klass in classes:
        marks = marks_of(klass, seed)
        rng = Random(f"{seed}/{klass.school_year}/{klass.name}/{subject}/exam")
        for seat in klass.seats:
            mark = marks.get((seat.pupil.no, taught, "year"), "")
            if mark.isdigit() and stays(seat, periods(klass.grade)[-1]):
                number += 1
                masks, points, most = _masks(row, int(mark), rng)
                last = _exam_mark(row["kind"], points / most)
                place = (row["kind"], klass.school_year, subject)
                if row["kind"] == "oge":
                    _low(truths, place, last == 2)
                yield [number, 101, settings("works")["exam_code"], klass.name, 1, 1, *_names(seat),
                       "0000", "000000", *masks, points, last]  # fmt: skip


def _masks(row: dict[str, Any], mark: int, rng: Random) -> tuple[list[str], int, int]:
    """Return the masks of short and long answers, the points of both and the most there may be."""
    chance = settings("works")["chance"][str(mark)]
    short = [int(rng.random() < chance) for _ in range(row["short"])]
    long = [sum(rng.random() < chance - 0.1 for _ in range(most)) for most in row["long"]]
    masks = ["".join("-+"[got] for got in short),
             "".join(f"{got}({most})" for got, most in zip(long, row["long"], strict=True))]  # fmt: skip
    return masks, sum(short) + sum(long), row["short"] + sum(row["long"])


def _exam_mark(kind: str, share: float) -> int:
    if kind == "ege":
        return round(100 * share)
    borders: list[float] = settings("works")["borders"]
    return 2 + sum(share >= border for border in borders)


def _names(seat: Seat) -> list[str]:
    return [*seat.pupil.full_name.split(), ""][:3]


def _write_olympiad(school: Sequence[ClassYear], task: Task) -> None:
    """Write the school stage, and the municipal one of its best."""
    about = settings("works")["olympiad"]
    came = [
        (klass, seat)
        for klass in _of(school, about["year"], *about["grades"])
        for seat in [s for s in klass.seats if s.first == 1][: about["from_class"]]
    ]
    if not came:
        return
    rng = Random(f"{task[0]}/olympiad")
    scored = sorted(
        ((rng.randint(5, about["best"]), klass, seat) for klass, seat in came),
        key=lambda one: (-one[0], one[1].name, one[2].pupil.full_name),
    )
    _stage(("school", "школьного", about["school_day"]), scored, task)
    _stage(("municipal", "муниципального", about["municipal_day"]),
           scored[: about["to_municipal"]], task)  # fmt: skip


def _stage(stage: tuple[str, str, str], scored: Sequence[Any], task: Task) -> None:
    about = settings("works")["olympiad"]
    code, word, day = stage
    lines = []
    for number, (points, klass, seat) in enumerate(scored, 1):
        status = STATUSES[min(number - 1, 2)]
        task[1].olympiad.setdefault(code, Counter())[status] += 1
        lines.append([number, "000-000-000 00", *_names(seat), "01.01.2010", klass.name, klass.grade,
                      points, about["best"], status])  # fmt: skip
    title = f"Протокол {word} этапа Всероссийской олимпиады школьников по {about['about']}"
    name = f"Протокол олимпиады {about['subject']} {code}.xlsx"
    layouts.write_olympiad(title, day, lines, _noted(task, about["year"], name))
