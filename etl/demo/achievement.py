"""Period marks: what a pupil can do, how hard the subject is, and what the story says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from random import Random

from etl.demo.people import DOMAINS
from etl.demo.roster import ClassYear, Seat
from etl.demo.seeds import settings
from etl.demo.story import rows_of, shift_of
from etl.demo.subjects import Subject, curriculum
from etl.demo.terms import periods, quarters

# (pupil number, subject, period) → «5», «н/а», «осв», «зач»; no key where the pupil was not there.
PeriodMarks = dict[tuple[int, str, str], str]

# How much of a pupil's ability shows in a domain.
_WEIGHT = dict(zip(DOMAINS, (1.0, 1.0, 1.0, 0.5, 0.4), strict=True))
_BORDERS = ((4.5, "5"), (3.5, "4"), (2.2, "3"))


def period_marks(klass: ClassYear, seed: int) -> PeriodMarks:
    """Return every period mark of a class in a year, the marks of the year among them."""
    rng = Random(f"{seed}/{klass.school_year}/{klass.name}/period")
    taught = [subject for subject in curriculum(klass) if subject.kind in ("marks", "passed")]
    marks: PeriodMarks = {}
    for subject in taught:
        _fill(marks, klass, subject, _level(klass, subject, seed), rng)
    _exceptions(marks, klass, rng)
    _apply_story(marks, klass)
    for seat in klass.seats:
        for subject in taught:
            terms = [marks.get((seat.pupil.no, subject.name, p)) for p in periods(klass.grade)]
            marks[seat.pupil.no, subject.name, "year"] = year_mark([t for t in terms if t])
    _keep_reserve(marks, klass, ["year"])
    return {key: mark for key, mark in marks.items() if mark}


def year_mark(terms: list[str]) -> str:
    """Return the mark of the year: the mean of the periods, a half goes up."""
    digits = [int(term) for term in terms if term.isdigit()]
    if digits:
        return str((2 * sum(digits) + len(digits)) // (2 * len(digits)))
    return terms[-1] if terms else ""


def present(seat: Seat, period: str) -> bool:
    """Return whether the pupil was on the list on some day of the period."""
    return any(seat.first <= quarter <= seat.last for quarter in quarters(period))


def stays(seat: Seat, period: str) -> bool:
    """Return whether the pupil was on the list when the period ended: only then is there a mark."""
    return seat.first <= quarters(period)[-1] <= seat.last


def _level(klass: ClassYear, subject: Subject, seed: int) -> float:
    """Return the latent mark of a middling pupil in a subject of a class."""
    story = settings("story")
    stream = Random(f"{seed}/{klass.stream}/level").gauss(0, 0.08)
    teacher = Random(f"{seed}/{klass.stream}/{subject.name}/level").gauss(0, 0.12)
    year = int(klass.school_year[:4]) - story["start_year"]
    shift: float = story["mean"] + story["year_shift"][year] + story["grade_shift"][klass.grade - 1]
    return shift + shift_of(klass) + subject.shift + stream + teacher


def _fill(
    marks: PeriodMarks, klass: ClassYear, subject: Subject, level: float, rng: Random
) -> None:
    for seat in klass.seats:
        own = level + _WEIGHT[subject.domain] * seat.pupil.level(subject.domain)
        for period in periods(klass.grade):
            latent = own + rng.gauss(0, 0.16)
            if stays(seat, period):
                word = next((word for border, word in _BORDERS if latent >= border), "2")
                marks[seat.pupil.no, subject.name, period] = (
                    "зач" if subject.kind == "passed" else word
                )


def _exceptions(marks: PeriodMarks, klass: ClassYear, rng: Random) -> None:
    """Exempt one pupil in a hundred from sport; leave one class in six with a pupil not attested."""
    for seat in klass.seats:
        if rng.random() < 0.01:
            _set(marks, seat, ["Физическая культура"], periods(klass.grade), "осв")
    pupils = [seat for seat in klass.seats if seat.first == 1]
    truants = sum(row.get("not_attested", 0) for row in rows_of("absent", klass))
    truants = truants or int(klass.grade >= 5 and rng.random() < 1 / 6)
    for seat in sorted(pupils, key=lambda s: -s.pupil.skips)[:truants]:
        subjects = sorted({subject for no, subject, _ in marks if no == seat.pupil.no})
        chosen = rng.sample(subjects, min(len(subjects), rng.randint(2, 5)))
        _set(marks, seat, chosen, periods(klass.grade)[-2:], "н/а")


def _apply_story(marks: PeriodMarks, klass: ClassYear) -> None:
    terms = periods(klass.grade)
    for row in rows_of("twos", klass):
        for n, seat in enumerate(_ranked(klass)[-row["pupils"] :]):
            _set(marks, seat, row["subjects"][: 1 + n % len(row["subjects"])], terms, "2")
    _keep_reserve(marks, klass, terms)
    for row in rows_of("quota", klass):
        for period in terms:
            _share_out(marks, klass, (row["subject"], period), row[period])


def _ranked(klass: ClassYear) -> list[Seat]:
    """Return the pupils of the whole year, the able ones first."""
    seats = (seat for seat in klass.seats if seat.first == 1 and seat.last == 4)
    return sorted(seats, key=lambda seat: -seat.pupil.ability)


def _set(
    marks: PeriodMarks, seat: Seat, subjects: Iterable[str], terms: Iterable[str], mark: str
) -> None:
    terms = list(terms)
    for subject in subjects:
        for period in terms:
            if (seat.pupil.no, subject, period) in marks:
                marks[seat.pupil.no, subject, period] = mark


def _keep_reserve(marks: PeriodMarks, klass: ClassYear, terms: Iterable[str]) -> None:
    """Leave exactly the pupils of the story with one «3», in the subject of the story."""
    for row in rows_of("reserve", klass):
        chosen = {seat.pupil.no for seat in _ranked(klass)[3 : 3 + row["pupils"]]}
        for period in terms:
            for seat in klass.seats:
                _settle(marks, (seat.pupil.no, period), row["subject"], seat.pupil.no in chosen)


def _settle(marks: PeriodMarks, place: tuple[int, str], subject: str, is_chosen: bool) -> None:
    no, period = place
    own = {key: mark for key, mark in marks.items() if key[0] == no and key[2] == period}
    threes = [key for key, mark in own.items() if mark == "3"]
    if is_chosen:
        marks.update({key: "4" for key, mark in own.items() if mark in ("2", "3", "н/а")})
        marks[no, subject, period] = "3"
    elif len(threes) == 1:
        marks[threes[0]] = "4"


def _share_out(
    marks: PeriodMarks, klass: ClassYear, cell: tuple[str, str], counts: list[int]
) -> None:
    """Give a class the counts of «5», «4», «3», «2» the story names, the able pupils first."""
    subject, period = cell
    pupils = [seat.pupil for seat in klass.seats if stays(seat, period)]
    digits = [mark for mark, count in zip("5432", counts, strict=True) for _ in range(count)]
    ranked = sorted(pupils, key=lambda p: (-p.level("science"), p.no))
    for pupil, mark in zip(ranked, digits, strict=True):
        marks[pupil.no, subject, period] = mark


def tally(marks: PeriodMarks) -> dict[tuple[str, str], Counter[str]]:
    """Return how many pupils have each mark, by (subject, period)."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for (_, subject, period), mark in marks.items():
        counts.setdefault((subject, period), Counter())[mark] += 1
    return counts


def by_pupil(marks: PeriodMarks) -> dict[tuple[int, str], dict[str, str]]:
    """Return the marks by subject of each (pupil number, period)."""
    found: dict[tuple[int, str], dict[str, str]] = {}
    for (no, subject, period), mark in marks.items():
        found.setdefault((no, period), {})[subject] = mark
    return found
