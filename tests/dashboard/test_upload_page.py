"""The uploads page: files come in by the route, a person agrees, undoes and answers; callbacks as functions."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import app, data, session, upload_route, words
from dashboard.callbacks import uploads as page
from dashboard.components.cards import plain_text
from dashboard.components.uploads import of_surveys
from dashboard.ids import UploadIds
from etl import uploads, worker
from tests.browser.files_in_code import PUPILS, write_report
from tests.dashboard.conftest import SITE, log_in
from warehouse.home import Home
from warehouse.snapshots import Reader

DEPUTY = session.User("anna", "Анна Первая", "deputy")
TEACHER = session.User("boris", "Борис Второй", "teacher", frozenset())


@pytest.fixture
def deputy(home: Home) -> Iterator[Home]:
    """A home whose pages a deputy is looking at."""
    app.create_app(home)
    with session.acting_as(DEPUTY):
        yield home


def post(client: FlaskClient, name: str, content: bytes = b"a;b\n", **options):
    headers = {"X-File-Name": quote(name)} if name else {}
    return client.post("/upload/file", data=content, headers=headers, base_url=SITE, **options)


def checked(home: Home, path: Path) -> int:
    """Upload a file as the person and let the worker look at it; return the upload's id."""
    with path.open("rb") as stream:
        number = uploads.receive(home, stream, path.name, session.current_user().login)
    worker.step(home)
    return number


def loaded(home: Home, path: Path) -> int:
    """Upload, agree and publish; return the load's number."""
    number = checked(home, path)
    assert page.done("accept", number, nothing_said()).startswith("Принято")
    worker.step(home)
    return uploads.upload(home, number).batch_id


def nothing_said() -> list[list]:
    """Return the states of a page on which nobody has answered anything."""
    return [[], [], []]


def state(home: Home, number: int) -> str:
    return uploads.upload(home, number).state


def quality(home: Home) -> list[float]:
    shown = Reader(home).frame(
        "SELECT quality_pct FROM mart_achievement_by_class_subject_period"
        " WHERE class_name = '7Б' AND subject = 'История' AND period = 'q4'"
    )
    return shown["quality_pct"].tolist()


def shown_text(seen: str | None = None, search: str = "") -> str:
    waiting, mappings, history, *_ = page.show_uploads(None, 0, search, seen)
    return plain_text([waiting, mappings, history])


# The route


def test_a_file_comes_in_and_is_ready(demo: FlaskClient, home: Home, tmp_path: Path) -> None:
    content = write_report(tmp_path / "x.xlsx").read_bytes()
    answer = post(demo, "отчёт 7Б.xlsx", content)
    assert answer.status_code == 201
    worker.step(home)
    found = uploads.upload(home, answer.json["upload"])
    assert (found.file_name, found.state, found.made_by) == ("отчёт 7Б.xlsx", "ready", "demo")


def test_a_teacher_may_not_bring_files_in(named: FlaskClient, home: Home) -> None:
    log_in(named, "boris")
    answer = post(named, "отчёт.xlsx")
    assert answer.status_code == 403
    assert "администратор" in answer.json["problem"]
    assert named.get("/uploads", base_url=SITE).status_code == 403
    assert uploads.uploads(home) == []


def test_nobody_may_not_either(named: FlaskClient) -> None:
    assert post(named, "отчёт.xlsx").status_code == 401


def test_another_site_may_not_either(demo: FlaskClient, home: Home) -> None:
    headers = {"X-File-Name": "x.xlsx", "Origin": "http://evil.example"}
    answer = demo.post("/upload/file", data=b"a", headers=headers, base_url=SITE)
    assert answer.status_code == 403
    assert uploads.uploads(home) == []


@pytest.mark.parametrize("name", ["", "   "])
def test_a_file_without_a_name_is_sent_back(demo: FlaskClient, name: str) -> None:
    answer = post(demo, name)
    assert answer.status_code == 400
    assert "без имени" in answer.json["problem"]


def test_too_large_a_file_is_refused_and_leaves_nothing(
    demo: FlaskClient, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive = uploads.receive
    monkeypatch.setattr(upload_route.uploads, "receive", lambda *given: receive(*given, limit=1024))
    answer = post(demo, "отчёт.xlsx", b"x" * 4096)
    assert answer.status_code == 413
    assert "Ничего не загружено" in answer.json["problem"]
    assert list(home.incoming.iterdir()) == []


def test_a_body_of_no_stated_length_comes_in_whole(demo: FlaskClient, home: Home) -> None:
    content = b"x;y\n" * 5000
    answer = demo.post(
        "/upload/file",
        input_stream=io.BytesIO(content),
        headers={"X-File-Name": "table.csv", "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
        base_url=SITE,
    )
    assert answer.status_code == 201
    assert uploads.upload(home, answer.json["upload"]).size == len(content)


def test_a_loaded_file_and_its_problems_can_be_had_back(
    demo_app: Dash, demo: FlaskClient, home: Home, tmp_path: Path
) -> None:
    content = write_report(tmp_path / "отчёт.xlsx", quarter_mark="??").read_bytes()
    number = post(demo, "папка/отчёт.xlsx", content).json["upload"]
    worker.step(home)
    problems = demo.get(f"/upload/problems/{number}", base_url=SITE)
    assert (problems.status_code, problems.data[:2]) == (200, b"PK")
    noted = home.ledger.rows("SELECT object FROM audit WHERE what = 'download'")
    assert [one["object"] for one in noted] == [f"problems {number}"]
    with session.acting_as(DEPUTY):
        page.done("accept", number, nothing_said())
    batch = uploads.upload(home, number).batch_id
    assert demo.get(f"/upload/source/{batch}", base_url=SITE).data == content
    assert demo.get("/upload/source/999", base_url=SITE).status_code == 404
    assert demo.get("/upload/problems/999", base_url=SITE).status_code == 404


# Agreeing, undoing, answering


def test_what_is_accepted_is_shown_and_counted(deputy: Home, tmp_path: Path) -> None:
    number = checked(deputy, write_report(tmp_path / "отчёт.xlsx"))
    assert "можно загрузить" in shown_text()
    page.done("accept", number, nothing_said())
    assert "Показатели обновляются" in shown_text()
    worker.step(deputy)
    assert quality(deputy) == [80.0]
    assert "Готово: показатели обновлены. Посмотреть:7Б" in shown_text()
    assert "действует" in shown_text()


def test_a_second_click_accepts_nothing_twice(deputy: Home, tmp_path: Path) -> None:
    number = checked(deputy, write_report(tmp_path / "отчёт.xlsx"))
    page.done("accept", number, nothing_said())
    assert page.done("accept", number, nothing_said()) == "Этот файл уже принят."
    assert len(data.ledger().batches()) == 1


def test_the_same_file_once_more_changes_nothing(deputy: Home, tmp_path: Path) -> None:
    loaded(deputy, write_report(tmp_path / "отчёт.xlsx"))
    again = checked(deputy, tmp_path / "отчёт.xlsx")
    assert state(deputy, again) == "same"
    assert "уже загружено" in shown_text()


def test_what_is_put_away_changes_nothing(deputy: Home, tmp_path: Path) -> None:
    number = checked(deputy, write_report(tmp_path / "отчёт.xlsx"))
    assert "Ничего не изменилось" in page.done("discard", number, nothing_said())
    assert page.done("accept", number, nothing_said()) == "Этот файл уже принят."
    assert data.ledger().batches() == []
    assert list(deputy.incoming.iterdir()) == []


def test_undo_brings_the_earlier_numbers_back_and_restore_the_later(
    deputy: Home, tmp_path: Path
) -> None:
    loaded(deputy, write_report(tmp_path / "отчёт.xlsx"))
    later = loaded(deputy, write_report(tmp_path / "исправленный.xlsx", quarter_mark="3"))
    assert quality(deputy) == [0.0]
    page.done("undo", later, nothing_said())
    assert plain_text(page.way_back("undo", later)) == "Вернуть"
    worker.step(deputy)
    assert quality(deputy) == [80.0]
    assert page.done("undo", later, nothing_said()) == "Эта загрузка уже отменена."
    page.done("bring_back", later, nothing_said())
    worker.step(deputy)
    assert quality(deputy) == [0.0]


def test_a_file_that_does_not_say_its_period_asks(deputy: Home, tmp_path: Path) -> None:
    number = checked(deputy, write_report(tmp_path / "отчёт.xlsx", "10А"))
    assert state(deputy, number) == "asks"
    assert "нужен ответ" in shown_text()
    said = [[{"id": UploadIds.answer(number, "period"), "value": "h2"}], []]
    page.done("decide", number, said)
    worker.step(deputy)
    found = uploads.upload(deputy, number)
    assert (found.state, found.decisions.period) == ("ready", "h2")
    assert found.report["facts"]["periods"] == ["h2"]


def test_an_answer_to_another_file_is_not_taken(deputy: Home, tmp_path: Path) -> None:
    number = checked(deputy, write_report(tmp_path / "отчёт.xlsx", "10А"))
    page.done("decide", number, [[{"id": UploadIds.answer(99, "period"), "value": "h2"}], []])
    worker.step(deputy)
    assert state(deputy, number) == "asks"


def test_an_overtaken_file_is_checked_again(deputy: Home, tmp_path: Path) -> None:
    first = checked(deputy, write_report(tmp_path / "отчёт.xlsx"))
    second = checked(deputy, write_report(tmp_path / "исправленный.xlsx", quarter_mark="3"))
    page.done("accept", second, nothing_said())
    assert "изменились после проверки" in page.done("accept", first, nothing_said())
    assert state(deputy, first) == "queued"
    worker.step(deputy)
    assert state(deputy, first) == "ready"
    assert page.done("accept", first, nothing_said()).startswith("Принято")


def test_another_class_does_not_overtake(deputy: Home, tmp_path: Path) -> None:
    first = checked(deputy, write_report(tmp_path / "7Б.xlsx"))
    other = checked(deputy, write_report(tmp_path / "7В.xlsx", "7В"))
    page.done("accept", other, nothing_said())
    assert page.done("accept", first, nothing_said()).startswith("Принято")


def test_who_left_is_noted_and_keeps_the_marks(deputy: Home, tmp_path: Path) -> None:
    loaded(deputy, write_report(tmp_path / "отчёт.xlsx"))
    number = checked(deputy, write_report(tmp_path / "без двоих.xlsx", pupils=PUPILS[:3]))
    absent = uploads.upload(deputy, number).report["leavers"]
    assert {pupil["full_name"] for pupil in absent} == set(PUPILS[3:])
    assert "Выбыли?" in shown_text()
    key = f"{absent[0]['school_year']}:{absent[0]['class_name']}:{absent[0]['pupil_id']}"
    page.done("accept", number, [[], [{"id": UploadIds.leavers(number), "value": [key]}], []])
    (record,) = data.ledger().records("pupil_left")
    assert record.payload["pupil_id"] == absent[0]["pupil_id"]
    worker.step(deputy)
    marks = Reader(deputy).frame("SELECT count(DISTINCT pupil_id) AS n FROM period_marks")
    assert marks["n"][0] == len(PUPILS)


def test_a_class_written_otherwise_is_noticed(deputy: Home, tmp_path: Path) -> None:
    loaded(deputy, write_report(tmp_path / "отчёт.xlsx"))
    shorter = [f"{name.split()[0]} {name.split()[1][0]}." for name in PUPILS]
    checked(deputy, write_report(tmp_path / "с инициалами.xlsx", pupils=shorter))
    assert "станут новыми учениками" in shown_text()


def test_a_teacher_can_do_nothing(deputy: Home, tmp_path: Path) -> None:
    number = checked(deputy, write_report(tmp_path / "отчёт.xlsx"))
    with session.acting_as(TEACHER):
        for verb in ("accept", "discard", "undo", "restore", "forget"):
            assert "могут администратор" in page.done(verb, number, nothing_said())
        assert "могут администратор" in plain_text(page.show_uploads(None, 0, "", None)[0])
    assert state(deputy, number) == "ready"


def test_files_of_another_person_are_not_shown(deputy: Home, tmp_path: Path) -> None:
    with session.acting_as(session.User("vera", "Вера Третья", "deputy")):
        checked(deputy, write_report(tmp_path / "чужой.xlsx"))
    assert "чужой" not in shown_text()


def test_what_has_not_changed_is_not_drawn_again(deputy: Home, tmp_path: Path) -> None:
    checked(deputy, write_report(tmp_path / "отчёт.xlsx"))
    seen = page.show_uploads(None, 0, "", None)[3]
    assert page.show_uploads(None, 1, "", seen)[0] is page.no_update


# The history


def test_the_history_is_filtered_by_its_address(deputy: Home, tmp_path: Path) -> None:
    first = loaded(deputy, write_report(tmp_path / "отчёт 7Б.xlsx"))
    loaded(deputy, write_report(tmp_path / "отчёт 7В.xlsx", "7В"))
    page.done("undo", first, nothing_said())
    for search, shown, hidden in [
        ("?class=7В", "отчёт 7В.xlsx", "отчёт 7Б.xlsx"),
        ("?state=revoked", "отчёт 7Б.xlsx", "отчёт 7В.xlsx"),
        ("?state=live&kind=pupil_progress&who=anna", "отчёт 7В.xlsx", "отчёт 7Б.xlsx"),
        ("?text=ОТЧЕТ 7в", "отчёт 7В.xlsx", "отчёт 7Б.xlsx"),
    ]:
        said = shown_text(search=search)
        assert shown in said
        assert hidden not in said
    assert "Таких загрузок нет" in shown_text(search="?who=nobody")


def test_the_history_goes_on_in_pages(
    deputy: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.loads.PAGE", 1)
    for name in ("7Б", "7В"):
        loaded(deputy, write_report(tmp_path / f"отчёт {name}.xlsx", name))
    assert "отчёт 7В.xlsx" in shown_text()
    assert "Страница 1 из\xa02" in shown_text()
    assert "отчёт 7Б.xlsx" in shown_text(search="?page=2")
    assert "Страница 2 из\xa02" in shown_text(search="?page=99")


def test_a_chosen_filter_goes_into_the_address() -> None:
    names = [{"name": "class"}, {"name": "text"}]
    assert (
        page.filter_history(["7Б", "all"], names, "?page=3&who=anna") == "?who=anna&class=7%D0%91"
    )
    with pytest.raises(page.PreventUpdate):
        page.filter_history(["7Б", ""], names, "?class=7%D0%91&page=2")


# The workbook back


def test_a_file_with_problems_is_given_back_marked_to_whom_it_concerns(
    named: FlaskClient, home: Home, tmp_path: Path
) -> None:
    write_report(tmp_path / "отчёт.xlsx", quarter_mark="??")
    with session.acting_as(DEPUTY):
        number = checked(home, tmp_path / "отчёт.xlsx")
        assert "Скачать с пометками" in shown_text()
        page.done("accept", number, nothing_said())
        batch = uploads.upload(home, number).batch_id
        assert "Скачать с пометками" in shown_text()
    log_in(named, "boris")
    assert named.get(f"/upload/mend/{batch}", base_url=SITE).status_code == 404
    log_in(named, "anna")
    answer = named.get(f"/upload/mend/{batch}", base_url=SITE)
    assert (answer.status_code, answer.data[:2]) == (200, b"PK")
    assert quote("отчёт.xlsx") in answer.headers["Content-Disposition"]
    assert named.get("/upload/mend/999", base_url=SITE).status_code == 404
    assert named.get("/upload/back/999", base_url=SITE).status_code == 404


def test_a_file_without_problems_has_nothing_to_mark(deputy: Home, tmp_path: Path) -> None:
    checked(deputy, write_report(tmp_path / "отчёт.xlsx", quarter_mark="4"))
    found = uploads.uploads(deputy)[0]
    clean = found.report | {"problems": []}
    uploads.change(deputy, found.upload_id, report=json.dumps(clean))
    assert "Скачать с пометками" not in shown_text()


def test_an_empty_home_says_what_will_be_here(deputy: Home) -> None:
    assert "Здесь будет история загрузок" in shown_text()


@pytest.mark.parametrize(
    ("count", "people"), [(1, "ответил 1 человек"), (23, "ответили 23 человека")]
)
def test_the_card_of_answers_says_which_survey_how_many_people_and_when(
    count: int, people: str
) -> None:
    facts = {"surveys": ["Климат"], "respondents": count, "waves": ["весна 2025/26"], "classes": [],
             "survey_classes": ["7А", "7Б"], "survey_forms": {}}  # fmt: skip
    said = [text.replace(words.NBSP, " ") for text in of_surveys(facts)]
    assert said == ["«Климат»", people, "весна 2025/26", "7А и 7Б"]
    assert not any(of_surveys({"classes": ["7А"]}))
