"""The page of deficits and the paper of a work, over a small school accepted in code."""

from __future__ import annotations

import base64
import io
from urllib.parse import quote

import openpyxl
import pandas as pd
import pytest

from dashboard import app, deficits, session
from dashboard.callbacks import deficits as page
from dashboard.components import deficits as parts
from dashboard.components.cards import plain_text
from dashboard.figures import deficits as figures
from dashboard.figures import work_report
from dashboard.figures.deficits import Limits
from tests.warehouse.files_in_code import Work, accept
from warehouse import vpr_guard
from warehouse.home import Home
from warehouse.publish import publish

YEAR = "2022/23"
VPR = "vpr 2022/23 Математика 5"
TASKS = {"1": (1, "Б"), "2": (2, "П"), "3": (1, "")}
DIRECTOR = session.User("director", "Директор", "director")
TEACHER = session.User("t", "Учитель", "teacher", frozenset({(YEAR, "5Б")}))
STRANGER = session.User("s", "Учитель", "teacher", frozenset({(YEAR, "9Ж")}))
LIMITS = {"Б": Limits(57, 60), "П": Limits(28.5, 30)}


@pytest.fixture(scope="module")
def school(tmp_path_factory) -> Home:
    """5А, 5Б and a participant without a class: an X, a task not taught, somebody absent, a year before."""
    home = Home.at(tmp_path_factory.mktemp("deficits-page"))
    ours = {
        "50001": ("5А", 4, 4, {"1": 1, "2": 2, "3": 1}),
        "50002": ("5А", 3, 5, {"1": 0, "2": "X", "3": 1}),
        "50003": ("5Б", 2, 3, {"1": 0, "2": 0, "3": "не пройд."}),
        "50004": ("", 3, None, {"1": 0}),
    }
    accept(home, Work(tasks=TASKS, results=ours, absent={"50005": "5А"}))
    accept(
        home, Work(tasks=TASKS, results={"50001": ("5А", 5, 5, {"1": 1})}, school_year="2021/22")
    )
    marks = {"70001": ("7А", 5, None, {}), "70002": ("7А", 2, None, {})}
    accept(home, Work(results=marks, work_kind="control_work", subject="История", grades=(7, 7)))
    publish(home)
    return home


@pytest.fixture(params=[DIRECTOR])
def asking(school, request):
    app.create_app(school)
    with session.acting_as(request.param) as user:
        yield user


as_teacher = pytest.mark.parametrize("asking", [TEACHER], indirect=True)


def shown(search: str = "") -> str:
    return plain_text(page.show_deficits(search)).replace("\xa0", " ")


def test_the_head_is_a_true_sentence_of_the_grade(asking) -> None:
    assert shown().startswith(
        "5 классы, математика (ВПР): ниже порога 1 задание из 2, это задание 1 — 1 из 4 баллов (25 %)"
    )


def test_the_map_says_the_level_the_count_and_the_class_nobody_said(asking) -> None:
    text = shown()
    assert "класс не указан" in text
    assert "5А: 1 из 2 баллов (50 %), ниже порога" in text
    assert "▼50<small>n = 2</small>" in text  # a small group says how small
    assert "5А: 2 из 2 баллов (100 %), уровень не задан" in text
    assert "Уровень не задан у 1 задания: 3" in text


def test_a_cell_opens_the_task_with_its_counts_and_who_missed_it(asking) -> None:
    text = shown("?task=2&class=" + quote("5А"))
    assert "Повышенный уровень, порог 28,5 %, выше порога от 30 %, максимум 2 балла" in text
    assert "Выполнение: 2 из 4 баллов (50 %)" in text
    assert "не приступали: 1" in text
    assert "Кто не справился: 1код 50002 — не приступал · Протокол!" in text


def test_a_task_without_a_class_names_nobody(asking) -> None:
    text = shown("?task=1")
    assert "Все классы: 1 из 4 баллов (25 %) ▼" in text and "50002" not in text


def test_a_cell_of_the_file_is_shown(asking) -> None:
    found = page.show_deficits("?task=2&class=" + quote("5А"))
    (place,) = {href.split("cell=")[1] for href in links(found) if "cell=" in href}
    assert "задание 2: не приступал, 0 баллов" in shown("?cell=" + place)
    assert "Такой ячейки в ваших классах нет" in shown("?cell=1:1:1:Лист")


def links(component) -> list[str]:
    if isinstance(component, (list, tuple)):
        return [href for part in component for href in links(part)]
    own = [component.href] if isinstance(getattr(component, "href", None), str) else []
    return own + (links(component.children) if getattr(component, "children", None) else [])


def test_where_a_number_comes_from(asking) -> None:
    text = shown("?origin=1&task=2&class=" + quote("5А"))
    assert (
        "2 / 4 × 100 = 50 % (ответов: 2, не приступали: 1, не проходили и не считаются: 0)" in text
    )
    assert "файл.xlsx" in text and "Ячейки: 2" in text


def test_what_stands_beside_is_chosen_by_the_address(asking) -> None:
    assert "Ниже, чем наши 2021/22: 1 (−75 п. п.)" in shown()
    assert "Ниже, чем" not in shown("?beside=none")


def test_a_teacher_in_the_address_changes_nothing_and_the_page_says_why(asking) -> None:
    assert shown("?teacher=" + quote("Иванова") + "&community=1") == shown()
    assert "№ 02-86" in shown() and vpr_guard.WHY in shown()


@as_teacher
def test_a_teacher_sees_own_classes_only(asking) -> None:
    text = shown("?task=1&class=" + quote("5Б"))
    assert "код 50003" in text and "5А" not in text and "класс не указан" not in text
    assert "50002" not in shown("?task=1&class=" + quote("5А"))
    assert "История" not in text
    assert "5А" not in shown("?view=report")


@pytest.mark.parametrize("asking", [STRANGER], indirect=True)
def test_without_works_the_page_says_what_will_be_here(asking) -> None:
    assert "Здесь будет карта классов и заданий" in shown()


def test_the_paper_counts_and_concludes(asking) -> None:
    text = shown("?view=report")
    assert "Справка по ВПР: 5 классы, математика, 2022/23" in text
    for said in (
        "Работу писали 4 из 5 (80 %).",
        "Успеваемость: 3 из 4 (75 %), качество: 1 из 4 (25 %), средняя отметка 3,00.",
        "Ниже порога 1 задание из 2: 1 (25 %).",
        "Чаще всего не приступали к заданию 2: 1 из 3 (33,3 %).",
        "С отметкой журнала совпали 1 из 3 (33,3 %), ниже журнала 2 из 3 (66,7 %)",
        "расхождений на две отметки и больше: 1",
    ):
        assert said in text


def test_the_paper_is_taken_as_a_workbook(asking) -> None:
    sent = page.document("?view=report")
    sheet = openpyxl.load_workbook(io.BytesIO(base64.b64decode(sent["content"]))).active
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert sent["filename"].startswith("Справка по ВПР 5 классы математика")
    assert next(row for row in rows if row[:1] == ["5А"])[:8] == ["5А", 3, 2, 1, 0, 1, 1, 0]
    assert next(row for row in rows if row[:1] == ["1"])[:3] == ["1", "базовый", 1]
    assert any("Работу писали 4 из\xa05" in str(row[0]) for row in rows if row)


def test_a_work_of_marks_only_has_its_paper_and_no_map(asking) -> None:
    work = "?work=" + quote("control_work 2022/23 История 7")
    assert "У этой работы нет баллов по заданиям" in shown(work)
    text = shown(work + "&view=report")
    assert "Справка по контрольной работе: 7 классы, история" in text
    assert "Успеваемость: 1 из 2 (50 %)" in text and "Выполнение по заданиям" not in text


def test_another_work_leaves_the_cell_that_was_open(asking) -> None:
    filters = {"year": YEAR, "work": VPR, "task": "1", "class": "5А", "view": "report"}
    assert page.changed(filters, "year", "2021/22") == "?year=2021%2F22&view=report"
    assert "task=1" in page.changed(filters, "beside", "none")


def test_views_are_links_that_keep_the_work(asking) -> None:
    filters = {"work": VPR, "task": "1"}
    found = page.views(filters, deficits.choice(filters))
    assert [current for _, _, current in found] == [True, False, False]
    assert all("task" not in href and "work=vpr" in href for _, href, _ in found)


@pytest.mark.parametrize(("value", "verdict", "level", "expected"), [
    (56.9, "short", "Б", "short-1"), (40.0, "short", "Б", "short-2"), (3.0, "short", "Б", "short-3"),
    (58.0, "uncertain", "Б", "uncertain"), (60.0, "enough", "Б", "enough-1"),
    (50.0, "enough", "П", "enough-3"), (28.4, "short", "П", "short-1"), (None, "", "П", "none"),
])  # fmt: skip
def test_the_colour_is_of_the_level(value, verdict, level, expected) -> None:
    assert figures.tone(value, verdict, LIMITS[level]) == expected


@pytest.mark.parametrize(
    ("value", "verdict", "level", "expected"),
    [(56.7, "short", "Б", 1), (56.2, "short", "Б", 0), (59.8, "uncertain", "Б", 1), (60.0, "enough", "Б", 0),
     (28.5, "uncertain", "П", 1), (29.6, "uncertain", "П", 1), (28.2, "short", "П", 0)],
)  # fmt: skip
def test_a_number_is_not_rounded_over_its_threshold(value, verdict, level, expected) -> None:
    assert figures.digits_of(value, verdict, LIMITS[level]) == expected


def test_a_task_without_a_level_has_no_colour() -> None:
    assert figures.tone(10.0, "", None) == "none"


def test_a_skill_is_judged_by_most_of_its_tasks() -> None:
    judged = [figures.skill_verdict(*pair) for pair in ((2, 3), (1, 2), (0, 2), (0, 0))]
    assert judged == ["short", "uncertain", "enough", ""]


def points(*rows: tuple[str, str, float | None, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["variant", "state", "points", "participants_count"])


TOLD = pd.DataFrame(
    [("1", "Считать", 1), ("1", "Считать", 1), ("2", "Считать", 3), ("3", "Решать", 2), ("4", "Решать", 2),
     ("5", "", 1)],
    columns=["task_code", "skill", "max_points"],
)  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((10, 30), (50 * 10 + 90 * 90) / 100), ((None, None), (50 + 90 * 3) / 4)],
)
def test_a_skill_elsewhere_is_its_tasks_pooled_and_none_is_made_of_a_part(counts, expected) -> None:
    others = pd.DataFrame({"task_code": ["1", "2", "3"], "completion_pct": [50.0, 90.0, 10.0],
                           "participants_count": pd.array([*counts, 5], "Int64")})  # fmt: skip
    assert figures.skills_beside(TOLD, others) == {"Считать": pytest.approx(expected)}
    assert figures.skills_beside(TOLD, others.head(0)) == {}


@pytest.mark.parametrize(
    ("short", "expected"),
    [
        ({"5А": 1, "5Б": 0, "5В": 0}, "Больше всего заданий ниже порога в 5А: 1 из 2"),
        ({"5А": 2, "5Б": 2, "5В": 0}, "Больше всего заданий ниже порога в 5А и 5Б: по 2 из 2"),
        ({"5А": 1, "5Б": 1}, "Во всех классах заданий ниже порога поровну: по 1 из 2"),
        ({"5А": 1}, "Заданий ниже порога — в 5А: 1 из 2"),
        ({"5А": 0, "5Б": 0}, "Выполнение по классам: заданий ниже порога нет"),
    ],
)
def test_the_card_says_where_most_falls_short(short, expected) -> None:
    def cell(key: str, name: str, verdict: str) -> figures.Cell:
        return figures.Cell(key, name, 1.0, verdict, 20, False, "none")

    rows = tuple(figures.Row(str(n), "", "Б", 1, cell(str(n), "", ""), None) for n in (1, 2))
    cells = {(row.key, name): cell(row.key, name, "short" if n < count else "enough")
             for n, row in enumerate(rows) for name, count in short.items()}  # fmt: skip
    grid = figures.Grid(rows, tuple(short), cells)
    assert parts.headline(grid, "tasks").replace("\xa0", " ") == expected


def test_the_spread_and_the_variants_of_a_task() -> None:
    frame = points(("1", "answered", 2, 3), ("2", "answered", 0.5, 1), ("2", "not_attempted", 0, 2),
                   ("1", "not_taught", None, 4))  # fmt: skip
    assert figures.spread(frame) == [
        ("не приступали", 2),
        ("0,5", 1),
        ("2", 3),
        ("не проходили", 4),
    ]
    first, second = figures.by_variant(frame, 2)
    assert first == ("1", 100.0, 3)
    assert second[1:] == (pytest.approx(100 * 0.5 / 6), 3)
    assert figures.by_variant(frame[frame["variant"] == "1"], 2) == []


def test_conclusions_say_nothing_that_was_not_counted() -> None:
    total = {"participants_count": 2, "listed_count": 2, "marked_count": 0}
    empty = figures.Grid((), (), {})
    told = work_report.conclusions(total, empty, [], work_report.Sums(0, 0, 0, 0, 0), "")
    assert told == ["Работу писали 2 из\xa02 (100\xa0%)."]


def test_points_agree_with_their_noun() -> None:
    told = [parts.of_points(*pair).replace("\xa0", " ") for pair in ((1, 1), (12, 48), (0.5, 2.5))]
    assert told == ["1 из 1 балла (100 %)", "12 из 48 баллов (25 %)", "0,5 из 2,5 балла (20 %)"]


def work(**changes) -> dict:
    known = {
        "kind": "vpr",
        "subject": "Математика",
        "grade": 5,
        "class_grade": 5,
        "label": "",
        "literacy": "",
    }
    return known | changes


@pytest.mark.parametrize(("changes", "expected"), [
    ({}, "5 классы, математика (ВПР)"),
    ({"class_grade": 6}, "6 классы, математика за 5 класс (ВПР)"),
    ({"kind": "control_work", "label": "Дроби"}, "5 классы, математика (контрольная работа, Дроби)"),
    ({"kind": "monitoring", "literacy": "reading"}, "5 классы, читательская грамотность (мониторинг)"),
    ({"kind": "oge", "grade": 9, "class_grade": 9, "label": "2024-06-06"}, "9 классы, математика (ОГЭ, 6 июня 2024)"),
])  # fmt: skip
def test_a_work_is_named_with_its_grades(changes, expected) -> None:
    assert parts.work_of(work(**changes)).replace("\xa0", " ") == expected


def test_the_grade_of_a_row_is_the_one_that_most_wrote_in() -> None:
    row = {"task_code": "1", "max_points": 1, "level": "Б", "skill": "", "verdict": "short",
           "completion_pct": 0.0, "points_sum": 0, "participants_count": 1, "grade_verdict": "short",
           "grade_completion_pct": 0.0, "grade_points_sum": 0, "grade_not_attempted_count": 0}  # fmt: skip
    many = {"grade_participants_count": 40, "grade_completion_pct": 70.0, "grade_verdict": "enough"}
    frame = pd.DataFrame([row | {"class_name": "6А", "grade_participants_count": 1},
                          row | many | {"class_name": "5А"}])  # fmt: skip
    (line,) = figures.task_grid(frame, LIMITS, {}, 10).rows
    assert (line.whole.participants, line.whole.value) == (40, 70.0)
