"""One lesson study: forms that say what is wrong and lose nothing, who may write, what closes and what opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest

from dashboard import session, studies, study_facts, study_writing
from dashboard.app import create_app
from dashboard.callbacks import lesson_study as page
from dashboard.components.cards import plain_text
from dashboard.session import User
from dashboard.staff_writing import Wrong
from dashboard.study_forms import form
from dashboard.words import NBSP
from tests.warehouse.studies import study_in_code as code
from warehouse.amending import newest
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.staff.people import add_teacher
from warehouse.studies.records import LEVELS, PLAN, START, STUDY, TALK, lesson_key, study

NAMES = (
    "Абрамова Анна Игоревна",
    "Белова Инна Олеговна",
    "Громова Вера Петровна",
    "Дуброва Ольга Ивановна",
)
DIRECTOR = User("d", "Директор", "director")
COMMUNITY = "c" * 32
FOUNDED = "2024-09-01"
KEYS = (f"{number:032x}" for number in count(1))
Values = dict[str, Any]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A published school of four teachers, the fourth alone in a community."""
    made = Home.at(tmp_path_factory.mktemp("study"))
    ids = [
        add_teacher(made.ledger, {"full_name": name, "name_key": name.lower()}, "тест")
        for name in NAMES
    ]
    lines = {
        COMMUNITY: {"register": "community", "title": "Понимаем текст", "date_from": FOUNDED},
        "d" * 32: {"register": "members", "teacher_id": ids[3], "date_from": FOUNDED},
        "e" * 32: {"register": "classes", "title": "не выделяют данные", "deficit_key": "vpr|6"},
    }  # fmt: skip
    for key, line in lines.items():
        made.ledger.add_record("community_line", key, {**line, "community_id": COMMUNITY}, "тест")
    publish(made)
    return made


@pytest.fixture
def ids(home: Home) -> Iterator[list[int]]:
    """Ask as the director; the ids of the four teachers."""
    create_app(home)
    with session.acting_as(DIRECTOR):
        known = {name: own for own, name in studies.world().communities.names.items()}
        yield [known[name] for name in NAMES]


def written(home: Home, ids: list[int], until: int, **said: Any) -> str:
    """Write a cycle of the first three teachers down up to a step; return its id."""
    own = next(KEYS)
    code.write(home.ledger, until, own, members=ids[:3], teachers=ids[:3], **said)
    return own


def values(study_id: str, name: str, **changes: Any) -> tuple[Values, int | None]:
    """Return a form as it is drawn, with changes (`__` stands for `-`), and what it has seen."""
    found = studies.opened(study_id)
    assert found is not None
    drawn = form(name, found, studies.world())
    assert drawn is not None
    said = {field.name: field.value for field in drawn.fields.values()}
    return said | {key.replace("__", "-"): value for key, value in changes.items()}, drawn.seen


def saved(study_id: str, name: str, **changes: Any) -> tuple[bool, str, dict[str, str]]:
    """Save a form; return whether it was kept, the words of its conflict, and the words by field."""
    typed, seen = values(study_id, name, **changes)
    kept, _, panel, wrong = page.saved(study_id, name, typed, seen)
    return kept, plain_text(panel), wrong


def shown(study_id: str) -> str:
    return plain_text(page.show_study(study_id)).replace(NBSP, " ")


def test_a_new_cycle_begins_with_its_group_and_a_double_click_is_one_record(
    home: Home, ids: list[int]
) -> None:
    own = next(KEYS)
    assert "начните с группы" in shown(own)
    group = {f"member__{at}": str(one) for at, one in enumerate(ids[:3], 1)} | {
        "teacher__1": str(ids[0])
    }
    typed, seen = values(own, "group", **group)
    before = home.ledger.accepted_seq()
    assert page.saved(own, "group", typed, seen)[0]
    assert page.saved(own, "group", typed, seen)[0]
    assert home.ledger.accepted_seq() == before + 1
    assert "сделано 1 из 7 шагов" in shown(own)
    assert "Абрамова А. И., Белова И. О., Громова В. П." in shown(own)


@pytest.mark.parametrize(
    ("name", "changes", "field", "words"),
    [
        ("group", {"member__3": ""}, "member-3", "от 3 до 5 педагогов, здесь 2"),
        ("group", {"member__3": "FIRST"}, "member-3", "уже вписан"),
        ("group", {"teacher__2": "FOURTH"}, "teacher-2", "Впишите этого педагога"),
        ("agreement", {"rules_agreed_on": "2024-08-20"}, "rules_agreed_on", "Сообщество создано 1 сентября 2024"),
        ("agreement", {"rules_agreed_on": "2099-01-01"}, "rules_agreed_on", "Проверьте год"),
        ("agreement", {"class_name": "шестой"}, "class_name", "числом и буквой"),
        ("plan-2", {"held_on": "2024-10-01"}, "held_on", "Урок № 1 стоит на 7 октября 2024"),
        ("plan-2", {"held_at": "25:00"}, "held_at", "09:30"),
        ("plan-2", {"recording": "диск учителя"}, "recording", "https://"),
        ("plan-2", {"stage__s1__minutes": "пять"}, "stage-s1-minutes", "число"),
        ("plan-1", {"stage__s1__high": "другое"}, "stage-s1-high", "Урок начался 7 октября 2024 в 09:30"),
        ("plan-1", {"criterion__low": "другое"}, "criterion-low", "предсказания закрыты"),
        ("plan-1", {"stage__s1__name": ""}, "stage-s1-name", "Мотивация"),
        ("interviews-1", {"interview_on": ""}, "interview_on", "Укажите день"),
        ("talk-1", {"class": ""}, "teaching", "Сначала запишите: «Класс»"),
        ("talk-1", {"discussed_on": "2024-10-01"}, "discussed_on", "Урок прошёл 7 октября 2024"),
        ("outcomes-1", {"outcome__c0": "dropped", "note__c0": ""}, "note-c0", "почему не вошло"),
        ("summary", {"summary": "Итог", "summary_on": ""}, "summary_on", "Укажите день"),
        ("summary", {"stopped_on": "2024-11-01"}, "stopped_why", "почему исследование прекращено"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_beside_its_field(
    home: Home, ids: list[int], name: str, changes: Values, field: str, words: str
) -> None:
    own = written(home, ids, 5, community_id=COMMUNITY)
    people = {"FIRST": str(ids[0]), "FOURTH": str(ids[3])}
    before = home.ledger.accepted_seq()
    kept, _, wrong = saved(
        own, name, **{key: people.get(value, value) for key, value in changes.items()}
    )
    assert not kept
    assert words in wrong[field].replace(NBSP, " ")
    assert "Введённое на месте" in wrong[""]
    assert home.ledger.accepted_seq() == before


def test_a_plan_that_has_started_may_change_all_but_what_was_predicted(
    home: Home, ids: list[int]
) -> None:
    own = written(home, ids, 5)
    assert saved(
        own, "plan-1", place="каб. 24", stage__s2__name="Пары", stage__s3__name="Рефлексия"
    )[0]
    found = study(home.ledger, own)
    assert found is not None
    names = [(stage.name, stage.predicted["high"]) for stage in found.plan(1).stages]
    assert names == [("Мотивация", "объяснит"), ("Пары", ""), ("Рефлексия", "")]


def test_the_next_plan_begins_from_the_lesson_before(home: Home, ids: list[int]) -> None:
    own = written(home, ids, 4)
    home.ledger.add_record(TALK, lesson_key(own, 1), code.talk("2024-10-08", aim="Опора"), "тест")
    typed, seen = values(own, "plan-2")
    assert seen is None
    assert (typed["objective"], typed["stage-s1-name"], typed["criterion-high"]) == (
        "Опора",
        "Мотивация",
        "назовёт шаг",
    )
    assert [typed[f"stage-s1-{level}"] for level in LEVELS] == ["", "", ""]


def test_the_first_plan_begins_from_the_usual_stages_and_questions(
    home: Home, ids: list[int]
) -> None:
    own = written(home, ids, 2)
    typed, _ = values(own, "plan-1")
    assert typed["stage-s1-name"] == "Начало урока и мотивация"
    assert typed["stage-s7-name"] == ""  # a spare row
    assert "понравилось" in typed["questions"]


def test_a_deficit_of_the_community_keeps_its_key(home: Home, ids: list[int]) -> None:
    own = written(home, ids, 2, community_id=COMMUNITY)
    assert saved(own, "agreement", deficit="не выделяют данные", class_name="6 а")[0]
    found = study(home.ledger, own)
    assert found is not None
    assert (found.cycle.deficit_key, found.cycle.class_name) == ("vpr|6", "6А")


def test_two_who_write_one_part_see_each_other_and_other_parts_do_not_disturb(
    home: Home, ids: list[int]
) -> None:
    own = written(home, ids, 6)
    typed, seen = values(own, "summary", summary="Моё", summary_on="2024-11-25")
    assert saved(own, "agreement", focus="другое")[0]
    assert page.saved(own, "summary", typed, seen)[0]
    later = typed | {"summary": "Иначе"}
    kept, _, panel, _ = page.saved(own, "summary", later, seen)
    said = plain_text(panel)
    assert not kept
    assert "Моё" in said and "Иначе" in said and "Директор" in said
    assert page.saved(own, "summary", later, values(own, "summary")[1])[0]
    assert "Иначе" in shown(own) and "другое" in shown(own)


def test_everybody_reads_and_only_the_group_its_community_and_the_staff_write(
    home: Home, ids: list[int]
) -> None:
    own = written(home, ids, 2)
    of_community = written(home, ids, 2, community_id=COMMUNITY)
    with session.acting_as(User("t", "Учитель", "teacher", frozenset(), ids[3])):
        assert "6А, математика" in shown(own)
        assert "Сохранить" not in shown(own)
        with pytest.raises(Wrong, match="ведут его группа"):
            study_writing.save(own, "agreement", {}, None)
        assert study_writing.hide(own) is None
        assert saved(of_community, "agreement", focus="новое")[0]
        new = next(KEYS)
        group = {f"member__{at}": str(one) for at, one in enumerate(ids[:3], 1)}
        assert "и себя" in saved(new, "group", **group)[2]["member-1"]
        assert saved(new, "group", **group, member__4=str(ids[3]))[0]
    with session.acting_as(User("m", "Белова", "teacher", frozenset(), ids[1])):
        assert saved(own, "agreement", focus="от участника")[0]


def test_the_first_start_holds_and_the_methodist_alone_opens_the_predictions_again(
    home: Home, ids: list[int]
) -> None:
    own = written(home, ids, 3)
    day = (date.today() - timedelta(days=40)).isoformat()
    home.ledger.add_record(
        PLAN, lesson_key(own, 1), code.plan(1, held_on=day, held_at="10:15"), "тест"
    )
    page.done("start", f"{own}/1")
    page.done("start", f"{own}/1")
    (start,) = [one for one in home.ledger.records(START) if one.key.startswith(own)]
    assert start.payload["started_at"] == f"{day}T10:15:00"
    assert "Урок внесли позже" in shown(own)
    assert "только методист" in plain_text(page.done("open", f"{own}/1"))
    assert not study_writing.take_back(start.record_id)
    with session.acting_as(User("m", "Методист", "deputy")):
        assert "снова открыты" in plain_text(page.done("open", f"{own}/1"))
    assert newest(home.ledger, START, start.key) is None


def test_what_was_saved_or_hidden_comes_back(home: Home, ids: list[int]) -> None:
    own = written(home, ids, 2)
    record = study_writing.save(own, "agreement", *values(own, "agreement", focus="ошибка"))
    assert "Возвращено" in plain_text(page.done("back", str(record)))
    assert "ошибка" not in shown(own)
    assert "Вернуть нельзя" in plain_text(page.done("back", str(record)))
    page.done("hide", own)
    assert "Такого исследования нет" in shown(own)
    held = newest(home.ledger, STUDY, own)
    assert held is not None
    page.done("back", str(held.record_id))
    assert "сделано 2 из 7" in shown(own)


def test_a_name_among_the_notes_is_pointed_at(home: Home, ids: list[int]) -> None:
    own = written(
        home, ids, 2, case_pupils={"high": "Дуброва решает быстро", "middle": "x", "low": "y"}
    )
    assert "Похоже на имя или фамилию: «Дуброва»" in shown(own)


def test_what_lies_ahead_of_a_cycle(home: Home, ids: list[int]) -> None:
    own = written(home, ids, 4)
    tomorrow = date.today() + timedelta(days=1)

    def told() -> str:
        found = studies.opened(own)
        assert found is not None
        return study_facts.ahead(studies.Shown(found, studies.world())).replace(NBSP, " ")

    assert told() == "Следующий урок не назначен"
    home.ledger.add_record(PLAN, lesson_key(own, 2), code.plan(2, held_on="2024-10-20"), "тест")
    assert told().startswith("Урок № 2 был назначен на 20 октября 2024: отметьте")
    home.ledger.add_record(
        PLAN, lesson_key(own, 2), code.plan(2, held_on=tomorrow.isoformat()), "тест"
    )
    assert told().startswith("Урок № 2 назначен на")


def test_a_form_is_drawn_where_it_waits_or_was_opened_and_goes_when_it_is_saved(
    home: Home, ids: list[int]
) -> None:
    own = written(home, ids, 4)
    assert "Что в построении урока" in shown(own)  # the discussion waits
    assert "Критерий успехаПо чему" not in shown(own).split("4. Урок")[0]
    version = page.moved_on([0, 0, ["group"]], 3, edited="plan-1")
    assert version == [1, 3, ["group", "plan-1"]]
    opened = plain_text(page.show_study(own, version)).replace(NBSP, " ")
    assert "Критерий успехаПо чему" in opened.split("4. Урок")[0]
    assert page.moved_on(version, 3, saved="plan-1") == [2, 3, ["group"]]
