"""Writes the sample school: the list of classes, then the files of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from etl.demo.communities import write_communities
from etl.demo.layouts import class_totals, own_table, registers
from etl.demo.observed import write_lessons
from etl.demo.printing import Printed, folder, print_class
from etl.demo.roster import ClassYear, Roster
from etl.demo.seeds import settings
from etl.demo.staff import staff_of
from etl.demo.staff_files import Office, write_routes, write_staff
from etl.demo.story import shortened
from etl.demo.surveys import write_surveys
from etl.demo.truths import Moved, Truths
from etl.demo.works import write_works

_CHAPTERS = ("quota", "twos", "reserve", "shift", "absent", "namesakes")


def write_school(out: Path, seed: int = 1, small: bool = False, jobs: int = 1) -> Truths:
    """Write the sample school's files into `out` and return what is true of them.

    The same seed gives the same bytes. `small` writes six classes of two years. With `jobs` above 1
    the classes are shared among processes started by spawn, so the caller's main module must be
    importable.
    """
    roster = Roster(seed)
    school = roster.grow()
    truths = Truths(settings("story")["school"], teachers=list(roster.teachers))
    chosen = _small(school) if small else school
    for printed in _print(chosen, seed, out, jobs):
        _note(truths, printed)
    truths.stories = _stories(chosen)
    _write_registers(chosen, truths, out)
    _write_totals(chosen, truths, out)
    write_works(chosen, seed, truths, out)
    if not small:
        _write_staff(seed, truths, out)
    truths.unknown_files = _own_tables(school, roster.teachers, seed, out)
    return truths


def _print(school: list[ClassYear], seed: int, out: Path, jobs: int) -> Iterator[Printed]:
    task = partial(print_class, seed=seed, out=out)
    if jobs == 1:
        yield from map(task, school)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(task, school, chunksize=4)


def _small(school: list[ClassYear]) -> list[ClassYear]:
    """Return the classes of the short story and what they were the year before."""
    short = settings("story")["small"]
    last = short["years"][-1]
    streams = {k.stream for k in school if (k.school_year, k.name) in _pairs(last, short)}
    return [k for k in school if k.school_year in short["years"] and k.stream in streams]


def _pairs(year: str, short: dict[str, list[str]]) -> set[tuple[str, str]]:
    return {(year, name) for name in short["classes"]}


def _note(truths: Truths, printed: Printed) -> None:
    klass = printed.klass
    place = (klass.school_year, klass.name)
    truths.files += [path.as_posix() for path in printed.files]
    truths.pupils[place] = len(klass.seats)
    truths.achievement |= {(*place, *cell): n for cell, n in printed.achievement.items()}
    truths.by_pupils |= {(*place, period): n for period, n in printed.by_pupils.items()}
    truths.journal |= {(*place, period): n for period, n in printed.journal.items()}
    truths.differences += printed.differences
    if printed.reserve:
        truths.reserve[place] = printed.reserve
    truths.shortened += [(klass.school_year, klass.name, name) for name in shortened(klass)]
    names = Counter(seat.pupil.full_name for seat in klass.seats)
    for name in (name for name, count in names.items() if count > 1):
        truths.namesakes[place] = name


def _stories(chosen: list[ClassYear]) -> dict[str, list[dict[str, object]]]:
    """Return the rows of the story that speak of the classes written."""
    story = settings("story")
    places = {(klass.school_year, klass.name) for klass in chosen}
    told = {
        chapter: [row for row in story[chapter] if (row["year"], row["class"]) in places]
        for chapter in _CHAPTERS
    }
    return told | {"inflated": story["inflated"]}


def _write_registers(school: list[ClassYear], truths: Truths, out: Path) -> None:
    """Write the registers of the years that have them."""
    for year in settings("story")["registers"]["years"]:
        classes = [klass for klass in school if klass.school_year == year]
        load = registers.load_of(classes, truths.teachers)
        registers.write_pupils(classes, _noted(truths, out, classes[0], "Список обучающихся"))
        registers.write_load(load, _noted(truths, out, classes[0], "Нагрузка педагогов"))
        truths.load += load
        truths.moved += [moved for klass in classes for moved in _moved(klass)]


def _moved(klass: ClassYear) -> Iterator[Moved]:
    for seat in klass.seats:
        came, went = registers.moved(klass, seat)
        if came or went:
            yield Moved(klass.school_year, klass.name, seat.pupil.full_name, came, went)


def _write_staff(seed: int, truths: Truths, out: Path) -> None:
    """Write what the school keeps of its teachers, what people say in surveys and what visitors see."""
    cards = staff_of(truths.teachers, truths.load, seed)
    truths.staff = [card.name for card in cards]
    office = Office(cards, seed, truths, out)
    write_staff(office)
    answered = write_surveys(office)
    write_routes(office, answered)
    write_lessons(office, answered)
    write_communities(office)


def _write_totals(school: list[ClassYear], truths: Truths, out: Path) -> None:
    """Write the reports without pupils: of the school by classes, of a class by subjects."""
    control = settings("story")["control"]
    year, period = control["year"], control["by_subject_period"]
    classes = [klass for klass in school if klass.school_year == year]
    place = _noted(truths, out, classes[0], "Успеваемость и качество по школе")
    class_totals.write_school(truths, year, control["period"], place)
    for klass in classes:
        if klass.name in control["by_subject"]:
            counts = {subject: words for (*of, subject, at), words in truths.achievement.items()
                      if (*of, at) == (year, klass.name, period)}  # fmt: skip
            place = _noted(truths, out, klass, f"Успеваемость по предметам {klass.name}")
            class_totals.write_class(klass, counts, period, place)


def _noted(truths: Truths, out: Path, klass: ClassYear, title: str) -> Path:
    """Note a file among the school's and return where it goes."""
    path = Path(folder(klass)) / f"{title} {folder(klass)}.xlsx"
    truths.files.append(path.as_posix())
    return out / path


def _own_tables(school: list[ClassYear], teachers: list[str], seed: int, out: Path) -> list[str]:
    """Write the tables of unknown layout and return their paths."""
    unknown = settings("story")["unknown"]
    (out / unknown["folder"]).mkdir(parents=True, exist_ok=True)
    paths = []
    for klass in school:
        if klass.school_year == unknown["year"] and klass.name in unknown["classes"]:
            path = Path(unknown["folder"]) / f"немецкий {klass.name} {folder(klass)}.xlsx"
            table = own_table.OwnTable(klass, unknown["subject"], unknown["period"], teachers[-1])
            own_table.write(table, out / path, seed)
            paths.append(path.as_posix())
    return paths
