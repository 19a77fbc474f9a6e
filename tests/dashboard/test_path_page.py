"""The tree from a deficit to its result: walked from every side, by the rights of who walks, without ВПР."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from dash import dcc

from dashboard import app, guard, path, session, studies
from dashboard.callbacks import path as page
from dashboard.components.cards import plain_text
from dashboard.components.deficit_panel import goal
from dashboard.components.path import four_strips
from dashboard.components.path_links import PAGE, goal_link, to_path
from dashboard.components.path_words import sentence
from dashboard.session import User
from tests.dashboard.staff_home import NAMES
from tests.dashboard.test_communities_page import DEPUTY, READING, ids, kept  # noqa: F401
from warehouse.home import Home

STRANGER = User("t", "Учитель", "teacher", frozenset(), 10_000)


@pytest.fixture
def school(kept: Home) -> Iterator[Home]:  # noqa: F811
    app.create_app(kept)
    guard.accounts()
    with session.acting_as(DEPUTY):
        yield kept


def shown(**filters: str) -> str:
    return plain_text(page.show_path(urlsplit(to_path(**filters)).query, PAGE)).replace("\xa0", " ")


def links(**filters: str) -> list[str]:
    drawn = page.show_path(urlsplit(to_path(**filters)).query, PAGE)
    found: list[str] = []

    def walk(part: Any) -> None:
        if isinstance(part, dcc.Link):
            found.append(str(part.href))
        for child in part if isinstance(part, list) else [getattr(part, "children", None)]:
            if child is not None and not isinstance(child, str):
                walk(child)

    walk(drawn)
    return found


def roots(**filters: str) -> list[str]:
    return [
        one.root.title if one.root else ""
        for one in path.chosen(path.branches(studies.world()), filters)
    ]


def test_the_same_branch_is_walked_from_a_class_a_community_a_teacher_and_a_study(
    school: Home,
) -> None:
    own = ids(school)[NAMES[1]]
    for side in ({"class": "7А", "year": "2023/24"}, {"class": "6А", "year": "2022/23"}, {"community": READING},
                 {"teacher": str(own)}, {"study": "s1"}):  # fmt: skip
        assert "7А, алгебра" in roots(**side), side
        ways = links(**side)
        assert "/class/2023-24/7А" in ways
        assert {f"/community/{READING}", "/lesson-study/s1", f"/teacher/{own}"} <= set(ways)
    assert roots(study="s1") == ["7А, алгебра"]  # the branch of the grade has no study
    assert roots(teacher="999") == roots(**{"class": "11Я", "year": "2023/24"}) == []
    assert roots(**{"class": "7Б", "year": "2023/24"}) == ["7 классы"]


def test_every_step_says_what_it_is_and_evidence_is_the_journal_and_own_works(school: Home) -> None:
    said = shown(study="s1")
    assert said.startswith("7А, алгебра: на «4» и «5» было 4 из 10, стало 7 из 10")
    done = studies.every(studies.world())[0].done
    for words in ("Связывать сведения", "7 из 10", "Обратная связь по критериям", f"7А: пройдено {done} из 7 шагов",
                  "как связать части", "вы здесь", "Выполнение своих работ: потом"):  # fmt: skip
        assert words in said
    assert "(ВПР" not in said
    assert "Результаты ВПР не показывают рядом" in said
    assert "Из 3 дефицитов" in shown()
    assert "Класс ещё не назван" in shown()


def test_others_see_how_many_tasks_there_are_and_no_numbers_of_classes_that_are_not_theirs(
    school: Home,
) -> None:
    with session.acting_as(STRANGER):
        said = shown(community=READING)
        assert "Обратная связь по критериям" not in said
        assert "1 задача развития" in said
        assert "7А, алгебра: на" not in said
        assert "Числа класса видят" in said
        assert not any(way.startswith("/teacher/") for way in links(community=READING))
        assert not any(way.startswith("/community-form") for way in links())
    own = ids(school)[NAMES[1]]
    with session.acting_as(User("b", "Белова", "teacher", frozenset(), own)):
        assert "Обратная связь по критериям" in shown(teacher=str(own))
        assert f"/teacher/{own}" in links(teacher=str(own))


def test_a_deficit_without_a_goal_leads_to_a_group_and_to_the_communities_that_may_take_it(
    school: Home,
) -> None:
    begun = {"class": "5В", "year": "2023/24", "title": "Читать диаграмму", "subject": "Математика"}
    assert "5В: цели сообщества для этого класса пока нет" in shown(**begun)
    ways = links(**begun)
    group = next(way for way in ways if way.startswith("/community-proposal"))
    assert parse_qs(urlsplit(group).query) == {key: [value] for key, value in begun.items()}
    form = parse_qs(urlsplit(next(way for way in ways if f"community={READING}" in way)).query)
    assert (form["register"], form["title"], form["class_name"]) == (
        ["classes"],
        ["Читать диаграмму"],
        ["5В"],
    )
    known = {"class": "7А", "year": "2023/24", "title": "Связывать сведения"}
    assert "Поставить цель ПОС" not in shown(**known)
    assert "Поставить цель ПОС" in shown(**known | {"title": "Другое"})
    with session.acting_as(STRANGER):
        assert "Цель ставят методист и участники" in shown(**begun)


def test_the_way_from_results_of_assessments_names_no_community_and_carries_no_number() -> None:
    row = {
        "skill": "Читать диаграмму",
        "task_code": "7",
        "class_name": "6А",
        "completion_pct": 31.5,
        "points_sum": 12,
    }
    work = {"subject": "Математика", "grade": 6, "school_year": "2023/24", "kind": "vpr"}
    href = str(goal(work, row)[0].href)
    assert (
        goal(work, row | {"class_name": ""}) == goal(work, row | {"class_name": "Все классы"}) == []
    )
    assert parse_qs(urlsplit(href).query) == {
        "class": ["6А"], "year": ["2023/24"], "title": ["Читать диаграмму"], "subject": ["Математика"],
        "deficit": ["skill:Математика|6|Читать диаграмму"]}  # fmt: skip
    assert urlsplit(href).path == PAGE
    assert goal_link("2023/24", "6А").href == to_path(**{"class": "6А", "year": "2023/24"})


def test_a_study_of_a_community_with_two_classes_is_counted_once() -> None:
    cycle = SimpleNamespace(study_id="s1", presented_on=date(2024, 5, 1))
    own = SimpleNamespace(cycle=cycle, is_running=True, ahead_on=None)
    chain = SimpleNamespace(deficit="Д", studies=[own], tasks_count=1)
    said = plain_text(four_strips([chain, chain]))
    assert "Идёт исследований: 1." in said
    assert "Итоги представлены коллегам: 1" in said


def test_before_the_first_chain_the_head_begins_with_a_capital() -> None:
    assert sentence([], {}, "").startswith("Цепочек от дефицита")
    assert sentence([], {}, "Белова А. П.") == (
        "Белова А. П.: цепочек от дефицита к результату пока нет"
    )
