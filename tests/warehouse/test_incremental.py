"""Incremental publishing equals a rebuild, and both equal a count made by hand, whatever the order."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.warehouse.files_in_code import Lessons, Totals, accept
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.snapshots import Reader
from warehouse.verify import verify

NAMES = ("Белова Анна Игоревна", "Орлов Пётр Ильич", "Ким Лев Юрьевич")
FIRST = date(2023, 3, 27)
DAYS = [FIRST + timedelta(days=step) for step in range(8)]  # March and April of one quarter

spans = st.sampled_from([(DAYS[0], DAYS[-1]), (DAYS[5], DAYS[-1]), (DAYS[0], DAYS[4])])


@st.composite
def lessons(draw: st.DrawFn) -> Lessons:
    """A file of one subject: some pupils (leavers are absent), all dates or April only, some cells."""
    pupils = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    span = draw(spans)
    days = [day for day in DAYS if span[0] <= day <= span[1]]
    keys = st.tuples(st.sampled_from(pupils), st.sampled_from(days))
    return Lessons(
        class_name=draw(st.sampled_from(["5А", "5Б"])),
        subject=draw(st.sampled_from(["Алгебра", "Биология"])),
        subgroup=draw(st.sampled_from(["", "1", "2"])),
        pupils=tuple(pupils),
        span=span,
        cells=draw(st.dictionaries(keys, st.sampled_from(["2", "3", "4", "5", "Н"]), max_size=6)),
        kind=draw(st.sampled_from(["journal", "matrix"])),
        held=draw(st.dictionaries(keys, st.integers(1, 2), max_size=6)),
    )


@st.composite
def totals(draw: st.DrawFn) -> Totals:
    """A file of period marks, some of them states or empty."""
    said = st.sampled_from([2, 3, 4, 5, "not_attested", "exempt", ""])
    return Totals(
        class_name=draw(st.sampled_from(["5А", "5Б"])),
        period=draw(st.sampled_from(["q3", "q4"])),
        marks=draw(st.dictionaries(st.sampled_from(NAMES), said, min_size=1)),
        kind=draw(st.sampled_from(["journal", "summary"])),
    )


steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("accept"), st.lists(st.one_of(lessons(), totals()), min_size=1, max_size=2)
        ),
        st.tuples(st.just("undo"), st.integers(0, 5)),
        st.tuples(st.just("publish"), st.none()),
    ),
    min_size=1,
    max_size=6,
)


@dataclass
class ByHand:
    """The school's rule in plain words: per cell the first kind holds, within it the newest file.

    A period's cell belongs to the first kind that has something in it.
    """

    files: dict[int, tuple[Lessons | Totals, ...]] = field(default_factory=dict)

    def lessons(self) -> set[tuple[str, str, str, str, date, str]]:
        """Return (class, subject, subgroup, pupil, date, text) of all live cells."""
        live = set()
        for batch_id, file in self._parts(Lessons):
            for (name, day), text in file.cells.items():
                if name in file.pupils and self._is_live(batch_id, file, name, day):
                    live.add((file.class_name, file.subject, file.subgroup, name, day, text))
        return live

    def held(self) -> set[tuple[str, str, str, str, date, int]]:
        """Return (class, subject, subgroup, pupil, date, count) of all live lessons held."""
        return {
            (file.class_name, file.subject, file.subgroup, name, day, count)
            for batch_id, file in self._parts(Lessons)
            for (name, day), count in file.held.items()
            if self._is_live(batch_id, file, name, day)
        }

    def totals(self) -> set[tuple[str, str, str, str]]:
        """Return (class, period, pupil, mark or state) of all live period marks."""
        live = set()
        for batch_id, file in self._parts(Totals):
            rivals = [
                (other_id, other.kind)
                for other_id, other in self._parts(Totals)
                if (other.class_name, other.period) == (file.class_name, file.period)
            ]
            for name, mark in file.marks.items():
                speaking = [(i, k) for i, k in rivals if self._said(i, file, name) is not None]
                filled = [(i, k) for i, k in speaking if self._said(i, file, name)]
                if mark and self._holds(batch_id, file.kind, speaking, min(filled)[1]):
                    live.add((file.class_name, file.period, name, str(mark)))
        return live

    def _said(self, batch_id: int, like: Totals, name: str) -> int | str | None:
        """Return what a file says of the same cell: "" where it is empty, None where it is silent."""
        said = (
            part.marks.get(name)
            for part in self.files[batch_id]
            if isinstance(part, Totals)
            and (part.class_name, part.period) == (like.class_name, like.period)
        )
        return next(said, None)

    def _parts(self, kind: type) -> list[tuple[int, Lessons | Totals]]:
        return [
            (i, part) for i, parts in self.files.items() for part in parts if isinstance(part, kind)
        ]

    def _is_live(self, batch_id: int, file: Lessons, name: str, day: date) -> bool:
        speaking = [
            (other_id, other.kind)
            for other_id, other in self._parts(Lessons)
            if (other.class_name, other.subject) == (file.class_name, file.subject)
            and name in other.pupils
            and other.span[0] <= day <= other.span[1]
            and (other.subgroup == file.subgroup or "" in (other.subgroup, file.subgroup))
        ]
        return self._holds(batch_id, file.kind, speaking, min(speaking)[1])

    @staticmethod
    def _holds(batch_id: int, kind: str, speaking: list[tuple[int, str]], first_kind: str) -> bool:
        return kind == first_kind and batch_id == max(i for i, k in speaking if k == kind)


@given(steps)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_incremental_equals_rebuild_equals_count_by_hand(sequence: list) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home, by_hand = Home.at(folder), ByHand()
        for verb, value in [*sequence, ("publish", None)]:
            if verb == "accept":
                files = one_kind(value)
                by_hand.files[accept(home, *files)] = files
            elif verb == "undo" and value < len(by_hand.files):
                batch_id = sorted(by_hand.files)[value]
                home.ledger.revoke(batch_id, "тест")
                del by_hand.files[batch_id]
            elif verb == "publish":
                publish(home)
        assert_same(home, by_hand)
        home.ledger.close()


def one_kind(files: list) -> tuple:
    """Return parts that one file can hold: of one kind, and no two of the same cells."""
    kept: dict[tuple, Lessons | Totals] = {}
    for file in files:
        mark = (
            type(file),
            file.class_name,
            getattr(file, "subject", ""),
            getattr(file, "period", ""),
        )
        if file.kind == files[0].kind:
            kept.setdefault(mark, file)
    return tuple(kept.values())


def assert_same(home: Home, by_hand: ByHand) -> None:
    """Check the current snapshot against a rebuild (the verifier makes it) and the count by hand."""
    if home.ledger.current_snapshot() is None:
        assert not by_hand.files
        return
    assert verify(home) == []
    reader = Reader(home)
    with reader.cursor() as con:
        lessons_found = con.execute(
            "SELECT class_name, subject, subgroup, full_name, lesson_date, mark_raw FROM marks"
            " JOIN dim_pupil USING (school_year, class_name, pupil_id) UNION ALL"
            " SELECT class_name, subject, subgroup, full_name, lesson_date, code_raw FROM attendance"
            " JOIN dim_pupil USING (school_year, class_name, pupil_id)"
        ).fetchall()
        held_found = con.execute(
            "SELECT class_name, subject, subgroup, full_name, lesson_date, lessons_count"
            " FROM lessons JOIN dim_pupil USING (school_year, class_name, pupil_id)"
        ).fetchall()
        totals_found = con.execute(
            "SELECT class_name, period, full_name, CASE WHEN mark IS NULL THEN state"
            " ELSE CAST(mark AS VARCHAR) END FROM period_marks"
            " JOIN dim_pupil USING (school_year, class_name, pupil_id)"
        ).fetchall()
    assert len(lessons_found) == len(set(lessons_found))
    assert set(lessons_found) == by_hand.lessons()
    assert len(held_found) == len(set(held_found))
    assert set(held_found) == by_hand.held()
    assert set(totals_found) == by_hand.totals()


def test_an_april_file_does_not_delete_march(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    name = NAMES[0]
    accept(home, Lessons(span=(DAYS[0], DAYS[-1]), pupils=[name], cells={(name, DAYS[0]): "3"}))
    accept(home, Lessons(span=(DAYS[5], DAYS[-1]), pupils=[name], cells={(name, DAYS[6]): "5"}))
    publish(home)
    marks = Reader(home).frame("SELECT mark FROM marks ORDER BY lesson_date")["mark"].tolist()
    assert marks == [3, 5]


def test_an_empty_period_cell_does_not_hide_the_mark_of_another_kind(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    one, other = NAMES[:2]
    accept(home, Totals(marks={one: 4, other: ""}, kind="journal"))
    accept(home, Totals(marks={one: 3, other: 5}, kind="summary"))
    publish(home)
    marks = Reader(home).frame("SELECT mark FROM period_marks ORDER BY mark")["mark"].tolist()
    assert marks == [4, 5]
    accept(home, Totals(marks={one: "", other: ""}, kind="journal"))
    publish(home)
    assert Reader(home).frame("SELECT mark FROM period_marks")["mark"].tolist() == [5]


def test_an_april_file_replaces_the_lessons_of_april_alone(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    name, march, april = NAMES[0], DAYS[0], DAYS[6]
    whole = {(name, march): 2, (name, april): 2}
    accept(home, Lessons(span=(DAYS[0], DAYS[-1]), pupils=[name], held=whole))
    accept(home, Lessons(span=(DAYS[5], DAYS[-1]), pupils=[name], held={(name, april): 1}))
    publish(home)
    found = Reader(home).frame("SELECT period, lessons_count FROM lessons ORDER BY lesson_date")
    assert list(found.itertuples(index=False, name=None)) == [("q3", 2), ("q4", 1)]
