import pandas as pd
import pytest

from dashboard import theme, words
from dashboard.components import (
    Column,
    chart_card,
    data_table,
    page_head,
    share_text,
    share_verdict,
    wilson,
)
from dashboard.components.big_tables import Cell, big_table
from dashboard.components.cards import plain_text, sheet_rows
from dashboard.delivery import ASSETS


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(13, 25, 33.5, 70.0), (5, 10, 23.7, 76.3), (0, 12, 0.0, 24.2)],
)
def test_the_interval_of_a_small_group(part: int, whole: int, low: float, high: float) -> None:
    assert wilson(part, whole) == pytest.approx((low, high), abs=0.05)


def test_nobody_has_no_share() -> None:
    assert wilson(0, 0) is None
    assert share_text(0, 0) == share_verdict(None, 25) == words.NO_DATA


def test_a_share_stands_with_its_counts() -> None:
    assert share_text(13, 25).replace(words.NBSP, " ") == "13 из 25 (52 %)"
    verdict = share_verdict(13, 25).replace(words.NBSP, " ")
    assert verdict == "13 из 25, может быть от 33,5 до 70 %"


def test_a_table_speaks_russian_of_figures_and_of_what_is_missing() -> None:
    frame = pd.DataFrame({"name": ["7А", "7Б"], "quality_pct": [52.0, None], "n": [25, 13]})
    columns = [Column("name", "Класс"), Column("quality_pct", "Качество", "share")]
    said = plain_text(data_table(frame, columns))
    assert said.replace(words.NBSP, " ") == "КлассКачество7А52 %7Бнет данных"


def test_a_class_with_a_profile_does_not_break_at_its_hyphen() -> None:
    own = "10 соц-эк"
    drawn = str(data_table(pd.DataFrame({"class_name": [own]}), [Column("class_name", "Класс")]))
    assert "Td(children='10 соц-эк', className='is-class')" in drawn
    markup = big_table([Cell("Класс")], [[Cell(own, href="/class")]]).children.children
    assert '<span class="is-class"><a href="/class">10 соц-эк</a></span>' in markup
    assert not words.is_class_name("10 отметок, соц-эк") and not words.is_class_name("7Б")
    styles = (ASSETS / "tables.css").read_text("utf-8")
    assert ".is-class, .pill-link, .chip { white-space: nowrap; }" in styles


def test_an_empty_table_says_so() -> None:
    assert "пока нет" in plain_text(data_table(pd.DataFrame({"a": []})))


def test_a_card_has_its_sentence_its_twin_and_its_source() -> None:
    frame = pd.DataFrame({"класс": ["7А"], "качество": [52.0]})
    card = chart_card("quality", "Качество в 7А 52 %", "%", None, frame, "журнал, снимок 3")
    said = plain_text(card)
    for text in (
        "Качество в 7А 52 %",
        "Таблица",
        "XLSX",
        "На педсовет",
        "Откуда число?",
        "снимок 3",
    ):
        assert text in said


def test_rows_for_a_workbook_are_plain_and_unrounded() -> None:
    frame = pd.DataFrame({"c": ["7А", None], "q": [52.123456, None]})
    rows = sheet_rows(
        "Заголовок", frame, "источник", [Column("q", "Качество"), Column("c", "Класс")]
    )
    assert rows["labels"] == ["Качество", "Класс"]
    assert rows["rows"] == [[52.123456, "7А"], [None, None]]


def test_a_page_begins_with_one_sentence() -> None:
    assert plain_text(page_head("Качество упало", ["2023/24", ""])) == "Качество упало2023/24"


def test_ink_is_readable_on_every_colour_of_the_scales() -> None:
    for step in range(101):
        share = theme.scale_colour(theme.SHARE_SCALE, step / 100)
        for colour in (share, theme.deviation_colour(step - 50.0)):
            assert theme._contrast(colour, theme.ink_on(colour)) >= 4.5


def test_a_changed_layout_leaves_the_base_alone() -> None:
    changed = theme.layout(xaxis={"side": "top"}, height=300)
    assert changed["xaxis"]["side"] == "top"
    assert changed["xaxis"]["gridcolor"] == theme.HAIRLINE
    assert "side" not in theme.LAYOUT["xaxis"]
    assert "side" not in changed["yaxis"]
