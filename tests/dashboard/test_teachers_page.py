"""The page of teachers over a school in code: its words, and what each role is shown of one person."""

from __future__ import annotations

import base64
import io
import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import plotly.utils
import pytest
from dash import no_update

from dashboard import app, competences, data, guard, session, upload_route
from dashboard.callbacks import observations, teachers
from dashboard.components.cards import plain_text
from dashboard.figures.competences import Place, gap_tone, level_tone, quadrants, zone
from tests.dashboard.staff_home import LACKING, NAMES, UNSEEN, answers, ids_of
from tests.warehouse.files_in_code import StaffFile, accept
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.queries import competences as queries
from warehouse.scope import Scope

ROLES = ("admin", "director", "deputy", "teacher A", "teacher B")
WAVE = {"survey": "competences", "wave": "весна"}


@contextmanager
def acting(home: Home, role: str) -> Iterator[set[int]]:
    """Ask as a role; give the ids of the teachers whom it may see one by one."""
    ids = ids_of(home)
    own = {"teacher A": ids[NAMES[0]], "teacher B": ids[NAMES[1]]}.get(role)
    user = session.User(role, role, role.split()[0], frozenset() if own else None, own)
    app.create_app(home)
    guard.accounts()
    with session.acting_as(user):
        yield set(ids.values()) if role == "deputy" else {own} if own else set()


@pytest.fixture
def director(staff_school: Home) -> Iterator[None]:
    with acting(staff_school, "director"):
        yield


@pytest.fixture
def deputy(staff_school: Home) -> Iterator[None]:
    with acting(staff_school, "deputy"):
        yield


def said(search: str = "") -> str:
    return plain_text(teachers.show_teachers(search, "/teachers")).replace("\xa0", " ")


def drawn(search: str) -> str:
    """Return all that the browser would get: texts, tables, stores of XLSX, figures."""
    page = teachers.show_teachers(search, "/teachers")
    return json.dumps(page, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)


def test_the_head_names_what_the_staff_lacks_with_its_counts(director: None) -> None:
    assert (
        "«Финансовая грамотность»: у 10 из 10 педагогов низко и в самооценке, и на уроках" in said()
    )
    assert teachers.show_teachers("", "/help") is no_update


def test_the_summary_says_deficits_strengths_and_what_to_do(director: None) -> None:
    text = said("?view=summary")
    assert (
        "«Финансовая грамотность» (Функциональная грамотность): 10 из 10, может быть от 72,2 до 100 %"
        in text
    )
    assert (
        "Больше всего общих дефицитов в блоке «Функциональная грамотность»: 1 из 6 компетенций."
        in text
    )
    assert "«Учебная мотивация учеников» (Психолого-педагогический): 10 из 10" in text  # unaware
    assert "В ИОМ пока не названы: «Финансовая грамотность»." in text
    assert "Что изменилось с волны «осень»" in text


def test_a_cell_tells_of_how_many_it_is_made_and_hides_the_few(director: None) -> None:
    panel = said(f"?competence={LACKING}&group=all")
    assert "Средний уровень 0 из 3 у 12 педагогов." in panel.replace("0,00", "0")
    assert "10 педагогов, 20 уроков" in panel
    few = said(f"?kind=category&competence={LACKING}&group=unknown")
    assert "3 педагога, а группы меньше 5 не показываются." in few
    beside = said(f"?kind=category&competence={LACKING}&group=первая")
    assert "нельзя было вычислить соседнюю малую группу" in beside


def test_where_the_numbers_come_from_names_the_lessons_and_the_file(director: None) -> None:
    text = said("?origin=1")
    assert "Уроков этой волны: 21." in text
    assert "Ответов с подписью: 12." in text


def test_filters_move_the_address_and_nothing_else(director: None) -> None:
    pills = [{"name": "kind"}, {"name": "wave"}]
    drawn_now = {"kind": "subject_block", "wave": "competences|весна"}
    moved = teachers.choose(
        ["age", "competences|весна"], pills, drawn_now, "?view=quadrants&group=x"
    )
    assert moved == "?view=quadrants&kind=age"
    assert (
        teachers.choose(["subject_block", "competences|весна"], pills, drawn_now, "") is no_update
    )


def test_an_earlier_wave_is_shown_by_the_address(director: None) -> None:
    assert "20 сентября 2023" in said("?wave=competences|осень")
    assert "20 марта 2024" in said("?wave=nothing")


def test_teachers_stand_from_a_to_z_for_the_methodist(deputy: None) -> None:
    text = said("?by=teachers&measure=gap")
    places = [text.index(name) for name in NAMES]
    assert places == sorted(places)


def test_the_paper_names_nobody(deputy: None) -> None:
    made = teachers.document("?view=summary")
    book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(made["content"])))
    cells = [
        str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None
    ]
    assert not [name for name in NAMES for cell in cells if name.split()[0] in cell]
    assert any("Финансовая грамотность" in cell and "10 из" in cell for cell in cells)


ADDRESSES = [
    f"?view={view}&by={by}&measure={measure}&points={points}&competence={UNSEEN}{more}"
    for view, (by, measure), points, more in [
        *itertools.product(["map"], [("teachers", "gap"), ("", "self")], [""], ["", "&teacher={who}", "&origin=1"]),
        *itertools.product(["quadrants"], [("", "")], ["competences", "groups", "teachers"], [""]),
        *itertools.product(["summary"], [("", "")], [""], ["", "&teacher={who}"]),
    ]
]  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_one_person_reaches_the_methodist_and_the_person_only(
    staff_school: Home, role: str
) -> None:
    ids = ids_of(staff_school)
    with acting(staff_school, role) as allowed:
        for address, who in asked_by(ids):
            page = drawn(address)
            others = [name for name, own in ids.items() if own not in allowed and name in page]
            assert not others, (role, address)
            if "teacher=" in address and "view=map" in address:
                assert ("только сам педагог и методист" in page) == (who in allowed), (
                    role,
                    address,
                )
        assert_queries(allowed)
        assert_observations(staff_school, ids, allowed)
        content = base64.b64decode(teachers.document("?view=summary&by=teachers")["content"])
        assert_nameless(content)


def asked_by(ids: dict[str, int]) -> list[tuple[str, int | None]]:
    """Return every address of a view once, those of one teacher for each of the first two."""
    whole: list[tuple[str, int | None]] = [(one, None) for one in ADDRESSES if "{who}" not in one]
    of_one = [one for one in ADDRESSES if "{who}" in one]
    return whole + [(one.format(who=ids[name]), ids[name]) for one in of_one for name in NAMES[:2]]


def assert_queries(allowed: set[int]) -> None:
    """Every query that speaks of single teachers gives those of the scope only."""
    own = data.frame(queries.teachers, **WAVE)
    assert set(own["teacher_id"] if len(own) else ()) == allowed
    observed = data.frame(queries.observed)
    assert set(observed["teacher_id"]) <= allowed
    for key in (
        data.reader().frame("SELECT observation_key, teacher_id FROM observations").itertuples()
    ):
        scores = data.frame(queries.observed_scores, observation=key.observation_key)
        assert bool(len(scores)) == (key.teacher_id in allowed)
        lessons = data.frame(queries.lessons, teacher=int(key.teacher_id), competence=UNSEEN)
        assert bool(len(lessons)) == (key.teacher_id in allowed)


def assert_observations(home: Home, ids: dict[str, int], allowed: set[int]) -> None:
    """The list and every single lesson of files: to whom they belong, and to the methodist."""
    listed = plain_text(observations.show_observations("", 0, "/observations"))
    assert [name for name in list(ids)[:10] if name in listed] == [
        n for n in list(ids)[:10] if ids[n] in allowed
    ]
    for key in (
        data.reader().frame("SELECT observation_key, teacher_id FROM observations").itertuples()
    ):
        text = plain_text(
            observations.show_observations(f"?open={key.observation_key}", 0, "/observations")
        )
        assert ("Цель урока понятна" in text) == (key.teacher_id in allowed)


def assert_nameless(content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    texts = [str(cell.value) for sheet in book for row in sheet for cell in row]
    assert not [name for name in NAMES if any(name.split()[0] in text for text in texts)]


@pytest.mark.parametrize(
    ("role", "is_open"), [("director", False), ("admin", False), ("deputy", True)]
)
def test_the_file_with_lessons_of_teachers_is_the_methodists(
    staff_school: Home, role: str, is_open: bool
) -> None:
    batch = staff_school.ledger.batches()[0]
    with acting(staff_school, role):
        assert upload_route._is_closed(batch) is not is_open
    with session.acting_as(session.User("тест", "Кто загрузил", "director")):
        assert not upload_route._is_closed(batch)


def test_nobody_is_the_safe_default_of_a_scope(staff_school: Home) -> None:
    app.create_app(staff_school)
    with data.reader().cursor() as con:
        assert queries.teachers(con, **WAVE, scope=Scope()).empty
        assert len(queries.teachers(con, **WAVE, scope=Scope(teachers=None)))


def test_a_teacher_sees_the_own_points_beside_the_groups(staff_school: Home) -> None:
    with acting(staff_school, "teacher A"):
        page = drawn("?view=quadrants")
        assert "ромбы — ваши" in page and '"symbol": "diamond"' in page
        assert "вы" in said("?view=map")
    with acting(staff_school, "director"):
        assert "diamond" not in drawn("?view=quadrants")


def test_an_empty_school_says_how_to_fill_the_page(tmp_path) -> None:
    app.create_app(Home.at(tmp_path))
    with session.acting_as(session.User("d", "Директор", "director")):
        assert "Загрузить анкету" in said()


PLACE = Place(0.15, 0.4, 0.75)


@pytest.mark.parametrize(
    ("own", "expert", "expected"),
    [(1.2, 1.2, "низко у обоих: ИОМ"), (2.25, 2.25, "высоко у обоих: наставник"), (2.0, 1.55, "согласовано"),
     (2.0, 1.5, "неосознаваемый дефицит"), (1.3, 2.0, "недооценка, ресурс")],
)  # fmt: skip
def test_zones_of_the_quadrants_follow_the_verdict(
    own: float, expert: float, expected: str
) -> None:
    assert zone(own, expert, PLACE) == expected


def test_quadrants_draw_their_points_and_name_those_apart() -> None:
    agreed = [
        {"name": f"Точка {n}", "self": 1.5 + n / 10, "expert": 1.5 + n / 10, "of": ""}
        for n in range(7)
    ]
    apart = [
        {"name": f"{last} Анна Игоревна", "self": 3.0, "expert": 1.0, "of": "2 урока"}
        for last in "АБ"
    ]
    (trace,) = quadrants([*agreed, *apart], [], PLACE)["data"]
    assert [name for name in trace["text"] if name] == ["А А. И. +1"]
    assert "А Анна Игоревна · 2 урока<br>Б Анна Игоревна" in trace["customdata"][-1]
    assert (trace["x"][-1], trace["y"][-1], len(trace["x"])) == (3.0, 1.0, 8)
    assert quadrants([], [], PLACE)["data"][0]["x"] == []


def test_tones_of_levels_and_gaps() -> None:
    assert [level_tone(level) for level in (None, 0.0, 0.59, 0.61, 3.0)] == [
        "none", "level-0", "level-0", "level-1", "level-4"]  # fmt: skip
    assert [gap_tone(gap) for gap in (None, 15.0, 15.1, -30.1, 90.0)] == [
        "none", "uncertain", "short-1", "enough-2", "short-3"]  # fmt: skip


def test_a_table_with_names_is_noted_when_it_is_taken_and_an_opening_too(deputy: None) -> None:
    for search in ("?by=teachers", f"?view=quadrants&points=teachers&competence={UNSEEN}"):
        assert '"names_pupils": true' in drawn(search)
    assert '"names_pupils": false' in drawn("?view=quadrants")
    said(f"?competence={UNSEEN}&teacher={data.frame(queries.people)['teacher_id'][0]}")
    last = data.ledger().one("SELECT * FROM audit ORDER BY rowid DESC LIMIT 1")
    assert last["what"] == "view" and last["object"].startswith("teacher ")


def test_own_people_are_asked_only_where_there_is_somebody(staff_school: Home) -> None:
    with acting(staff_school, "director"):
        assert competences.own_people(WAVE).empty


def test_answers_that_nobody_signed_make_no_groups_and_break_nothing(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    accept(home, StaffFile(cards={NAMES[0]: {}}))
    answer = {"survey_id": "competences", "answered_on": "2024-03-20", "teacher_id": None,
              "person_key": "", "class_name": "", "answers": answers(0, "весна")}  # fmt: skip
    home.ledger.add_record("survey_response", "one", answer, "тест")
    publish(home)
    app.create_app(home)
    for user in (
        session.User("d", "Д", "deputy"),
        session.User("t", "Т", "teacher", frozenset(), 1),
    ):
        with session.acting_as(user):
            for view in (
                "map&by=teachers",
                "map",
                "quadrants",
                "quadrants&points=teachers",
                "summary",
            ):
                text = said(f"?view={view}")
                assert "Самооценка есть у 0 педагогов" in text
                assert "ещё 1 без подписи" in text
