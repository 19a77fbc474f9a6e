"""The pages of communities: typed lines at once, marts after a publish, who sees what, classes without ВПР."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from dashboard import (
    app,
    community_classes,
    community_list,
    community_view,
    data,
    guard,
    search,
    session,
)
from dashboard.callbacks import communities as callbacks
from dashboard.community_seen import seen
from dashboard.components.cards import plain_text
from dashboard.components.community import attendance
from dashboard.ids import CardIds, CommunityIds
from tests.dashboard.staff_home import LAST, NAMES
from tests.warehouse.files_in_code import StaffFile, Totals, Work, accept
from warehouse.amending import newest
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.queries import communities as queries

DEPUTY = session.User("zavuch", "Завуч", "deputy")
DIRECTOR = session.User("director", "Директор", "director")
READING, MODEL = "c-reading", "c-model"
CLASS = [f"{last} Ева Львовна" for last in LAST[:10]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Home:
    """Ten teachers with two communities in 2023/24, a lesson study and two years of a class."""
    home = Home.at(tmp_path_factory.mktemp("communities") / "home")
    accept(home, StaffFile(cards={name: {} for name in NAMES}))
    marks(home, "6А", "2022/23", {"q3": 3, "q4": 4})
    marks(home, "7А", "2023/24", {"q1": 5, "q4": 7})
    for kind in ("vpr", "control_work"):
        results = {f"7000{at}": ("7А", 4, 4, {"1": 1}) for at in range(3)}
        accept(home, Work(tasks={"1": (1, "Б")}, results=results, work_kind=kind, subject="Алгебра", grades=(7, 7),
                          school_year="2023/24", label=f"Работа {kind}", held_on=date(2024, 4, 10)))  # fmt: skip
    lay(home, ids(home))
    publish(home)
    return home


def marks(home: Home, class_name: str, year: str, good: dict[str, int]) -> None:
    """Load terms of a class of ten: `good` of them have a «4», the others a «3»."""
    for period, count in good.items():
        own = {name: 4 if at < count else 3 for at, name in enumerate(CLASS)}
        accept(home, Totals(class_name, "Алгебра", period, own, school_year=year))


def lay(home: Home, ids: dict[str, int]) -> None:
    own = [ids[name] for name in NAMES]
    add(home, READING, register="community", title="Чтение с опорой", topic="Смысловое чтение", teacher_id=own[0],
        literacy="читательская", date_from="2023-08-25", note="Говорим об учениках\nСлушаем каждого")  # fmt: skip
    add(
        home,
        MODEL,
        register="community",
        title="Задача и модель",
        literacy="математическая",
        date_from="2023-08-25",
    )
    for at in range(4):
        add(home, f"m{at}", register="members", community_id=READING, teacher_id=own[at], role="участник",
            status="согласен", date_from="2023-09-01")  # fmt: skip
    add(home, "m4", register="members", community_id=MODEL, teacher_id=own[4], status="думает")
    of = {"register": "meetings", "community_id": READING}
    for at, (planned, held) in enumerate([("2023-09-20", "2023-09-20"), ("2023-10-18", "2023-10-19"),
                                          ("2024-05-15", "2024-05-15")]):  # fmt: skip
        add(home, f"r{at}", **of, title=f"Тема {at}", date_from=planned, date_to=held, people=own[: 3 - (at == 2)],
            result="Взять карточки\nСобрать образцы")  # fmt: skip
    add(home, "r3", **of, title="Не вышло", date_from="2024-04-17", reason="Совпала с педсоветом")
    add(
        home,
        "r4",
        register="meetings",
        community_id=MODEL,
        title="Начало",
        date_from="2023-09-12",
        date_to="2023-09-12",
    )
    visit = {"register": "visits", "community_id": READING, "teacher_id": own[0]}
    add(home, "v0", **visit, partner_id=own[1], date_from="2023-11-01", date_to="2023-11-01")
    add(home, "v1", **visit, partner_id=own[2], date_from="2023-12-01")
    add(home, "v2", **visit, partner_id=own[4], date_to="2024-02-01")
    for at, (day, held) in enumerate([("2023-09-25", "2023-09-28"), ("2024-02-25", None)]):
        add(home, f"p{at}", register="plan", community_id=READING, title=f"Пункт {at}", kind="обучение",
            teacher_id=own[0], date_from=day, **({"date_to": held} if held else {}))  # fmt: skip
    add(
        home,
        "t0",
        register="tasks",
        community_id=READING,
        teacher_id=own[1],
        title="Обратная связь по критериям",
    )
    add(home, "k0", register="classes", community_id=READING, school_year="2023/24", class_name="7А", subject="алгебра",
        title="Связывать сведения", goal="7 из 10")  # fmt: skip
    add(home, "k2", register="classes", community_id=READING, school_year="2022/23", class_name="6А", subject="алгебра",
        title="Связывать сведения")  # fmt: skip
    add(
        home,
        "k1",
        register="classes",
        community_id=READING,
        school_year="2023/24",
        class_name="7",
        title="Выбор",
    )
    add(home, "n0", register="core_team", teacher_id=own[5], role="данные", date_from="2022-09-01")
    add(
        home,
        "n1",
        register="core_team",
        teacher_id=own[6],
        date_from="2022-09-01",
        date_to="2023-01-01",
    )
    home.ledger.add_record("lesson_study", "s1", {"community_id": READING, "school_year": "2023/24", "class_name": "7А",
                           "members": own[:3], "teachers": own[:1], "focus": "как связать части"}, "тест")  # fmt: skip


def ids(home: Home) -> dict[str, int]:
    return {
        str(row["name_raw"]): int(row["teacher_id"])
        for row in home.ledger.rows("SELECT * FROM teacher_keys")
    }


def add(home: Home, key: str, **said: Any) -> None:
    home.ledger.add_record("community_line", key, said, "тест")


@pytest.fixture
def school(kept: Home) -> Iterator[Home]:
    app.create_app(kept)
    guard.accounts()
    with session.acting_as(DEPUTY):
        yield kept


def text(parts: Any) -> str:
    return plain_text(parts).replace("\xa0", " ")


def listed(query: str = "") -> str:
    body, _ = callbacks.show_communities(query)
    return text(body)


def opened(community_id: str = READING, query: str = "") -> str:
    body, _ = callbacks.show_community(query, community_id)
    return text(body)


def found(parts: Any, id: Any) -> Any:
    """Return the component with an id, however deep."""
    for part in parts if isinstance(parts, (list, tuple)) else [parts]:
        if getattr(part, "id", None) == id:
            return part
        inner = getattr(part, "children", None)
        deeper = found(inner, id) if inner is not None and not isinstance(inner, str) else None
        if deeper is not None:
            return deeper
    return None


def test_the_list_tells_who_meets_who_stands_and_on_which_day(school: Home) -> None:
    shown = listed()
    assert "Из 2 сообществ 1 встречается по плану; «Задача и модель» не собиралось" in shown
    assert "на 15 мая 2024, последний день с записями этого года" in shown
    assert "Прошло 4 из 5 встреч" in shown and "Взаимопосещения: 1 из 2" in shown
    assert "На встречах были 8 из 12 (67 %)" in shown  # 3, 3 and 2 of four; one tells of nobody
    assert "1 участник ▲ мало для группы: рекомендовано 3–5" in shown
    assert "внутри сообществ встретились 1 из 12 пар, между сообществами ещё 1 пара" in shown
    assert (
        "Ещё не были ни у кого: Белова А. И., Громова А. И., Данилова А. И., Егорова А. И." in shown
    )


def test_filters_leave_what_they_say_and_the_address_moves_only_when_they_do(school: Home) -> None:
    shown = listed("?literacy=математическая")
    assert "Задача и модель" in shown and "Смысловое чтение" not in shown
    assert "Показать все" in listed("?literacy=финансовая")
    pills, drawn = [{"name": "year"}, {"name": "literacy"}], [{"year": "2023/24"}]
    moved = callbacks.chosen(["2023/24", "читательская"], pills, drawn, "")
    assert moved.startswith("?literacy=")
    assert callbacks.chosen(["2023/24", "all"], pills, drawn, "") is callbacks.no_update
    assert callbacks.chosen([], [], [], "") is callbacks.no_update  # another page was opened


def test_the_map_is_that_of_the_mart_by_kind(school: Home) -> None:
    body, is_still = callbacks.show_communities("?kind=meeting")
    assert is_still
    rows = found(body, CardIds.rows(CommunityIds.map)).data["rows"]
    assert [row[1:] for row in rows if row[0] == "Чтение с опорой"] == [
        ["2023-09-01", 1, 1], ["2023-10-01", 1, 1], ["2024-04-01", 1, 0], ["2024-05-01", 1, 1]]  # fmt: skip
    year = data.frame(queries.activity)
    own = year[(year["community_id"] == READING) & (year["school_year"] == "2023/24")].iloc[0]
    assert (own["meetings_planned"], own["meetings_held"], own["visits_held"]) == (4, 3, 2)
    now = seen()
    one = now.state(READING, now.moment("2023/24"))
    for kind, name in (("meeting", "meetings"), ("visit", "visits"), ("plan", "plan")):
        assert (own[f"{name}_planned"], own[f"{name}_held"]) == (
            len(one.due(kind)),
            len(one.held(kind)),
        )
    page = community_view.passport(now, one, {})
    assert (own["attended_count"], own["expected_count"]) == attendance(page)
    origin = listed("?origin=visits")
    assert (
        "2023/24: 3 строки, из них проведено 2" in origin
        and "Введено на страницах: 3 строки" in origin
    )


def test_what_was_typed_is_there_before_it_is_published(school: Home) -> None:
    today = date.today()
    add(school, "new", register="meetings", community_id=MODEL, title="Только что", date_from=today.isoformat(),
        date_to=today.isoformat())  # fmt: skip
    try:
        body, is_still = callbacks.show_communities("")
        assert not is_still  # the page follows what is published to its end
        assert "Сводка по месяцам пересчитывается" in text(body)
        assert "Только что" in opened(MODEL)
        told = "«Задача и модель»: встречается по плану; ещё у 1 записей этого учебного года нет"
        assert told in text(body)
    finally:
        typed = newest(school.ledger, "community_line", "new")
        assert typed
        school.ledger.revoke_record(typed.record_id, "тест")
        publish(school)
    assert "Только что" not in opened(MODEL)


def test_a_community_tells_its_year(school: Home) -> None:
    shown = opened()
    assert "«Чтение с опорой»: 4 участника, прошло 3 из 4 встреч" in shown
    assert "19 октября 2023 — Встреча «Тема 1» · было намечено на 18 октября 2023" in shown
    assert "Решили:Взять карточкиСобрать образцы" in shown
    assert "не состоялосьПочему" not in shown and "Почему: Совпала с педсоветом" in shown
    assert "Посещение: Абрамова А. И. → Белова А. И." in shown
    assert "шаг 2 из 7 — правила и тема" in shown
    assert "Абрамова Анна Игоревна — тьютор, с 1 сентября 2023, ✓ согласен" in shown
    assert "Говорим об ученикахСлушаем каждого" in shown
    assert "Такого сообщества нет" in opened("nothing")


def test_tasks_are_seen_by_their_teacher_and_the_methodist(school: Home) -> None:
    task, count = "Обратная связь по критериям", "У 1 из 4 участников"
    assert task in opened() and count in opened()
    with session.acting_as(DIRECTOR):
        assert task not in opened() and count in opened()
    mine = ids(school)
    for at, is_seen in ((1, True), (2, False)):
        teacher = session.User("t", "Учитель", "teacher", frozenset(), mine[NAMES[at]])
        with session.acting_as(teacher):
            shown = opened()
            assert (task in shown) is is_seen and count in shown
            assert "Добавить встречу" in shown  # a member keeps the lines of the own community
    with session.acting_as(session.User("t", "Учитель", "teacher", frozenset(), mine[NAMES[9]])):
        shown = opened()
        assert "Добавить" not in shown and "Изменить" not in shown
        assert "Создать сообщество" not in listed()
    with session.acting_as(session.User("t", "Учитель", "teacher", frozenset(), mine[NAMES[1]])):
        assert "вы участник: Чтение с опорой" in listed()


def test_classes_are_told_before_and_since_by_the_journal_and_never_by_vpr(school: Home) -> None:
    one, parallel = community_classes.supported(seen().found.by_id[READING])
    assert list(zip(one.periods["class_name"], one.periods["period"], one.periods["side"], strict=True)) == [
        ("6А", "q3", "before"), ("6А", "q4", "before"), ("7А", "q1", "since"), ("7А", "q4", "since")]  # fmt: skip
    assert [row["quality_count"] for row in (one.then(), one.now())] == [4, 7]  # q4 beside q4
    assert one.works["kind"].tolist() == ["control_work"]
    assert parallel.title == "7 классы" and parallel.periods["class_name"].tolist() == [
        "6",
        "6",
        "7",
        "7",
    ]
    shown = opened()
    assert (
        "7А, алгебра: на «4» и «5» было 4 из 10, стало 7 из 10 (в параллели 40 % → 70 %)" in shown
    )
    assert "Работа control_work" in shown and "Работа vpr" not in shown
    assert "Результаты ВПР не показывают рядом" in shown
    with session.acting_as(session.User("t", "Учитель", "teacher", frozenset())):
        shown = opened()
        assert (
            "7А, алгебра: на" not in shown and "6А, алгебра" not in shown
        )  # a class of others, told once
    assert "(N5 + N4) / N" in opened(query="?origin=1")


def test_the_plan_of_work_is_printed_and_adds_up_to_the_plan_of_the_school(school: Home) -> None:
    paper = opened(query="?view=plan")
    assert paper.count("План работы ПОС «Чтение с опорой» на 2023/24 учебный год") == 1
    assert "Сентябрь 2023 — сделано 1 из 1" in paper and "Заместитель директора" in paper
    body = callbacks.show_plan("")
    shown = text(body)
    assert "Методический план: сделано 1 из 2 пунктов, срок прошёл у 1" in shown
    assert "Егорова" not in shown and "Жукова Анна Игоревна — данные, с 1 сентября 2022" in shown
    assert "Зайцева" not in shown  # left the core team before
    rows = found(body, CardIds.rows("methodical-plan-table")).data["rows"]
    assert [(row[2], row[6]) for row in rows] == [("Пункт 0", "2023-09-28"), ("Пункт 1", None)]
    assert "ни один пункт" in text(callbacks.show_plan("?kind=продукт"))


def test_a_community_is_found_by_its_name(school: Home) -> None:
    groups = {group["title"]: group["items"] for group in search.answer("опорой")}
    assert groups["Сообщества"] == [
        {"label": "Чтение с опорой", "detail": "Смысловое чтение", "href": f"/community/{READING}"}
    ]


def test_an_empty_home_says_what_will_be_here(home: Home) -> None:
    app.create_app(home)
    with session.acting_as(DEPUTY):
        assert "Сообществ пока нет" in listed() and "Создать сообщество" in listed()
        assert "Методический план школы: пунктов на" in text(callbacks.show_plan(""))
    assert community_list.LIST == "/communities"


def test_nobody_is_ranked_in_the_year_table(school: Home) -> None:
    body, _ = callbacks.show_communities("")
    rows = found(body, CardIds.rows(CommunityIds.years)).data["rows"]
    assert [row[0] for row in rows] == ["Задача и модель", "Чтение с опорой"]
