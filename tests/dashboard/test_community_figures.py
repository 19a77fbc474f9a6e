"""Communities as drawn: months, visits, and how a community does on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import community_list
from dashboard.communities import Communities, Community
from dashboard.community_year import Event, Limits, State, moment, works_in, years_of
from dashboard.components import communities as parts
from dashboard.components import community_words as say
from dashboard.components.community_map import month_headline
from dashboard.figures import community_months, visit_matrix
from dashboard.figures.visit_matrix import Person
from warehouse.communities.reference import line_row

YEAR = "2023/24"
# Two weeks of breaks: the terms of the year are 1 September–27 October and 5 November–31 May.
TERMS = ((date(2023, 9, 1), date(2023, 10, 27)), (date(2023, 11, 5), date(2024, 5, 31)))
LIMITS = Limits(6, 75, TERMS)
MONTHS = [date(2023, 9, 1), date(2023, 10, 1), date(2024, 2, 1), date(2024, 7, 1)]


def months(*rows: tuple[str, date, int, int], until: date | None = None) -> community_months.Months:
    columns = ["community_id", "month_on", "planned_count", "held_count"]
    frame = pd.DataFrame(list(rows), columns=columns)
    return community_months.months(frame, [("a", "Чтение"), ("b", "Задача")], YEAR, until)


def test_a_month_says_how_much_of_what_was_planned_was_held() -> None:
    found = months(("a", date(2023, 9, 1), 3, 2), ("a", date(2023, 9, 1), 0, 1), ("a", date(2023, 10, 1), 2, 0),
                   ("b", date(2023, 10, 1), 0, 1), ("b", date(2024, 2, 1), 2, 0), ("b", date(2023, 11, 1), 3, 1),
                   ("x", date(2023, 9, 1), 9, 9), ("a", date(2022, 9, 1), 9, 9), until=date(2023, 11, 5))  # fmt: skip
    cells = {key: (one.text.replace("\xa0", " "), one.tone) for key, one in found.cells.items()}
    assert cells == {
        ("a", date(2023, 9, 1)): ("3 из 3", "all"),
        ("a", date(2023, 10, 1)): ("0 из 2", "zero"),
        ("b", date(2023, 10, 1)): ("+1", "all"),
        ("b", date(2023, 11, 1)): ("1 из 3", "ahead"),  # the month has not ended
        ("b", date(2024, 2, 1)): ("○ 2", "ahead"),
    }
    headline = month_headline(found, "meeting").replace("\xa0", " ")
    assert (
        headline
        == "По месяцам: проведено 4 из 5 намеченных встреч (закончившиеся месяцы); больше всего не хватает у «Чтение»"
    )
    assert (found.pace("b", date(2023, 9, 1)).text, len(found.months)) == ("·", 9)
    assert (found.whole("b").planned, found.total.planned, found.total.held) == (0, 5, 4)
    assert months(("a", date(2024, 7, 1), 1, 1)).months[-1] == date(2024, 7, 1)


CELLS = st.tuples(
    st.sampled_from("ab"), st.sampled_from(MONTHS), st.integers(0, 4), st.integers(0, 4)
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CELLS, max_size=12))
def test_the_map_loses_nothing(rows: list[tuple[str, date, int, int]]) -> None:
    found = months(*rows)
    assert found.total.planned == sum(row[2] for row in rows)
    assert found.total.held == sum(row[3] for row in rows)
    twin = community_months.twin(found)
    assert int(twin["held_count"].sum()) == found.total.held


def test_who_visited_whom_inside_and_across() -> None:
    people = [Person(1, "Белова Анна Игоревна", "Чтение"), Person(2, "Осокин Пётр Ильич", "Чтение"),
              Person(3, "Белова Алла Ильинична", "Задача"), Person(4, "Гость Иван Ильич")]  # fmt: skip
    day = date(2024, 2, 1)
    found = visit_matrix.matrix(people, [(1, 2, day, False), (1, 2, date(2024, 3, 1), False), (2, 1, None, True),
                                         (3, 1, day, False), (9, 1, day, False)])  # fmt: skip
    assert [one.teacher_id for one in found.people] == [3, 1, 2, 4]
    assert [found.cell(1, 2).text, found.cell(2, 1).text, found.cell(1, 3).text] == ["●2", "○", "·"]
    assert (found.pairs, found.inside, found.possible) == (2, 1, 2)
    assert [one.teacher_id for one in found.nowhere] == [4, 2]
    assert found.short(found.people[0]) == "Белова Алла И.".replace(" ", "\xa0")
    twin = visit_matrix.twin(found)
    assert twin[["visitor", "held_count", "planned_count", "last_on"]].values.tolist() == [
        ["Белова Алла Ильинична", 1, 0, day],
        ["Белова Анна Игоревна", 2, 0, date(2024, 3, 1)],
        ["Осокин Пётр Ильич", 0, 1, None],
    ]


def community(key: str = "c", **more: Any) -> Community:
    said = {"register": "community", "title": "Чтение", "date_from": "2023-09-04", **more}
    return Community({**line_row(key, said), "is_typed": True}, ())


def meeting(planned: date | None, held: date | None = None) -> Event:
    return Event("meeting", "c", planned, held, {"title": "Тема", "reason": ""})


def state(*events: Event, today: date = date(2026, 11, 24), **more: Any) -> State:
    at = moment(YEAR, [YEAR], events, today)
    return State(community(**more), events, at, LIMITS)


def test_a_year_that_is_over_is_seen_on_its_last_day_with_data() -> None:
    events = (meeting(date(2023, 9, 20), date(2023, 9, 21)), meeting(date(2024, 5, 30)))
    over = moment(YEAR, [YEAR], events, date(2026, 11, 24))
    assert (over.day, over.is_over) == (date(2023, 9, 21), True)
    assert over.is_due(events[1]) and not over.is_ahead(events[1])
    now = moment(YEAR, [YEAR], events, date(2023, 11, 1))
    assert (now.day, now.is_over, now.is_ahead(events[1])) == (date(2023, 11, 1), False, True)
    assert moment("", ["2024/25", YEAR], events, date(2026, 11, 24)).school_year == "2024/25"
    assert moment("", ["2024/25", YEAR], events, date(2023, 11, 1)).school_year == YEAR
    assert moment("", [], (), date(2023, 11, 1)).school_year == YEAR


def test_breaks_are_not_counted_when_a_community_stands() -> None:
    last = meeting(date(2023, 9, 29), date(2023, 9, 29))
    at = state(last, today=date(2023, 11, 17))
    assert (at.weeks_silent, at.is_stalled) == (5, False)  # 49 days, 8 of them a break
    assert state(last, today=date(2023, 11, 18)).is_stalled
    assert state(today=date(2023, 11, 1)).weeks_silent == 7  # since it was founded
    assert not state(last, today=date(2024, 3, 1), date_to="2024-01-10").is_stalled


@pytest.mark.parametrize(("held", "expected"), [(3, True), (2, False)])
def test_three_of_four_meetings_are_by_plan(held: int, expected: bool) -> None:
    days = [date(2023, 9, 12), date(2023, 9, 19), date(2023, 9, 26), date(2023, 10, 3)]
    one = state(
        *(meeting(day, day if at < held else None) for at, day in enumerate(days)),
        today=date(2023, 10, 10),
    )
    assert (one.is_by_plan, len(one.missed("meeting"))) == (expected, 4 - held)
    assert say.state(one)[1] == (
        "встречается по плану" if expected else "часть встреч не состоялась"
    )


def test_the_sentence_tells_who_meets_and_who_stands() -> None:
    day = date(2023, 10, 10)
    good = state(meeting(day, day), today=date(2023, 10, 20))
    still = state(
        meeting(date(2023, 9, 5), date(2023, 9, 5)),
        today=date(2023, 10, 20),
        title="Опыт «и» вывод",
    )
    spaced = parts.sentence([good, still]).replace("\xa0", " ")
    assert (
        spaced
        == "Из 2 сообществ 1 встречается по плану; «Опыт „и“ вывод» не собиралось 6 учебных недель"
    )
    assert (
        parts.sentence([good, good]).replace("\xa0", " ") == "Все 2 сообщества встречаются по плану"
    )
    none = parts.sentence([state(today=date(2023, 9, 20))]).replace("\xa0", " ")
    assert none == "«Чтение»: намеченных встреч пока нет"


def test_years_come_from_events_and_foundings() -> None:
    found = Communities((community(),), (), {})
    assert years_of(found, [meeting(date(2025, 1, 10))]) == ["2024/25", YEAR]
    assert works_in(community(), YEAR) and not works_in(community(), "2022/23")
    assert not works_in(community(date_to="2024-06-01"), "2024/25")


def test_what_was_held_without_a_plan_is_not_told_as_a_part_of_nothing() -> None:
    told = community_list._of("held", "planned")
    rows = ((1, 0), (0, 0), (2, 3))
    assert [told({"held": h, "planned": p}).replace("\xa0", " ") for h, p in rows] == [
        "1 без плана", "—", "2 из 3",
    ]  # fmt: skip
