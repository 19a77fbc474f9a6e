from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.cells import CellTokens, Tokens, cell_text, legend_entry, legend_line, read_cell

LEGEND = {"Н": "unexcused", "О": "late", "Б": "ill", "У": "excused"}


def short(text, legend=LEGEND):
    """Marks as numbers, codes as letters: enough to compare most cells."""
    tokens = read_cell(text, legend)
    return [mark for mark, _, _ in tokens.marks], [code for code, _ in tokens.codes]


@pytest.mark.parametrize(
    ("text", "marks", "codes"),
    [
        # every kind of cell counted in the real export
        ("3", [3], []),
        ("Н", [], ["Н"]),
        ("2/3", [2, 3], []),
        ("4 4", [4, 4], []),
        ("2  3", [2, 3], []),
        ("О 2", [2], ["О"]),
        ("Н 4", [4], ["Н"]),
        ("Б 3", [3], ["Б"]),
        ("У 5", [5], ["У"]),
        ("5 Н", [5], ["Н"]),
        ("О 3 3", [3, 3], ["О"]),
        ("Б  3/3", [3, 3], ["Б"]),
        ("Н 2/2", [2, 2], ["Н"]),
        ("Н Н", [], ["Н", "Н"]),
        ("О Н", [], ["О", "Н"]),
        ("Б Б 3", [3], ["Б", "Б"]),
        ("2  3/3", [2, 3, 3], []),
        # the usual dirt
        ("4\xa0", [4], []),
        (" 4\n5 ", [4, 5], []),
        ("н", [], ["Н"]),
        ("H 4", [4], ["Н"]),  # Latin H
        ("O", [], ["О"]),  # Latin O
        ("4.0", [4], []),  # a number written out as text
        ("", [], []),
    ],
)
def test_marks_and_codes_in_any_order(text, marks, codes):
    assert short(text) == (marks, codes)
    assert read_cell(text, LEGEND).unknown == ()


def test_signs_and_weights():
    assert read_cell("5+ 4-").marks == ((5, "5+", 1), (4, "4-", 1))
    for times in "✕×xхXХ*":
        assert read_cell(f"5{times}2").marks == ((5, "5", 2),)
    assert read_cell("4-x3/5").marks == ((4, "4-", 3), (5, "5", 1))


def test_words_instead_of_marks():
    for text, state in [("н/а", "not_attested"), ("Н/А", "not_attested"), ("н/з", "failed"),
                        ("нз", "failed"), ("незач", "failed"), ("осв", "exempt"), ("зач", "passed"),
                        ("зч", "passed"), (".", "point"), ("•", "point")]:  # fmt: skip
        tokens = read_cell(text, LEGEND)
        assert (tokens.states, tokens.marks, tokens.unknown) == ((state,), (), ()), text


def test_a_released_pupil_is_a_code_and_a_state():
    assert read_cell("ОСВ") == CellTokens(codes=(("ОСВ", "exempt"),), states=("exempt",))


def test_codes_mean_what_the_legend_says():
    assert read_cell("Н", LEGEND).codes == (("Н", "unexcused"),)
    assert read_cell("Н").codes == (("Н", "absent"),)
    assert read_cell("Н", {"Н": "excused"}).codes == (("Н", "excused"),)
    assert read_cell("У 5", {"Н": "unexcused"}).unknown == ("У",)


def test_a_lone_zero_is_no_mark():
    assert read_cell("0") == read_cell(" 0 ") == CellTokens(is_zero=True)
    assert read_cell("0 2").unknown == ("0",)


@pytest.mark.parametrize("text", ["6", "10", "4,5", "5x0", "45", "Н4", "02.03.2025", "Я", "4?"])
def test_the_unknown_is_kept_and_never_guessed(text):
    tokens = read_cell(text, LEGEND)
    assert tokens == CellTokens(unknown=(text,))


def test_the_known_is_read_beside_the_unknown():
    tokens = read_cell("4/? Б", LEGEND)
    assert (tokens.marks, tokens.codes, tokens.unknown) == (
        ((4, "4", 1),), (("Б", "ill"),), ("?",)
    )  # fmt: skip


def test_cells_that_are_not_text():
    assert cell_text(5.0) == cell_text(5) == "5"
    assert cell_text(3.5) == "3,5"
    assert cell_text(datetime(2025, 3, 2)) == "02.03.2025"
    tokens = Tokens(LEGEND)
    assert tokens[5.0].marks == ((5, "5", 1),)
    assert tokens[0.0].is_zero
    assert tokens[datetime(2025, 3, 2)].unknown == ("02.03.2025",)


@pytest.mark.parametrize(
    ("code", "words", "kind"),
    [
        ("Н", "Неуважительная", "unexcused"),
        ("О", "Опоздание", "late"),
        ("Б", "Болезнь", "ill"),
        ("У", "Уважительная", "excused"),
        ("УП", "Пропуск по уважительной причине", "excused"),
        ("Б", "Пропустил по болезни", "ill"),
        ("НП", "Пропуск по неуважительной причине", "unexcused"),
        ("ОТ", "Отсутствовал", "absent"),
        ("ОП", "Опоздал", "late"),
        ("ОСВ", "Освобожден", "exempt"),
        ("Н", "Без уважительной причины", "unexcused"),
        ("НП", "Пропуск не по уважительной причине", "unexcused"),
        ("Н", "Не уважительная", "unexcused"),
    ],
)
def test_a_legend_is_read_by_its_words(code, words, kind):
    assert legend_entry(code, words) == (code, kind)
    assert legend_line(f"{code} — {words}") == legend_line(f"{code}—{words}") == (code, kind)


def test_rows_that_are_no_legend():
    assert legend_entry("Алгебра", "Болезнь") is None
    assert legend_entry("Б", 5.0) is None
    assert legend_entry("Б", "5") is None
    assert legend_entry("", "") is None
    assert legend_line("Алгебра") is None


WORDS = st.lists(
    st.sampled_from(["5", "4-", "2/3", "Н", "б", "УП", "н/а", "зач", "5x2"]), max_size=6
)


@given(WORDS, st.lists(st.sampled_from([" ", "  ", "\xa0", "\n"]), min_size=6, max_size=6))
def test_a_cell_is_the_sum_of_its_groups(words, gaps):
    text = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    whole, parts = read_cell(text), [read_cell(word) for word in words]
    for field in ("marks", "codes", "states", "unknown"):
        assert getattr(whole, field) == sum((getattr(part, field) for part in parts), ())


@given(st.text(max_size=20))
def test_any_text_at_all_is_read(text):
    tokens = read_cell(text)
    if text.strip() and not (tokens.marks or tokens.codes or tokens.states or tokens.is_zero):
        assert tokens.unknown or not "".join(text.split())
