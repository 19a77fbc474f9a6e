"""The page between period ends: its words, its drawing by data, its callbacks as functions."""

from __future__ import annotations

import base64
import json
from datetime import date
from fractions import Fraction

import openpyxl
import pandas as pd
import pytest
from dash.development.base_component import Component
from hypothesis import given
from hypothesis import strategies as st

from dashboard import app, data, guard, session
from dashboard import journal_body as body
from dashboard.callbacks import frame, journal
from dashboard.components import journal as parts
from dashboard.components import journal_lists as lists
from dashboard.components import journal_tables as tables
from dashboard.components import journal_words as say
from dashboard.components.cards import plain_text
from dashboard.figures import journal as figures
from dashboard.ids import CardIds, JournalIds
from dashboard.journal_choice import current_period
from tests.warehouse.journal_con import TERM, YEAR, Journal
from warehouse.home import Home
from warehouse.queries import journal as queries
from warehouse.queries.journal import View

DIRECTOR = session.User("director", "Директор", "director")
DAY = date(2024, 4, 10)


@pytest.fixture
def view() -> View:
    return View(YEAR, "q4", TERM[1])


@pytest.fixture
def con():
    """7Б: one disputed pupil of algebra, one with a «2», one without marks; physics is nobody's."""
    made = Journal((1, 2, 3), ("Алгебра", "Физика"))
    made.marks = [(1, "Алгебра", DAY, m, 1) for m in (4, 4, 5)] + [(2, "Алгебра", DAY, 2, 1)] * 3
    made.marks += [(1, "Алгебра", DAY, 5, 1)]
    made.codes = [(1, "Алгебра", DAY, 1, "ill"), (1, "Алгебра", DAY, 2, "late")]
    return made.built()


@pytest.mark.parametrize(
    ("points", "weight", "border", "said"),
    [
        (22, 5, 45, "ещё одна «5» → 4,50, выходит «5»"),
        (31, 7, 45, "ещё одна «5» → 4,50, выходит «5»"),
        (44, 10, 45, "одной отметки мало: нужно 2 «5» подряд"),
        (23, 5, 45, "сейчас «5»; одна «3» или ниже → 4,33, выходит «4»"),
        (5, 2, 25, "сейчас «3»; одна «2» → 2,33, выходит «2»"),
        (12, 5, 25, "ещё одна «3» → 2,50, выходит «3»"),
        (260, 100, 25, "«3» держится: одна отметка её не изменит"),
    ],
)
def test_what_one_more_mark_settles(points, weight, border, said) -> None:
    assert say.next_mark(points, weight, border).replace("\xa0", " ") == said


@given(st.integers(1, 60), st.data())
def test_the_fives_that_are_named_are_enough_and_no_fewer_are(weight, drawn) -> None:
    border = drawn.draw(st.sampled_from([25, 35, 45]))
    points = drawn.draw(st.integers(2 * weight, max(border * weight // 10, 2 * weight)))
    said = say.next_mark(points, weight, border)
    if "подряд" in said:
        fives = int(said.split("нужно ")[1].split("\xa0")[0])
        assert Fraction(points + 5 * fives, weight + fives) >= Fraction(border, 10)
        assert Fraction(points + 5 * (fives - 1), weight + fives - 1) < Fraction(border, 10)


@given(st.integers(1, 400), st.data())
def test_a_printed_mean_promises_no_mark_that_rounding_does_not_give(weight, drawn) -> None:
    points = drawn.draw(st.integers(2 * weight, 5 * weight))
    printed = Fraction(say.mean(points, weight).replace(",", "."))
    for border in (Fraction(5, 2), Fraction(7, 2), Fraction(9, 2)):
        assert (printed >= border) == (Fraction(points, weight) >= border)


@pytest.mark.parametrize(
    ("as_of", "said"),
    [(date(2024, 5, 5), "До конца 4 четверти 3 недели"), (date(2024, 5, 24), "До конца 4 четверти 2 дня"),
     (date(2024, 5, 26), "Последний день 4 четверти"), (date(2024, 6, 1), "4 четверть закончилась")],
)  # fmt: skip
def test_what_is_left_of_the_period(as_of, said) -> None:
    assert say.left("q4", as_of, TERM[1]).replace("\xa0", " ") == said
    assert say.left("h2", date(2024, 6, 1), TERM[1]).endswith("закончилось")


def test_the_sentence_names_the_class_and_the_subject(con, view) -> None:
    said = say.sentence("До конца", queries.classes(con, view=view), queries.cells(con, view=view))
    assert (
        said.replace("\xa0", " ")
        == "До конца: в 7Б 1 спорная отметка у 1 ученика, по алгебре мало отметок у 1 ученика"
    )
    calm = queries.cells(con, view=view).assign(disputed_count=0, still_few_count=0)
    assert say.sentence("До конца", queries.classes(con, view=view), calm).endswith(
        "спорных отметок нет"
    )


@pytest.mark.parametrize("code", figures.CONCERNS)
def test_every_measure_draws_plain_values(con, view, code) -> None:
    cells, classes, groups = (
        q(con, view=view) for q in (queries.cells, queries.classes, queries.groups)
    )
    concern = figures.concern_of(code, cells)
    arranged = figures.arrange(
        figures.cells_of(cells, concern), parts.with_groups(classes, groups), concern
    )
    assert [c.name for c in arranged.classes] == ["7Б"]
    assert arranged.markless == ["1А"]
    assert json.dumps(figures.heatmap(arranged, concern), allow_nan=False)


def test_attention_counts_a_pupil_once_and_the_hardest_comes_first(con, view) -> None:
    cells = queries.cells(con, view=view)
    concern = figures.concern_of("attention", cells)
    found = figures.cells_of(cells, concern)
    arranged = figures.arrange(found, queries.classes(con, view=view), concern)
    assert [(s.name, s.part, s.whole) for s in arranged.subjects] == [
        ("Алгебра", 3, 3),
        ("Физика", 0, 3),
    ]
    assert figures.hardest(found, concern) == []
    large = figures.cells_of(cells, concern, small=2)
    assert [(c.subject, c.class_name) for c in figures.hardest(large, concern)] == [
        ("Алгебра", "7Б")
    ]


def test_absences_have_no_share_where_lessons_are_not_known(con, view) -> None:
    cells = queries.cells(con, view=view)
    concern = figures.concern_of("absences", cells)
    assert not concern.is_share
    assert [c.value for c in figures.cells_of(cells, concern)] == [1.0, 0.0]
    said = plain_text(tables.attendance(queries.absences(con, view=view), cells))
    assert "Процент не посчитан" in said
    assert "%" not in said


def test_absences_are_a_share_where_lessons_are_known(view) -> None:
    made = Journal((1,), codes=[(1, "Алгебра", DAY, 1, "ill")], lessons=[(1, "Алгебра", DAY, 4)])
    con = made.built()
    cells = queries.cells(con, view=view)
    assert figures.cells_of(cells, figures.concern_of("absences", cells))[0].value == 25.0
    said = plain_text(tables.attendance(queries.absences(con, view=view), cells)).replace(
        "\xa0", " "
    )
    assert "1 из 4 (25 %)" in said


def test_few_marks_before_their_check_are_unknown_not_zero(con, view) -> None:
    cells = queries.cells(con, view=view)
    concern = figures.concern_of("few", cells, is_early=True)
    assert {c.value for c in figures.cells_of(cells, concern)} == {None}
    assert parts.card_headline([], concern) == "Накопляемость проверять ещё рано"


def test_empty_frames_draw_nothing_and_break_nothing() -> None:
    concern = figures.concern_of("attention", pd.DataFrame())
    arranged = figures.arrange([], pd.DataFrame(), concern)
    assert json.dumps(figures.heatmap(arranged, concern), allow_nan=False)


def test_the_list_says_everything_that_is_in_question(con, view) -> None:
    found = lists.concerns(queries.pupils(con, view=view))
    assert list(zip(found.reason, found.pupil_id, strict=True)) == [
        ("disputed", 1),
        ("two", 2),
        ("unmarked", 3),
    ]
    assert set(found.subject) == {"Алгебра"}
    said = plain_text(lists.class_list(queries.pupils(con, view=view), "7Б", "4 четверть"))
    assert "Список для классного руководителя, 7Б" in said
    assert "по болезни 1" in said


def test_silence_counts_whole_weeks_from_the_last_mark(con, view) -> None:
    rows = tables.silent_rows(queries.cells(con, view=view), date(2024, 5, 1), TERM[0], 3)
    assert list(zip(rows.subject, rows.weeks, strict=True)) == [("Физика", 4), ("Алгебра", 3)]
    assert tables.silent_rows(queries.cells(con, view=view), date(2024, 4, 30), TERM[0], 5).empty
    assert tables.markless_subjects(queries.cells(con, view=view)) == ["Физика"]


def test_against_the_mean_prints_counts_and_the_interval() -> None:
    rows = pd.DataFrame({"subject": ["Алгебра"] * 2, "class_name": ["7А", "7Б"], "compared_count": [20, 5],
                         "above_count": [10, 3], "equal_count": [10, 2], "below_count": [0, 0]})  # fmt: skip
    said = plain_text(tables.against(rows, "subject")).replace("\xa0", " ")
    assert "13 из 25 (52 %), может быть 33,5–70 %" in said
    assert "Итоговая выше среднего балла" in said
    assert tables.against(rows.head(0), "subject") is None


def test_the_period_of_a_day_is_that_of_most_classes() -> None:
    rows = pd.DataFrame({
        "period": ["q1", "q2", "h1"], "classes_count": [30, 30, 4],
        "date_from": pd.to_datetime(["2023-09-01", "2023-11-05", "2023-09-01"]),
    })  # fmt: skip
    for day, period in (("2023-10-01", "q1"), ("2023-12-01", "q2"), ("2023-08-01", "q1")):
        assert current_period(rows, date.fromisoformat(day)) == period


@pytest.fixture
def director(school):
    """Ask as the director, of the small sample school."""
    app.create_app(school)
    guard.accounts()
    with session.acting_as(DIRECTOR):
        yield


def some_class() -> str:
    """Return a class with current marks in the fourth quarter."""
    found = data.reader().frame(
        "SELECT min(class_name) AS name FROM mart_standing_by_class_subject_period"
        " WHERE period = 'q4' AND marks_count > 0"
    )
    return str(found["name"][0])


def test_the_school_view_names_no_pupil(director) -> None:
    said = plain_text(journal.show_journal("", "/journal"))
    names = data.reader().frame("SELECT DISTINCT full_name FROM dim_pupil")["full_name"]
    assert not [name for name in names if name in said]
    assert "Что будет" in said
    asked = plain_text(journal.show_journal("?origin=1", "/journal"))
    assert "Откуда число?" in asked
    assert not [name for name in names if name in asked]


def test_a_class_shows_its_list_and_a_cell_its_pupils(director) -> None:
    name = some_class()
    said = plain_text(journal.show_journal(f"?class={name}", "/journal"))
    assert f"Список для классного руководителя, {name}" in said
    row = data.reader().frame(
        f"SELECT p.full_name, m.subject, m.points_sum, m.marks_count, m.likely_mark"
        f" FROM mart_standing_by_pupil_subject_period AS m JOIN dim_pupil AS p"
        f" ON p.pupil_id = m.pupil_id AND p.class_name = m.class_name AND p.school_year = m.school_year"
        f" WHERE m.class_name = '{name}' AND m.period = 'q4' AND m.marks_count > 0 ORDER BY 1, 2 LIMIT 1"
    ).iloc[0]  # fmt: skip
    panel = plain_text(journal.show_journal(f"?class={name}&subject={row.subject}", "/journal"))
    told = f"{say.mean(int(row.points_sum), int(row.marks_count))} → «{row.likely_mark}»"
    assert f"{row.full_name}{told}" in panel


def test_a_day_in_the_address_hides_later_marks(director) -> None:
    counts = []
    for day in ("2024-04-08", "2024-05-24"):
        asked = body.choice({"date": day})
        counts.append(int(data.frame(queries.cells, view=asked.view)["marks_count"].sum()))
        assert plain_text(journal.show_journal(f"?date={day}", "/journal"))
    live = "SELECT count(*) AS n FROM marks WHERE period = 'q4' AND school_year = '2023/24'"
    total = data.reader().frame(live)["n"][0]
    assert 0 < counts[0] < counts[1] == total


def test_a_day_before_the_year_says_that_it_has_not_begun(director) -> None:
    assert "ещё не началась" in plain_text(
        journal.show_journal("?date=2023-08-01&period=q1", "/journal")
    )


def test_a_teacher_sees_own_classes_only(school) -> None:
    app.create_app(school)
    with session.acting_as(DIRECTOR):
        mine = some_class()
        other = data.reader().frame(
            f"SELECT max(class_name) AS name FROM dim_class WHERE class_name <> '{mine}' AND grade > 1"
        )["name"][0]
    teacher = session.User("t", "Учитель", "teacher", frozenset({(YEAR, mine)}))
    with session.acting_as(teacher):
        assert "Список для классного руководителя" in plain_text(
            journal.show_journal(f"?class={mine}", "/journal")
        )
        said = plain_text(journal.show_journal(f"?class={other}", "/journal"))
        names = data.reader().frame(
            f"SELECT full_name FROM dim_pupil WHERE class_name = '{other}'"
        )["full_name"]
        assert not [name for name in names if name in said]


def test_another_page_is_left_alone_and_an_empty_home_says_how_to_fill_it(
    director, tmp_path
) -> None:
    assert journal.show_journal("", "/help") is journal.no_update
    app.create_app(Home.at(tmp_path))
    assert "Загрузить журнал" in plain_text(journal.show_journal("", "/journal"))


def test_a_changed_filter_forgets_what_it_makes_meaningless() -> None:
    filters = {"year": YEAR, "period": "q3", "date": "2024-02-01", "class": "7Б", "measure": "few"}
    assert (
        journal.moved_search(filters, "period", "q4")
        == "?year=2023%2F24&period=q4&class=7%D0%91&measure=few"
    )
    assert "class" not in journal.moved_search(filters, "grade", "8")
    assert journal.moved_search(filters, "date", "0002-01-01") is journal.no_update


def test_the_list_can_be_taken_as_a_workbook(director, tmp_path) -> None:
    name = some_class()
    shown = journal.show_journal(f"?class={name}", "/journal")
    rows = next(
        p.data for p in walk(shown) if getattr(p, "id", None) == CardIds.rows("journal-list")
    )
    sent = frame.download_table(1, rows, "/journal")
    last = "SELECT what, object FROM audit ORDER BY rowid DESC"
    assert tuple(data.ledger().one(last)) == ("download", f"table {rows['title']} /journal")
    unnamed = {**rows, "names_pupils": False, "title": "Таблица без имён"}
    frame.download_table(1, unnamed)
    assert "без имён" not in data.ledger().one(last)["object"]
    assert sent["filename"].startswith(f"Список для классного руководителя {name}")
    (tmp_path / "list.xlsx").write_bytes(base64.b64decode(sent["content"]))
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    assert [cell.value for cell in sheet[3]] == ["Что", "Ученик", "Предмет", "Сейчас", "Подробнее"]
    assert sheet.max_row > 4


def walk(part):
    """Return a component and everything in it."""
    if isinstance(part, (list, tuple)):
        for child in part:
            yield from walk(child)
    elif isinstance(part, Component):
        yield part
        yield from walk(getattr(part, "children", None))


def test_pills_and_the_drawing_have_ids_that_callbacks_know(director) -> None:
    found = [getattr(part, "id", None) for part in walk(journal.show_journal("", "/journal"))]
    wanted = [JournalIds.year, JournalIds.period, JournalIds.grade, JournalIds.class_name, JournalIds.subject,
              JournalIds.day, JournalIds.measure, JournalIds.heatmap]  # fmt: skip
    assert [found.count(one) for one in wanted] == [1] * len(wanted)
