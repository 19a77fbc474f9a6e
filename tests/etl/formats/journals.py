"""Writes pages of journals, class × dates, as many ways as schools print them, knowing what was meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from etl.grid import Cell, Grid, Sheet
from tests.etl.formats.matrices import FIRST, LABELS, LONG, MONTHS, PATRONYMICS, SURNAMES

NBSP = "\N{NO-BREAK SPACE}"
EPOCH = date(1899, 12, 30)
CELLS: list[tuple[Cell, tuple[int, ...], tuple[str, ...]]] = [
    # What is printed, its marks and the codes in it.
    ("5", (5,), ()), ("4", (4,), ()), (3, (3,), ()), (5.0, (5,), ()), ("5.0", (5,), ()),
    (f"4{NBSP}", (4,), ()), (f"{NBSP}2 ", (2,), ()), ("5+", (5,), ()), ("4-", (4,), ()),
    ("5/4", (5, 4), ()), ("4 4", (4, 4), ()), ("2  3", (2, 3), ()), ("5✕2", (5,), ()),
    ("3х2", (3,), ()), ("Н", (), ("Н",)), ("H", (), ("Н",)), ("н", (), ("Н",)), ("Б", (), ("Б",)),
    ("O", (), ("О",)), ("О 2", (2,), ("О",)), (f"5{NBSP}Н", (5,), ("Н",)), ("оп", (), ("ОП",)),
    ("0", (), ()), (0, (), ()), (0.0, (), ()), ("н/а", (), ()), (".", (), ()), ("•", (), ()), ("зч", (), ()),
    ("НЗ", (), ()), (" ", (), ()), ("осв", (), ("ОСВ",)),
]  # fmt: skip
KINDS = {"Н": "absent", "Б": "ill", "О": "late", "ОП": "late", "ОСВ": "exempt"}
LEGEND = {**KINDS, "Н": "unexcused", "О": "exempt"}  # as LEGEND_ROWS say
LEGEND_ROWS: list[list[Cell]] = [
    ["Условные обозначения"],
    ["Н – неуважительная причина; О – освобождён"],
]
TOPICS = ["Сумма углов", "Итоги четверти", "Средняя линия", "Алгебра", "Фамилия, имя", "Контрольная", "Май",
          "Год", "5 задач", "Учебник, § 4", "Всего два", "1 четверть", "Статус слова", "Оценка", "", ""]  # fmt: skip
TYPES = ["К", "Д", "С", "П", "Т", "Ср", "дз", "КР", "", ""]
WEEKDAYS = ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"]
SUBJECTS = [
    "Алгебра",
    "Русский язык",
    "Физика",
    "Основы безопасности и защиты Родины",
    "Хоровое дело",
]
NOISE = ["Школа «Пример»", "Сформировано 15 ноября 2023 г.", "Классный руководитель: Май А. И.",
         "Учебных часов в неделю: 4", "Электронный журнал", "ФИО учителя: Мартова О. П.",
         "Распечатано 03.02.2024"]  # fmt: skip
RESULTS = ["За {} четверть", "{} четверть", "Итог. оценка", "Оценка за период"]
ROMAN = ["I", "II", "III", "IV"]
FOOTERS = ["Средний балл", "Качество знаний, %", "Всего уроков", "Учитель: Вишнев И. И.", "Подпись"]


@dataclass
class Page:
    """A file and what was meant by it; `said` are the facts that it says somewhere."""

    grid: Grid
    class_name: str
    subject: str
    school_year: str
    period: str
    said: set[str]
    pupils: list[str]
    days: list[date]
    style: str  # months over numbers, one spelling of days, or mixed ones
    marks: set[Any] = field(default_factory=set)  # pupil, day, lesson, seq, mark
    codes: set[Any] = field(default_factory=set)  # pupil, day, lesson, code, kind
    period_marks: set[Any] = field(default_factory=set)  # pupil, period, mark
    lessons: set[Any] = field(default_factory=set)  # pupil, day, count
    has_year: bool = False
    subgroup: str = ""
    kinds: dict[str, str] = field(default_factory=dict)  # what the codes mean


def page(seed: int, *, is_whole: bool = False) -> Page:
    """Return one page of a journal; a whole one says everything of itself."""
    rng = Random(seed)
    meant = _meant(rng, 0.0 if is_whole else 0.12)
    body = [[_cell(rng) for _ in meant.days] for _ in meant.pupils]
    future = rng.choice([0, 0, 0, 1, 3])
    ordered = sorted(meant.days)
    for k, day in enumerate(meant.days):
        if future and day > ordered[-1 - min(future, len(ordered) - 1)]:
            for cells in body:
                cells[k] = ("", (), ())
    _mean(meant, body)
    header = _header(rng, meant)
    results = _results(rng, meant)
    _write(rng, meant, header, [[printed for printed, _, _ in cells] for cells in body], results)
    return meant


def book(seed: int) -> list[Page]:
    """Return pages of one file, a subject a sheet: named above the table or by the sheet alone."""
    rng = Random(seed)
    seeds = (rng.randrange(10**9) for _ in range(12))
    pages = [page(own, is_whole=True) for own in seeds]
    pages = [one for one in pages if one.kinds == pages[0].kinds][: rng.randint(2, 3)]
    whole = Grid("2849657.xlsx", "xlsx")
    for k, meant in enumerate(pages):
        sheet = meant.grid.sheets[0]
        again = sum(one.subject == meant.subject for one in pages[:k])
        sheet.name = f"{meant.subject[:27]} ({again + 1})" if again else meant.subject[:31]
        if rng.random() < 0.5:
            sheet.rows[:] = [
                row for row in sheet.rows if not str((*row, "")[0]).startswith("Предмет")
            ]
        meant.grid = whole
        whole.sheets.append(sheet)
    return pages


def _meant(rng: Random, unsaid: float) -> Page:
    first = rng.randint(2019, 2024)
    quarter = rng.randint(1, 4)
    month = {1: 9, 2: 11, 3: 1, 4: 4}[quarter]
    start = date(first + (month < 9), month, rng.randint(8, 16))
    days = sorted({start + timedelta(days=rng.randint(0, 38)) for _ in range(rng.randint(7, 22))})
    days = [day for day in days if day.weekday() != 6]
    days = sorted(days + ([rng.choice(days)] if rng.random() < 0.4 else []))
    style = rng.choice(["months", "months", "one", "mixed"])
    if style != "months" and rng.random() < 0.3:
        rng.shuffle(days)
    pupils = [
        f"{surname} {rng.choice(FIRST)} {rng.choice(PATRONYMICS)}".strip()
        for surname in rng.sample(SURNAMES, rng.randint(4, 12))
    ]
    said = {"class_name", "subject", "school_year", "period"}
    for fact in sorted(said):
        if rng.random() < unsaid:
            said.discard(fact)
    return Page(
        Grid("2849657.xlsx", "xlsx"), f"{rng.randint(2, 9)}{rng.choice('АБВГ')}", rng.choice(SUBJECTS),
        f"{first}/{(first + 1) % 100:02d}", f"q{quarter}", said, pupils, days, style,
        subgroup=rng.choice(["", "", "", "1", "2"]), kinds=dict(rng.choice([KINDS, LEGEND])),
    )  # fmt: skip


def _cell(rng: Random) -> tuple[Cell, tuple[int, ...], tuple[str, ...]]:
    if rng.random() < 0.45:
        return "", (), ()
    if rng.random() < 0.02:
        return "кк", (), ()
    return rng.choice(CELLS)


def _mean(meant: Page, body: list[list[tuple[Cell, tuple[int, ...], tuple[str, ...]]]]) -> None:
    lessons = [sum(d == day for d in meant.days[: k + 1]) for k, day in enumerate(meant.days)]
    filled = [
        day for k, day in enumerate(meant.days) if any(str(cells[k][0]).strip() for cells in body)
    ]
    for pupil, cells in zip(meant.pupils, body, strict=True):
        for day, lesson, (_, marks, codes) in zip(meant.days, lessons, cells, strict=True):
            meant.marks |= {(pupil, day, lesson, seq, m) for seq, m in enumerate(marks, 1)}
            meant.codes |= {(pupil, day, lesson, code, meant.kinds[code]) for code in codes}
        held = [day for day in meant.days if filled and day <= max(filled)]
        meant.lessons |= {(pupil, day, held.count(day)) for day in held}


def _header(rng: Random, meant: Page) -> list[list[Cell]]:
    """Return the rows over the lessons: days in one spelling or several, and what stands under them."""
    days = meant.days
    style = meant.style
    lines: list[list[Cell]] = []
    if style == "months":
        with_year = rng.random() < 0.3
        meant.has_year = with_year
        lines.append([_month(d, b, with_year) for d, b in zip(days, [None, *days], strict=False)])
        kind = rng.choice([int, str, float, "{:02d}".format])
        lines.append([kind(day.day) for day in days])
    else:
        spellings = list(SPELLINGS)
        own = [rng.choice(spellings)] * len(days)
        own = rng.choices(spellings, k=len(days)) if style == "mixed" else own
        meant.has_year = any(name in WITH_YEAR for name in own)
        lines.append([SPELLINGS[name](day) for name, day in zip(own, days, strict=True)])
    lines += _below(rng, meant.days)
    return lines


def _below(rng: Random, days: list[date]) -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        [rng.choice(TOPICS) for _ in days],
        [rng.choice(TYPES) for _ in days],
        [WEEKDAYS[day.weekday()] for day in days],
        [rng.randint(1, 8) for _ in days],
    ]
    return rng.sample(rows, rng.choice([0, 0, 1, 1, 2]))


def _month(day: date, before: date | None, with_year: bool) -> Cell:
    if before and before.month == day.month:
        return ""
    return LONG[day.month - 1] + (f" {day.year}" if with_year else "")


SPELLINGS = {
    "worded": lambda d: f"{d.day} {MONTHS[d.month - 1]}",
    "worded typed": lambda d: f"{d.day} {MONTHS[d.month - 1]}\nКР",
    "dotted": lambda d: f"{d:%d.%m}",
    "dotted typed": lambda d: f"{d:%d.%m} (К)",
    "slash": lambda d: f"{d:%d/%m}",
    "short": lambda d: f"{d:%d.%m.%y}",
    "full": lambda d: f"{d:%d.%m.%Y}",
    "loose": lambda d: f"{d.day}.{d.month}.{d.year} г.",
    "typed": lambda d: f"{d:%d.%m.%Y}\n(Т)",
    "iso": lambda d: d.isoformat(),
    "date": lambda d: d,
    "moment": lambda d: datetime(d.year, d.month, d.day),
    "serial": lambda d: float((d - EPOCH).days),
    "long": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year} г.",
}
WITH_YEAR = {"short", "full", "loose", "typed", "iso", "date", "moment", "serial", "long"}


def _results(rng: Random, meant: Page) -> tuple[str, list[Cell]]:
    """Return the column of the period's mark, label and cells; no label where there is none."""
    if rng.random() < 0.5:
        return "", []
    label = rng.choice(RESULTS)
    number = int(meant.period[1])
    cells: list[Cell] = [rng.choice(["5", 4, "3", "", "н/а"]) for _ in meant.pupils]
    for pupil, cell in zip(meant.pupils, cells, strict=True):
        if cell != "":
            mark = None if cell == "н/а" else int(str(cell))
            meant.period_marks.add((pupil, meant.period, mark))
    return label.format(ROMAN[number - 1] if rng.random() < 0.5 else number), cells


def _write(
    rng: Random, meant: Page, header: list[list[Cell]], body: list[list[Cell]], results: tuple[str, list[Cell]]
) -> None:  # fmt: skip
    """Lay the table out: what stands left of the lessons and right of them, in what order."""
    label, cells = results
    split = rng.random() < 0.2
    names = ["Фамилия", "Имя", "Отчество"] if split else [rng.choice(LABELS)]
    left: list[tuple[str, list[Cell]]] = []
    for k, name in enumerate(names):
        left.append((name, [_name(rng, pupil, k, split) for pupil in meant.pupils]))
    if rng.random() < 0.7:
        left.insert(
            0, (rng.choice(["№", "№ п/п", "№\nп/п"]), list(range(1, len(meant.pupils) + 1)))
        )
    right: list[tuple[str, list[Cell]]] = [(label, cells)] if label else []
    if rng.random() < 0.5:
        right.append(("Средний балл", [rng.choice([4.25, "3,75", 0]) for _ in meant.pupils]))
    if rng.random() < 0.1:
        left, right = [*right, *left], []
    right += [("", [""] * len(meant.pupils))] * rng.choice([0, 0, 0, 250])
    low = len(header) - 1 if rng.random() < 0.3 else 0
    rows: list[list[Cell]] = [
        [*_labels(left, k == low), *line, *_labels(right, k == low)]
        for k, line in enumerate(header)
    ]
    for n, line in enumerate(body):
        rows.append([*(cells[n] for _, cells in left), *line, *(cells[n] for _, cells in right)])
    width = len(left)
    for footer in rng.sample(FOOTERS, rng.randint(0, 3)):
        at = next(k for k, (name, _) in enumerate(left) if name == names[0])
        rows.append([*[""] * at, footer, *[""] * (width - at - 1), *[4] * len(meant.days)])
    if meant.kinds != KINDS:
        at = next(k for k, (name, _) in enumerate(left) if name == names[0])
        rows += [
            *([[]] if rng.random() < 0.5 else []),
            *([*[""] * at, *row] for row in LEGEND_ROWS),
        ]
    meant.grid.sheets.append(Sheet(_sheet_name(rng, meant), [*_preamble(rng, meant), *rows]))


def _labels(columns: list[tuple[str, list[Cell]]], is_own: bool) -> list[Cell]:
    return [name if is_own else "" for name, _ in columns]


def _name(rng: Random, pupil: str, part: int, split: bool) -> Cell:
    if split:
        return pupil.split()[part]
    return pupil.replace(" ", rng.choice([" ", " ", " ", "  ", NBSP]))


def _preamble(rng: Random, meant: Page) -> list[list[Cell]]:
    first = int(meant.school_year[:4])
    year = f"{first}{rng.choice(['/', '-', '–'])}{first + 1}"
    shown = {"class_name": ("Класс", meant.class_name), "subject": ("Предмет", meant.subject),
             "school_year": ("Учебный год", year), "period": ("Период", f"{meant.period[1]} четверть")}  # fmt: skip
    rows: list[list[Cell]] = [[line] for line in rng.sample(NOISE, rng.randint(0, 3))]
    if meant.subgroup:
        rows.append(rng.choice([["Подгруппа:", int(meant.subgroup)], [f"Группа: {meant.subgroup}"],
                                [f"Подгруппа: {meant.subgroup} группа"]]))  # fmt: skip
    for fact, (name, value) in shown.items():
        if fact in meant.said:
            way = rng.choice(["line", "cells", "colon", "far"])
            rows.append(
                {
                    "line": [f"{name}: {value}"],
                    "cells": [name, value],
                    "colon": [f"{name}:", value],
                    "far": [f"{name}:", "", "", value],
                }[way]
            )
    rng.shuffle(rows)
    return rows + ([[]] if rng.random() < 0.5 else [])


def _sheet_name(rng: Random, meant: Page) -> str:
    names = ["Лист1", "Sheet1", "Отчет"]
    if "class_name" in meant.said:
        names.append(meant.class_name)
    return rng.choice(names)
