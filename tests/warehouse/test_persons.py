"""Who is who in a home: rules over files, decisions over rules, whatever the order."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.warehouse.files_in_code import Lessons, accept
from warehouse.home import Home
from warehouse.identities import Key
from warehouse.persons import persons
from warehouse.publish import publish
from warehouse.snapshots import Reader
from warehouse.verify import verify

ANNA, PETR, SHORT = "Белова Анна Игоревна", "Орлов Пётр Ильич", "Белова Анна"
AUTUMN, SPRING = date(2022, 9, 5), date(2023, 3, 1)


def journal(place: str, days: dict[str, list[date]], subject: str = "Алгебра") -> Lessons:
    """Return a journal of a class («2022/23 5А») with a «4» on the given days of each pupil."""
    school_year, class_name = place.split(" ", 1)
    every = [day for listed in days.values() for day in listed] or [AUTUMN]
    cells = {(name, day): "4" for name, listed in days.items() for day in listed}
    span = (min(every), max(every))
    return Lessons(class_name, subject, "", tuple(days), span, cells, "journal", school_year)


def weeks(first: date, count: int = 5) -> list[date]:
    return [first + timedelta(weeks=step) for step in range(count)]


TRANSFER = (
    journal("2022/23 5А", {ANNA: weeks(AUTUMN), PETR: weeks(AUTUMN, 30)}),
    journal("2022/23 5Б", {ANNA: weeks(SPRING), "Ким Лев Юрьевич": weeks(AUTUMN, 30)}),
)


def parts(home: Home) -> set[frozenset[tuple[str, str, str, int]]]:
    """Return how the names of a home are joined: sets of keys."""
    found = persons(home)
    return {frozenset(found.keys[id].order for id in ids) for ids in found.unions.members.values()}


def places_of(home: Home, name: str) -> list[list[str]]:
    """Return the classes of every pupil who is called so, pupil by pupil."""
    found = persons(home)
    people = {found.of(k.pupil_id) for k in found.keys.values() if k.name_key == name.casefold()}
    return sorted([f"{k.school_year} {k.class_name}" for k in found.rows(p)] for p in people)


def key_of(home: Home, place: str, name: str) -> Key:
    """Return the key of a name in a class («2022/23 5А»)."""
    return next(
        key
        for key in persons(home).keys.values()
        if f"{key.school_year} {key.class_name}" == place and key.name_key == name.casefold()
    )


def decide(home: Home, kind: str, one: int, other: int) -> int:
    """Record a decision of two ids; return its record."""
    payload = (
        {"before": [one], "after": [other]}
        if kind == "pupil_split"
        else {"one": one, "other": other}
    )
    home.ledger.add_record(kind, f"{min(one, other)}-{max(one, other)}", payload, "завуч")
    row = home.ledger.one("SELECT max(record_id) AS id FROM records")
    assert row is not None
    return int(row["id"])


def test_a_transfer_inside_a_year_keeps_the_pupil_and_both_classes(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    accept(home, TRANSFER[0])
    accept(home, TRANSFER[1])
    assert places_of(home, ANNA) == [["2022/23 5А", "2022/23 5Б"]]
    publish(home)
    rows = Reader(home).frame(
        "SELECT class_name, pupil_id FROM roll WHERE full_name LIKE 'Белова%' ORDER BY class_name"
    )
    assert rows["class_name"].tolist() == ["5А", "5Б"]
    assert rows["pupil_id"].nunique() == 1
    assert verify(home) == []


def test_journals_that_meet_in_time_or_do_not_go_on_join_nobody(tmp_path: Path) -> None:
    for number, (days_a, days_b) in enumerate([
        (weeks(AUTUMN, 30), weeks(SPRING)),
        (weeks(AUTUMN), weeks(AUTUMN)),
    ]):  # fmt: skip
        home = Home.at(tmp_path / str(number))
        accept(home, journal("2022/23 5А", {ANNA: days_a, PETR: weeks(AUTUMN, 30)}))
        accept(home, journal("2022/23 5Б", {ANNA: days_b, "Ким Лев Юрьевич": weeks(AUTUMN, 30)}))
        assert len(places_of(home, ANNA)) == 2
    alone = Home.at(tmp_path / "alone")
    accept(alone, journal("2022/23 5А", {ANNA: weeks(AUTUMN)}))
    accept(alone, journal("2022/23 5Б", {ANNA: weeks(SPRING)}))
    assert len(places_of(alone, ANNA)) == 2


def test_a_short_name_and_a_full_one_of_one_file_are_two(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    accept(home, Lessons(pupils=[ANNA]))
    accept(home, Lessons(pupils=[SHORT], subject="Биология"))
    assert len(parts(home)) == 1
    accept(home, Lessons(pupils=[SHORT, ANNA], subject="Химия"))
    assert len(parts(home)) == 2


def test_a_year_that_comes_between_joins_what_stood_apart_and_undo_parts_it(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    for place in ("2024/25 7А", "2022/23 5А"):
        accept(home, journal(place, {ANNA: [AUTUMN]}))
    publish(home)
    assert len(parts(home)) == 2
    between = accept(home, journal("2023/24 6А", {ANNA: [AUTUMN]}))
    publish(home)
    assert len(parts(home)) == 1
    assert verify(home) == []
    found = Reader(home).frame("SELECT DISTINCT pupil_id FROM dim_pupil")
    assert found["pupil_id"].tolist() == [1]
    home.ledger.revoke(between, "завуч")
    publish(home)
    assert len(parts(home)) == 2
    assert verify(home) == []


def test_the_address_of_a_pupil_whose_first_file_was_undone_leads_on(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    first = accept(home, journal("2022/23 5А", {ANNA: [AUTUMN]}))
    accept(home, journal("2023/24 6А", {ANNA: [AUTUMN]}))
    home.ledger.revoke(first, "завуч")
    publish(home)
    rows = Reader(home).frame("SELECT * FROM pupil_persons ORDER BY pupil_id")
    assert rows[["pupil_id", "person_id", "is_live"]].values.tolist() == [
        [1, 2, False],
        [2, 2, True],
    ]


def test_the_newest_of_contradicting_decisions_holds(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    accept(home, journal("2022/23 5А", {SHORT: [AUTUMN]}))
    accept(home, journal("2023/24 6Б", {SHORT: [AUTUMN]}))
    accept(home, journal("2024/25 7В", {SHORT: [AUTUMN]}))
    a, b, c = (key_of(home, place, SHORT).pupil_id
               for place in ("2022/23 5А", "2023/24 6Б", "2024/25 7В"))  # fmt: skip
    links = [decide(home, "pupil_link", a, b), decide(home, "pupil_link", b, c)]
    assert len(parts(home)) == 1
    apart = decide(home, "pupil_apart", a, c)
    found = persons(home)
    assert found.holding == {links[1], apart}
    assert (found.of(a), found.of(b), found.of(c)) == (a, b, b)
    again = decide(home, "pupil_link", c, a)
    assert persons(home).holding == {*links, again}
    home.ledger.revoke_record(again, "завуч")
    assert persons(home).holding == {links[1], apart}


def test_a_cycle_of_links_is_one_pupil(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    accept(home, journal("2022/23 5А", {SHORT: [AUTUMN]}))
    accept(home, journal("2023/24 6Б", {SHORT: [AUTUMN]}))
    for one, other in ((1, 2), (2, 1), (1, 1)):
        decide(home, "pupil_link", one, other)
    assert len(parts(home)) == 1


def test_a_split_undoes_a_rule_and_its_undo_brings_the_rule_back(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    for place in ("2022/23 5А", "2023/24 6А", "2024/25 7А"):
        accept(home, journal(place, {ANNA: [AUTUMN]}))
    publish(home)
    split = decide(home, "pupil_split", 1, 2)
    publish(home)
    assert places_of(home, ANNA) == [["2022/23 5А"], ["2023/24 6А", "2024/25 7А"]]
    assert verify(home) == []
    home.ledger.revoke_record(split, "завуч")
    publish(home)
    assert len(parts(home)) == 1
    assert verify(home) == []


def test_two_rows_of_one_file_are_never_joined(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    accept(home, Lessons(pupils=[SHORT, ANNA]))
    link = decide(home, "pupil_link", 1, 2)
    assert len(parts(home)) == 2
    assert link not in persons(home).holding


FILES = (
    *TRANSFER,
    journal("2023/24 6А", {ANNA: [AUTUMN], PETR: [AUTUMN]}),
    journal("2023/24 6Б", {ANNA: [AUTUMN]}),
    journal("2021/22 4А", {ANNA: [AUTUMN], PETR: [AUTUMN]}),
    journal("2024/25 7Б", {ANNA: [AUTUMN], PETR: [AUTUMN]}),
    journal("2024/25 7А", {SHORT: [AUTUMN]}),
    journal("2024/25 7А", {ANNA: [AUTUMN]}, "Биология"),
    journal("2025/26 8 соц", {PETR: [AUTUMN]}),
)


numbers = st.integers(0, len(FILES) - 1)


@given(st.sets(numbers, min_size=2), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_order_of_files_makes_the_same_pupils(files, random) -> None:
    found = []
    for _ in range(2):
        shuffled = sorted(files)
        random.shuffle(shuffled)
        with tempfile.TemporaryDirectory() as folder:
            home = Home.at(folder)
            for number in shuffled:
                accept(home, FILES[number])
            found.append(parts(home))
            home.ledger.close()
    assert found[0] == found[1]


ids = st.integers(1, 8)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("accept"), numbers, numbers),
        st.tuples(st.just("undo"), ids, ids),
        st.tuples(st.sampled_from(["pupil_link", "pupil_apart", "pupil_split"]), ids, ids),
        st.tuples(st.just("left"), ids, ids),
        st.tuples(st.just("revoke"), ids, ids),
        st.tuples(st.just("publish"), ids, ids),
    ),
    min_size=3,
    max_size=12,
)


@given(steps)
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_incremental_equals_rebuild_through_decisions_and_undo(sequence) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home.at(folder)
        for verb, one, other in [*sequence, ("publish", 0, 0)]:
            if verb == "accept":
                accept(home, FILES[one], FILES[other]) if one != other else accept(home, FILES[one])
            elif verb == "undo":
                home.ledger.revoke(one, "завуч")
            elif verb == "left":
                said = {"school_year": "2022/23", "class_name": "5А", "pupil_id": one}
                home.ledger.add_record("pupil_left", f"2022/23:5А:{one}", said, "завуч")
            elif verb == "revoke":
                home.ledger.revoke_record(one, "завуч")
            elif verb == "publish":
                publish(home)
            else:
                decide(home, verb, one, other)
        assert verify(home) == []
        roll = (
            Reader(home).frame("SELECT school_year, class_name, pupil_id FROM roll")
            if (home.ledger.current_snapshot())
            else None
        )
        assert roll is None or not roll.duplicated().any()
        home.ledger.close()
