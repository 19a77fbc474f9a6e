"""Objectivity, exams and the olympiad on the screen, over a small school accepted in code."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from dashboard import app, changes, data, outside_marks, session
from dashboard.callbacks import class_card, home, objectivity, olympiad
from dashboard.components import home as home_parts
from dashboard.components import low_results, points
from dashboard.components import objectivity as parts
from dashboard.components.cards import plain_text
from dashboard.figures import olympiad as olympiad_figures
from dashboard.figures import outside_marks as figures
from tests.warehouse.files_in_code import Olympiad, Totals, Work, accept
from warehouse import reference, vpr_guard
from warehouse.home import Home
from warehouse.publish import publish

YEAR = "2022/23"
ANNA, LEV = "Берёзова Анна Львовна", "Дубов Лев Ильич"
DIRECTOR = session.User("director", "Директор", "director")
TEACHER = session.User("t", "Учитель", "teacher", frozenset({(YEAR, "5Б")}))
LIMITS = parts.Limits(10, 20, 50, 2, 5)
WORK = "vpr 2022/23 Математика 5"


def said(component: Any) -> str:
    return plain_text(component).replace("\xa0", " ")


@pytest.fixture(scope="module")
def school(tmp_path_factory) -> Home:
    home = Home.at(tmp_path_factory.mktemp("outside"))
    vpr = {
        "50001": ("5А", 4, 4, {"1": 2}), "50002": ("5А", 3, 5, {"1": 1}), "50003": ("5А", 4, 4, {"1": 2}),
        "50004": ("5Б", 5, 4, {"1": 2}), "50005": ("5Б", 2, 4, {"1": 0}),
    }  # fmt: skip
    region = (
        ("region", "confirmed_pct", 30.0),
        ("region", "lowered_pct", 60.0),
        ("region", "raised_pct", 10.0),
    )
    accept(home, Work(tasks={"1": (2, "Б")}, results=vpr, pupils={"50002": ANNA}, lines=region))
    low = {str(n): ("5А", mark, 3, {}) for n, mark in enumerate((2, 2, 3))}
    accept(home, Work(results=low, subject="Русский язык"))
    accept(
        home,
        Totals("9А", "Математика", "year", {ANNA: 4, LEV: 4}),
        Totals("9А", "Математика", "q4", {ANNA: 4}),
    )
    accept(home, Totals("5А", "Математика", "q4", {"Клёнов Пётр Ильич": 4}))
    oge = {"1": ("9А", 4, None, {}), "2": ("9А", 5, None, {})}
    accept(
        home,
        Work(
            results=oge,
            work_kind="oge",
            grades=(9, 9),
            pupils={"1": ANNA, "2": LEV},
            label="2023-05-20",
        ),
    )
    ege = {"1": ("11А", None, None, {})}
    accept(
        home,
        Work(
            results=ege, work_kind="ege", grades=(11, 11), subject="Физика", test_points={"1": 84.0}
        ),
    )
    entries = (
        (ANNA, "7А", 7, 8, "winner", ""),
        (LEV, "5Б", 5, 5, "prize_winner", ""),
        (None, "", 8, 8, "participant", ""),
    )
    accept(home, Olympiad(entries), Olympiad(entries[:1], stage="municipal"))
    publish(home)
    return home


@pytest.fixture(params=[DIRECTOR])
def asking(school, request):
    app.create_app(school)
    with session.acting_as(request.param) as user:
        yield user


as_teacher = pytest.mark.parametrize("asking", [TEACHER], indirect=True)


def test_the_head_counts_who_confirmed(asking) -> None:
    page = said(objectivity.show_objectivity(f"?year={YEAR}&kind=vpr&subject=Математика"))
    assert page.startswith(
        "По ВПР 2022/23 отметку журнала подтвердили 2 из 5 (40 %), понизили 2, повысили 1"
    )
    assert "▲ +10 п. п. к доле подтвердивших (регион): 40 % и 30 %" in page
    assert (
        "2 участника: ниже журнала 2, выше 0" in page
        and ANNA in page
        and "50005имя не загружено" in page
    )
    assert vpr_guard.WHY.replace("\xa0", " ") in page


def test_a_monitoring_of_a_literacy_is_named_by_it_wherever_it_stands(tmp_path) -> None:
    home = Home.at(tmp_path)
    region = (("region", "confirmed_pct", 30.0), ("region", "raised_pct", 70.0))
    held = {"work_kind": "monitoring", "subject": "Русский язык", "lines": region}
    results = {"1": ("5А", 2, 5, {})}
    accept(home, Work(results=results, literacy="reading", label="Осень", **held))
    accept(home, Work(results=results, label="Весна", **held))
    publish(home)
    app.create_app(home)
    with session.acting_as(DIRECTOR):
        shown = said(objectivity.show_objectivity(f"?year={YEAR}&kind=monitoring"))
    _, gaps = shown.split("Разрыв в две отметки и больше", 2)[1:]
    assert "5АЧитательская грамотность1" in gaps and "5АРусский язык1" in gaps
    lines = gaps.split("Сравнение из отчётов ФИС ОКО")[1]
    assert "Читательская грамотность5регион" in lines and "Русский язык5регион" in lines


@as_teacher
def test_a_teacher_sees_own_classes_and_no_signs_of_the_school(asking) -> None:
    page = said(objectivity.show_objectivity("?kind=vpr"))
    assert "подтвердили 0 из 2" in page and "50005имя не загружено" in page
    assert ANNA not in page and "5А" not in page and "Признаки низких результатов" not in page


def test_an_exam_stands_beside_the_year_and_by_subject(asking) -> None:
    page = said(objectivity.show_objectivity("?kind=oge"))
    assert page.startswith(
        "На ОГЭ 2022/23 годовую отметку подтвердили 1 из 2 (50 %), понизили 0, повысили 1"
    )
    assert "ОГЭ по предметам" in page and "4,50" in page and vpr_guard.WHY not in page
    ege = said(objectivity.show_objectivity("?kind=ege"))
    assert ege.startswith("ЕГЭ 2022/23: 1 участие, ниже минимума 0")
    assert "81–100 баллов: 1 из 1 (100 %)" in ege


def test_an_autumn_work_names_both_grades_and_an_exam_its_day() -> None:
    row = {
        "kind": "vpr",
        "subject": "История",
        "grade": 5,
        "class_grade": 6,
        "label": "",
        "literacy": "",
    }
    assert outside_marks.name_of(row) == "ВПР, история, 5\xa0класс (писали в\xa06)"
    exam = row | {"kind": "oge", "class_grade": 5, "label": "2023-05-20"}
    assert outside_marks.name_of(exam).endswith("класс, 20\xa0мая\xa02023")
    checked = row | {"kind": "monitoring", "literacy": "reading", "class_grade": 5, "subject": "",
                     "label": "Читательская грамотность. Входной"}  # fmt: skip
    assert (
        outside_marks.name_of(checked)
        == "мониторинг, читательская грамотность, 5\xa0класс, Входной"
    )


def test_where_the_number_comes_from_names_its_files(asking) -> None:
    page = said(objectivity.show_objectivity("?kind=vpr&subject=Математика&origin=1"))
    assert "Подтвердили: 2 / 5 × 100 = 40 %." in page and "Протокол, строки 2–6" in page
    olympic = said(olympiad.show_olympiad("?origin=1"))
    assert "Школьный этап: (1 + 1) / 3 × 100 = 66,7 %." in olympic


def test_signs_of_low_results_are_two_and_calm(asking) -> None:
    page = said(objectivity.show_objectivity("?kind=vpr"))
    assert "Ни один признак не поднят" in page
    assert "Признаки низких результатов" not in said(home.show_home(""))
    found = data.frame(objectivity.objectivity.low_results, school="school").assign(is_in_two=1)
    assert low_results.signs(found[found["is_low"] == 1], 30.0) == [
        "2022/23: низких результатов 30\xa0% и\xa0больше в двух и более работах одного года — "
        "ВПР, русский язык, 5\xa0класс: 2 из\xa03 (66,7\xa0%)"
    ]


def test_no_border_is_drawn_before_it_is_entered(asking) -> None:
    page = said(objectivity.show_objectivity("?kind=vpr&subject=Математика"))
    assert "Границы отметок не введены" in page and "Граница «3»" not in page
    assert figures.spread({1.0: 2, 2.0: 3}, {})["layout"]["shapes"] == []
    drawn = figures.spread({1.0: 2, 9.0: 3}, {3: 9.0})["layout"]
    assert [shape["x0"] for shape in drawn["shapes"]] == [8.5]


@pytest.mark.parametrize(
    ("values", "problem"),
    [([1, None, 2], "три числа"), ([1, 1, 2], "растут"), ([0, 1, 2], "растут"), ([0.5, 1, 3], "не больше 2")],
)  # fmt: skip
def test_borders_that_cannot_be_are_refused(asking, values: list[Any], problem: str) -> None:
    with pytest.raises(changes.Unacceptable, match=problem):
        objectivity.enter(WORK, values)
    assert reference.mark_borders(data.ledger()) == {}


def test_entered_borders_are_kept_told_and_taken_back(asking) -> None:
    assert objectivity.enter(WORK, [0.5, 1, 2]) and not objectivity.enter(WORK, [0.5, 1, 2])
    assert reference.mark_borders(data.ledger()) == {WORK: {3: 0.5, 4: 1.0, 5: 2.0}}
    newest = changes.latest()[0]
    assert newest["what"] == f"границы отметок, {WORK}: «3» с 0,5, «4» с 1, «5» с 2"
    page = said(objectivity.show_objectivity("?kind=vpr&subject=Математика"))
    assert "Участников 5: о пиках у границ судить рано." in page
    data.ledger().revoke_record(newest["record_id"], "тест")
    assert reference.mark_borders(data.ledger()) == {}


def test_a_peak_at_a_border_is_never_called_a_proof() -> None:
    counts = {7.0: 2, 8.0: 9, 9.0: 5, 13.0: 4, 14.0: 4}
    found = [text.replace("\xa0", " ") for text in points.peaks(counts, {3: 8.0, 4: 14.0}, LIMITS)]
    assert found == [
        "▲ Граница «3»: 8 баллов у 9, на балл меньше у 2: возможный маркер, не доказательство.",
        "Граница «4»: 14 баллов у 4, на балл меньше у 4.",
    ]


@pytest.mark.parametrize(
    ("count", "told"),
    [(9, "высокая неопределённость"), (10, "ограниченно"), (19, "ограниченно"), (20, "приблизительно"),
     (49, "приблизительно"), (50, "информативно")],
)  # fmt: skip
def test_words_of_trust_at_their_edges(count: int, told: str) -> None:
    assert parts.certainty(count, LIMITS) == told


def test_bars_show_counts_of_the_school_and_shares_of_the_region() -> None:
    own = {"label": "5А", "participants_count": 4, "low_pct": 15.0, "high_pct": 85.0}
    own |= {
        f"{name}_pct": pct
        for name, pct in (("lowered", 25.0), ("confirmed", 50.0), ("raised", 25.0))
    }
    own |= {f"{name}_count": n for name, n in (("lowered", 1), ("confirmed", 2), ("raised", 1))}
    line = {"label": "регион", "lowered_pct": 20.0, "confirmed_pct": 77.0, "raised_pct": 3.0}
    lowered, confirmed, raised, beside = figures.shares([own, line])["data"]
    assert (lowered["text"], confirmed["text"], raised["text"]) == (
        ["1", "20\xa0%"], ["2", "77\xa0%"], ["1", ""],
    )  # fmt: skip
    assert beside["text"] == ["50\xa0% (15–85)", "77\xa0%"]
    assert confirmed["customdata"][0] == "5А: подтвердили 2 из\xa04 (50\xa0%)"


def test_the_olympiad_tells_participations_from_pupils(asking) -> None:
    page = said(olympiad.show_olympiad(""))
    assert page.startswith(
        "На муниципальном этапе 2022/23 победители и призёры: 1 из 1 участия (100 %)"
    )
    assert "школьный: 3 участия, 2 ученика по имени, без имени 1" in page
    assert "Школьный этап: 3 участия" in page and "лет с протоколами: 1" in page
    assert "Вышли на муниципальный этап из 7–11 классов: 1 из 1" in page
    assert ANNA in page and LEV in page
    row = {"label": "", "participations_count": 3, "successes_count": 2}
    assert olympiad_figures.told(row) == "2 из\xa03 (66,7\xa0%)"


@as_teacher
def test_a_teacher_sees_own_pupils_of_the_olympiad(asking) -> None:
    page = said(olympiad.show_olympiad(""))
    assert LEV in page and ANNA not in page
    assert "школьный: 1 участие, 1 ученик по имени" in page


def test_the_card_of_a_class_has_its_works_and_exams(asking) -> None:
    card = said(class_card.show_class("", ["2022-23", "9А"]))
    assert "Протоколы ВПР и контрольных этого класса ещё не загружены" in card
    assert "ОГЭ класса" in card and "1 из 2 (50 %)" in card
    works = said(class_card.show_class("", ["2022-23", "5А"]))
    assert "ВПР, математика, 5 класс" in works and "83,3 %" in works  # 5 of 6 points
    assert "«5» 0, «4» 2, «3» 1, «2» 0" in works and "2 из 3 (66,7 %), ниже 1, выше 0" in works
    assert "ОГЭ класса" not in works


def test_a_raised_sign_stands_on_the_overview() -> None:
    strips = home_parts.four_strips(
        None, pd.DataFrame(), home_parts.decision(pd.DataFrame()), ["2022/23: …"]
    )
    assert "Признаки низких результатов: 2022/23: …" in said(strips)


def test_an_empty_home_says_what_will_be_here(tmp_path) -> None:
    app.create_app(Home.at(tmp_path))
    with session.acting_as(DIRECTOR):
        assert "Проверочных работ и экзаменов пока нет" in said(objectivity.show_objectivity(""))
        assert "Протоколов олимпиады пока нет" in said(olympiad.show_olympiad(""))
