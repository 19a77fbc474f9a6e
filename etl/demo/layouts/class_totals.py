"""Reports of counts and shares without pupils: what the office hands in, and what we compare with."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from etl.demo.layouts.workbook import Workbook
from etl.demo.roster import ClassYear
from etl.demo.seeds import settings
from etl.demo.terms import TITLES
from etl.demo.truths import Truths

_SOU = {"5": 100, "4": 64, "3": 36, "2": 16}


def write_school(truths: Truths, school_year: str, period: str, path: Path) -> None:
    """Write «Отчёт об успеваемости и качестве знаний» of the school: a line for each class."""
    year = int(school_year[:4])
    book = Workbook("Отчёт", (12,))
    book.row(0, [(0, truths.school, "label")])
    book.row(1, [(0, "Отчёт об успеваемости и качестве знаний", "title")])
    book.row(2, [(0, f"Учебный год: {year}/{year + 1}", "plain")])
    book.row(3, [(0, f"Период: {TITLES[period]}", "plain")])
    names = ("Класс", "Кол-во уч-ся", "Успеваемость, %", "Качество знаний, %")
    book.row(5, [(at, name, "head") for at, name in enumerate(names)])
    second = settings("story")["control"]
    found = {name: value for (of, name, at), value in truths.by_pupils.items()
             if (of, at) == (school_year, period)}  # fmt: skip
    for row, (name, value) in enumerate(found.items(), start=6):
        quality = value.quality_pct + (second["shift"] if name == second["class"] else 0)
        figures = (value.pupils_count, round(value.passed_pct, 1), round(quality, 1))
        book.row(row, [(0, name, "text"), *((at, n, "number") for at, n in enumerate(figures, 1))])
    total = truths.school_by_pupils(school_year, period)
    figures = (total.pupils_count, round(total.passed_pct, 1), round(total.quality_pct, 1))
    last = len(found) + 6
    book.row(last, [(0, "Итого", "head"), *((at, n, "number") for at, n in enumerate(figures, 1))])
    book.save(path)


def write_class(klass: ClassYear, counts: dict[str, Counter[str]], period: str, path: Path) -> None:
    """Write the results of a class by subject; `counts` go by subject and mark."""
    year = int(klass.school_year[:4])
    book = Workbook("Лист1", (40,))
    book.row(0, [(0, "Итоги успеваемости и качества знаний класса по предметам", "title")])
    book.row(1, [(0, f"Класс: {klass.name}", "plain")])
    book.row(2, [(0, f"Учебный год: {year}/{year + 1}", "plain")])
    book.row(3, [(0, f"Период: {TITLES[period]}", "plain")])
    names = ("Предмет", "«5»", "«4»", "«3»", "«2»", "н/а", "Успеваемость, %", "Качество, %", "СОУ, %",
             "Средний балл")  # fmt: skip
    book.row(5, [(at, name, "head") for at, name in enumerate(names)])
    row = 6
    for subject, words in sorted(counts.items()):
        n = sum(words[mark] for mark in "5432")
        if n:
            passed, quality = n - words["2"], words["5"] + words["4"]
            sou = sum(weight * words[mark] for mark, weight in _SOU.items())
            points = sum(int(mark) * words[mark] for mark in "5432")
            shares = (100 * passed / n, 100 * quality / n, sou / n)
            figures = [*(words[mark] for mark in "5432"), words["н/а"],
                       *(round(share, 1) for share in shares), round(points / n, 2)]  # fmt: skip
            cells = [(at, figure, "number") for at, figure in enumerate(figures, start=1)]
            book.row(row, [(0, subject, "text"), *cells])
            row += 1
    book.save(path)
