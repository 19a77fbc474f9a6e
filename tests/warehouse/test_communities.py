"""Communities by given and expected rows: lines of files and of pages, their activity, who may see what."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.files_in_code import CommunityFile, Work, accept
from warehouse import person_guard, vpr_guard
from warehouse.amending import amend, changed_after
from warehouse.communities.declared import community_registers, own_registers
from warehouse.communities.lines import overlaid, payload_of
from warehouse.communities.names import community_key
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.scope import Scope
from warehouse.snapshots import Reader
from warehouse.sql import text
from warehouse.tables import schema

ANNA, PETR, INNA = "Белова Анна Игоревна", "Осокин Пётр Ильич", "Ким Инна Львовна"
READING = ("community", {"title": "ПОС «Чтение»", "date_from": date(2021, 9, 6), "teacher": ANNA})


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path)


def rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    """Publish and return the rows of a query."""
    publish(home)
    return [tuple(row) for row in Reader(home).frame(sql).itertuples(index=False)]


def member(
    name: str, since: date | None = None, until: date | None = None
) -> tuple[str, dict[str, Any]]:
    said = {"community": "чтение", "teacher": name, "date_from": since, "date_to": until}
    return "members", said


def meeting(planned: date | None, held: date | None, *who: str) -> tuple[str, dict[str, Any]]:
    said = {"community": "Чтение", "title": f"Встреча {planned or held}", "date_from": planned,
            "date_to": held, "people": who}  # fmt: skip
    return "meetings", said


def visit(host: str, planned: date | None, held: date | None) -> tuple[str, dict[str, Any]]:
    said = {
        "community": "Чтение",
        "teacher": ANNA,
        "partner": host,
        "date_from": planned,
        "date_to": held,
    }
    return "visits", said


def typed(home: Home, key: str, seen: int | None = None, **line: Any) -> int:
    return amend(home.ledger, "community_line", key, line, "Завуч", seen)


def test_a_name_is_the_same_however_it_is_quoted() -> None:
    assert community_key("ПОС  «Чтение с опорой»") == community_key('чтение с "опорой"')
    assert community_key("ПОС") == "пос"


def test_every_field_of_a_register_is_a_column() -> None:
    people = {"community", "teacher", "partner", "people"}
    columns = {*schema("typed_community_lines").names, *people}
    for register in community_registers().values():
        assert {field.name for field in register.fields} <= columns


ACTIVITY = (
    "SELECT school_year, members_count, meetings_planned, meetings_held, attended_count, expected_count,"
    " attendance_pct, visits_planned, visits_held FROM mart_community_activity ORDER BY school_year"
)


def test_activity_counts_what_was_planned_and_held_by_year(home: Home) -> None:
    accept(home, CommunityFile((
        READING, member(PETR), member(INNA, date(2021, 11, 1), date(2022, 2, 1)),
        meeting(date(2021, 10, 5), date(2021, 10, 7), ANNA, PETR, INNA),  # Инна is no member yet
        meeting(date(2021, 12, 5), date(2021, 12, 5), ANNA, INNA),
        meeting(date(2022, 4, 5), None),
        meeting(None, date(2022, 9, 1), PETR),
        visit(PETR, date(2022, 3, 1), date(2022, 3, 2)), visit(INNA, date(2022, 5, 1), None),
    )))  # fmt: skip
    assert rows(home, ACTIVITY) == [
        ("2021/22", 3, 3, 2, 4, 5, 80.0, 2, 1),
        ("2022/23", 2, 0, 1, 1, 2, 50.0, 0, 0),
    ]


def test_a_meeting_of_which_nobody_said_who_came_is_not_one_nobody_came_to(home: Home) -> None:
    day = date(2021, 10, 5)
    accept(home, CommunityFile((READING, member(PETR), member(INNA), meeting(day, day, ANNA, PETR),
                                meeting(None, date(2021, 11, 5)))))  # fmt: skip
    assert rows(home, ACTIVITY) == [("2021/22", 3, 1, 2, 2, 3, pytest.approx(200 / 3), 0, 0)]


def test_a_closed_community_has_no_later_year_and_a_silent_one_has(home: Home) -> None:
    closed = (
        "community",
        {"title": "Счёт", "date_from": date(2021, 9, 6), "date_to": date(2022, 5, 1)},
    )
    accept(home, CommunityFile((READING, closed, meeting(date(2023, 2, 1), None))))
    sql = (
        "SELECT community_name, school_year FROM mart_community_activity AS a"
        " INNER JOIN communities AS c ON a.community_id = c.community_id ORDER BY 1, 2"
    )
    assert rows(home, sql) == [
        ("ПОС «Чтение»", "2021/22"), ("ПОС «Чтение»", "2022/23"), ("Счёт", "2021/22"),
    ]  # fmt: skip


def test_months_hold_plan_and_fact_apart(home: Home) -> None:
    accept(home, CommunityFile((READING, meeting(date(2021, 10, 30), date(2021, 11, 2), ANNA))))
    sql = "SELECT month_on, kind, planned_count, held_count FROM mart_community_month ORDER BY 1"
    found = [(str(month)[:10], *rest) for month, *rest in rows(home, sql)]
    assert found == [("2021-10-01", "meeting", 1, 0), ("2021-11-01", "meeting", 0, 1)]


def test_a_typed_community_takes_the_lines_of_a_file_that_names_it(home: Home) -> None:
    typed(home, "own", register="community", title="Чтение", date_from="2021-09-01")
    accept(home, CommunityFile((READING, member(PETR))))
    assert rows(home, "SELECT community_id, community_name FROM communities") == [("own", "Чтение")]
    assert rows(home, "SELECT community_id FROM community_members WHERE role = ''") == [("own",)]


def test_a_line_of_a_file_is_corrected_hidden_and_shown_again(home: Home) -> None:
    accept(home, CommunityFile((READING, member(PETR))))
    (key,) = (
        k for k, r in rows(home, "SELECT line_key, register FROM community_lines") if r == "members"
    )
    seen = typed(home, key, register="members", community_id="x", teacher_id=2, is_deleted=True)
    assert rows(home, "SELECT count(*) FROM community_lines") == [(1,)]
    home.ledger.revoke_record(seen, "Завуч")
    assert rows(home, "SELECT count(*) FROM community_lines") == [(2,)]


def seen_now(home: Home, scope: Scope) -> list[dict[str, Any]]:
    """Return the lines that a page lays together, before the next publish."""
    current = home.ledger.current_snapshot()
    assert current is not None
    asked = {"own_registers": own_registers(), "teachers": scope.teacher_ids}
    with Reader(home).cursor() as con:
        kept = con.sql(text("communities/lines"), params=asked).to_arrow_table().to_pylist()
    return overlaid(kept, changed_after(home.ledger, "community_line", current["seq"]), {})


def test_the_overlay_is_what_the_next_publish_shows(home: Home) -> None:
    accept(home, CommunityFile((READING, member(PETR), meeting(None, date(2021, 10, 7), ANNA))))
    publish(home)
    everyone = Scope(None, None, None)
    file = {row["register"]: row for row in seen_now(home, everyone)}
    typed(home, file["members"]["line_key"], **payload_of(file["members"], role="ресурс"))
    typed(home, file["meetings"]["line_key"], **payload_of(file["meetings"], is_deleted=True))
    typed(home, "own", register="community", title="чтение", date_from="2021-09-01")
    typed(home, "v", register="visits", community_id="own", teacher_id=1, partner_id=2)

    def plain() -> set[tuple[Any, ...]]:
        names = ("line_key", "register", "community_id", "role", "title", "is_typed")
        return {tuple(row[name] for name in names) for row in seen_now(home, everyone)}

    laid = plain()
    publish(home)
    assert plain() == laid
    assert ("v", "visits", "own", "", "", True) in laid and len(laid) == 3


def test_development_tasks_are_seen_by_the_teacher_and_the_methodist(home: Home) -> None:
    task = ("tasks", {"community": "Чтение", "teacher": PETR, "title": "Вопросы"})
    accept(home, CommunityFile((READING, member(PETR), task)))
    publish(home)

    def registers(scope: Scope) -> set[str]:
        return {row["register"] for row in seen_now(home, scope)}

    (petr,) = (
        row[0]
        for row in rows(home, f"SELECT teacher_id FROM dim_teacher WHERE full_name = '{PETR}'")
    )
    assert "tasks" in registers(Scope(None, None, None))
    assert "tasks" in registers(Scope(None, frozenset({petr}), frozenset()))
    assert registers(Scope()) == {"community", "members"}


def test_the_command_line_tells_of_communities_but_not_of_their_members_tasks() -> None:
    person_guard.check("SELECT * FROM mart_community_activity")
    person_guard.check("SELECT * FROM lesson_studies")
    for closed in ("community_tasks", "community_lines", "lesson_cards", "lesson_codes"):
        with pytest.raises(person_guard.OfOnePerson):
            person_guard.check(f"SELECT * FROM {closed}")


def test_beside_a_community_stand_only_works_of_the_schools_own(home: Home) -> None:
    for kind in ("vpr", "oge", "ege", "control_work", "monitoring", "interim"):
        accept(
            home, Work(tasks={"1": (1, "Б")}, results={"1": ("5А", 3, 3, {"1": 1})}, work_kind=kind)
        )
    for mart in sorted(vpr_guard.INNER):
        kinds = {kind for (kind,) in rows(home, f"SELECT kind FROM {mart}")}
        assert kinds == {"control_work", "monitoring", "interim"}
        vpr_guard.check(f"SELECT * FROM communities AS c INNER JOIN {mart} AS m ON true")
    with pytest.raises(vpr_guard.BesideTeacher):
        vpr_guard.check("SELECT * FROM communities, mart_deficit_by_class_task")
    with pytest.raises(vpr_guard.BesideTeacher):
        vpr_guard.check("SELECT * FROM lesson_cards, assessment_results")
