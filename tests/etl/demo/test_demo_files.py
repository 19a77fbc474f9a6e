"""The sample school as files: the same seed gives the same bytes, and the school is a plausible one."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path

from etl.demo import Truths, write_school
from etl.demo.people import People, short_name
from etl.demo.roster import ClassYear, Roster
from etl.demo.seeds import table
from etl.demo.subjects import curriculum
from etl.demo.terms import lesson_days, span


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.*"))
    }


def test_same_seed_same_bytes(short_school: tuple[Path, Truths], tmp_path: Path) -> None:
    folder, truths = short_school
    again = write_school(tmp_path, seed=1, small=True)
    assert digests(tmp_path) == digests(folder)
    assert again == truths


def test_processes_do_not_change_the_bytes(
    short_school: tuple[Path, Truths], tmp_path: Path
) -> None:
    assert write_school(tmp_path, seed=1, small=True, jobs=2) == short_school[1]
    assert digests(tmp_path) == digests(short_school[0])


def test_another_seed_gives_another_school_with_the_same_story(
    short_school: tuple[Path, Truths], tmp_path: Path
) -> None:
    other = write_school(tmp_path, seed=2, small=True)
    same = set(digests(tmp_path).items()) & set(digests(short_school[0]).items())
    # What the tasks of a ВПР check does not hang on who wrote it.
    assert {Path(name).name.split()[0] for name, _ in same} == {"Описание"}
    assert other.stories == short_school[1].stories
    assert len(other.reserve["2023/24", "6В"]) == 7


def test_truths_list_every_file(short_school: tuple[Path, Truths]) -> None:
    folder, truths = short_school
    assert sorted(truths.files + truths.unknown_files) == list(digests(folder))
    assert "2023-24/otchet_7Б_2 четверть.xlsx" in truths.files
    assert "2022-23/Журнал 6Б 2 четверть.xls" in truths.files
    assert all(path.startswith("неизвестный журнал/") for path in truths.unknown_files)


def school() -> list[ClassYear]:
    return Roster(1).grow()


def of_year(year: str) -> list[ClassYear]:
    return [klass for klass in school() if klass.school_year == year]


def test_the_school_is_of_the_size_promised() -> None:
    assert len(Roster(1).teachers) == 60
    for year in ("2020/21", "2021/22", "2022/23", "2023/24"):
        classes = of_year(year)
        assert len(classes) == 36
        assert 880 <= sum(len(klass.seats) for klass in classes) <= 930
        assert {klass.grade for klass in classes} == set(range(1, 12))
    assert {"10 соц-эк", "11А", "7Б", "8В", "9Г"} <= {klass.name for klass in classes}


def test_cohorts_move_up_with_a_few_changes() -> None:
    fourth = next(k for k in of_year("2020/21") if k.name == "4Б")
    seventh = next(k for k in of_year("2023/24") if k.name == "7Б")
    assert seventh.stream == fourth.stream
    before = {seat.pupil.no for seat in fourth.seats}
    after = {seat.pupil.no for seat in seventh.seats}
    assert 0.7 * len(before) <= len(before & after) < len(before)


def test_some_leave_and_some_arrive_within_a_year() -> None:
    seats = [seat for klass in school() for seat in klass.seats]
    assert any(seat.last == 2 for seat in seats)
    assert any(seat.first == 3 for seat in seats)


def test_nobody_sits_in_two_classes() -> None:
    for year in ("2020/21", "2023/24"):
        numbers = Counter(seat.pupil.no for klass in of_year(year) for seat in klass.seats)
        assert max(numbers.values()) == 1


def test_names_agree_in_gender() -> None:
    pupils = [seat.pupil for klass in school() for seat in klass.seats]
    female = {row["female"] for row in table("surnames")}
    endings = {True: ("вна", "чна", "шна"), False: ("ич",)}
    for pupil in pupils:
        surname, _, *patronymic = pupil.full_name.split()
        assert surname in (female if pupil.is_female else {r["male"] for r in table("surnames")})
        assert all(word.endswith(endings[pupil.is_female]) for word in patronymic)
    assert short_name("Белов Иван Петрович") == "Белов И. П."


def test_no_two_new_people_share_a_name() -> None:
    from random import Random

    people = People(Random("names"))
    names = [people.pupil().full_name for _ in range(300)]
    assert len(set(names)) == 300


def test_a_class_has_the_subjects_of_its_grade_year_and_profile() -> None:
    last = {klass.name: [s.name for s in curriculum(klass)] for klass in of_year("2023/24")}
    assert "Труд (технология)" in last["7Б"] and "Технология" not in last["7Б"]
    assert "Вероятность и статистика" in last["7Б"]
    assert "Экономика" in last["10 соц-эк"] and "Экономика" not in last["10А"]
    assert "Математика" in last["5А"] and "Алгебра" not in last["5А"]
    earlier = {klass.name: [s.name for s in curriculum(klass)] for klass in of_year("2020/21")}
    assert "Вероятность и статистика" not in earlier["7Б"]
    assert "Разговоры о важном" not in earlier["7Б"]


def test_lessons_are_held_on_school_days_only() -> None:
    days = lesson_days("2023/24", "q4")
    assert all(day.weekday() < 5 for day in days)
    assert not {f"{day:%m-%d}" for day in days} & {"05-01", "05-09", "05-10"}
    assert span("2023/24", "h1")[1] == span("2023/24", "q2")[1]
    assert 35 <= len(days) <= 40


def test_the_school_is_named_after_no_real_one(short_school: tuple[Path, Truths]) -> None:
    assert re.search("№ 0", short_school[1].school)
