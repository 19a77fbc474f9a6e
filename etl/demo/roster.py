"""Who sits in which class in which year: classes move up, pupils leave, arrive and change class."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from random import Random

from etl.demo.people import People, Pupil
from etl.demo.seeds import settings

QUARTERS = 4


@dataclass(frozen=True)
class Seat:
    """A pupil on the list of a class from quarter `first` to quarter `last`."""

    pupil: Pupil
    first: int = 1
    last: int = QUARTERS


@dataclass(frozen=True)
class ClassYear:
    """One class in one school year; `tail` is its letter or profile, `stream` names its cohort."""

    school_year: str
    grade: int
    tail: str
    teacher: str
    seats: tuple[Seat, ...]

    @property
    def name(self) -> str:
        """Return «5А» or «10 соц-эк»."""
        return f"{self.grade}{self.tail}"

    @property
    def stream(self) -> str:
        """Return what stays the same while the class moves up."""
        return f"{int(self.school_year[:4]) - self.grade}{self.tail}"


Lists = dict[tuple[int, str], list[Pupil]]


def year_label(first: int) -> str:
    """Return "2023/24" for 2023."""
    return f"{first}/{(first + 1) % 100:02d}"


class Roster:
    """Grows the school year by year from the story."""

    def __init__(self, seed: int) -> None:
        self._rng = Random(f"{seed}/roster")
        self._story = settings("story")
        self._people = People(self._rng)
        self.teachers = [self._people.teacher() for _ in range(self._story["teachers"])]

    def grow(self) -> list[ClassYear]:
        """Return every class of every year, in the order of years and grades."""
        first, years = self._story["start_year"], self._story["years"]
        lists = self._first_year()
        school = self._close(year_label(first), lists)
        for year in range(first + 1, first + years):
            lists = self._next_year(lists)
            school += self._close(year_label(year), lists)
        return school

    def _first_year(self) -> Lists:
        counts = self._story["parallels"]
        lists: Lists = {}
        for grade, count in enumerate(counts, start=1):
            for letter in self._story["letters"][:count]:
                lists[grade, letter] = self._class()
        for grade in (10, 11):
            for profile in self._story["profiles"]:
                lists[grade, profile] = self._class(0.25)
        for row in self._story["namesakes"]:
            self._name_alike(lists, row)
        return lists

    def _class(self, ability: float = 0.0) -> list[Pupil]:
        size = self._story["class_size"] + self._rng.choice((-2, -1, 0, 0, 1, 2))
        pupils = [self._people.pupil() for _ in range(size)]
        return [replace(pupil, ability=pupil.ability + ability) for pupil in pupils]

    def _name_alike(self, lists: Lists, row: dict[str, str]) -> None:
        """Give the first two pupils of a list one name; neither leaves nor changes class later."""
        back = int(row["year"][:4]) - self._story["start_year"]
        pupils = lists[int(row["class"][:-1]) - back, row["class"][-1]]
        pupils[1] = replace(pupils[1], full_name=pupils[0].full_name, is_female=pupils[0].is_female)

    def _next_year(self, lists: Lists) -> Lists:
        """Move everyone up, open as many first classes as ninth ones closed, and mix a little."""
        letters = [tail for grade, tail in lists if grade == 9]
        moved: Lists = {(1, letter): self._class() for letter in letters}
        for (grade, tail), pupils in lists.items():
            if grade not in (9, 11):
                moved[grade + 1, tail] = self._turnover(pupils)
        moved |= self._seniors([p for (g, _), ps in lists.items() if g == 9 for p in ps])
        self._change_classes(moved)
        return dict(sorted(moved.items()))

    def _seniors(self, graduates: list[Pupil]) -> Lists:
        """Return the tenth classes: the stronger two thirds of the ninth ones stay."""
        ranked = sorted(graduates, key=lambda p: -p.ability + self._rng.gauss(0, 0.3))
        profiles = self._story["profiles"]
        stay = ranked[: self._story["class_size"] * len(profiles)]
        self._rng.shuffle(stay)
        return {(10, tail): stay[n :: len(profiles)] for n, tail in enumerate(profiles)}

    def _turnover(self, pupils: list[Pupil]) -> list[Pupil]:
        """Return the class with one pupil in fifty replaced by a new one."""
        names = Counter(pupil.full_name for pupil in pupils)
        return [
            self._people.pupil() if self._rng.random() < 0.02 and names[p.full_name] == 1 else p
            for p in pupils
        ]

    def _change_classes(self, lists: Lists) -> None:
        """Let two pupils of some parallels change places."""
        for grade in range(2, 10):
            tails = [tail for g, tail in lists if g == grade]
            if self._rng.random() < 0.5:
                here, there = self._rng.sample(tails, 2)
                a, b = lists[grade, here], lists[grade, there]
                i, j = self._rng.randrange(2, len(a)), self._rng.randrange(2, len(b))
                a[i], b[j] = b[j], a[i]

    def _close(self, year: str, lists: Lists) -> list[ClassYear]:
        """Return the classes of a year with the moves inside it."""
        classes = []
        for number, ((grade, tail), pupils) in enumerate(lists.items()):
            size = self._size(year, f"{grade}{tail}")
            if size:
                pupils[:] = self._fit(pupils, size["start"])
            seats = self._seats(pupils, size["join"] if size else None)
            pupils[:] = [seat.pupil for seat in seats if seat.last == QUARTERS]
            seats.sort(key=lambda seat: seat.pupil.full_name.replace("ё", "е"))
            self._shorten(year, f"{grade}{tail}", seats)
            teacher = self.teachers[number % len(self.teachers)]
            classes.append(ClassYear(year, grade, tail, teacher, tuple(seats)))
        return classes

    def _shorten(self, year: str, name: str, seats: list[Seat]) -> None:
        """Take the patronymic of some pupils away for one year; the pupil stays the same."""
        for row in self._story["shortened"]:
            if (row["year"], row["class"]) == (year, name):
                seat = seats[row["place"]]
                short = " ".join(seat.pupil.full_name.split()[:2])
                seats[row["place"]] = replace(seat, pupil=replace(seat.pupil, full_name=short))

    def _size(self, year: str, name: str) -> dict[str, int] | None:
        rows = self._story["size"]
        return next((r for r in rows if (r["year"], r["class"]) == (year, name)), None)

    def _fit(self, pupils: list[Pupil], size: int) -> list[Pupil]:
        return pupils[:size] + [self._people.pupil() for _ in range(size - len(pupils))]

    def _seats(self, pupils: list[Pupil], join: int | None) -> list[Seat]:
        """Return the seats of a class; without a word of the story one in five moves in January."""
        leaves = join is None and self._rng.random() < 0.2
        joins = join if join is not None else int(self._rng.random() < 0.2)
        seats = [Seat(pupil) for pupil in pupils]
        if leaves:
            seats[-1] = replace(seats[-1], last=2)
        return seats + [Seat(self._people.pupil(), first=3) for _ in range(joins)]
