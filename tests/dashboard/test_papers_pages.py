"""The shelf of documents and the page of practices: who may lay and review, double clicks, two people at once."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash.exceptions import PreventUpdate

from dashboard import app, attach_route, documents, frameworks, guard, projects, session
from dashboard.callbacks import documents as shelf_page
from dashboard.callbacks import practices as page
from dashboard.callbacks import project_reviews as review_page
from dashboard.changes import Unacceptable
from dashboard.communities import communities
from dashboard.components.attach import size
from dashboard.components.cards import plain_text
from dashboard.components.practices import quoted
from dashboard.figures.project_results import headline
from dashboard.projects import Result
from tests.dashboard.staff_home import NAMES, ids_of
from warehouse import attachments
from warehouse.amending import Moved
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.snapshots import Reader

METHODIST = session.User("deputy", "Завуч", "deputy")
READING, PROJECT, OTHER = "c" * 32, "p1", "p2"
KEY = "d" * 32


def teacher(home: Home, at: int) -> session.User:
    return session.User(f"t{at}", NAMES[at], "teacher", frozenset(), ids_of(home)[NAMES[at]])


@pytest.fixture(scope="module")
def made(staff_school: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A school with a community of three, two projects, practices and showings, typed and not published."""
    folder = tmp_path_factory.mktemp("papers") / "home"
    shutil.copytree(staff_school.path, folder)
    home = Home.at(folder)
    who = list(ids_of(home).values())
    line(home, READING, "community", title="Чтение", teacher_id=who[0], date_from="2023-09-01")
    for at in range(3):
        line(home, f"m{at}", "members", community_id=READING, teacher_id=who[at])
    line(
        home,
        PROJECT,
        "projects",
        title="Читаем условие",
        community_id=READING,
        people=who[:2],
        status="готов",
    )
    line(home, OTHER, "projects", title="А потом считаем", people=[who[5]], status="на экспертизе")
    line(
        home,
        "b1",
        "practices",
        title="Три вопроса",
        status="в банке",
        organisation="ИРО",
        date_to="2024-03-01",
    )
    line(home, "b2", "practices", title="Парный опрос", status="в банке")
    line(
        home,
        "s1",
        "showings",
        title="Три вопроса",
        kind="семинар",
        date_to="2024-03-05",
        community_id=READING,
    )
    return home


def line(home: Home, key: str, register: str, **said: Any) -> None:
    home.ledger.add_record("community_line", key, {"register": register} | said, "Завуч")


@pytest.fixture
def school(made: Home, tmp_path: Path) -> Iterator[Home]:
    # What these tests write goes into the ledger and beside it: the snapshot may be shared.
    shutil.copytree(
        made.path, tmp_path / "home", ignore=shutil.ignore_patterns("snapshots", "rows", "sources")
    )
    (tmp_path / "home" / "snapshots").symlink_to(made.snapshots)
    home = Home.at(tmp_path / "home")
    app.create_app(home)
    guard.accounts()
    with session.acting_as(METHODIST):
        yield home


def brought(home: Home, name: str = "План.txt", content: str = "план") -> dict[str, Any]:
    made = attachments.add(
        home, io.BytesIO(content.encode()), attachments.Coming(name, session.current_user().login)
    )
    return {"sha256": made.sha256, "file_name": name, "size": made.size}


def typed(home: Home, **more: Any) -> dict[str, Any]:
    return {"title": "План работы", "kind": "План работы ПОС", "own_kind": "", "community_id": "", "note": "",
            "on": "2024-09-05", "file": brought(home)} | more  # fmt: skip


def shown(search: str = "") -> str:
    return plain_text(page.show_practices(search))


# Documents


def test_a_document_comes_with_its_first_file_once(school: Home) -> None:
    said = typed(school)
    state = {"document": KEY, "seen": None, "is_card": True}
    search, *_, problem = shelf_page.saved(said, state, 0)
    assert (search, problem) == (f"?document={KEY}", None)
    shelf_page.saved(said, state, 0)
    (one,) = documents.shelf().documents
    assert [(v.no, v.file_name, v.made_by) for v in one.versions] == [(1, "План.txt", "Завуч")]
    assert (
        len(
            school.ledger.rows(
                "SELECT * FROM records WHERE kind IN ('document', 'document_version')"
            )
        )
        == 2
    )
    assert "План работы" in plain_text(shelf_page.show_documents(""))
    assert "версия" in plain_text(shelf_page.show_documents(f"?document={KEY}"))


def test_versions_of_two_people_are_two_and_the_same_file_is_refused(school: Home) -> None:
    documents.keep(KEY, typed(school), None)
    other = {"file": brought(school, "План 2.txt", "план 2"), "note": "сроки", "on": "2024-10-01"}
    assert documents.lay(KEY, other) == documents.lay(KEY, other) == 2
    with pytest.raises(Unacceptable, match="уже лежит версией"):
        documents.lay(KEY, {**other, "note": "другое"})
    assert documents.lay(KEY, {**other, "file": brought(school, "План 3.txt", "план 3")}) == 3
    hidden = f"{KEY}|3"
    shelf_page.done("hide", hidden)
    one = documents.shelf().find(KEY)
    assert one is not None and one.newest is not None and one.newest.no == 2
    assert "уже нет" in plain_text(shelf_page.done("hide", hidden))
    shelf_page.done("back", hidden)
    one = documents.shelf().find(KEY)
    assert one is not None and one.newest is not None and one.newest.no == 3


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title": "  "}, "Назовите"),
        ({"kind": "", "own_kind": ""}, "вид"),
        ({"file": None}, "Приложите файл"),
        ({"file": {"sha256": "0" * 64, "file_name": "чужой.txt"}}, "Приложите файл"),
        ({"title": "а" * 201}, "Слишком длинно"),
        ({"on": "вчера"}, "Проверьте дату"),
    ],
)
def test_what_cannot_lie_on_the_shelf_says_why_and_leaves_nothing(
    school: Home, more: Any, said: str
) -> None:
    *_, problem = shelf_page.saved(
        typed(school, **more), {"document": KEY, "seen": None, "is_card": True}, 0
    )
    assert said in plain_text(problem)
    assert documents.shelf().documents == ()


def test_an_own_kind_is_brought_to_the_known_spelling_and_fills_what_was_missing(
    school: Home,
) -> None:
    before = {one.kind for one in documents.shelf().missing}
    documents.keep(KEY, typed(school, kind="", own_kind="правила СОГЛАСИЯ"), None)
    found = documents.shelf()
    assert [one.kind for one in found.documents] == ["Правила согласия"]
    assert before - {one.kind for one in found.missing} == {"Правила согласия"}
    assert "Педагогический проект" not in before


def test_two_editors_of_a_card_see_each_other(school: Home) -> None:
    seen = documents.keep(KEY, typed(school), None)
    documents.keep(KEY, typed(school, title="План на год", file=None), seen)
    state = {"document": KEY, "seen": seen, "is_card": True}
    *_, told = shelf_page.saved(typed(school, title="План ПОС", file=None), state, 0)
    assert all(text in plain_text(told) for text in ("План на год", "План ПОС", "Вся школа"))


def test_members_lay_their_communitys_documents_and_nobody_elses(school: Home) -> None:
    with session.acting_as(teacher(school, 1)):
        documents.keep(KEY, typed(school, community_id=READING), None)
        with pytest.raises(Unacceptable, match="участники"):
            documents.keep("e" * 32, typed(school), None)
    with session.acting_as(teacher(school, 7)):
        with pytest.raises(Unacceptable, match="закрыт для вас"):
            documents.lay(KEY, typed(school, file=brought(school, "Свой.txt", "свой")))
        assert documents.hide("document", KEY) is None
        sha = documents.shelf().documents[0].versions[0].sha256
        assert attach_route.may_open(attachments.find(school, sha))
        secret = attachments.add(
            school, io.BytesIO(b"secret"), attachments.Coming("x.txt", "deputy")
        )
        assert not attach_route.may_open(secret)
        assert "Добавить документ" not in plain_text(shelf_page.show_documents(""))
    documents.hide("document", KEY)
    with session.acting_as(teacher(school, 7)):
        assert not attach_route.may_open(attachments.find(school, sha))


# Projects


def typed_review(**scores: int) -> dict[str, Any]:
    return {"scores": scores or {"aim": 2}, "comment": "", "expert": "", "on": "2024-05-20"}


def project(key: str = PROJECT) -> projects.Project:
    return next(one for one in projects.projects(communities()) if one.key == key)


def test_authors_review_as_self_others_as_peers_and_experts_are_brought_by_staff(
    school: Home,
) -> None:
    assert projects.open_kinds(project()) == ["expert"]
    with session.acting_as(teacher(school, 0)):
        assert projects.open_kinds(project()) == ["self"]
        projects.keep(project(), "self", typed_review(aim=3, tools=3), None)
        with pytest.raises(Unacceptable, match="не авторы"):
            projects.keep(project(), "peer", typed_review(), None)
    for at in (4, 5):
        with session.acting_as(teacher(school, at)):
            projects.keep(project(), "peer", typed_review(aim=at - 4), None)
            with pytest.raises(Unacceptable, match="директор"):
                projects.keep(project(), "expert", typed_review(), None)
    with pytest.raises(Unacceptable, match="кто эксперт"):
        projects.keep(project(), "expert", typed_review(), None)
    projects.keep(
        project(), "expert", typed_review(aim=1) | {"expert": "Смирнова И. П., ИРО"}, None
    )
    means = {one.criterion_id: one.means for one in projects.results(project())}
    assert means["aim"] == {"self": (3.0, 1), "peer": (0.5, 2), "expert": (1.0, 1)}
    assert means["tools"] == {"self": (3.0, 1)}
    assert "самооценка 3, коллеги 0,5" in shown(f"?project={PROJECT}")
    assert "0,5 (2)" in shown(f"?project={PROJECT}&origin=1")


def test_who_wrote_what_is_seen_by_authors_their_community_and_staff(school: Home) -> None:
    with session.acting_as(teacher(school, 5)):
        projects.keep(project(), "peer", typed_review() | {"comment": "Добавьте признаки"}, None)
        assert "Ваши оценки" in shown(f"?project={PROJECT}")
    for at, is_seen in ((1, True), (2, True), (7, False)):
        with session.acting_as(teacher(school, at)):
            assert ("Добавьте признаки" in shown(f"?project={PROJECT}")) is is_seen


def test_a_double_click_is_one_review_and_two_screens_see_each_other(school: Home) -> None:
    state = {"project": PROJECT, "kind": "peer", "seen": None, "close": "/practices"}
    ids = [{"criterion": "aim"}, {"criterion": "trial"}]
    with session.acting_as(teacher(school, 5)):
        first = review_page.saved(["2", ""], ids, "", "", "2024-05-20", state, 0)
        assert first[0] == f"?project={PROJECT}"
        review_page.saved(["2", ""], ids, "", "", "2024-05-20", state, 0)
        assert len(project().reviews) == 1
        *_, told = review_page.saved(["1", "3"], ids, "", "", "2024-05-20", state, 0)
        assert "ничего из\u00a0введённого" in plain_text(told)
        key = f"{PROJECT}|peer|{projects.me()}"
        assert "убрана" in plain_text(review_page.done("hide", key))
        assert project().reviews == ()
        review_page.done("back", key)
        assert [dict(one.scores) for one in project().reviews] == [{"aim": 2}]
    with session.acting_as(teacher(school, 6)):
        assert "уже нет" in plain_text(review_page.done("hide", key))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"scores": {"aim": ""}}, "хотя бы"),
        ({"scores": {"aim": 4}}, "от 0 до 3"),
        ({"scores": {"unknown": 2}}, "хотя бы"),
        ({"on": "2999-01-01"}, "не наступила"),
        ({"comment": "а" * 4001}, "Слишком длинно"),
    ],
)
def test_a_review_that_cannot_be_kept_says_why(school: Home, more: Any, said: str) -> None:
    with session.acting_as(teacher(school, 5)), pytest.raises(Unacceptable) as problem:
        projects.keep(project(), "peer", typed_review() | more, None)
    assert said in str(problem.value).replace("\u00a0", " ")


def test_projects_stand_by_title_and_never_by_their_scores(school: Home) -> None:
    with session.acting_as(teacher(school, 5)):
        projects.keep(project(), "peer", typed_review(aim=3), None)
        assert [one.title for one in projects.waiting(projects.projects(communities()))] == [
            "А потом считаем"
        ]
    text = shown()
    assert text.index("А потом считаем") < text.rindex("Читаем условие")
    assert "2\u00a0педагогических проекта: коллеги оценили 1" in text


def test_own_criteria_take_the_place_of_the_shipped(school: Home) -> None:
    rows = frameworks.rows_of("project_criteria")
    with pytest.raises(Unacceptable, match="что показывает"):
        frameworks.save("project_criteria", [{**rows[0], "block_name": " "}], None)
    seen = frameworks.save("project_criteria", rows[1:], None)
    with session.acting_as(teacher(school, 5)), pytest.raises(Unacceptable, match="хотя бы"):
        projects.keep(project(), "peer", typed_review(aim=3), None)
    with pytest.raises(Moved):
        frameworks.save("project_criteria", rows, None)
    assert seen == frameworks.seen("project_criteria")


def test_the_marts_follow_the_page(made: Home, tmp_path: Path) -> None:
    shutil.copytree(made.path, tmp_path / "whole")
    home = Home.at(tmp_path / "whole")
    app.create_app(home)
    guard.accounts()
    publish(home)
    for at in (4, 5):
        with session.acting_as(teacher(home, at)):
            projects.keep(project(), "peer", typed_review(aim=at - 3, trial=3), None)
    publish(home)
    mart = Reader(home).frame("SELECT * FROM mart_project_by_criterion ORDER BY criterion_id")
    assert mart[
        ["line_key", "community_id", "criterion_id", "kind", "reviews_count", "score_sum"]
    ].values.tolist() == [
        [PROJECT, READING, "aim", "peer", 2, 3],
        [PROJECT, READING, "trial", "peer", 2, 6],
    ]
    with session.acting_as(METHODIST):
        means = {one.criterion_id: one.means.get("peer") for one in projects.results(project())}
    assert (means["aim"], means["trial"]) == ((1.5, 2), (3.0, 2))
    banked = Reader(home).frame(
        "SELECT practices_count, expertised_count FROM mart_practice_by_status"
    )
    assert banked.values.tolist() == [[2, 1]]


def result(name: str, **means: tuple[float, int]) -> Result:
    return Result(name, name, "блок", means)


def test_the_sentence_of_the_dots_is_true() -> None:
    assert headline([result("Цель")]) == "Оценок пока нет"
    apart = [
        result("Цель", self=(3, 1), peer=(2.5, 2)),
        result("Этапы", self=(2, 1), expert=(0.5, 1)),
    ]
    assert headline(apart).endswith("«Этапы»: самооценка 2, эксперты 0,5")
    assert "совпали" in headline([result("Цель", self=(2, 1), peer=(2, 3))])
    alone = [result("Цель", peer=(2, 1)), result("Этапы", peer=(1.5, 2))]
    assert headline(alone) == "Ниже всего «Этапы»: 1,5 из\u00a03, коллеги"
    assert "высший балл" in headline([result("Цель", self=(3, 1))])


# Practices and showings


def test_the_bank_tells_whose_expertise_is_not_written_down(school: Home) -> None:
    text = shown("?view=bank").replace("\u00a0", " ")
    assert "В банке 2 из 2 практик" in text
    assert "Экспертиза не записана: 1«Парный опрос»" in text
    assert "Изменить" in text
    with session.acting_as(teacher(school, 7)):
        assert "Изменить" not in shown("?view=bank")


def test_showings_name_their_year_and_filters_hold(school: Home) -> None:
    assert "Три вопроса" in shown("?view=showings&year=2023/24")
    assert shown("?view=showings&year=2022/23").startswith("По\u00a0этим фильтрам ничего нет")
    assert page.choose(["семинар"], [{"name": "kind"}], {"kind": ""}, "?view=showings") == (
        "?view=showings&kind=%D1%81%D0%B5%D0%BC%D0%B8%D0%BD%D0%B0%D1%80"
    )


def test_pages_are_drawn_on_their_own_address_only(school: Home) -> None:
    for show in (page.show_practices, shelf_page.show_documents):
        with pytest.raises(PreventUpdate):
            show("", 0, "/")


def test_words_of_files_and_titles() -> None:
    assert [size(count) for count in (0, 1500, 1_600_000)] == [
        "1\u00a0КБ",
        "1\u00a0КБ",
        "1,5\u00a0МБ",
    ]
    assert quoted("Сборник «Город»") == "«Сборник „Город“»"
