"""Deficits of teachers by given and expected rows: the gap, its n rule at the edges, groups that hide the few."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.files_in_code import StaffFile, accept
from warehouse import build
from warehouse.home import Home
from warehouse.publish import publish, rebuild
from warehouse.reference import seed
from warehouse.snapshots import Reader
from warehouse.staff.gaps import Borders, gap_rows, judged, level, wave_rows
from warehouse.staff.parts import part_rows
from warehouse.subjects import subject_key
from warehouse.surveys.keys import ready_keys
from warehouse.tables import ddl
from warehouse.verify import differences

BORDERS = Borders(agreed=0.15, low=0.4, high=0.75, lessons=2)
SPRING = date(2023, 3, 10)


def answer(teacher_id: int | None, score: float, **more: Any) -> dict[str, Any]:
    """Return a row of `self_scores.sql`; the scale is 0–3."""
    said = {"school_id": "s", "survey_id": "competences", "wave": "весна", "response_id": f"r{teacher_id}",
            "answered_on": SPRING, "teacher_id": teacher_id, "competence_id": "motivation",
            "score": score, "scale_min": 0.0, "scale_max": 3.0, "answered_count": 2}  # fmt: skip
    return said | more


def score(lesson: str, points: float, **more: Any) -> dict[str, Any]:
    """Return a row of `lesson_scores.sql`; the scale is 0–3."""
    said = {"observation_key": lesson, "observed_on": SPRING, "teacher_id": 1, "competence_id": "motivation",
            "score": points, "min_score": 0.0, "max_score": 3.0}  # fmt: skip
    return said | more


def only(answers: list[dict[str, Any]], scores: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the only row of gaps."""
    (found,) = gap_rows(answers, scores, BORDERS)
    return found


@pytest.mark.parametrize(
    ("lessons", "expected"),
    [
        ([], (0, None, None, "")),
        ([1.5], (1, None, None, "")),
        ([1.5, 1.5], (2, 0.5, 0.5, "unaware")),
        ([3, 3, 3], (3, 1.0, 0.0, "agreed")),
    ],
)
def test_one_lesson_makes_no_expert_two_do(lessons: list[float], expected: tuple[Any, ...]) -> None:
    row = only([answer(1, 3)], [score(f"l{n}", points) for n, points in enumerate(lessons)])
    assert (row["lessons_count"], row["expert_share"], row["gap"], row["verdict"]) == expected


@pytest.mark.parametrize(
    ("own", "expert", "verdict", "step"),
    [
        (0.80, 0.65, "agreed", ""),  # the difference is 0.15 and a little in binary
        (0.81, 0.65, "unaware", ""),
        (0.65, 0.80, "agreed", ""),
        (0.65, 0.81, "underrated", ""),
        (0.40, 0.40, "agreed", "learning_route"),
        (0.40, 0.10, "unaware", "learning_route"),
        (0.41, 0.40, "agreed", ""),
        (0.75, 0.75, "agreed", "mentor"),
        (0.75, 0.74, "agreed", ""),
        (1.00, 0.75, "unaware", "mentor"),
        (None, 0.5, "", ""),
        (0.5, None, "", ""),
    ],
)
def test_the_gap_is_judged_at_its_edges(
    own: float | None, expert: float | None, verdict: str, step: str
) -> None:
    found = judged(own, expert, BORDERS)
    assert (found["verdict"], found["step"]) == (verdict, step)


def test_scales_are_compared_as_shares_and_a_lesson_counts_once() -> None:
    answers = [answer(1, 4, scale_min=1.0, scale_max=5.0)]
    scores = [
        score("one", 2),
        score("one", 3),
        score("two", 10, min_score=0.0, max_score=10.0),
    ]
    row = only(answers, scores)
    assert row["self_share"] == 0.75
    assert row["expert_share"] == pytest.approx((5 / 6 + 1) / 2, abs=1e-12)
    assert row["lessons_count"] == 2


def test_a_lesson_belongs_to_the_nearest_wave_of_its_school_year() -> None:
    autumn = [answer(1, 1, wave="осень", answered_on=date(2022, 9, 20), response_id="a")]
    days = {
        "a": date(2022, 10, 1),
        "b": date(2022, 11, 1),
        "c": date(2023, 2, 20),
        "d": date(2022, 5, 1),
    }
    scores = [score(key, 3, observed_on=day) for key, day in days.items()]
    rows = gap_rows([*autumn, answer(1, 1)], scores, BORDERS)
    assert {row["wave"]: (row["lessons_count"], row["is_newest"]) for row in rows} == {
        "осень": (2, False),
        "весна": (1, True),
    }
    waves = wave_rows([*autumn, answer(1, 1), answer(None, 2, response_id="x")], scores)
    assert [(w["wave"], w["position"], w["teachers_count"], w["unnamed_count"], w["lessons_count"])
            for w in waves] == [("осень", 1, 1, 0, 2), ("весна", 2, 1, 1, 1)]  # fmt: skip


def test_the_last_answer_of_a_wave_holds_and_nameless_ones_are_nobodys() -> None:
    early = answer(1, 0, answered_on=date(2023, 3, 1), response_id="z")
    row = only([answer(1, 3), early, answer(None, 1, response_id="n")], [])
    assert row["self_share"] == 1.0


def test_undated_answers_have_no_observers() -> None:
    row = only([answer(1, 3, answered_on=None)], [score("a", 3), score("b", 3)])
    assert (row["lessons_count"], row["verdict"]) == (0, "")


@pytest.mark.parametrize(
    ("share", "expected"), [(0, 0), (0.16, 0), (0.5, 2), (1 / 6, 1), (1 / 3, 1), (0.84, 3), (1, 3)]
)
def test_levels_are_the_nearest_of_four(share: float, expected: int) -> None:
    assert level(share) == expected


@pytest.mark.parametrize(
    ("said", "kind", "expected"),
    [
        ({"subjects": "алгебра, физика"}, "subject_block", "Математика и информатика"),
        ({"subjects": "Русский язык и литература"}, "subject_block", "Русский язык и литература"),
        ({"position": "Учитель начальных классов"}, "subject_block", "Начальная школа"),
        ({"subjects": "нейрохимия"}, "subject_block", ""),
        ({"age_group": "under_35", "experience_years": 2}, "age", "first_years"),
        ({"age_group": "under_35", "experience_years": 3}, "age", "under_35"),
        ({"age_group": "under_35"}, "age", "under_35"),
        ({"age_group": "35_44", "experience_years": 1}, "age", "35_44"),
        ({"category": " Высшая"}, "category", "высшая"),
    ],
)
def test_every_kind_of_group_takes_a_teacher_once(
    said: dict[str, Any], kind: str, expected: str
) -> None:
    card = {"school_id": "s", "teacher_id": 1, "position": "", "subjects": "", "age_group": "",
            "category": "", "experience_years": None} | said  # fmt: skip
    rows = part_rows([card], {subject_key("алгебра"): "Алгебра"}, 3)
    assert [row["group_name"] for row in rows if row["group_kind"] == kind] == [expected]
    assert len(rows) == 4


def marts(teachers: Iterable[tuple[str, float, float | None]]) -> duckdb.DuckDBPyConnection:
    """Return a database with the marts of competences: (category, own share, experts' share) by teacher."""
    con = duckdb.connect()
    con.execute("\n".join(ddl()))
    con.execute("INSERT INTO thresholds VALUES ('staff_group_count', 5)")
    for number, (category, own, expert) in enumerate(teachers, 1):
        row = judged(own, expert, BORDERS)
        con.execute(
            "INSERT INTO competence_gaps VALUES"
            " ('s', 'competences', 'весна', true, ?, 'motivation', ?, ?, ?, 2, 2, ?, ?, ?, ?)",
            [number, own, level(own), own <= BORDERS.low, expert, row["gap"], row["verdict"], row["step"]],
        )  # fmt: skip
        for kind, name in (("all", "all"), ("category", category)):
            con.execute("INSERT INTO staff_parts VALUES ('s', ?, ?, ?)", [number, kind, name])
    for model in build.models():
        if model.name.startswith("mart_competence"):
            con.execute(f"CREATE TABLE {model.name} AS {model.sql}")
    return con


def shown(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int | None]]:
    """Return group → (how many, how many of them are low) of the categories."""
    rows = con.execute(
        "SELECT group_name, self_count, self_low_count FROM mart_competence_by_group"
        " WHERE group_kind = 'category'"
    ).fetchall()
    return {name: (count, low) for name, count, low in rows}


def test_a_group_of_four_is_hidden_with_the_smallest_beside_it_and_five_are_shown() -> None:
    def staff(fours: int) -> list[tuple[str, float, float | None]]:
        return [
            *[("нет", 0.0, None)] * fours,
            *[("первая", 0.0, None)] * 6,
            *[("высшая", 1.0, None)] * 9,
        ]

    assert shown(marts(staff(4))) == {"нет": (4, None), "первая": (6, None), "высшая": (9, 0)}
    assert shown(marts(staff(5))) == {"нет": (5, 5), "первая": (6, 6), "высшая": (9, 0)}


def test_a_group_is_counted_by_verdict_and_by_step() -> None:
    rows = [
        ("п", 0.2, 0.1),
        ("п", 1.0, 0.5),
        ("п", 0.5, 1.0),
        ("п", 1.0, 1.0),
        ("п", 0.5, 0.5),
        ("п", 0.3, None),
    ]
    found = marts(rows).execute(
        "SELECT self_count, level0_count, level1_count, level2_count, level3_count, self_low_count,"
        " both_count, agreed_count, unaware_count, underrated_count, both_low_count, both_high_count,"
        " lessons_count, self_pct, both_self_pct, both_expert_pct"
        " FROM mart_competence_by_group WHERE group_kind = 'all'"
    ).fetchone()  # fmt: skip
    assert found is not None
    assert found[:13] == (6, 0, 2, 2, 2, 2, 5, 3, 1, 1, 1, 1, 10)
    assert found[13:] == pytest.approx((100 * 3.5 / 6, 64.0, 62.0))


groups = st.lists(
    st.tuples(st.sampled_from("абвг"), st.sampled_from([0.0, 1.0]), st.sampled_from([None, 0.0, 1.0])),
    min_size=1, max_size=40,
)  # fmt: skip


@given(groups)
@settings(max_examples=25, deadline=None)
def test_nobody_of_fewer_than_five_comes_out_by_subtraction(
    teachers: list[tuple[str, float, float | None]],
) -> None:
    con = marts(teachers)
    for count in ("self", "both"):
        total, hidden = con.execute(
            f"SELECT coalesce(sum({count}_count), 0),"
            f" coalesce(sum(CASE WHEN is_{count}_hidden THEN {count}_count END), 0)"
            " FROM mart_competence_by_group WHERE group_kind = 'category'"
        ).fetchone()  # fmt: skip
        assert hidden == 0 or hidden >= 5 or hidden == total
        least = con.execute(
            f"SELECT min({count}_count) FROM mart_competence_by_group WHERE NOT is_{count}_hidden"
        ).fetchone()
        assert least == (None,) or least[0] >= 5


def test_pairs_of_two_waves_are_counted_and_few_are_hidden() -> None:
    con = marts([])
    waves = [("осень", 1, False), ("весна", 2, True)]
    for wave, position, is_newest in waves:
        con.execute(
            "INSERT INTO competence_waves VALUES ('s', 'competences', ?, '', NULL, NULL, ?, ?, 6, 0, 0)",
            [wave, position, is_newest],
        )
    before = {1: 0.0, 2: 0.0, 3: 0.5, 4: 1.0, 5: 0.5, 6: 0.5}
    after = {1: 1.0, 2: 1.0, 3: 0.5, 4: 0.0, 5: 0.5, 7: 0.5}
    for wave, shares in (("осень", before), ("весна", after)):
        for teacher_id, own in shares.items():
            con.execute(
                "INSERT INTO competence_gaps VALUES ('s', 'competences', ?, true, ?, 'motivation', ?, ?,"
                " false, 1, 0, NULL, NULL, '', '')",
                [wave, teacher_id, own, level(own)],
            )
    sql = next(m.sql for m in build.models() if m.name == "mart_competence_change")
    columns = "before_wave, paired_count, rose_count, fell_count, same_count"
    assert con.execute(f"SELECT {columns} FROM ({sql})").fetchall() == [("осень", 5, 2, 1, 2)]
    con.execute("DELETE FROM competence_gaps WHERE teacher_id = 5")
    assert con.execute(f"SELECT {columns} FROM ({sql})").fetchall() == [
        ("осень", 4, None, None, None)
    ]


def test_answers_lessons_and_thresholds_move_the_gaps_as_a_rebuild_would(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "home")
    goal = next(row for row in seed("observation_criteria") if row["competence_id"] == "motivation")
    lesson = ("Белова Анна", {"observed_on": SPRING}, {goal["criterion_name"]: 1.0})
    accept(home, StaffFile(cards={"Белова Анна": {}}, observations=(lesson,)))
    publish(home)
    items = [i.item_id for i in ready_keys()["competences"].items if "motivation" in i.scales]
    said = {"survey_id": "competences", "answered_on": "2023-03-10", "teacher_id": 1, "person_key": "",
            "class_name": "", "answers": dict.fromkeys(items, "2")}  # fmt: skip
    home.ledger.add_record("survey_response", "one", said, "тест")
    assert gaps_of(home) == [(2 / 3, 1, None, "")]
    typed = {"teacher_id": 1, "observed_on": "2023-04-01", "scores": {goal["criterion_id"]: 1}}
    home.ledger.add_record("observation", "two", typed, "Завуч")
    assert gaps_of(home) == [(2 / 3, 2, 1 / 3, "unaware")]
    home.ledger.add_record(
        "threshold", "competence_gap_share", {"name": "competence_gap_share", "value": 0.34}, "З"
    )
    assert gaps_of(home) == [(2 / 3, 2, 1 / 3, "agreed")]
    fresh = tmp_path / "fresh.duckdb"
    rebuild(home, fresh)
    assert not differences(home.snapshot_path(Reader(home).number), fresh)


def gaps_of(home: Home) -> list[tuple[Any, ...]]:
    """Publish and return self, lessons, expert and verdict of motivation."""
    publish(home)
    sql = (
        "SELECT self_share, lessons_count, expert_share, verdict FROM competence_gaps"
        " WHERE competence_id = 'motivation'"
    )
    rows = Reader(home).frame(sql).astype(object)
    return [tuple(None if v != v else v for v in row) for row in rows.itertuples(index=False)]
