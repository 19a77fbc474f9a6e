"""Tables pupils × something: every cell in its place, everything doubtful said."""

from __future__ import annotations

import json
from datetime import date

import pytest

from etl.formats import Unrecognised, recognise, shipped
from etl.formats.detect import propose
from etl.formats.matrix import parse
from etl.grid import Grid, Range, Sheet
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import SAMPLES, codes, grid, rows, sample

SCHOOL = School.default(date(2024, 5, 1))
NONE = Decisions()
PUPILS = [
    "Берёзов Пётр Ильич",
    "Дубов Лев Маркович",
    "Ёлкина Анна Игоревна",
    "Кленова Вера Львовна",
]
HEAD = [["Класс: 7Б"], ["Предмет: Физика"], ["Учебный год: 2023/2024"]]
SUMMARY = ["Итоги успеваемости 7Б класса за 2 четверть 2023/2024 учебного года"]


def journal(days, *lines, head=HEAD, **names) -> Grid:
    return grid(*head, ["№", "ФИО", *days], *lines, **names)


def marks_of(file: Grid, decisions: Decisions = NONE) -> Parsed:
    return parse(file, propose(file, SCHOOL).format, decisions, SCHOOL)


def same_marks(days, cell="5") -> list[list]:
    return [[n, name, *[cell] * len(days)] for n, name in enumerate(PUPILS, 1)]


def errors(parsed: Parsed) -> list[str]:
    return [problem.code for problem in parsed.problems if problem.severity == "error"]


@pytest.mark.parametrize("name", ["class_subjects", "class_subjects_invalid"])
def test_class_subjects_is_read_as_its_golden_file_says(name):
    file = sample(name)
    decisions = Decisions("2023/24", "7Б", "", "", "q1") if "invalid" in name else NONE
    parsed = parse(file, recognise(file, shipped()), decisions, SCHOOL)
    said = {
        "questions": [q.field for q in parse(file, recognise(file), NONE, SCHOOL).questions],
        "problems": [[p.severity, p.code, p.row, p.column, p.value] for p in parsed.problems],
        "period_marks": rows(parsed, "period_marks", "pupil", "part_subject_raw", "part_subgroup",
                             "part_period", "mark", "mark_raw", "state", "row_no", "column_no"),
        "pupils": rows(parsed, "pupils", "name_raw", "class_name", "school_year", "ordinal"),
    }  # fmt: skip
    golden = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(said)) == golden


@pytest.mark.parametrize(
    "title",
    [
        "Пропуски уроков",
        "Средний балл по предметам",
        "Результаты ВПР",
        "Количество опозданий",
        "ВПР 2024",
        "Ведомость пропусков",
        "Результаты ОГЭ",
    ],
)
def test_numbers_that_are_no_marks_do_not_load_by_themselves(title):
    head = ["ФИО", "Алгебра", "Физика", "Химия"]
    with pytest.raises(Unrecognised):
        recognise(grid([title], head, *([name, 2, 3, 1] for name in PUPILS)), shipped())


def test_a_table_of_averages_does_not_load_by_itself():
    head = ["ФИО", "Алгебра", "Физика", "Химия"]
    with pytest.raises(Unrecognised):
        recognise(grid(head, *([name, 4.33, 3.5, "4,1"] for name in PUPILS)), shipped())


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ("Класс: 7Б", "class_name"),
        ("Предмет: Физика", "subject"),
        ("Учебный год: 2023/2024", "school_year"),
    ],
)
def test_what_the_file_does_not_say_is_asked(missing, field):
    days = ["5 мар", "6 мар", "7 мар", "12 мар", "13 мар"]
    head = [line for line in HEAD if line != [missing]]
    parsed = marks_of(journal(days, *same_marks(days), head=head))
    assert [question.field for question in parsed.questions] == [field]


def test_a_period_without_dates_is_asked_without_a_guess():
    file = grid(["Итоги 7Б, 2023/2024"], ["ФИО", "Алгебра", "Физика", "Химия"],
                *([name, 5, 4, 3] for name in PUPILS))  # fmt: skip
    parsed = parse(file, recognise(file), NONE, SCHOOL)
    assert [(q.field, q.proposals) for q in parsed.questions] == [("period", ())]
    decided = parse(file, recognise(file), Decisions(period="q3"), SCHOOL)
    assert set(rows(decided, "period_marks", "part_period")) == {("q3",)}


def test_sources_that_differ_are_asked_about_and_the_file_stands_above_a_decision():
    rows_ = [["ФИО", "Алгебра", "Физика", "Химия"], *([name, 5, 4, 3] for name in PUPILS)]
    apart = grid(SUMMARY, *rows_, name="Итоги 6А 2 четверть.xlsx")
    parsed = parse(apart, recognise(apart), NONE, SCHOOL)
    assert [question.field for question in parsed.questions] == ["class_name"]
    assert {value for value, _ in parsed.questions[0].proposals} == {"7Б", "6А"}
    same = grid(SUMMARY, *rows_, name="Итоги 7Б 2 четверть.xlsx")
    decided = parse(same, recognise(same), Decisions(class_name="9В"), SCHOOL)
    assert decided.facts["classes"] == ["7Б"]


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (["5.03", "6.03", "30.02", "7.03", "8.03"], "bad_date"),
        (["5.03.2024", "6.03.2024", "7.03.2025", "8.03.2024", "9.03.2024"], "outside_year"),
        ([7.11, 8.11, 9.11, 10.11, 7.1, "12.11", "13.11", "14.11", "15.11", "16.11"], "vague_date"),
        ([1, 2, 3, 4, 5, 6], "month_unknown"),
    ],
)
def test_a_date_that_cannot_be_is_an_error_with_its_column(days, code):
    parsed = marks_of(journal(days, *same_marks(days)))
    assert code in errors(parsed)
    first = next(p for p in parsed.problems if p.code == code)
    assert first.row == 4
    assert first.column


def test_days_that_go_back_under_one_month_are_an_error():
    file = grid(*HEAD, ["№", "ФИО", "Март", "", "", "", "", ""], ["", "", 26, 28, 29, 30, 2, 4],
                *same_marks(range(6)))  # fmt: skip
    assert errors(marks_of(file)) == ["date_backwards"]


def test_two_lessons_of_one_day_and_the_type_of_work():
    days = ["05.03.2024\n(К)", "05.03.2024", "06.03.2024", "07.03.2024", "08.03.2024"]
    parsed = marks_of(journal(days, *same_marks(days)))
    own = rows(parsed, "marks", "lesson_date", "lesson_no", "work_type")[:3]
    day = date(2024, 3, 5)
    assert own == [(day, 1, "К"), (day, 2, ""), (date(2024, 3, 6), 1, "")]
    assert len(parsed.tables["part_dates"]["date_from"]) == 4


def merged_day(days, lines, width: int, *above) -> Parsed:
    """Read a journal whose first day is merged over `width` columns."""
    file = grid(*HEAD, *above, ["№", "ФИО", *days], *lines)
    row = len(HEAD) + len(above)
    file.sheets[0].merged = lambda: [Range(row, 2, row, 1 + width)]
    return marks_of(file)


@pytest.mark.parametrize("above", [(), (["", "", "Март"],)])
def test_a_day_merged_over_two_columns_has_two_lessons(above):
    later = [n if above else f"{n:02}.03.2024" for n in (6, 7, 12, 13)]
    days = [5 if above else "05.03.2024", "", *later]
    parsed = merged_day(days, same_marks(days), 2, *above)
    own = rows(parsed, "marks", "lesson_date", "lesson_no")[:3]
    assert own == [(date(2024, 3, 5), 1), (date(2024, 3, 5), 2), (date(2024, 3, 6), 1)]
    assert not parsed.problems
    assert len(rows(parsed, "marks", "mark")) == 6 * len(PUPILS)


def test_a_column_beside_a_day_that_no_merged_cell_covers_stays_a_stray():
    days = ["05.03.2024", "", "06.03.2024", "07.03.2024", "12.03.2024"]
    assert set(codes(merged_day(days, same_marks(days), 1))) == {"stray_cell"}
    wide = ["05.03.2024", *[""] * 9, "06.03.2024", "07.03.2024", "12.03.2024", "13.03.2024"]
    parsed = merged_day(wide, same_marks(wide), 10)
    assert set(codes(parsed)) == {"stray_cell"}
    assert len(rows(parsed, "marks", "mark")) == 5 * len(PUPILS)


def test_types_of_work_under_a_merged_day_are_of_their_own_lessons():
    days = ["05.03.2024", "", "06.03.2024", "07.03.2024", "12.03.2024"]
    kinds = ["", "", "К", "П", "Ср", "", ""]
    parsed = merged_day(days, [kinds, *same_marks(days)], 2)
    own = rows(parsed, "marks", "lesson_date", "lesson_no", "work_type")[:2]
    assert own == [(date(2024, 3, 5), 1, "К"), (date(2024, 3, 5), 2, "П")]


def test_full_dates_of_two_school_years_ask_for_the_year():
    days = ["05.09.2024", "06.09.2024", "07.12.2023", "08.12.2023", "09.12.2023"]
    parsed = marks_of(journal(days, *same_marks(days), head=HEAD[:2]))
    assert [question.field for question in parsed.questions] == ["school_year"]


def test_columns_beside_the_days_are_not_days():
    days = [
        "5 мар",
        "6 мар",
        "7 мар",
        "12 мар",
        "13 мар",
        "Пропуски",
        "Средний балл",
        "III четверть",
        "Итог",
    ]
    parsed = marks_of(journal(days, *same_marks(days)))
    assert len(rows(parsed, "marks", "mark")) == 20
    own = rows(parsed, "period_marks", "part_subject_raw", "part_period", "mark")
    assert set(own) == {("Физика", "q3", 5)}


def test_an_unknown_column_with_something_in_it_is_named():
    days = ["5 мар", "6 мар", "7 мар", "12 мар", "13 мар", "Дополнительно"]
    parsed = marks_of(journal(days, *same_marks(days)))
    assert [(p.code, p.column) for p in parsed.problems] == [("ignored_column", "H")]


def test_words_and_strange_cells_of_lessons():
    days = ["5 мар", "6 мар", "7 мар", "12 мар", "13 мар", "14 мар"]
    line = [1, PUPILS[0], "осв", "н/а", "0", "ёж", "4/3", "Н 5"]
    parsed = marks_of(journal(days, line, *same_marks(days)[1:]))
    assert codes(parsed) == ["state_in_lesson", "zero_mark", "unknown_token"]
    own = rows(parsed, "attendance", "pupil", "code_raw", "kind")
    assert own == [(PUPILS[0], "ОСВ", "exempt"), (PUPILS[0], "Н", "absent")]


def test_a_legend_under_the_table_gives_the_codes_their_meaning():
    days = ["5 мар", "6 мар", "7 мар", "12 мар", "13 мар"]
    foot = [[], ["", "Условные обозначения"], ["Н", "Неуважительная"], ["", "Ю – по болезни"]]
    lines = same_marks(days, "Н")
    lines[0][2] = "ю"
    parsed = marks_of(journal(days, *lines, *foot))
    kinds = set(rows(parsed, "attendance", "code_raw", "kind"))
    assert kinds == {("Н", "unexcused"), ("Ю", "ill")}


def test_notes_initials_and_namesakes():
    days = ["5 мар", "6 мар", "7 мар", "12 мар", "13 мар"]
    names = ["Берёзов Пётр (выб. 12.03)", "Дубов И. П.", "Ёлкин Лев", "Ёлкин Лев", "вакансия"]
    parsed = marks_of(journal(days, *([n, name, *"55555"] for n, name in enumerate(names, 1))))
    assert sorted(codes(parsed)) == ["initials_only", "name_note", "not_a_name", "same_name"]
    assert rows(parsed, "pupils", "name_raw", "ordinal") == [
        ("Берёзов Пётр", 1), ("Дубов И. П.", 1), ("Ёлкин Лев", 1), ("Ёлкин Лев", 2)]  # fmt: skip


def test_pupils_below_the_end_are_not_lost_silently():
    days = ["5 мар", "6 мар", "7 мар", "12 мар", "13 мар"]
    lines = same_marks(days)
    assert errors(marks_of(journal(days, *lines[:2], [], [], *lines[2:]))) == ["rows_after_end"] * 2
    assert not errors(marks_of(journal(days, *lines[:2], [], *lines[2:])))


def test_subgroups_by_column_by_section_and_above_the_table():
    days = ["5 мар", "6 мар", "7 мар", "12 мар", "13 мар"]
    lines = same_marks(days)
    sections = marks_of(journal(days, ["", "1 группа"], *lines[:2], ["", "2 группа"], *lines[2:]))
    assert set(rows(sections, "part_pupils", "pupil", "part_subgroup")) == {
        (name, "1" if k < 2 else "2") for k, name in enumerate(PUPILS)}  # fmt: skip
    above = marks_of(journal(days, *lines, head=[*HEAD, ["Подгруппа:", "2"]]))
    assert set(rows(above, "marks", "part_subgroup")) == {("2",)}
    named = marks_of(
        journal(days, *lines, head=[HEAD[0], ["Предмет: Английский язык (1 гр.)"], HEAD[2]])
    )
    assert set(rows(named, "marks", "part_subject_raw", "part_subgroup")) == {
        ("Английский язык", "1")
    }


def test_one_subject_in_two_columns():
    head = ["ФИО", "Алгебра", "Английский", "Англ. яз.", "Химия"]
    apart = grid(SUMMARY, head, [PUPILS[0], 5, 4, "", 3], [PUPILS[1], 5, "", 3, 3])
    parsed = parse(apart, recognise(apart), NONE, SCHOOL)
    assert codes(parsed) == ["joined_columns"]
    assert len(rows(parsed, "period_marks", "mark")) == 6
    both = grid(SUMMARY, head, [PUPILS[0], 5, 4, 4, 3], [PUPILS[1], 5, "", 3, 3])
    assert errors(parse(both, recognise(both), NONE, SCHOOL)) == ["two_marks"]


def test_a_lone_final_mark_under_each_subject_is_of_the_period_that_the_table_names():
    subjects = ["ФИО", "Алгебра", "", "Физика", "", "Химия", ""]
    head = [subjects, ["", *["Ср. балл", "Итог"] * 3]]
    lines = [[name, 5, 4, 3, 3, 5, 4] for name in PUPILS]
    file = grid(SUMMARY, *head, *lines)
    parsed = parse(file, recognise(file), NONE, SCHOOL)
    assert set(rows(parsed, "period_marks", "part_period", "mark")) == {("q2", 4), ("q2", 3)}
    untold = grid(["Сводная ведомость 7Б, 2023/2024"], *head, *lines)
    asked = parse(untold, recognise(untold), NONE, SCHOOL)
    assert [question.field for question in asked.questions] == ["period"]
    whole = grid(SUMMARY, subjects, ["", *["Год", "Итог"] * 3], *lines)
    both = parse(whole, recognise(whole), NONE, SCHOOL)
    assert set(rows(both, "period_marks", "part_period")) == {("year",), ("final",)}


def test_hours_under_the_subjects_are_no_terms_and_counts_beside_them_no_subject():
    head = ["ФИО", "Алгебра", "Физика", "Химия", "География", "5", "4", "н/а"]
    lines = [[name, 5, 4, 3, 4, 1, 2, 1] for name in PUPILS]
    file = grid(SUMMARY, head, ["", "5 ч", "4 ч", "2 ч", "1 ч", "", "", ""], *lines)
    parsed = parse(file, recognise(file), NONE, SCHOOL)
    assert set(rows(parsed, "period_marks", "part_subject_raw", "part_period", "mark")) == {
        ("Алгебра", "q2", 5), ("Физика", "q2", 4), ("Химия", "q2", 3), ("География", "q2", 4)}  # fmt: skip


def test_a_profile_stands_above_the_bare_grade_of_its_own_line():
    head = [["Сводная ведомость"], ["Класс: 10 соц-эк"], ["2023/2024, 1 полугодие"]]
    file = grid(*head, ["ФИО", "Алгебра", "Физика", "Химия"], *([n, 5, 4, 3] for n in PUPILS))
    parsed = parse(file, recognise(file), NONE, SCHOOL)
    assert (parsed.facts["classes"], parsed.questions) == (["10 соц-эк"], [])


def test_classes_in_a_column_and_on_sheets():
    column = grid(
        ["Сводная ведомость за 1 четверть 2023/2024"],
        ["ФИО", "Класс", "Алгебра", "Физика", "Химия"],
        [PUPILS[0], "7а", 5, 4, 3],
        [PUPILS[1], "7 «Б»", 5, 4, 3],
    )
    parsed = parse(column, recognise(column), NONE, SCHOOL)
    assert rows(parsed, "pupils", "name_raw", "class_name") == [
        (PUPILS[0], "7А"),
        (PUPILS[1], "7Б"),
    ]
    table = [["ФИО", "Алгебра", "Физика", "Химия"], *([name, 5, 4, 3] for name in PUPILS)]
    sheets = [Sheet(name, [list(row) for row in table]) for name in ("5А", "5Б")]
    book = Grid("Итоги 2 четверть 2023-2024.xlsx", "xlsx", [*sheets, Sheet("Прим.", [["текст"]])])
    parsed = parse(book, recognise(book), NONE, SCHOOL)
    assert parsed.facts["classes"] == ["5А", "5Б"]
    assert parsed.facts["pupils"] == 8
    assert codes(parsed) == ["sheet_skipped"]


def test_one_day_in_two_tables_is_an_error():
    days = ["5 мар", "6 мар", "7 мар", "12 мар", "13 мар"]
    file = journal(days, *same_marks(days))
    file.sheets.append(Sheet("Лист2", file.sheets[0].rows))
    assert set(errors(marks_of(file))) == {"same_day_twice"}


def test_bare_numbers_of_terms_follow_the_system_of_the_grade():
    table = [["ФИО", "Алгебра", "", "Физика", "", "Химия", ""], ["", 1, 2, 1, 2, 1, 2]]
    table += [[name, 5, 4, 3, 5, 4, 3] for name in PUPILS]
    tenth = grid(["Класс: 10А", "", "2023/2024 учебный год"], *table)
    parsed = parse(tenth, recognise(tenth), NONE, SCHOOL)
    assert set(rows(parsed, "period_marks", "part_period")) == {("h1",), ("h2",)}
    table[1] = ["", 1, 3, 1, 3, 1, 3]
    unclear = grid(["Класс: 10А", "", "2023/2024 учебный год"], *table)
    assert set(errors(parse(unclear, recognise(unclear), NONE, SCHOOL))) == {"term_unclear"}


def test_the_lines_above_say_whose_terms_bare_numbers_are():
    table = [["ФИО", "Алгебра", "", "Физика", "", "Химия", ""], ["", 1, 3, 1, 3, 1, 3]]
    table += [[name, 5, 4, 3, 5, 4, 3] for name in PUPILS]
    eighth = grid(["Класс: 8А", "2023/2024 учебный год"], ["Ведомость по триместрам"], *table)
    parsed = parse(eighth, recognise(eighth), NONE, SCHOOL)
    assert set(rows(parsed, "period_marks", "part_period")) == {("t1",), ("t3",)}


def test_a_roman_number_beside_the_days_is_of_the_system_that_the_page_names():
    days = ["6 ноя", "7 ноя", "8 ноя", "13 ноя", "14 ноя"]
    head = [["Класс: 10В"], ["Предмет: Физика"], ["II четверть 2023/2024 учебного года"]]
    lines = [[n, name, "5", "4", "5", "4", "", "5"] for n, name in enumerate(PUPILS, 1)]
    parsed = marks_of(journal([*days, "II"], *lines, head=head))
    assert set(rows(parsed, "period_marks", "part_period")) == {("q2",)}


@pytest.mark.parametrize(
    ("line", "subject", "subgroup"),
    [
        ("Предмет: Физика, 2023/2024 уч. год", "Физика", ""),
        ("Предмет: Английский язык, 2 группа", "Английский язык", "2"),
        ("Класс 7Б, предмет: Физика, учебный год: 2023/2024", "Физика", ""),
    ],
)
def test_a_subject_ends_where_its_line_goes_on_with_something_else(line, subject, subgroup):
    days = ["6 мар", "7 мар", "8 мар", "13 мар", "14 мар"]
    parsed = marks_of(journal(days, *same_marks(days), head=[HEAD[0], [line], HEAD[2]]))
    parts = set(rows(parsed, "parts", "subject_raw", "subgroup"))
    assert (parts, parsed.questions) == ({(subject, subgroup)}, [])


@pytest.mark.parametrize("names", [["10 соц-эк", "10 физ-мат"], ["10А физмат", "11 ест-науч"]])
def test_a_class_with_a_profile_is_read_from_the_name_of_its_sheet(names):
    table = [["ФИО", "Алгебра", "Физика", "Химия"], *([name, 5, 4, 3] for name in PUPILS)]
    sheets = [Sheet(name, [list(row) for row in table]) for name in names]
    book = Grid("Итоги 1 полугодие 2023-2024.xlsx", "xlsx", sheets)
    parsed = parse(book, recognise(book), NONE, SCHOOL)
    assert (parsed.facts["classes"], parsed.questions) == (names, [])


@pytest.mark.parametrize("sheet", ["10 физика", "11 Разговоры о важном", "10 Хоровое дело"])
def test_a_grade_or_a_number_and_a_subject_is_no_class_with_a_profile(sheet):
    days = ["6 мар", "7 мар", "8 мар", "13 мар", "14 мар"]
    file = journal(days, *same_marks(days), head=HEAD, sheet=sheet)
    assert marks_of(file).facts["classes"] == ["7Б"]


def test_a_page_that_states_its_range_speaks_of_the_days_between_its_lessons():
    days = ["6.03.2024", "7.03.2024", "8.03.2024", "13.03.2024", "14.03.2024"]
    range_of = [["Период: с 01.03.2024 по 22.03.2024"]]
    parsed = marks_of(journal(days, *same_marks(days), head=[*HEAD, *range_of]))
    spans = set(rows(parsed, "part_dates", "date_from", "date_to"))
    assert (date(2024, 3, 1), date(2024, 3, 22)) in spans
    spans = set(
        rows(marks_of(journal(days, *same_marks(days))), "part_dates", "date_from", "date_to")
    )
    assert all(first == last for first, last in spans)


def test_a_table_with_nothing_but_a_month_above_goes_on_with_the_subject_before():
    def days(month):
        return [f"{day}.{month:02d}" for day in (4, 5, 11, 12, 18)]

    lines = [["№", "ФИО", *days(3)], *same_marks(days(3)), [""], ["Месяц: апрель"]]
    lines += [["№", "ФИО", *days(4)], *same_marks(days(4))]
    parsed = marks_of(grid(*HEAD, *lines))
    assert (parsed.facts["subjects"], parsed.questions) == (["Физика"], [])
    assert len(parsed.tables["marks"]["mark"]) == 40
    lines[lines.index(["Месяц: апрель"])] = ["Второй семестр, другая группа"]
    assert [q.field for q in marks_of(grid(*HEAD, *lines)).questions] == ["subject"]
