"""The heatmap and the small multiples, by the data they draw."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from dashboard import theme
from dashboard.figures import achievement, trends
from dashboard.figures.arrangement import Arrangement, Cell, Margin, arrange, cells, hardest
from dashboard.figures.measures import MEASURES
from dashboard.figures.subject_names import in_sentence, short_name
from warehouse.queries import achievement as queries
from warehouse.queries import classes

YEAR = "2023/24"
QUALITY = MEASURES["quality"]


@pytest.fixture
def arranged(school_con):
    frame = queries.heatmap(school_con, school_year=YEAR, period="q4")
    columns = queries.classes(school_con, school_year=YEAR, period="q4")
    return arrange(cells(frame, QUALITY, "attested"), columns, QUALITY, "attested")


def test_the_hardest_comes_first(arranged) -> None:
    assert [c.name for c in arranged.classes] == ["7Б", "7А"]
    assert [s.name for s in arranged.subjects] == ["Алгебра", "История"]
    assert arranged.markless == ["1А"]


def test_classes_count_pupils_and_subjects_count_marks(arranged) -> None:
    assert (arranged.classes[1].part, arranged.classes[1].whole) == (13, 25)
    assert (arranged.subjects[0].part, arranged.subjects[0].whole) == (17, 37)


def test_small_groups_are_never_the_hardest(arranged) -> None:
    worst = hardest(arranged.cells.values())
    assert (worst[0].subject, worst[0].class_name) == ("Алгебра", "7Б")
    assert all(not c.is_small for c in worst)


def test_every_number_reads_on_its_colour(arranged) -> None:
    for hundredth in range(101):
        background = theme.scale_colour(theme.SHARE_SCALE, hundredth / 100)
        assert theme._contrast(background, achievement._ink_at(hundredth)) >= 4.5


def test_a_small_base_says_its_size(arranged) -> None:
    figure = achievement.heatmap(arranged, measure=QUALITY)
    texts = next(t["text"] for t in figure["data"] if t.get("mode") == "text")
    assert sum("n = 7" in text for text in texts) == 1
    assert any(t.get("line", {}).get("dash") == "dot" and t["x"] for t in figure["data"])


def test_a_cell_the_parallel_has_and_the_class_has_not_is_hatched(school_con) -> None:
    frame = queries.heatmap(school_con, school_year=YEAR, period="q4")
    gap = frame[~((frame.class_name == "7Б") & (frame.subject == "История"))]
    columns = queries.classes(school_con, school_year=YEAR, period="q4")
    holed = arrange(cells(gap, QUALITY, "attested"), columns, QUALITY, "attested")
    assert holed.missing == [("История", "7Б")]
    figure = achievement.heatmap(holed, measure=QUALITY)
    hatched = next(t for t in figure["data"] if "pattern" in t.get("marker", {}))
    assert "нет данных" in hatched["customdata"][0][2]


@pytest.mark.parametrize("code", MEASURES)
@pytest.mark.parametrize("base", ["attested", "on_roll"])
def test_every_measure_draws_plain_values(school_con, code, base) -> None:
    measure = MEASURES[code]
    frame = queries.heatmap(school_con, school_year=YEAR, period="q4")
    columns = queries.classes(school_con, school_year=YEAR, period="q4")
    drawn = arrange(cells(frame, measure, base), columns, measure, base)
    assert json.dumps(achievement.heatmap(drawn, measure=measure), allow_nan=False)


def test_an_empty_frame_draws_nothing_and_breaks_nothing() -> None:
    drawn = arrange([], pd.DataFrame(), QUALITY, "attested")
    assert json.dumps(achievement.heatmap(drawn, measure=QUALITY), allow_nan=False)
    assert trends.trends(pd.DataFrame(), periods=["q1"])["data"] == []


def test_trends_show_the_class_and_the_parallel(school_con) -> None:
    rows = classes.subjects(school_con, school_year=YEAR, class_name="7А")
    figure = trends.trends(rows, periods=["q3", "q4"])
    parallel, mine = figure["data"][:2]
    assert mine["y"] == [60.0, 52.0]
    assert parallel["y"] == [60.0, 45.9]
    titles = [a["text"] for a in figure["layout"]["annotations"]]
    assert titles[0].startswith("Алгебра  <b>52")
    assert json.dumps(figure, allow_nan=False)


def test_a_fall_of_ten_points_is_warm_and_signed(school_con) -> None:
    rows = classes.subjects(school_con, school_year=YEAR, class_name="7А")
    rows.loc[rows.period == "q3", "quality_pct"] = 80.0
    figure = trends.trends(rows, periods=["q3", "q4"])
    assert figure["data"][1]["line"]["color"] == theme.WARM
    assert "▼" in figure["layout"]["annotations"][0]["text"]


def test_names_of_subjects() -> None:
    assert short_name("Изобразительное искусство") == "ИЗО"
    assert in_sentence("Алгебра") == "алгебра"
    assert in_sentence("ОБЖ") == "ОБЖ"
    assert in_sentence("Россия — мои горизонты") == "Россия — мои горизонты"


def test_a_grade_keeps_room_for_the_counts_in_its_cells() -> None:
    cell = Cell(7, "7А", "Алгебра", 50.0, 13, 26, 0)
    columns = [Margin(letter, 7, 50.0, 13, 26) for letter in "АБВГ"]
    counted = Arrangement({("Алгебра", "А"): cell}, columns, [], [], [])
    bare = Arrangement({("Алгебра", "А"): cell._replace(part=None)}, columns, [], [], [])
    labels = achievement.SUBJECT_LABELS
    assert achievement.min_width(counted) - labels >= 4 * 110
    assert achievement.min_width(bare) - labels < 4 * 50
