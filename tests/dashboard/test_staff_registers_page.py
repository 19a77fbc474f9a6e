"""The registers of the staff: forms, two editors, what is typed over the snapshot, who sees what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from random import Random
from typing import Any

import pytest
from dash import no_update

from dashboard import app, guard, register_fields, search, session, staff, staff_writing
from dashboard.callbacks import register_form, registers, teacher_card
from dashboard.components.cards import plain_text
from dashboard.ids import CardIds
from dashboard.register_fields import TEACHER, Allowed
from dashboard.staff_writing import Form, Wrong
from tests.warehouse.files_in_code import StaffFile, accept
from warehouse.amending import Moved
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.staff.registers import Field
from warehouse.staff.registers import registers as declared

ANNA, PETR, OLGA = "Белова Анна Игоревна", "Осокин Пётр Ильич", "Лучинина Ольга Павловна"
DEPUTY = session.User("zavuch", "Завуч", "deputy")
DIRECTOR = session.User("director", "Директор", "director")
FILE = StaffFile(
    cards={
        ANNA: {"age_group": "under_35", "came_on": date(2025, 9, 1)},
        PETR: {"age_group": "45_54"},
        OLGA: {"age_group": "35_44", "left_on": date(2024, 6, 1)},
    },
    entries=(
        ("courses", ANNA, {"title": "Оценивание", "hours": 72.0, "date_to": date(2026, 2, 28)}),
        ("courses", OLGA, {"title": "Проекты", "date_to": date(2023, 11, 3)}),
        ("attestation", PETR, {"status": "готовится", "date_to": date(2026, 9, 1)}),
        ("mentoring", ANNA, {"title": "Урок", "partner": PETR, "date_from": date(2026, 9, 1)}),
        ("strategy_use", ANNA, {"title": "Дискуссия", "frequency": 2, "mastery": 1}),
    ),
)


@pytest.fixture
def school(home: Home) -> Iterator[Home]:
    """A home with three teachers and lines of five registers, seen by the methodist."""
    accept(home, FILE)
    publish(home)
    app.create_app(home)
    guard.accounts()
    with session.acting_as(DEPUTY):
        yield home


@contextmanager
def teacher(name: str) -> Iterator[None]:
    user = session.User("t", "Учитель", "teacher", frozenset(), ids()[name])
    with session.acting_as(user):
        yield


def ids() -> dict[str, int]:
    return {name: key for key, name in staff.staff().names.items()}


def shown(search: str = "") -> str:
    return plain_text(registers.show_registers(search)).replace("\xa0", " ")


def course(**more: Any) -> dict[str, Any]:
    return {"teacher": str(ids()[PETR]), "title": "Тьюторство", "date_to": "2026-03-15", **more}


def titles(register: str = "courses") -> list[str]:
    return [row["title"] for row in staff.staff().of(register)]


def test_a_new_line_is_seen_at_once_and_the_same_after_a_publish(school: Home) -> None:
    form = Form("courses", "new-key", None)
    typed = course(hours="36,5", kind="семинар", evidence="рег.  № 5")
    for _ in range(2):  # a double click
        search, said, conflict, wrong = register_form.saved(
            form, typed, {"line": "new-key", "register": "courses"}
        )
        assert (search, conflict, wrong) == ("?register=courses", None, {})
    assert "Сохранено: курс" in plain_text(said)
    before = staff.staff().of("courses")
    assert len(school.ledger.records("staff_entry")) == 1
    publish(school)
    after = staff.staff().of("courses")
    facts = ("entry_key", "full_name", "title", "hours", "kind", "date_to", "is_typed", "year")
    assert [[row[f] for f in facts] for row in before] == [[row[f] for f in facts] for row in after]
    assert [row["full_name"] for row in after] == [ANNA, OLGA, PETR]
    assert (after[-1]["hours"], after[-1]["year"]) == (36.5, "2025/26")
    assert after[-1]["evidence"] == "рег. № 5"
    assert (
        school.ledger.rows("SELECT count(*) AS n FROM events WHERE what = 'record_added'")[0]["n"]
        == 1
    )


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_kept(school: Home) -> None:
    typed = {"teacher": "999", "title": " ", "hours": "72 ч", "kind": "прогулка",
             "date_from": "2026-05-01", "date_to": "0202-01-01"}  # fmt: skip
    search, _said, _conflict, wrong = register_form.saved(Form("courses", "k", None), typed, {})
    assert "Введённое на месте" in wrong.pop("")
    assert set(wrong) == {"teacher", "title", "hours", "kind", "date_to"}
    assert wrong["title"] == "Заполните это поле." and "Нужно только число" in wrong["hours"]
    late = course(date_from="2026-05-01")
    _, _, _, wrong = register_form.saved(Form("courses", "k", None), late, {})
    assert "Раньше, чем «Начало»" in wrong["date_to"].replace("\xa0", " ")
    pair = {"teacher": "1", "partner": "1", "title": "Урок", "date_from": "2026-05-01"}
    _, _, _, wrong = register_form.saved(Form("mentoring", "k", None), pair, {})
    assert "тот же человек" in wrong["partner"]
    assert not school.ledger.records("staff_entry") and search is not None


def test_a_form_of_every_register_reads_back_what_it_was_filled_from() -> None:
    values = {"text": "Слова", "long": "Длинно", "date": "2026-03-15", "number": "72", "teacher": "2",
              "competence": "Оценивание", "level": "1"}  # fmt: skip
    for register in declared().values():
        fields = (TEACHER, *register.fields)
        typed = {f.name: f.choices[0] if f.type == "choice" else values[f.type] for f in fields}
        said, wrong = register_fields.read(
            fields, {**typed, "teacher": "1"}, Allowed({1, 2}, ["Оценивание"])
        )
        assert not wrong, register.register
        assert len(said) == len(fields)


@pytest.mark.parametrize("text", ["0", "-1", "2001", "nan", "inf", "1e9", "7 2"])
def test_hours_are_a_number_between_one_and_the_most(text: str) -> None:
    field = Field("hours", "Часов", "number")
    said, wrong = register_fields.read([field], {"hours": text}, Allowed(()))
    assert not said and wrong


def test_the_second_editor_sees_what_the_first_saved_and_chooses(school: Home) -> None:
    key = staff.staff().of("courses")[0]["entry_key"]
    _, seen = staff.line(key)
    first, second = Form("courses", key, seen), Form("courses", key, seen)
    anna = {"teacher": str(ids()[ANNA]), "date_to": "2026-02-28"}
    staff_writing.save(first, {**anna, "title": "Оценивание на уроке", "hours": "72"})
    mine = {**anna, "title": "Моё название", "hours": "72"}
    search, _said, conflict, _wrong = register_form.saved(
        second, mine, {"register": "courses", "line": key}
    )
    told = plain_text(conflict).replace("\xa0", " ")
    assert "Завуч" in told and "Оценивание на уроке" in told and "Моё название" in told
    assert "Программа ▲ различается" in told and "Часов ▲" not in told
    assert titles()[0] == "Оценивание на уроке" and not isinstance(search, str)
    newest = school.ledger.records("staff_entry")[0].record_id
    search, *_ = register_form.saved(
        Form("courses", key, newest), mine, {"register": "courses", "line": key}
    )
    assert search == "?register=courses" and titles()[0] == "Моё название"


def test_a_hidden_line_of_a_file_comes_back_before_and_after_a_publish(school: Home) -> None:
    key = staff.staff().of("courses")[0]["entry_key"]
    for is_published in (False, True):
        record = staff_writing.hide(key)
        assert titles() == ["Проекты"]
        if is_published:
            publish(school)
            assert titles() == ["Проекты"]
        assert "Возвращено" in plain_text(registers.done("back", str(record)))
        row = staff.staff().of("courses")[0]
        assert (row["title"], row["hours"], row["is_typed"]) == ("Оценивание", 72.0, False)
    assert "уже возвращено" in plain_text(registers.done("back", str(record)))


def test_counts_are_of_those_who_work_here_and_in_the_states_that_count(school: Home) -> None:
    text = shown()
    assert "Заполняются 4 из 13 реестров" in text
    page = shown("?register=courses")
    assert "записи есть у 1 из 2 педагогов" in page  # Ольга has left
    assert "«готов» или «аттестован» у 0 из 2 педагогов" in shown("?register=attestation")
    panel = shown("?origin=courses")
    assert "1 из 2 педагогов" in panel and "файл.xlsx" in panel
    assert "показано 1 из 2 строк" in shown("?register=courses&year=2023/24")
    assert "ни одна строка" in shown("?register=courses&year=2011/12")


def test_support_on_a_day_says_who_has_none(school: Home) -> None:
    assert "Единственный молодой учитель школы с поддержкой" in shown(
        "?view=support&as_of=2026-10-01"
    )
    before = shown("?view=support&as_of=2026-08-01")
    assert (
        "Поддержка есть у 0 из 1 молодого учителя" in before and f"Пока без неё: {ANNA}" in before
    )
    assert "Молодых учителей в списке школы нет" in shown("?view=support&as_of=2029-01-01")


def test_self_analysis_is_closed_to_all_but_the_teacher_and_the_methodist(school: Home) -> None:
    assert titles("strategy_use") == ["Дискуссия"]
    for user in (DIRECTOR, session.User("a", "Админ", "admin")):
        with session.acting_as(user):
            assert titles("strategy_use") == [] and len(titles()) == 2
            assert "Строки видят сам учитель и методист" in shown()
            assert "3 из 12 реестров" in shown()
            closed = shown("?register=strategy_use")
            assert "видят сам учитель и методист" in closed and "строк пока нет" not in closed
            with pytest.raises(Wrong):
                typed = {"teacher": "1", "title": "Игра", "frequency": "1", "mastery": "1"}
                staff_writing.save(Form("strategy_use", "k", None), typed)
    with teacher(ANNA):
        assert titles("strategy_use") == ["Дискуссия"]
    with teacher(PETR):
        assert titles("strategy_use") == []


def test_a_teacher_sees_and_changes_the_own_lines_only(school: Home) -> None:
    key = staff.staff().of("courses")[0]["entry_key"]
    own = ids()
    with teacher(PETR):
        assert {row["register"] for row in staff.staff().lines} == {
            "attestation",
            "mentoring",
        }  # a mentor's pair
        assert ANNA not in shown("?register=courses") and "О вас в реестрах" in shown().replace(
            "о вас", "О вас"
        )
        assert staff.line(key)[0] is None and staff_writing.hide(key) is None
        with pytest.raises(Wrong):
            staff_writing.save(
                Form("courses", "k", None), {"teacher": str(own[PETR]), "title": "Курс"}
            )
        assert "Откуда число?" not in shown("?register=attestation&origin=1") + shown(
            "?origin=courses"
        )
        for view in ("?register=staff", "?view=support"):
            assert "О вас" in shown(view).replace("о вас", "О вас")
        note = {"teacher": str(own[PETR]), "title": "Игра", "frequency": "1", "mastery": "2"}
        staff_writing.save(Form("strategy_use", "mine", None), note)
        assert titles("strategy_use") == ["Игра"]
        with pytest.raises(Wrong):
            staff_writing.save(Form("strategy_use", "k", None), {**note, "teacher": str(own[ANNA])})
    with session.acting_as(session.User("x", "Кто-то", "teacher", frozenset())):
        assert staff.staff().lines == () and "свои строки" in shown()


def test_a_card_opens_to_the_person_and_to_those_who_keep_and_is_logged(school: Home) -> None:
    key = str(ids()[ANNA])
    assert ANNA in plain_text(teacher_card.show_teacher(key))
    with teacher(ANNA):
        said = plain_text(teacher_card.show_teacher(key))
        assert "Оценивание" in said and "Изменить карточку" not in said
    with teacher(PETR):
        assert "не открыта" in plain_text(teacher_card.show_teacher(key))
    assert (
        "Такого педагога в школе нет" in plain_text(teacher_card.show_teacher("77"))
        and teacher_card.person_of("1e5") == 0
    )
    logged = school.ledger.rows(
        "SELECT who FROM audit WHERE what = 'view' AND object = ?", (f"teacher {key}",)
    )
    assert [row["who"] for row in logged] == ["zavuch", "t"]


def test_a_teacher_is_added_once_changed_and_marked_as_left(school: Home) -> None:
    new = {"full_name": "Ёлкина Вера  Сергеевна", "age_group": "35_44", "experience_years": "12"}
    for _ in range(2):
        register_form.saved(Form("staff", "uuid", None), new, {})
    added = ids()["Ёлкина Вера Сергеевна"]
    assert [row["full_name"] for row in staff.staff().present] == [
        ANNA,
        "Ёлкина Вера Сергеевна",
        PETR,
    ]
    row, seen = staff.card(added)
    register_form.saved(Form("staff", str(added), seen), {**new, "left_on": "2026-06-01"}, {})
    assert len(staff.staff().present) == 2
    publish(school)
    assert len(staff.staff().present) == 2 and staff.staff().names[added] == "Ёлкина Вера Сергеевна"
    with pytest.raises(Moved):
        staff_writing.save(Form("staff", "other", None), {"full_name": new["full_name"]})
    _, _, _, wrong = register_form.saved(
        Form("staff", "k", None), {"full_name": "Ёлкина В. С."}, {}
    )
    assert "полностью" in wrong["full_name"] and row["experience_years"] == 12


def test_two_spellings_become_one_person_and_come_apart(school: Home) -> None:
    short = {"teacher": "", "full_name": "Белова Анна"}
    register_form.saved(Form("staff", "uuid", None), short, {})
    assert "отчество записано не везде" in shown("?register=staff")
    one, other = ids()[ANNA], ids()["Белова Анна"]
    record = staff_writing.join_people(one, other)
    assert "Белова Анна" not in ids()
    assert len(staff.staff().present) == 2 and "«Белова Анна» — это Белова Анна Игоревна" in shown(
        "?register=staff"
    )
    assert teacher_card.person_of(str(other)) == one
    publish(school)
    assert len(staff.staff().present) == 2
    registers.done("back", str(record))
    publish(school)
    assert len(staff.staff().present) == 3
    assert "двух разных" in plain_text(registers.joined(one, one))


def test_the_search_finds_the_teachers_whose_cards_open(school: Home) -> None:
    def found(typed: str) -> list[str]:
        return [
            item["href"]
            for g in search.answer(typed)
            if g["title"] == "Педагоги"
            for item in g["items"]
        ]

    assert found("белова") == [f"/teacher/{ids()[ANNA]}"]
    with teacher(PETR):
        assert found("белова") == [] and found("осокин") == [f"/teacher/{ids()[PETR]}"]


def test_a_register_is_taken_as_xlsx_by_name_and_it_is_logged_that_people_are_named(
    school: Home,
) -> None:
    staff_writing.save(Form("courses", "k", None), course(title="Аттестация", hours="16"))
    body = registers.show_registers("?register=courses")
    (store,) = [
        part for part in body if getattr(part, "id", None) == CardIds.rows("register-courses")
    ]
    taken = store.data
    assert [row[0] for row in taken["rows"]] == [ANNA, OLGA, PETR]
    assert taken["labels"][:2] == ["Педагог", "Программа"] and taken["names_pupils"]
    assert taken["rows"][2][taken["labels"].index("Откуда")] == "введено на странице"


def test_the_filters_go_into_the_address_and_nothing_else_moves_it() -> None:
    pills = [{"name": "teacher"}, {"name": "year"}]
    drawn = {"teacher": "", "year": "2025/26"}
    assert registers.choose(["7", "2025/26"], pills, drawn, "?register=courses&year=2025/26") == (
        "?register=courses&year=2025%2F26&teacher=7"
    )
    assert registers.choose(["all", "2025/26"], pills, drawn, "?register=courses") is no_update
    assert (
        registers.choose(["all", "all"], pills, drawn, "?register=courses&year=2025/26")
        == "?register=courses"
    )


def test_a_route_is_a_chain_whose_late_steps_say_so(school: Home) -> None:
    step = {"teacher": str(ids()[ANNA]), "competence": "Формирующее оценивание", "title": "Открытый урок",
            "date_to": "2026-01-10", "status": "идёт"}  # fmt: skip
    staff_writing.save(Form("learning_routes", "s", None), step)
    told = plain_text(teacher_card.show_teacher(str(ids()[ANNA]))).replace("\xa0", " ")
    assert "сделано 0 из 1 шага маршрута, просрочено 1" in told
    late = (date.today() - date(2026, 1, 10)).days
    assert f"идёт, просрочено на {late} д" in told
    for part in ("ДефицитФормирующее оценивание", "Наставникне назначен", "Срок10 января 2026"):
        assert part in told
    assert "▲" not in plain_text(teacher_card.show_teacher(str(ids()[PETR])))


def test_own_competences_are_on_the_card_for_the_methodist_and_the_person_alone(
    school: Home,
) -> None:
    key = str(ids()[ANNA])
    assert "Самооценки пока нет" in plain_text(teacher_card.show_teacher(key))
    with teacher(ANNA):
        assert "Самооценки пока нет" in plain_text(teacher_card.show_teacher(key))
    with session.acting_as(DIRECTOR):
        assert "Самооценки" not in plain_text(teacher_card.show_teacher(key))


def test_a_teacher_cannot_take_the_place_of_a_line_of_somebody_else(school: Home) -> None:
    (row,) = staff.staff().of("strategy_use")
    typed = {"teacher": str(ids()[ANNA]), "title": "Проект", "frequency": "1", "mastery": "1"}
    staff_writing.save(Form("strategy_use", "hers", None), typed)
    seen = school.ledger.records("staff_entry")[0].record_id
    with teacher(PETR):
        mine = {**typed, "teacher": str(ids()[PETR])}
        for form in (
            Form("strategy_use", row["entry_key"], None),
            Form("strategy_use", "hers", seen),
        ):
            with pytest.raises(Wrong, match="ваша роль"):
                staff_writing.save(form, mine)
        assert "уже возвращено" in plain_text(registers.done("back", str(seen)))
    assert sorted(titles("strategy_use")) == ["Дискуссия", "Проект"]


def test_a_line_taken_back_while_it_was_edited_is_shown_as_it_is_now(school: Home) -> None:
    key = staff.staff().of("courses")[0]["entry_key"]
    typed = {"teacher": str(ids()[ANNA]), "title": "Другое", "date_to": "2026-02-28"}
    staff_writing.save(Form("courses", key, None), typed)
    seen = staff.line(key)[1]
    assert seen is not None and staff_writing.take_back(seen)
    _, _, conflict, _ = register_form.saved(
        Form("courses", key, seen), {**typed, "title": "Третье"}, {}
    )
    told = plain_text(conflict)
    assert "вернули к прежнему виду" in told and "Оценивание" in told and "Третье" in told


def test_before_anything_is_loaded_the_pages_say_what_will_be_here(home: Home) -> None:
    app.create_app(home)
    with session.acting_as(DEPUTY):
        assert "Реестры педагогов пока пусты" in shown() and "Списка педагогов ещё нет" in shown()
        assert "Здесь будут педагоги школы" in shown("?register=staff")
        assert "Строк пока нет. Добавьте их здесь" in shown("?register=events")
        assert "пар наставничества тоже" in shown("?view=support")
        register_form.saved(Form("staff", "uuid", None), {"full_name": "Ёлкина Вера Сергеевна"}, {})
        assert "В школе работает 1 педагог" in shown("?register=staff")
        assert staff_writing.hide("nothing") is None


def test_a_long_register_is_cut_and_says_so(school: Home) -> None:
    many = tuple(("courses", PETR, course_line(number)) for number in range(45))
    accept(school, StaffFile(entries=many))
    publish(school)
    assert "Показаны 40 из 47 строк" in shown("?register=courses")
    assert "Показаны" not in shown("?register=courses&rows=all")


def course_line(number: int) -> dict[str, Any]:
    return {"title": f"Курс {number}", "date_to": date(2026, 1, 1)}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_shown_before_a_publish_is_what_stands_after_it(school: Home, seed: int) -> None:
    chance = Random(seed)
    records: list[int] = []
    for number in range(12):
        rows = staff.staff().lines
        verb = chance.choice(["add", "edit", "hide", "back"])
        if verb == "add":
            staff_writing.save(
                Form("courses", f"new-{number}", None), course(title=f"Курс {number}")
            )
        elif verb == "edit" and (mine := [r for r in rows if r["register"] == "courses"]):
            key = chance.choice(mine)["entry_key"]
            _, seen = staff.line(key)
            staff_writing.save(Form("courses", key, seen), course(title=f"Правка {number}"))
        elif verb == "hide" and rows:
            records.append(staff_writing.hide(chance.choice(rows)["entry_key"]) or 0)
        elif records:
            staff_writing.take_back(records.pop())
    before = [{**row, "accepted_at": None} for row in staff.staff().lines]
    publish(school)
    assert before == [{**row, "accepted_at": None} for row in staff.staff().lines]
