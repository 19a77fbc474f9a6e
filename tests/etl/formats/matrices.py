"""Writes tables of pupils as schools keep them, knowing what was meant in every cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from etl.grid import Cell, Grid, Sheet

SURNAMES = ["Берёзов", "Дубов", "Ёлкин", "Кленов", "Липов", "Осинин", "Рябинин", "Тополев", "Ивушкин",
            "Сосновский", "Ольхов-Вязов", "Доля", "Кедрин", "Ясенев"]  # fmt: skip
FIRST = ["Пётр", "Илья", "Лев", "Марк", "Глеб", "Фёдор"]
PATRONYMICS = ["Ильич", "Львович", "Маркович", "Глебович"]
SUBJECTS = ["Рус. яз.", "Литература", "Матем.", "Алгебра", "Геометрия", "Физика", "Хим.", "Биол.",
            "Геогр.", "ИЗО", "Физ-ра", "Информатика", "История", "Обществозн."]  # fmt: skip
LABELS = ["ФИО", "Ф.И.О.", "Фамилия, имя", "Ученик", "Обучающийся", "Учащийся", "Фамилия Имя",
          "Список класса", "ФИО обучающегося"]  # fmt: skip
MONTHS = ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]
LONG = ["Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август", "Сентябрь", "Октябрь",
        "Ноябрь", "Декабрь"]  # fmt: skip
LESSON = {  # what a cell prints: its marks and its codes
    "": ((), ()), "5": ((5,), ()), 4: ((4,), ()), "3-": ((3,), ()), "2\N{NO-BREAK SPACE}": ((2,), ()),
    "4/3": ((4, 3), ()), "5 4": ((5, 4), ()), "Н": ((), ("Н",)), "н 4": ((4,), ("Н",)),
    "Б": ((), ("Б",)), "УП": ((), ("УП",)), 5.0: ((5,), ()), "0": ((), ()), "кк": ((), ()),
}  # fmt: skip
PERIOD = {  # what a period's cell prints: its mark and its state
    "5": (5, "attested"), 4: (4, "attested"), "3": (3, "attested"), "2": (2, "attested"),
    "н/а": (None, "not_attested"), "осв": (None, "exempt"), "зач": (None, "passed"),
    "": None, "0": None, "??": None,
}  # fmt: skip
PERIODS = ["q1", "q2", "q3", "q4", "year"]
SHOWN = {
    "number": [1, 2, 3, 4, "год"],
    "text": ["1", "2", "3", "4", "Год"],
    "roman": ["I", "II", "III", "IV", "год"],
    "words": ["1 четверть", "2 четверть", "3 четверть", "4 четверть", "Годовая"],
}


@dataclass
class Meant:
    """A file and what stands in it: sets of plain tuples."""

    grid: Grid
    class_name: str
    subject: str
    school_year: str
    period: str
    pupils: list[str]
    marks: set[Any] = field(default_factory=set)  # pupil, day, lesson, seq, mark
    codes: set[Any] = field(default_factory=set)  # pupil, day, lesson, code
    period_marks: set[Any] = field(default_factory=set)  # pupil, subject, period, mark, state
    unknown: int = 0


def dated(seed: int) -> Meant:
    """Return a table pupils × days."""
    rng = Random(seed)
    meant = _meant(rng, f"dated {seed}")
    style = rng.choice(["worded", "date", "dotted", "full", "typed", "months"])
    days = _days(rng, int(meant.school_year[:4]))
    if style != "months" and rng.random() < 0.4:
        rng.shuffle(days)
    body = {pupil: [rng.choice(list(LESSON)) for _ in days] for pupil in meant.pupils}
    lessons = [sum(d == day for d in days[: k + 1]) for k, day in enumerate(days)]
    for pupil, cells in body.items():
        for day, lesson, cell in zip(days, lessons, cells, strict=True):
            marks, codes = LESSON[cell]
            meant.marks |= {(pupil, day, lesson, seq, m) for seq, m in enumerate(marks, 1)}
            meant.codes |= {(pupil, day, lesson, code) for code in codes}
            meant.unknown += cell == "кк"
    _write(rng, meant, _day_header(days, style), body, with_period=False)
    return meant


def of_subjects(seed: int, *, with_periods: bool) -> Meant:
    """Return a table pupils × subjects, with sub-columns per period or one period for all."""
    rng = Random(seed)
    meant = _meant(rng, f"subjects {seed}")
    subjects = rng.sample(SUBJECTS, rng.randint(3, 9))
    count = rng.randint(2, 5)
    shown = SHOWN[rng.choice(list(SHOWN))]
    periods = PERIODS[:count] if with_periods else [meant.period]
    columns = [(subject, period) for subject in subjects for period in periods]
    body = {pupil: [rng.choice(list(PERIOD)) for _ in columns] for pupil in meant.pupils}
    _mean_periods(meant, columns, body)
    header = [[subject if k == 0 else "" for subject in subjects for k in range(len(periods))]]
    if with_periods:
        header.append([shown[PERIODS.index(period)] for _, period in columns])
    _write(rng, meant, header, body, with_period=not with_periods)
    return meant


def of_periods(seed: int) -> Meant:
    """Return a table pupils × periods of one subject."""
    rng = Random(seed)
    meant = _meant(rng, f"periods {seed}")
    shown = SHOWN[rng.choice(["roman", "words", "number"])]
    columns = [(meant.subject, period) for period in PERIODS]
    body = {pupil: [rng.choice(list(PERIOD)) for _ in columns] for pupil in meant.pupils}
    _mean_periods(meant, columns, body)
    _write(rng, meant, [list(shown)], body, with_period=False)
    return meant


def _mean_periods(
    meant: Meant, columns: list[tuple[str, str]], body: dict[str, list[Cell]]
) -> None:
    for pupil, cells in body.items():
        for (subject, period), cell in zip(columns, cells, strict=True):
            meant.unknown += cell == "??"
            if value := PERIOD[cell]:
                meant.period_marks.add((pupil, subject, period, *value))


def _meant(rng: Random, name: str) -> Meant:
    first = rng.randint(2019, 2024)
    full = rng.random() < 0.7
    pupils = [
        f"{surname} {rng.choice(FIRST)}" + (f" {rng.choice(PATRONYMICS)}" if full else "")
        for surname in rng.sample(SURNAMES, rng.randint(4, 12))
    ]
    subject = rng.choice(["Алгебра", "Русский язык", "Физика", "Литература"])
    class_name = f"{rng.randint(2, 9)}{rng.choice('АБВГ')}"
    year = f"{first}/{(first + 1) % 100:02d}"
    return Meant(
        Grid(f"{name}.xlsx", "xlsx"), class_name, subject, year, rng.choice(PERIODS[:4]), pupils
    )


def _days(rng: Random, first: int) -> list[date]:
    month = rng.choice([1, 2, 3, 4, 9, 10, 11])
    start = date(first + (month < 9), month, rng.randint(1, 25))
    days = sorted({start + timedelta(days=rng.randint(0, 50)) for _ in range(rng.randint(6, 25))})
    return sorted(days + ([rng.choice(days)] if rng.random() < 0.5 else []))


def _day_header(days: list[date], style: str) -> list[list[Cell]]:
    """Return the header of days in one spelling; months stand over the first of their days."""
    if style != "months":
        return [[_spell(day, style) for day in days]]
    before = [None, *(day.month for day in days)]
    months = [LONG[d.month - 1] if d.month != m else "" for d, m in zip(days, before, strict=False)]
    return [list(months), [day.day for day in days]]


def _spell(day: date, style: str) -> Cell:
    return {
        "worded": f"{day.day} {MONTHS[day.month - 1]}",
        "date": day,
        "dotted": f"{day:%d.%m}",
        "full": f"{day:%d.%m.%Y}",
        "typed": f"{day:%d.%m.%Y}\n(К)",
    }[style]


def _write(
    rng: Random,
    meant: Meant,
    header: list[list[Cell]],
    body: dict[str, list[Cell]],
    *,
    with_period: bool,
) -> None:
    has_number, tail = (
        rng.random() < 0.7,
        rng.choice([[], ["Средний балл"], ["Ср. балл", "Пропуски"]]),
    )
    split = rng.random() < 0.2
    label = ["Фамилия", "Имя", "Отчество"] if split else [rng.choice(LABELS)]
    sheet = _preamble(rng, meant, with_period)
    is_low = len(header) > 1 and rng.random() < 0.4
    for k, line in enumerate(header):
        own = k == (len(header) - 1 if is_low else 0)
        number = ["№"] if own else ["п/п" if not is_low else ""]
        left = [*(number if has_number else []), *(label if own else [""] * len(label))]
        sheet.append([*left, *line, *(tail if own else [""] * len(tail))])
    gap = rng.randrange(len(body)) if rng.random() < 0.2 else -1
    for n, (pupil, cells) in enumerate(body.items(), 1):
        names = [*pupil.split(), "", ""][:3] if split else [pupil]
        sheet.append([*([n] if has_number else []), *names, *cells, *[3.75 for _ in tail]])
        if n - 1 == gap and n < len(body):
            sheet.append([])
    sheet += _footers(rng, has_number, len(header[-1]))
    meant.grid.sheets.append(Sheet(_sheet_name(rng, meant), sheet))


def _preamble(rng: Random, meant: Meant, with_period: bool) -> list[list[Cell]]:
    year = f"{meant.school_year[:4]}/{int(meant.school_year[:4]) + 1}"
    facts = {"Класс": meant.class_name, "Предмет": meant.subject, "Учебный год": year}
    if with_period:
        facts["Период"] = f"{meant.period[1]} четверть" if meant.period != "year" else "год"
    sheet: list[list[Cell]] = [["Школа «Пример»"]] if rng.random() < 0.5 else []
    for label, value in facts.items():
        way = rng.choice(["line", "cells", "colon", "none"])
        if way == "line":
            sheet.append([f"{label}: {value}"])
        elif way != "none":
            sheet.append([label + ":" * (way == "colon"), value])
    return sheet + ([[]] if rng.random() < 0.5 else [])


def _sheet_name(rng: Random, meant: Meant) -> str:
    return rng.choice(["Лист1", meant.class_name])


def _footers(rng: Random, has_number: bool, width: int) -> list[list[Cell]]:
    left = [""] if has_number else []
    lines: list[list[Cell]] = [
        [*left, "Средний балл", *[4] * width],
        [*left, "Качество знаний, %", *[50] * width],
        [*left, "Количество «5»", *[3] * width],
        [*left, "Учитель: Вишнев И. И."],
        [],
        [*left, "Н – отсутствовал, Б – болезнь"],
    ]
    return lines[rng.randrange(len(lines)) :]
