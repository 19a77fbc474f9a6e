"""Report cards in layouts nobody has seen: columns in another order, periods missing, other headers."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.formats import parse, recognise, shipped
from etl.grid import Cell
from etl.school import School
from etl.tidy import Decisions
from tests.etl.formats.grids import codes, grid, rows

SCHOOL = School.default()
TERMS = {
    "quarters": {"q1": ["1 Четверть", "I четверть", "1-я четверть"],
                 "q2": ["2 Четверть", "II четверть"], "q3": ["3 четверть", "III четв."],
                 "q4": ["4 Четверть", "четверть 4"]},
    "halves": {"h1": ["1 полугодие", "I полугодие"], "h2": ["2 полугодие", "II полугодие"]},
    "trimesters": {"t1": ["1 триместр"], "t2": ["2 триместр"], "t3": ["III триместр"]},
}  # fmt: skip
ENDS = {"year": ["Год. оценка", "Годовая", "Год"], "exam": ["Экз. оценка", "Экзамен"],
        "state_exam": ["Гос. экз. оценка"], "final": ["Итог. оценка", "Итоговая"]}  # fmt: skip
HOLDS = {"average": ["Средний балл", "Ср. балл"], "weighted": ["Ср. взв. балл", "Средневзвешенный \n балл"],
         "mark": ["Итог", "Оценка", "Отметка"]}  # fmt: skip
METRICS = {"average": "average_points", "weighted": "weighted_average_points"}
MARKS = st.sampled_from([("", None, None), ("5", 5, "attested"), (4.0, 4, "attested"),
                         ("3-", 3, "attested"), ("н/а", None, "not_attested"),
                         ("зач", None, "passed")])  # fmt: skip
FIGURES = st.sampled_from([0, "", 4.25, "3,5", 4])


@dataclass
class Column:
    """One column of a card: its period and what is printed over it from the top down."""

    period: str
    holds: str
    over: str  # the period, printed over all its columns or over each
    own: str  # what the column itself is called, "" where the period alone says it


@st.composite
def layouts(draw: st.DrawFn) -> list[Column]:
    """Draw the columns of a card: some periods in some order, each with its columns in some order."""
    terms = TERMS[draw(st.sampled_from(sorted(TERMS)))]
    names = draw(st.lists(st.sampled_from(sorted(terms)), unique=True, min_size=1))
    ends = draw(st.lists(st.sampled_from(sorted(ENDS)), unique=True))
    columns = []
    for period in [*names, *ends] if draw(st.booleans()) else [*ends, *names]:
        over = draw(st.sampled_from((terms | ENDS)[period]))
        is_bare = draw(st.booleans()) if period in terms else True
        holds = ["mark"] if is_bare else draw(
            st.lists(st.sampled_from(sorted(HOLDS)), unique=True, min_size=1))  # fmt: skip
        columns += [
            Column(period, held, over, "" if is_bare else draw(st.sampled_from(HOLDS[held])))
            for held in holds
        ]
    return columns


@st.composite
def headers(draw: st.DrawFn, columns: list[Column]) -> tuple[list[list[Cell]], int]:
    """Draw the header over the columns: (rows, columns before the first of them)."""
    has_number, has_crown = draw(st.booleans()), draw(st.booleans())
    is_repeated, has_gap = draw(st.booleans()), draw(st.booleans())
    before = 2 if has_number else 1
    crown: list[Cell] = ["№", "Предмет"] if has_number else ["Предмет"]
    upper: list[Cell] = []
    for last, column in zip([None, *columns], columns, strict=False):
        is_new = is_repeated or last is None or last.period != column.period
        upper.append(column.over if is_new else "")
    lower: list[Cell] = [column.own for column in columns]
    pad: list[Cell] = ["п/п", ""] if has_number else [""]
    above: list[list[Cell]] = []
    if has_crown and any(lower):
        high = _high(columns) if draw(st.booleans()) else ["Учебные периоды"]
        above = [[*crown, *high]] + ([pad] if has_gap else [])
        upper = [label if label not in high else "" for label in upper]
    top: list[Cell] = [""] * before if above else crown
    below = [[*([""] * before), *lower]] if any(lower) else []
    return [*above, [*top, *upper], *below], before


def _high(columns: list[Column]) -> list[Cell]:
    """Return the topmost row: «Учебные периоды» over the terms, the year's marks beside it."""
    row: list[Cell] = []
    for last, column in zip([None, *columns], columns, strict=False):
        is_term = column.period not in ENDS
        goes_on = last is not None and (last.period not in ENDS) == is_term
        row.append("" if is_term and goes_on else "Учебные периоды" if is_term else column.over)
    return row


@st.composite
def cards(draw: st.DrawFn) -> tuple[list[list[Cell]], list[tuple], list[tuple]]:
    """Draw cards of one layout: (rows, period marks meant, control totals meant)."""
    columns = draw(layouts())
    header, before = draw(headers(columns))
    printed: list[list[Cell]] = [["МАОУ «Школа»"], [], ["Табель успеваемости учащегося"]]
    marks, totals = [], []
    for pupil in draw(st.lists(st.sampled_from(["Дубов Олег", "Доля Вера", "Ёлкина Анна"]),
                               unique=True, min_size=1)):  # fmt: skip
        lines = [["Учебный год: 2023/2024"], ["Класс: 7Б"], [f"Ученик: {pupil}"]]
        printed += [*draw(st.permutations(lines)), [], *header]
        subjects = draw(
            st.lists(st.sampled_from(["Химия", "Физика", "ОБЖ"]), unique=True, min_size=1)
        )
        for number, subject in enumerate(subjects, 1):
            row: list[Cell] = [str(number), subject] if before == 2 else [subject]
            for column in columns:
                if column.holds == "mark":
                    cell, mark, state = draw(MARKS)
                    marks += [(pupil, subject, column.period, mark, state)] if state else []
                else:
                    cell = draw(FIGURES)
                    value = float(str(cell).replace(",", ".") or 0)
                    said = (pupil, subject, METRICS[column.holds], column.period, value)
                    totals += [said] if value else []
                row.append(cell)
            printed.append(row)
        printed.append([])
    return printed, marks, totals


@settings(max_examples=80, deadline=None)
@given(cards())
def test_whatever_the_layout_what_is_printed_is_what_is_read(drawn: tuple) -> None:
    printed, marks, totals = drawn
    file = grid(*printed)
    parsed = parse(file, recognise(file, shipped()), Decisions(), SCHOOL)
    names = ("pupil", "part_subject_raw", "part_period", "mark", "state")
    assert sorted(rows(parsed, "period_marks", *names), key=str) == sorted(marks, key=str)
    names = ("pupil", "part_subject_raw", "metric", "period", "value")
    assert sorted(rows(parsed, "control_totals", *names)) == sorted(totals)
    assert codes(parsed) == [] and not parsed.questions
