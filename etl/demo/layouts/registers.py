"""The registers that a school keeps by hand: who is in which class, and who teaches what."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

from etl.demo.layouts.workbook import CellSpec, Workbook
from etl.demo.roster import QUARTERS, ClassYear, Seat
from etl.demo.seeds import settings
from etl.demo.subjects import Subject, curriculum
from etl.demo.terms import span
from etl.demo.truths import Taught

_FULL_TIME = 18


def write_pupils(classes: list[ClassYear], path: Path) -> None:
    """Write the list of all pupils of a year with the days they came and left, and their birth dates."""
    year = int(classes[0].school_year[:4])
    book = Workbook("Контингент", (6, 10, 22, 18, 22, 14, 14, 14))
    book.row(0, [(0, settings("story")["school"], "label")])
    book.row(1, [(0, f"Список обучающихся, {year}/{year + 1} учебный год", "title")])
    names = ("№", "Класс", "Фамилия", "Имя", "Отчество", "Дата рождения", "Прибыл", "Выбыл")
    book.row(3, [(at, name, "head") for at, name in enumerate(names)])
    rng = Random(f"{year}/register")
    seats = [(klass, seat) for klass in classes for seat in klass.seats]
    for number, (klass, seat) in enumerate(seats, start=1):
        surname, name, *rest = seat.pupil.full_name.split(" ", 2)
        born = date(year - 6 - klass.grade, rng.randint(1, 12), rng.randint(1, 28))
        came, went = moved(klass, seat)
        texts = [klass.name, surname, name, *(rest or [""]), f"{born:%d.%m.%Y}",
                 f"{came:%d.%m.%Y}" if came else None, f"{went:%d.%m.%Y}" if went else None]  # fmt: skip
        cells: list[CellSpec] = [
            (at, text or None, "text") for at, text in enumerate(texts, start=1)
        ]
        book.row(number + 3, [(0, number, "number"), *cells])
    book.save(path)


def moved(klass: ClassYear, seat: Seat) -> tuple[date | None, date | None]:
    """Return the day a pupil came after the year began and the day one left before it ended."""
    came = span(klass.school_year, f"q{seat.first}")[0] if seat.first > 1 else None
    went = span(klass.school_year, f"q{seat.last}")[1] if seat.last < QUARTERS else None
    return came, went


def load_of(classes: list[ClassYear], teachers: list[str]) -> list[Taught]:
    """Return who teaches what in a year: teachers of a domain take classes up to a full load."""
    domains: dict[str, list[tuple[ClassYear, Subject]]] = {}
    for klass in classes:
        for subject in curriculum(klass):
            domains.setdefault(subject.name, []).append((klass, subject))
    taught, at, hours = [], 0, 0
    for lessons in domains.values():
        at, hours = at + 1, 0
        for klass, subject in lessons:
            for part in ("1", "2") if subject.split else ("",):
                if hours + subject.hours > _FULL_TIME:
                    at, hours = at + 1, 0
                hours += subject.hours
                teacher = teachers[at % len(teachers)]
                taught.append(Taught(klass.school_year, klass.name, subject.name, part, teacher,
                                     subject.hours))  # fmt: skip
    return taught


def write_load(load: list[Taught], path: Path) -> None:
    """Write the load of teachers: a line for each class and part; the name stands once."""
    year = int(load[0].school_year[:4])
    book = Workbook("Нагрузка", (6, 40, 40, 12, 12, 16))
    book.row(0, [(0, f"Учебная нагрузка педагогов на {year}/{year + 1} учебный год", "title")])
    names = ("№", "ФИО учителя", "Предмет", "Класс", "Подгруппа", "Часов в неделю")
    book.row(2, [(at, name, "head") for at, name in enumerate(names)])
    rows = sorted(load, key=lambda t: (t.teacher, t.subject, t.class_name, t.subgroup))
    before, number = "", 0
    for at, row in enumerate(rows, start=3):
        is_new = row.teacher != before
        number, before = number + is_new, row.teacher
        book.row(at, [
            (0, number if is_new else None, "number"), (1, row.teacher if is_new else None, "text"),
            (2, row.subject, "text"), (3, row.class_name, "text"),
            (4, row.subgroup or None, "text"), (5, row.hours, "number"),
        ])  # fmt: skip
    book.save(path)
