"""«Кто есть кто», the split on a pupil's page and the leavers of a class: callbacks as functions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from dashboard import app, data, kinship, leavers, session
from dashboard.callbacks import class_card, pupil
from dashboard.callbacks import quality_pupils as page
from dashboard.components import roll, who
from dashboard.components.cards import plain_text
from dashboard.ids import UploadIds
from tests.warehouse.files_in_code import Lessons, accept
from warehouse.doubts import CANDIDATES, REASONS, WHERE
from warehouse.home import Home
from warehouse.publish import publish

DEPUTY = session.User("anna", "Анна Первая", "deputy")
TEACHER = session.User("boris", "Борис Второй", "teacher", frozenset({("2022/23", "5А")}))
SHORT, FULL, OTHER = "Иванова Мария", "Иванова Мария Петровна", "Орлов Пётр Ильич"
DAY = date(2023, 4, 3)


@pytest.fixture
def deputy(home: Home) -> Iterator[Home]:
    """A home with one doubt (a patronymic left out) and one pupil of two years, seen by a deputy."""
    accept(home, Lessons(pupils=[SHORT, OTHER], cells={(SHORT, DAY): "4", (OTHER, DAY): "5"}))
    accept(
        home, Lessons("6А", pupils=[FULL, OTHER], cells={(FULL, DAY): "5"}, school_year="2023/24")
    )
    publish(home)
    app.create_app(home)
    with session.acting_as(DEPUTY):
        yield home


def shown(search: str = "") -> str:
    body, *_ = page.show_who(search, 0, 0)
    return plain_text(body).replace("\xa0", " ")


def pupils_of(home: Home, name: str) -> int:
    found = data.reader().frame(
        f"SELECT count(DISTINCT pupil_id) AS n FROM dim_pupil WHERE full_name LIKE '{name}%'"
    )
    return int(found["n"][0])


def test_a_doubt_is_shown_with_its_evidence(deputy: Home) -> None:
    said = shown()
    assert "Нужно решить по 1 паре записей" in said
    assert "отчество записано не везде: класс тот же, год следующий" in said
    assert "1 предмет, 1 запись с 3 апреля 2023 по 3 апреля 2023" in said
    assert "Похоже, это один ученик" in said


def test_a_decision_joins_and_its_undo_parts(deputy: Home) -> None:
    (doubt,) = kinship.open_doubts()
    assert "это один ученик" in plain_text(page.done("one", doubt.key))
    assert "показатели обновляются" in shown()
    publish(deputy)
    assert pupils_of(deputy, "Иванова") == 1
    assert "Решать нечего" in shown() and "действует" in shown()
    (decision,) = kinship.decisions()
    page.done("undo", str(decision.record_id))
    publish(deputy)
    assert pupils_of(deputy, "Иванова") == 2
    assert "уже отменено" in plain_text(page.done("back", str(decision.record_id)))


def test_apart_and_later_settle_or_put_off(deputy: Home) -> None:
    (doubt,) = kinship.open_doubts()
    page.done("later", doubt.key)
    assert "отложено" in shown()
    page.done("apart", doubt.key)
    assert kinship.open_doubts() == []


def test_an_overridden_decision_says_so(deputy: Home) -> None:
    (doubt,) = kinship.open_doubts()
    page.done("apart", doubt.key)
    page.done("one", doubt.key)
    assert [decision.is_holding for decision in kinship.decisions()] == [True, False]
    assert "противоречит более новое решение" in shown()


def test_a_class_is_linked_by_one_click_and_taken_back_by_one(home: Home) -> None:
    short, full = ["Белова А.И.", "Громов Л.И."], ["Белова Анна Ильинична", "Громов Лев Ильич"]
    accept(home, Lessons("5А", pupils=short, school_year="2022/23"))
    accept(home, Lessons("6А", pupils=full, school_year="2023/24"))
    publish(home)
    app.create_app(home)
    with session.acting_as(DEPUTY):
        said = shown()
        assert "5А 2022/23 и 6А 2023/24: 2 ученика" in said and "Связать всех: 2 ученика" in said
        assert "Классом сразу" not in shown("?class=9А")
        (found,) = kinship.class_lists()
        with session.acting_as(TEACHER):
            assert "могут администратор" in plain_text(page.done("class", found.key))
        assert "Записано: 2 пары" in plain_text(page.done("class", found.key)).replace("\xa0", " ")
        assert len(kinship.decisions()) == 2 and kinship.open_doubts() == []
        assert "изменился" in plain_text(page.done("class", found.key))
        assert "Связаны классом" in shown() and "5А 2022/23 и 6А 2023/24: 2 пары" in shown()
        (deed,) = kinship.deeds()
        page.done("undo", str(kinship.decisions()[0].record_id))
        assert [deed.count for deed in kinship.deeds()] == [1]
        page.done("class_back", deed.together)
        assert kinship.decisions() == [] and len(kinship.open_doubts()) == 2
        assert "уже отменено" in plain_text(page.done("class_back", deed.together))


def test_the_filters_stand_in_the_address(deputy: Home) -> None:
    assert "Похоже" in shown("?year=2022/23&class=5А")
    assert "Для этого года и класса спорных пар нет" in shown("?class=6Б")
    drawn = {"year": "", "class": ""}
    assert page.choose("2022/23", who.ALL, drawn, "") == "?year=2022%2F23"
    assert page.choose(who.ALL, who.ALL, drawn, "") is page.no_update


def test_a_teacher_decides_nothing(deputy: Home) -> None:
    (doubt,) = kinship.open_doubts()
    with session.acting_as(TEACHER):
        assert "могут администратор" in shown()
        assert "могут администратор" in plain_text(page.done("one", doubt.key))
    assert kinship.decisions() == []


@pytest.mark.parametrize("key", ["1-999", "x-1", "", "1"])
def test_a_pair_that_is_not_there_is_not_kept(deputy: Home, key: str) -> None:
    assert "больше нет" in plain_text(page.done("one", key))


def test_an_empty_home_says_what_will_be_here(home: Home) -> None:
    app.create_app(home)
    with session.acting_as(DEPUTY):
        assert "Загрузить файлы" in shown()


def test_every_reason_and_place_has_words() -> None:
    places = {where for listed in CANDIDATES.values() for where in listed}
    assert places == set(WHERE) == set(who.WHERE)
    reasons = {*REASONS.values(), *CANDIDATES} - {"same"}
    assert reasons == set(who.REASONS)
    assert {said for listed in CANDIDATES.values() for said in listed.values()} == set(
        who.PROPOSALS
    )


def test_a_pupil_is_split_and_the_old_address_leads_on(deputy: Home) -> None:
    person = int(data.reader().frame(
        "SELECT min(pupil_id) AS id FROM dim_pupil WHERE full_name LIKE 'Орлов%'")["id"][0])  # fmt: skip
    said = plain_text(pupil.show_pupil("", str(person))).replace("\xa0", " ")
    assert "В 2022/23 — 5А, в 2023/24 — 6А" in said and "Это не тот ученик?" in said
    assert "Да, это другой ученик" in plain_text(pupil.show_pupil("?split=2023/24 6А", str(person)))
    with session.acting_as(TEACHER):
        assert "Это не тот" not in plain_text(pupil.show_pupil("", str(person)))
    search, _ = pupil.split(1, str(person), "?split=2023/24 6А")
    assert search == ""
    publish(deputy)
    assert pupils_of(deputy, "Орлов") == 2
    assert kinship.split(person, "2022/23", "5А") is None
    doubt_ids = [d.key for d in kinship.open_doubts()]
    assert len(doubt_ids) == 1
    page.done("one", doubt_ids[0])
    publish(deputy)
    joined = [int(id) for id in doubt_ids[0].split("-")]
    assert {pupil.person_of(str(id)) for id in joined} == {min(joined)}


def test_a_leaver_is_listed_apart_with_the_day_and_can_be_taken_back(deputy: Home) -> None:
    place = ["2022-23", "5А"]
    before = plain_text(class_card.show_class("", place)).replace("\xa0", " ")
    assert "Сейчас в классе 2 ученика." in before
    person = int(data.reader().frame(
        "SELECT pupil_id FROM dim_pupil WHERE full_name = 'Иванова Мария'")["pupil_id"][0])  # fmt: skip
    leavers.note([(UploadIds.leavers(1), [f"2022/23:5А:{person}"])], None)
    publish(deputy)
    said = plain_text(class_card.show_class("", place)).replace("\xa0", " ")
    assert "Сейчас в классе 1 ученик; за год выбыл 1." in said
    assert "выбытие 3 апреля 2023" in said and "Не выбыл" in said
    leavers.note([(UploadIds.leavers(1), [f"2022/23:5А:{person}"])], "2023-05-12")
    (record,) = data.ledger().records("pupil_left")
    assert record.payload["left_on"] == "2023-05-12"
    assert leavers.records("2022/23", "5А") == {person: record.record_id}
    with session.acting_as(TEACHER):
        assert "Не выбыл" not in plain_text(class_card.show_class("", place))


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((26, 0, 0), "Сейчас в классе 26 учеников."),
        ((21, 1, 2), "Сейчас в классе 21 ученик; за год прибыл 1, выбыли 2."),
    ],
)
def test_the_roll_is_said_in_words(counts, said: str) -> None:
    assert roll.sentence(*counts).replace("\xa0", " ") == said
