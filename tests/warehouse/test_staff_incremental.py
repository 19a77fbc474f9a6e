"""Of the staff too incremental publishing equals a rebuild, whatever came, went, was typed or said in between."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.warehouse.files_in_code import CommunityFile, Lessons, StaffFile, SurveyFile, accept
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.reference import seed
from warehouse.surveys.keys import ready_keys
from warehouse.verify import verify

NAMES = ("Белова Анна Игоревна", "Осокин Пётр Ильич", "Белова Анна")
GOAL = seed("observation_criteria")[0]["criterion_name"]
KEY = ready_keys()["competences"]
ITEMS = [item for item in KEY.items if item.type == "scale"][:3]
names, days = st.sampled_from(NAMES), st.dates(date(2023, 8, 25), date(2024, 6, 5))
levels = st.sampled_from(["0", "1", "2", "3", None])


def lines() -> st.SearchStrategy[tuple[str, str, dict[str, Any]]]:
    """Lines of two registers that feed the roadmap; a mentor is one of the same people."""
    course = st.fixed_dictionaries(
        {"title": st.sampled_from(["Оценивание", "Чтение"]), "date_to": days}
    )
    pair = st.fixed_dictionaries({"title": st.just("Урок"), "partner": names, "date_from": days})
    return st.one_of(
        st.tuples(st.just("courses"), names, course), st.tuples(st.just("mentoring"), names, pair)
    )


cards = st.fixed_dictionaries({"age_group": st.sampled_from(["", "under_35"]), "came_on": days})
lessons = st.tuples(
    names, st.fixed_dictionaries({"observed_on": days}), st.just({GOAL: 2.0, "О погоде": 1.0})
)
staff_files = st.builds(
    StaffFile,
    cards=st.dictionaries(names, cards, max_size=2),
    entries=st.lists(lines(), min_size=1, max_size=3).map(tuple),
    observations=st.lists(lessons, max_size=2).map(tuple),
)
moments = days.map(
    lambda day: datetime(day.year, day.month, day.day, 9, tzinfo=UTC).replace(tzinfo=None)
)
survey_files = st.builds(
    SurveyFile,
    questions=st.just([item.text for item in ITEMS]),
    answers=st.dictionaries(
        st.sampled_from(["r1", "r2", "r3"]),
        st.tuples(moments, names, st.lists(levels, min_size=3, max_size=3)),
        min_size=1,
    ),
    survey_id=st.sampled_from(["competences", ""]),
)
journals = st.just(Lessons(span=(date(2024, 3, 1), date(2024, 3, 2)), pupils=["Ким Лев"], cells={}))
# What files and people say of the same two communities: lines of files go by the name, typed ones by the key.
community_files = st.builds(
    CommunityFile,
    lines=st.lists(
        st.tuples(
            st.sampled_from(["community", "members", "meetings"]),
            st.fixed_dictionaries({
                "title": st.sampled_from(["Чтение", "Счёт"]), "community": st.sampled_from(["Чтение", "Счёт"]),
                "teacher": names, "date_from": days, "date_to": st.one_of(st.none(), days),
                "people": st.lists(names, max_size=2, unique=True),
            }),
        ),
        min_size=1, max_size=4,
    ).map(tuple),
    lessons=st.lists(
        st.tuples(
            st.fixed_dictionaries({"teacher": names, "held_on": days, "community_key": st.just("чтение")}),
            st.dictionaries(names, st.dictionaries(st.integers(1, 2), st.sampled_from(["1.2", "3", ""])),
                            max_size=2),
        ),
        max_size=1,
    ).map(tuple),
)  # fmt: skip
community_lines = st.fixed_dictionaries({
    "register": st.sampled_from(["community", "members", "visits"]),
    "community_id": st.just("community_line"), "title": st.sampled_from(["Чтение", "Слово"]),
    "teacher_id": st.sampled_from([1, 2]), "date_from": st.just("2023-09-05"),
    "is_deleted": st.booleans(), "people": st.just([1, 2]),
})  # fmt: skip
typed = st.one_of(
    st.tuples(st.just("staff_entry"), st.just({"register": "courses", "teacher_id": 1, "title": "Тьюторство"})),
    st.tuples(st.just("staff_entry"), st.just({"register": "courses", "teacher_id": 1, "is_deleted": True})),
    st.tuples(st.just("observation"), st.just({"teacher_id": 1, "observed_on": "2024-02-01", "scores": {"goal": 3}})),
    st.tuples(st.just("teacher_same"), st.just({"teacher_id": 2, "person_id": 1})),
    st.tuples(st.just("survey_form"), st.just({"survey_id": "competences", "matches": {}})),
    st.tuples(st.just("community_line"), community_lines),
    st.tuples(st.just("lesson"), st.just({"teacher_id": 1, "held_on": "2024-02-01", "topic": "Дроби",
                                          "tasks": [{"no": 1, "text": "Назовите"}]})),
    st.tuples(st.just("lesson_codes"), st.just({"coder_id": 1, "role": "teacher", "codes": {"1": "1.2"}})),
    st.tuples(st.just("survey_wave"), st.just({"survey_id": "competences", "wave": "до",
                                               "date_from": "2023-09-01", "date_to": "2023-10-01"})),
)  # fmt: skip
KEYS = {"survey_form": SurveyFile().signature, "lesson_codes": "lesson|1"}
steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("accept"), st.one_of(staff_files, survey_files, community_files, journals)
        ),
        st.tuples(st.just("type"), typed),
        st.tuples(st.just("undo"), st.integers(0, 3)),
        st.tuples(st.just("publish"), st.none()),
    ),
    min_size=2,
    max_size=6,
)


@given(steps)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_incremental_equals_rebuild(sequence: list) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home, batches = Home.at(folder), []
        for verb, value in [*sequence, ("publish", None)]:
            if verb == "accept":
                batches.append(accept(home, value))
            elif verb == "type":
                kind, payload = value
                key = KEYS.get(kind, kind)
                home.ledger.add_record(kind, key, payload, "Завуч")
            elif verb == "undo" and value < len(batches):
                home.ledger.revoke(batches[value], "тест")
            else:
                publish(home)
        if home.ledger.current_snapshot() is not None:
            assert verify(home) == []
        home.ledger.close()
