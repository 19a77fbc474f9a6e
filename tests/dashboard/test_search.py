"""The search: what was meant by what was typed, within what the person may see; and unknown addresses."""

from __future__ import annotations

import time

import pytest

from dashboard import app, known_paths, search, session
from dashboard.components.cards import plain_text
from dashboard.components.keys import keys_dialog
from dashboard.shell import LETTERS, WAYS
from dashboard.typed import fits, meant, searchable
from tests.dashboard.conftest import SITE, log_in
from tests.warehouse.files_in_code import Totals, accept
from warehouse.home import Home
from warehouse.publish import publish

DIRECTOR = session.User("director", "Директор", "director")
TEACHER = session.User("t", "Учитель", "teacher", frozenset({("2022/23", "7Б")}))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("иван", "Петров Иван Ильич"),
        ("ИВАНОВ", "Иванов Лев"),
        ("семенов", "Семёнов Пётр"),
        ("семёнов пётр", "Семенов Петр"),
        ("bdfyjd", "Иванов Лев"),
        (",thtp", "Берёзова Анна"),
        ("7,", "7Б"),
        ("7 б", "7Б"),
        ("7-Б", "7Б"),
        ("7B", "7В"),
        ("7a", "7А"),
        ("10 соц", "10 соц-эк"),
        ("пётр 7б", "Семёнов Пётр 7Б"),
        ("щедрин", "Салтыков-Щедрин Лев"),
    ],
)
def test_what_was_typed_is_understood(typed: str, text: str) -> None:
    assert any(fits(reading, searchable(text)) for reading in meant(typed))


@pytest.mark.parametrize(
    ("typed", "text"),
    [("ван", "Иванов Лев"), ("7в", "7Б"), ("лев пётр", "Иванов Лев"), ("77", "7Б")],
)
def test_only_beginnings_of_words_fit(typed: str, text: str) -> None:
    assert not any(fits(reading, searchable(text)) for reading in meant(typed))


def test_nothing_typed_means_nothing() -> None:
    assert meant("") == meant("  ") == meant("—") == []


@pytest.fixture(scope="module")
def school(tmp_path_factory) -> Home:
    """A home with two classes; a pupil of 6Б is in 7Б a year later."""
    home = Home.at(tmp_path_factory.mktemp("search"))
    accept(home, Totals("7Б", marks={"Берёзова Анна": 5, "Иванов Лев": 4}),
           Totals("7А", marks={"Иванова Вера": 5, "Дубов Лев": 3}))  # fmt: skip
    publish(home)
    return home


def found(school: Home, user: session.User, typed: str) -> dict[str, list[tuple[str, str]]]:
    """Return label and detail of what is found, by group."""
    app.create_app(school)
    with session.acting_as(user):
        groups = search.answer(typed)
    return {g["title"]: [(i["label"], i["detail"]) for i in g["items"]] for g in groups}


def test_groups_of_classes_pupils_and_pages(school) -> None:
    assert found(school, DIRECTOR, "7,") == {
        "Классы": [("7Б", "2022/23")],
        "Ученики": [("Берёзова Анна", "7Б, 2022/23"), ("Иванов Лев", "7Б, 2022/23")],
    }
    assert found(school, DIRECTOR, "jnx") == {"Страницы": [("Отчёты за период", "")]}
    # The surname that begins so stands before a first name that does.
    assert [n for n, _ in found(school, DIRECTOR, "ива")["Ученики"]] == [
        "Иванов Лев",
        "Иванова Вера",
    ]


def test_nobody_is_named_unasked(school) -> None:
    assert list(found(school, DIRECTOR, "")) == ["Страницы"]
    assert found(school, DIRECTOR, "ъъъ") == {}


def test_a_teacher_finds_own_classes_only(school) -> None:
    assert found(school, TEACHER, "ива") == {"Ученики": [("Иванов Лев", "7Б, 2022/23")]}
    assert "Классы" not in found(school, TEACHER, "7а")
    pages = [label for label, _ in found(school, TEACHER, "")["Страницы"]]
    assert "Успеваемость" in pages
    assert "Загрузки" not in pages


def test_a_long_list_is_cut_and_says_so(school) -> None:
    group = search._group("Ученики", search_items(10), 7)
    assert len(group["items"]) == 7
    assert group["more"] == 3


def search_items(count: int) -> list[search.Found]:
    return [search.Found(f"Ученик {n}", "", f"/pupil/{n}", f" ученик {n}") for n in range(count)]


def test_a_big_school_is_searched_at_once(school, monkeypatch) -> None:
    names = [
        search.Found(f"Фамилия{n} Имя", "", "", searchable(f"Фамилия{n} Имя Отчество", "7Б"))
        for n in range(6000)
    ]
    monkeypatch.setattr(search, "SOURCES", (("Ученики", lambda: names),))
    app.create_app(school)
    with session.acting_as(DIRECTOR):
        began = time.perf_counter()
        assert search.answer("отч фамилия5999")[0]["items"][0]["label"] == "Фамилия5999 Имя"
        assert time.perf_counter() - began < 0.25  # many times what it takes on a quiet machine


def test_the_route_answers_who_is_logged_in(named) -> None:
    assert named.post("/search", json={"typed": "иван"}, base_url=SITE).status_code == 401
    log_in(named, "anna")
    answer = named.post("/search", json={"typed": ""}, base_url=SITE)
    assert answer.status_code == 200
    assert answer.get_json()["groups"][0]["title"] == "Страницы"
    assert answer.headers["Cache-Control"] == "no-store"
    for body in ({"json": ["odd"]}, {"data": "no json"}):
        assert named.post("/search", base_url=SITE, **body).status_code == 200


def test_an_opened_page_names_no_pupil(school) -> None:
    client = app.create_app(school, demo=True).server.test_client()
    layout = client.get("/_dash-layout", base_url=SITE).get_data(as_text=True)
    assert "Иванов" not in layout
    assert "\\u0418\\u0432\\u0430\\u043d" not in layout


def test_an_address_that_no_page_has_is_answered_404(demo) -> None:
    for path in (
        "/",
        "/reports",
        "/reports/",
        "/reports?class=9Ю",
        "/pupil/999999",
        "/class/2022-23/7Б",
    ):
        assert demo.get(path, base_url=SITE).status_code == 200, path
    for path in ("/nowhere", "/pupil", "/pupil/1/2", "/class/7Б", "/reportss", "/Reports"):
        answer = demo.get(path, base_url=SITE)
        assert answer.status_code == 404, path
        # The same frame, in which the page says that there is none.
        assert "_dash-" in answer.get_data(as_text=True)
        assert "Content-Security-Policy" in answer.headers


def test_a_template_is_filled_by_something() -> None:
    pages = [{"path_template": "/pupil/<pupil_id>", "path": "/pupil/none"}]
    assert known_paths.is_known("/pupil/7", pages)
    assert not known_paths.is_known("/pupil/", pages)


def test_every_way_has_its_own_letter_and_the_list_names_it() -> None:
    paths = [way[0] for way in WAYS]
    assert len({LETTERS[path] for path in paths}) == len(paths)
    said = plain_text(keys_dialog([("r", "Отчёты за период")]))
    assert "g r Отчёты за период" in said
    assert "Esc" in said
