"""Prints the files of one class in one year and counts what went into them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from etl.demo.achievement import PeriodMarks, by_pupil, period_marks, tally
from etl.demo.journal import Page, page
from etl.demo.layouts import (
    dnevnik_journal,
    eljur_journal,
    journal_report,
    mesh_journal,
    report_cards,
    sgo_report,
    summary,
)
from etl.demo.layouts.class_pages import subject_tables
from etl.demo.roster import ClassYear
from etl.demo.seeds import settings
from etl.demo.story import has_second_source, layouts, rows_of
from etl.demo.terms import TITLES, periods
from etl.demo.truths import ByPupils, Difference


@dataclass
class Printed:
    """The files of a class, relative to the folder of the school, and the truth of them."""

    klass: ClassYear
    files: list[Path] = field(default_factory=list)
    achievement: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    by_pupils: dict[str, ByPupils] = field(default_factory=dict)
    journal: dict[str, Counter[str]] = field(default_factory=dict)
    reserve: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


def print_class(klass: ClassYear, seed: int, out: Path) -> Printed:
    """Write the files of a class under `out` and return what they hold."""
    marks = period_marks(klass, seed)
    printed = Printed(klass, achievement=tally(marks), by_pupils=count_by_pupils(marks))
    printed.reserve = _reserve(klass, marks)
    (out / folder(klass)).mkdir(parents=True, exist_ok=True)
    kinds = layouts(klass)
    pages = [] if set(kinds) <= _WITHOUT_LESSONS else _pages(klass, marks, seed)
    for kind in kinds:
        _PRINTERS[kind](printed, marks, pages, out)
    return printed


def folder(klass: ClassYear) -> str:
    """Return the folder of a school year: «2023-24»."""
    return klass.school_year.replace("/", "-")


def _pages(klass: ClassYear, marks: PeriodMarks, seed: int) -> list[Page]:
    return [page(klass, period, marks, seed) for period in periods(klass.grade)]


def _place(printed: Printed, out: Path, name: str) -> Path:
    """Note a file of the class and return where it goes."""
    path = Path(folder(printed.klass)) / name
    printed.files.append(path)
    return out / path


def _journal(printed: Printed, _: PeriodMarks, pages: list[Page], out: Path) -> None:
    for sheet in pages:
        name = f"otchet_{printed.klass.name}_{TITLES[sheet.period]}.xlsx"
        journal_report.write(sheet, _place(printed, out, name))
        printed.journal[sheet.period] = sheet.counts


def _sgo_page(printed: Printed, _: PeriodMarks, pages: list[Page], out: Path) -> None:
    _sgo(printed, pages, out, "html")


def _sgo_xls(printed: Printed, _: PeriodMarks, pages: list[Page], out: Path) -> None:
    _sgo(printed, pages, out, "xls")


def _sgo_workbook(printed: Printed, _: PeriodMarks, pages: list[Page], out: Path) -> None:
    _sgo(printed, pages, out, "xlsx")


def _sgo(printed: Printed, pages: list[Page], out: Path, ending: str) -> None:
    write = sgo_report.write_workbook if ending == "xlsx" else sgo_report.write_page
    for sheet in pages:
        name = f"Отчет об успеваемости {printed.klass.name} {TITLES[sheet.period]}.{ending}"
        write(sheet, _place(printed, out, name))
        _count(printed, sheet)


def _dnevnik(printed: Printed, _: PeriodMarks, pages: list[Page], out: Path) -> None:
    for sheet in pages:
        name = f"Журнал {printed.klass.name} {TITLES[sheet.period]}.xls"
        _count(printed, sheet, dnevnik_journal.write(sheet, _place(printed, out, name)))


def _mesh(printed: Printed, _: PeriodMarks, pages: list[Page], out: Path) -> None:
    for sheet in pages:
        tables = subject_tables(sheet)
        for number, table in enumerate(tables, start=1):
            name = f"mesh_{printed.klass.name}_{sheet.period}_{number:02d}.csv"
            mesh_journal.write(sheet, table, _place(printed, out, name))
        _count(printed, sheet, sum(table.lessons_count for table in tables))


def _eljur(printed: Printed, _: PeriodMarks, pages: list[Page], out: Path) -> None:
    for sheet in pages:
        name = f"Классный журнал {printed.klass.name} {TITLES[sheet.period]}.xlsx"
        _count(printed, sheet, eljur_journal.write(sheet, _place(printed, out, name)))


def _count(printed: Printed, sheet: Page, lessons: int = 0) -> None:
    """Note what a journal holds; 0 lessons where the layout does not tell an empty one from none."""
    printed.journal[sheet.period] = sheet.counts
    sheet.counts["lessons"] = lessons


def _report_cards(printed: Printed, marks: PeriodMarks, pages: list[Page], out: Path) -> None:
    averages = {
        (seat.pupil.no, line.subject, sheet.period): (line.average, line.weighted_average)
        for sheet in pages
        for seat, lines in sheet.lines
        for line in lines
    }
    klass = printed.klass
    if has_second_source(klass):
        marks = _differing(printed, marks)
    name = f"Табель {klass.name} {folder(klass)}.xlsx"
    report_cards.write(klass, marks, averages, _place(printed, out, name))


def _differing(printed: Printed, marks: PeriodMarks) -> PeriodMarks:
    """Return the marks as the report cards have them: a few are a step higher."""
    second, klass = settings("story")["second_source"], printed.klass
    if klass.name != second["differing"]:
        return marks
    names = {seat.pupil.no: seat.pupil.full_name for seat in klass.seats}
    rng = Random(f"{klass.name}/differences")
    period = periods(klass.grade)[2]
    keys = sorted(key for key, mark in marks.items() if key[2] == period and mark in ("3", "4"))
    changed = dict(marks)
    for key in rng.sample(keys, second["differences"]):
        changed[key] = str(int(marks[key]) + 1)
        place = (klass.school_year, klass.name, names[key[0]], *key[1:])
        printed.differences.append(Difference(*place, marks[key], changed[key]))
    return changed


def _summary(printed: Printed, marks: PeriodMarks, _: list[Page], out: Path) -> None:
    table = summary.table(printed.klass, marks, summary.period_labels(printed.klass))
    summary.write_workbook(table, _place(printed, out, _summary_name(printed, "xlsx")))


def _summary_csv(printed: Printed, marks: PeriodMarks, _: list[Page], out: Path) -> None:
    table = summary.table(printed.klass, marks, summary.period_labels(printed.klass, "roman"))
    summary.write_csv(table, _place(printed, out, _summary_name(printed, "csv")))


def _summary_html(printed: Printed, marks: PeriodMarks, _: list[Page], out: Path) -> None:
    table = summary.table(printed.klass, marks, summary.period_labels(printed.klass, "long"))
    summary.write_html(table, _place(printed, out, _summary_name(printed, "xls")))


def _summary_ods(printed: Printed, marks: PeriodMarks, _: list[Page], out: Path) -> None:
    table = summary.table(printed.klass, marks, summary.period_labels(printed.klass, "long"))
    summary.write_ods(table, _place(printed, out, _summary_name(printed, "ods")))


def _year_summary(printed: Printed, marks: PeriodMarks, _: list[Page], out: Path) -> None:
    klass = printed.klass
    table = summary.table(klass, marks, {"year": TITLES["year"]})
    summary.write_workbook(
        table, _place(printed, out, f"Итоги года {klass.name} {folder(klass)}.xlsx")
    )


def _summary_name(printed: Printed, ending: str) -> str:
    return f"Сводная ведомость {printed.klass.name} {folder(printed.klass)}.{ending}"


_PRINTERS = {
    "journal": _journal,
    "report_cards": _report_cards,
    "summary": _summary,
    "summary_csv": _summary_csv,
    "summary_html": _summary_html,
    "summary_ods": _summary_ods,
    "sgo_page": _sgo_page,
    "sgo_xls": _sgo_xls,
    "sgo_workbook": _sgo_workbook,
    "dnevnik": _dnevnik,
    "mesh": _mesh,
    "eljur": _eljur,
    "year_summary": _year_summary,
}
# Printed from the marks of periods alone.
_WITHOUT_LESSONS = {"summary", "summary_csv", "summary_html", "summary_ods", "year_summary"}


def count_by_pupils(marks: PeriodMarks) -> dict[str, ByPupils]:
    """Return achievement by pupils of each period (metrics: a class counts pupils, not marks)."""
    rows: dict[str, list[set[str]]] = {}
    for (_, period), own in by_pupil(marks).items():
        if any(mark.isdigit() for mark in own.values()):
            rows.setdefault(period, []).append(set(own.values()))
    return {
        period: ByPupils(
            len(found),
            sum(not {"2", "н/а"} & words for words in found),
            sum(not {"2", "3", "н/а"} & words for words in found),
        )
        for period, found in sorted(rows.items())
    }


def _reserve(klass: ClassYear, marks: PeriodMarks) -> list[str]:
    """Return the pupils of the story whose only «3» of the last period is in its subject."""
    own = by_pupil(marks)
    last = periods(klass.grade)[-1]
    return [
        seat.pupil.full_name
        for row in rows_of("reserve", klass)
        for seat in klass.seats
        if [s for s, m in own.get((seat.pupil.no, last), {}).items() if m == "3"]
        == [row["subject"]]
    ]
