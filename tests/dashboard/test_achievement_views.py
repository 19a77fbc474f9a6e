"""The views of the achievement page over the small sample school: true sentences, figures by data, callbacks."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from dashboard import asked, data, session
from dashboard.callbacks import (
    achievement,
    class_card,
    comparison,
    heatmap,
    home,
    priority,
    pupil,
    settings,
)
from dashboard.components import comparison as comparing
from dashboard.components import mcnemar
from dashboard.components import priority as parts
from dashboard.components.cards import plain_text
from dashboard.components.falls import fall_words
from dashboard.components.heat_list import heat_list
from dashboard.figures import cohorts as cohort_figures
from dashboard.figures import comparison as comparison_figures
from dashboard.figures.arrangement import arrange, cells
from dashboard.figures.measures import MEASURES, on_base
from dashboard.figures.timeline import timeline
from tests.warehouse.achievement_con import Mark
from tests.warehouse.achievement_con import school as made_school
from warehouse.queries import achievement as queries
from warehouse.queries import cohorts
from warehouse.queries.cohorts import Sides

YEAR = "2023/24"
QUALITY = MEASURES["quality"]


def shown(search: str) -> str:
    return plain_text(achievement.show_achievement(search, "/achievement")).replace("\xa0", " ")


def row(sql: str) -> pd.Series:
    return data.reader().frame(sql).iloc[0]


@pytest.mark.parametrize("view", asked.VIEWS)
@pytest.mark.parametrize("base", ["attested", "on_roll"])
def test_every_view_is_shown_with_the_way_to_the_others(director, view: str, base: str) -> None:
    said = shown(f"?view={view}&base={base}")
    assert all(name in said for name in asked.VIEWS.values())
    assert YEAR in said


@pytest.mark.parametrize("view", asked.VIEWS)
def test_every_view_says_where_its_numbers_come_from(director, view: str) -> None:
    assert "Снимок данных" not in shown(f"?view={view}")
    said = shown(f"?view={view}&origin=1")
    assert "Снимок данных" in said and "Файлы" in said and "Отметки:" in said


def test_the_other_side_of_a_comparison_has_its_own_rows(director) -> None:
    newer, older = shown("?view=comparison&origin=1"), shown("?view=comparison&origin=1&side=other")
    assert "То же за" in newer and newer != older


def test_a_programme_that_is_over_is_no_alarm(director, monkeypatch) -> None:
    def strip() -> str:
        return plain_text(home.show_home("", "/")).replace("\xa0", " ")

    assert "Программа завершилась 31 августа 2024" in strip()
    monkeypatch.setattr(home, "programme_ended", lambda: None)
    assert "Ждут внимания" in strip()


def test_a_view_keeps_the_slice_and_leaves_its_own_choices() -> None:
    filters = {
        "year": YEAR,
        "class": "7Б",
        "subject": "Алгебра",
        "against": "2022/23|q4",
        "view": "comparison",
    }
    ways = {name: href for name, href, _ in asked.to_views(filters)}
    assert ways["приоритет"] == "/achievement?year=2023%2F24&view=priority"
    assert ways["классы × предметы"] == "/achievement?year=2023%2F24"


def test_parallels_name_the_hardest_and_drill_to_classes(director) -> None:
    worst = row(
        "SELECT * FROM mart_achievement_by_grade_subject_period WHERE school_year = '2023/24' AND period = 'q4'"
        " AND attested_count >= 10 ORDER BY quality_pct, attested_count DESC, grade, subject LIMIT 1"
    )
    said = shown("?view=parallels")
    counts = f"{worst['quality_count']} из {worst['attested_count']}"
    assert f"в {worst['grade']} классах: качество знаний" in said
    assert counts in said
    drilled = shown(f"?view=parallels&parallel={worst['grade']} классы&subject={worst['subject']}")
    assert f"Качество: {counts}, может быть от" in drilled
    assert "Классы параллели" in drilled


def test_a_clicked_cell_of_parallels_opens_its_drill(director) -> None:
    search = "?view=parallels"
    filters = {"view": "parallels"}
    arranged = heatmap.draw(asked.asked_of(filters, asked.choice(filters))).arranged
    subject, name = next(iter(arranged.cells))
    place = {"x": [c.name for c in arranged.classes].index(name),
             "y": [s.name for s in arranged.subjects].index(subject)}  # fmt: skip
    href, forgotten = heatmap.open_cell({"points": [place]}, search)
    assert f"parallel={name}" in href
    assert forgotten is None
    assert "Классы параллели" in shown(href.partition("?")[2])


def test_the_drill_stands_on_the_base(director) -> None:
    cell = row(
        "SELECT * FROM mart_achievement_by_class_subject_period WHERE school_year = '2023/24' AND period = 'q4'"
        " AND not_attested_count > 0 AND attested_count > 0 LIMIT 1"
    )
    where = f"class={cell['class_name']}&subject={cell['subject']}"
    assert f"Качество: {cell['quality_count']} из {cell['on_roll_count']}," in shown(
        f"?{where}&base=on_roll"
    )
    assert f"Качество: {cell['quality_count']} из {cell['attested_count']}," in shown(f"?{where}")


def test_a_planted_fall_is_marked_and_said(director) -> None:
    found = data.frame(queries.falls, school_year=YEAR, period="q4")
    planted = found[(found["class_name"] == "7Б") & (found["subject"] == "Алгебра")]
    assert len(planted) == 1
    said = shown("")
    assert "▼ Падают два периода подряд" in said
    assert fall_words(planted.iloc[0]).replace("\xa0", " ") in shown("?class=7Б&subject=Алгебра")
    filters: dict[str, str] = {}
    figure = heatmap.draw(asked.asked_of(filters, asked.choice(filters))).figure
    texts = next(t["text"] for t in figure["data"] if t.get("mode") == "text")
    assert sum(text.startswith("▼") for text in texts) == len(found)


def test_cohorts_print_the_counts_of_both_ends(director) -> None:
    frame = data.frame(cohorts.lines, school_year=YEAR, period="q4")
    figure = cohort_figures.cohorts(frame, part="quality")
    names = cohort_figures.ordered(frame, "quality")
    assert len(figure["data"]) == 3 * len(names)
    first = frame[(frame["newest_class"] == names[0]) & frame["quality_pct"].notna()]
    assert figure["data"][2]["y"][-1] == pytest.approx(first["quality_pct"].iloc[-1], abs=0.05)
    assert json.dumps(figure, allow_nan=False)
    assert "Сильнее всего качество знаний" in shown("?view=cohorts")


def test_an_empty_cohort_figure_breaks_nothing() -> None:
    assert cohort_figures.cohorts(pd.DataFrame(), part="quality")["data"] == []
    assert json.dumps(comparison_figures.changes(pd.DataFrame()))
    assert timeline(pd.DataFrame())["data"][0]["x"] == []


@pytest.mark.parametrize(
    ("up", "down", "p"), [(6, 1, 0.125), (0, 0, 1.0), (5, 5, 1.0), (6, 0, 0.03125)]
)
def test_mcnemar_is_exact(up: int, down: int, p: float) -> None:
    assert mcnemar(up, down) == mcnemar(down, up) == p


def moved(up: int, down: int, same: int = 20) -> dict[str, int]:
    return {"up_count": up, "down_count": down, "same_count": same}


def test_moves_are_said_in_words() -> None:
    said = comparing.moves_words(moved(6, 1), QUALITY).replace("\xa0", " ")
    assert said == "6 поднялись, 1 опустился; это может быть случайностью (p = 0,125)"
    rare = comparing.moves_words(moved(9, 0), QUALITY).replace("\xa0", " ")
    assert rare.startswith("9 поднялись, никто не опустился; на случайность это не похоже")
    assert comparing.moves_words(moved(0, 0), QUALITY) == "никто не перешёл границу «4»"
    assert comparing.moves_words(moved(0, 0), MEASURES["passed"]).endswith("границу «3»")
    assert comparing.moves_words(moved(0, 0, 0), QUALITY) == "одних и тех же учеников нет"


def test_what_cannot_be_compared_is_named() -> None:
    sides = pd.DataFrame(
        [
            (7, "7А", "6А", 1, 1),
            (7, "7Б", None, 0, 1),
            (10, "10А", "9А", 1, 0),
            (1, "1А", None, 0, 0),
        ],
        columns=["grade", "class_name", "a_class_name", "a_count", "b_count"],
    )
    said = comparing.comparable_words(sides, ("2022/23", "q4"), (YEAR, "t3"))
    assert said[0].replace("\xa0", " ") == "Сравнимо: 1 из 3 классов"
    assert any(text.startswith("10А — нет отметок за период") for text in said)
    assert any(text.startswith("7Б — в 2022/23 такого класса не было") for text in said)
    assert "четверть и триместр" in said[-1]


def test_a_comparison_shows_the_rows_of_its_query(director) -> None:
    sides = Sides(YEAR, "q3", YEAR, "q4")
    found = data.frame(cohorts.compared, sides=sides)
    first = found.iloc[0]
    where = f"class={first['class_name']}&subject={first['subject']}"
    said = shown(f"?view=comparison&against=2023/24|q3&{where}")
    assert comparing.moves_words(first, QUALITY).replace("\xa0", " ")[1:] in said
    figure = comparison_figures.changes(comparison_figures.largest(found))
    assert figure["data"][0]["x"][0] == pytest.approx(found["change_points"].min(), abs=0.05)
    twin = comparison.show_table(1, "?view=comparison")
    assert str(first["subject"]) in str(twin)


def test_a_comparison_of_the_passed_on_roll_agrees_in_gender(director) -> None:
    share = cohorts.Share("passed", "on_roll")
    found = data.frame(cohorts.compared, sides=Sides(YEAR, "q3", YEAR, "q4"), share=share)
    where = "?view=comparison&against=2023/24|q3&metric=passed&base=on_roll"
    said = shown(where)
    assert "изменилась успеваемость" in said and "выросло" not in said.split("Выросло")[0]
    assert "база: по списку" in said
    first = comparing.large(found, 10).iloc[0]
    drilled = shown(f"{where}&class={first['class_name']}&subject={first['subject']}")
    assert f"{first['b_part_count']} из {first['b_whole_count']}" in drilled
    assert "Числятся в обоих периодах" in drilled
    assert "Успеваемость: " in shown(f"{where}&origin=1")


def test_choosing_a_period_to_compare_rewrites_the_address(director) -> None:
    assert (
        comparison.choose_against("2022/23|q4", "?view=comparison")
        == "?view=comparison&against=2022%2F23%7Cq4"
    )
    assert comparison.choose_against("2023/24|q3", "?view=comparison") is comparison.no_update
    clicked = {"points": [{"customdata": ["7Б", "Алгебра"]}]}
    assert "class=7%D0%91" in comparison.open_row(clicked, "?view=comparison")[0]


@pytest.fixture
def known_enough(director):
    """Let the single classes of the small school have a place: they have no parallel to be below."""
    settings.keep("threshold", "priority_known_pct", "40")
    yield
    for record in data.ledger().records("threshold"):
        data.ledger().revoke_record(record.record_id, "Директор")


def test_single_classes_have_no_place_and_the_page_says_so(director) -> None:
    assert shown("?view=priority").startswith("Места классов не названы: известно 58 % весов")


def test_the_priority_says_who_and_why_and_marks_itself_as_ours(known_enough) -> None:
    said = shown("?view=priority")
    worst = row(
        "SELECT * FROM mart_priority_by_class_period WHERE school_year = '2023/24' AND period = 'q4'"
        " AND class_name = '8В'"
    )
    assert said.startswith("Сначала 8В: ")
    assert f"{worst['in_trouble_count']} из {worst['pupils_count']} с «2» или н/а" in said
    assert "расчёт системы" in said
    assert "нет данных" in said


def test_the_overview_takes_the_order_of_the_priority(known_enough) -> None:
    said = plain_text(home.show_home("", "/")).replace("\xa0", " ")
    assert "Порядок: сумма частей первоочередной поддержки" in said
    assert "0 из" not in said.partition("Поддержка нужна сначала")[2].partition("Что будет")[0]


TEACHER = session.User("t", "Учитель", "teacher", frozenset({(YEAR, "7Б")}))


def test_the_overview_says_whose_marks_it_counts(director) -> None:
    assert "\xa0классы" in plain_text(home.show_home("", "/")).partition("снимок")[0]
    with session.acting_as(TEACHER):  # the share is of the school, the grades would be of one class
        assert "классы" not in plain_text(home.show_home("", "/")).partition("снимок")[0]


def test_the_overview_shows_the_names_of_files_only_to_those_who_load(director) -> None:
    assert "Последние загрузки" in plain_text(home.show_home("", "/"))
    with session.acting_as(TEACHER):
        assert "Последние загрузки" not in plain_text(home.show_home("", "/"))


def test_a_changed_weight_changes_the_sum_at_once_and_can_be_taken_back(known_enough) -> None:
    wanted = asked.asked_of({"view": "priority"}, asked.choice({}))
    before = priority.ranked(wanted).set_index("class_name")["priority"]
    kept = settings.keep("threshold", "priority_falling_weight", "0")
    assert "сохранено" in plain_text(kept)
    after = priority.ranked(wanted).set_index("class_name")["priority"]
    assert (before - after).abs().max() > 0.01
    assert "Класс" in plain_text(priority.weigh_again([kept], "?view=priority"))
    record = max(data.ledger().records("threshold"), key=lambda kept: kept.seq)
    assert (record.made_by, record.payload["name"]) == ("Директор", "priority_falling_weight")
    data.ledger().revoke_record(record.record_id, "Директор")
    assert priority.ranked(wanted).set_index("class_name")["priority"].equals(before)


def test_a_teacher_sees_the_weights_but_changes_none(stranger) -> None:
    mine, _ = stranger
    said = shown("?view=priority")
    assert "Меняют администратор, директор и заместитель" in said
    found = priority.ranked(asked.asked_of({"view": "priority"}, asked.choice({})))
    assert set(found["class_name"]) <= {mine}


def test_no_place_is_named_where_too_little_is_known() -> None:
    frame = pd.DataFrame(
        {"class_name": ["7А"], "rank": [None], "known_pct": [58.3], "priority": [0.2]}
    )
    said = parts.sentence(frame, "attested", {}, 60).replace("\xa0", " ")
    assert said == "Места классов не названы: известно 58 % весов, а нужно 60 %"


def test_the_list_of_a_phone_holds_every_cell() -> None:
    marks = [Mark(name, n, 4 if n < 6 else 3) for name in ("7А", "7Б") for n in range(12)]
    con = made_school([*marks, Mark("7А", 0, 5, subject="Физика")])
    frame = queries.heatmap(con, school_year=YEAR, period="q4")
    columns = frame.drop_duplicates("class_name").assign(
        quality_pct=50.0, attested_pupils_count=12, quality_pupils_count=6, pupils_count=12
    )
    arranged = arrange(cells(frame, QUALITY, "attested"), columns, QUALITY, "attested")
    address = "/achievement?class={class_name}&subject={subject}"
    drawn = str(heat_list(arranged, QUALITY, address))
    assert drawn.count("<a ") == len(frame) == 3
    assert "7Б нет данных" in drawn
    assert "n = 1" in drawn


def test_the_base_on_roll_replaces_shares_and_wholes() -> None:
    frame = pd.DataFrame({"attested_count": [24], "on_roll_count": [25], "quality_pct": [50.0],
                          "quality_on_roll_pct": [48.0], "parallel_quality_pct": [60.0]})  # fmt: skip
    found = on_base(frame, "on_roll").iloc[0]
    assert (found["attested_count"], found["quality_pct"], found["parallel_quality_pct"]) == (
        25,
        48.0,
        60.0,
    )
    assert on_base(frame, "attested") is frame


def test_the_card_of_a_class_honours_the_base(director) -> None:
    group = row(
        "SELECT * FROM mart_achievement_by_class_period WHERE school_year = '2023/24' AND period = 'q4'"
        " AND not_attested_pupils_count > 0 LIMIT 1"
    )
    place = ["2023-24", group["class_name"]]
    for base, whole, named in (("attested", "attested_pupils_count", "аттестованные"),
                               ("on_roll", "pupils_count", "по списку")):  # fmt: skip
        said = plain_text(class_card.show_class(f"?base={base}", place)).replace("\xa0", " ")
        assert f"На «4» и «5»: {group['quality_pupils_count']} из {group[whole]}," in said
        assert f"База: {named}; н/а — {group['not_attested_pupils_count']}" in said


def test_a_timeline_prints_every_mark_and_leads_to_its_cell(director) -> None:
    some = row("SELECT pupil_id FROM marks WHERE school_year = '2023/24' AND mark = 2 LIMIT 1")
    marks = data.reader().frame(
        f"SELECT * FROM marks WHERE pupil_id = {some['pupil_id']} AND school_year = '2023/24'"
    )
    trace = timeline(marks)["data"][0]
    assert trace["text"] == [str(mark) for mark in marks["mark"]]
    assert (
        sum(symbol == "square" for symbol in trace["marker"]["symbol"])
        == (marks["mark"] <= 2).sum()
    )
    place, _ = pupil.open_mark({"points": [{"customdata": trace["customdata"][0]}]}, "")
    said = plain_text(pupil.show_pupil(place, str(some["pupil_id"])))
    assert f"«{marks['cell_raw'].iloc[0]}»" in said
