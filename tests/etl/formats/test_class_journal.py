"""Class × dates: the shipped profiles, what they know of each vendor, and which of them takes a file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlwt

from etl.formats import Unrecognised, parse, recognise, shipped
from etl.formats.detect import propose
from etl.formats.matrix import adjust
from etl.grid import Grid, Sheet
from etl.problems import Refusal
from etl.readers import read
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import SAMPLES, codes, grid, rows, sample

SCHOOL = School.default(date(2024, 5, 1))
NONE = Decisions()
PROFILES = ["class_journal", "dnevnik_journal", "mesh_journal", "eljur_journal"]
# What a person answers to the questions of the `_invalid` twins.
ANSWERS = Decisions("2023/24", "7Б", "Физика", "", "q3")
ANSWERS_OF = {"mesh_journal_invalid": replace(ANSWERS, school_year="2025/26")}
PUPILS = ["Берёзов Пётр Ильич", "Дубов Лев Маркович", "Ёлкина Анна Игоревна"]
HEAD = [["Класс: 7Б"], ["Предмет: Физика"], ["Учебный год: 2023/2024"]]
DAYS = ["05.02", "06.02", "07.02", "12.02", "13.02", "14.02"]


def journal(*lines, days=DAYS, head=HEAD, **names) -> Grid:
    return grid(*head, ["№", "ФИО", *days], *lines, **names)


def same(cell="5", days=DAYS) -> list[list]:
    return [[n, name, *[cell] * len(days)] for n, name in enumerate(PUPILS, 1)]


def loaded(file: Grid, decisions: Decisions = NONE) -> Parsed:
    return parse(file, recognise(file), decisions, SCHOOL)


def errors(parsed: Parsed) -> list[str]:
    return [problem.code for problem in parsed.problems if problem.severity == "error"]


@pytest.mark.parametrize("name", [f"{p}{twin}" for p in PROFILES for twin in ("", "_invalid")])
def test_a_journal_is_read_as_its_golden_file_says(name: str) -> None:
    file = sample(name)
    assert recognise(file).id == name.removesuffix("_invalid")
    parsed = loaded(file, ANSWERS_OF.get(name, ANSWERS) if "invalid" in name else NONE)
    said = {
        "questions": [q.field for q in loaded(file).questions],
        "problems": [[p.severity, p.code, p.row, p.column, p.value] for p in parsed.problems],
        "marks": rows(parsed, "marks", "pupil", "lesson_date", "lesson_no", "seq", "mark", "mark_raw", "weight",
                      "work_type", "cell_raw", "row_no", "column_no"),
        "attendance": rows(parsed, "attendance", "pupil", "lesson_date", "lesson_no", "code_raw", "kind"),
        "lessons": rows(parsed, "lessons", "pupil", "lesson_date", "lessons_count"),
        "period_marks": rows(parsed, "period_marks", "pupil", "part_period", "mark", "mark_raw", "state"),
        "parts": rows(parsed, "parts", "measure", "school_year", "class_name", "subject_raw", "subgroup", "period"),
        "pupils": rows(parsed, "pupils", "name_raw", "ordinal"),
    }  # fmt: skip
    assert parsed.source_kind == "journal"
    golden = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(said, default=str)) == golden


def test_the_csv_of_mesh_is_known_after_its_bom_and_through_its_newlines(tmp_path: Path) -> None:
    path = tmp_path / "2849657"
    path.write_bytes(b"\xef\xbb\xbf" + (SAMPLES / "mesh_journal.csv").read_bytes())
    assert recognise(read(path)).id == "mesh_journal"
    parsed = loaded(read(path))
    golden = json.loads((SAMPLES / "mesh_journal.json").read_text(encoding="utf-8"))
    assert len(parsed.tables["marks"]["mark"]) == len(golden["marks"])
    assert (parsed.facts["classes"], parsed.questions) == (["7Б"], [])


def test_a_csv_is_not_of_the_class_that_its_name_on_the_disk_spells(tmp_path: Path) -> None:
    path = tmp_path / "0c1de7b"
    path.write_text((SAMPLES / "mesh_journal_invalid.csv").read_text(encoding="utf-8"), "utf-8")
    grid_read = read(path, "выгрузка.zip › алгебра.csv")
    assert grid_read.sheets[0].name == "алгебра"
    assert "class_name" in {question.field for question in loaded(grid_read).questions}


def test_a_page_of_excel_97_goes_in(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Лист1")
    for r, line in enumerate(sample("dnevnik_journal").sheets[0].rows):
        for c, cell in enumerate(line):
            sheet.write(r, c, int(cell) if str(cell).isdigit() else cell)
    book.save(str(tmp_path / "журнал.xls"))
    parsed = loaded(read(tmp_path / "журнал.xls"))
    golden = json.loads((SAMPLES / "dnevnik_journal.json").read_text(encoding="utf-8"))
    assert parsed.format_id == "dnevnik_journal"
    assert json.loads(json.dumps(rows(parsed, "lessons", "pupil", "lesson_date", "lessons_count"), default=str)) == (
        golden["lessons"]
    )  # fmt: skip


def test_of_shipped_formats_the_more_specific_takes_the_file() -> None:
    dated = [fmt for fmt in shipped() if fmt.options.get("columns") == ["dates"]]
    assert {fmt.id for fmt in dated} == set(PROFILES)
    assert len({fmt.rank for fmt in dated}) == len(dated)
    for name in PROFILES:
        claims = [fmt for fmt in shipped() if fmt.claim(sample(name))]
        assert max(claims, key=lambda fmt: fmt.rank).id == name
        assert "class_journal" in {fmt.id for fmt in claims}
    everything = sample("mesh_journal")
    everything.sheets[0].rows[1:1] = [
        ["Класс:", "7Б"],
        ["Предмет:", "Алгебра"],
        ["ФИО учителя:", "Лучинина О. П."],
    ]
    everything.sheets[0].rows[-1][3] = "5✕2"
    assert recognise(everything).id == "dnevnik_journal"


def test_a_file_of_two_shapes_is_refused_with_advice_to_part_it() -> None:
    file = journal(*same())
    file.sheets.append(sample("pupil_progress").sheets[0])
    with pytest.raises(Refusal) as refused:
        recognise(file)
    (problem,) = refused.value.problems
    assert (problem.code, "отдельными файлами" in problem.fix) == ("claimed_twice", True)


def test_a_saved_mapping_goes_before_every_shipped_format() -> None:
    for file in (journal(*same()), sample("mesh_journal"), sample("class_subjects")):
        mapping = adjust(propose(file, SCHOOL).format, file, title="Моя разметка")
        assert recognise(file).id != mapping.id
        assert recognise(file, [*shipped(), mapping]) is mapping
        other = adjust(mapping, file, title="Ещё одна", subject=[])
        with pytest.raises(Refusal, match="Моя разметка"):
            recognise(file, [*shipped(), mapping, other])


def test_a_mapping_of_days_is_of_the_kind_of_the_journals_it_stands_beside() -> None:
    file = journal(*same())
    assert propose(file, SCHOOL).format.source_kind == recognise(file).source_kind == "journal"


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (journal(*same(days=DAYS[:4]), days=DAYS[:4]), "four days are no journal"),
        (journal(*same(days=range(6)), days=[1, 2, 3, 4, 5, 6]), "numbers without a month"),
        (journal(*same(), days=[*DAYS[:-1], 7.1]), "a day that became a fraction"),
        (journal(*same("7")), "no marks in the cells"),
        (journal(*same(), head=[*HEAD, ["Учёт пропусков"]]), "absences, not marks"),
        (journal(*same("1")), "signs of presence, not marks"),
        (grid(*HEAD, ["№", "Кто", *DAYS], *same()), "no label over the names"),
    ],
)
def test_a_doubtful_page_waits_for_a_person(file: Grid, why: str) -> None:
    with pytest.raises(Unrecognised):
        recognise(file)


@pytest.mark.parametrize(
    "line", ["Сформировано 15 октября 2023 г.", "Учитель: Иванова Мая Петровна"]
)
def test_a_day_or_a_name_gives_no_month_to_bare_numbers(line: str) -> None:
    days = [2, 5, 9, 12, 16, 19]
    with pytest.raises(Unrecognised):
        recognise(journal(*same(), days=days, head=[*HEAD, [line]]))
    named = loaded(journal(*same(), days=days, head=[*HEAD, ["Месяц: октябрь"], [line]]))
    assert rows(named, "lessons", "lesson_date")[0] == (date(2023, 10, 2),)


def test_days_without_a_year_anywhere_ask_for_the_school_year() -> None:
    parsed = loaded(journal(*same(), head=HEAD[:2]))
    assert [q.field for q in parsed.questions] == ["school_year"]
    assert not parsed.tables["marks"]["mark"]
    answered = loaded(journal(*same(), head=HEAD[:2]), Decisions(school_year="2021/22"))
    assert min(rows(answered, "marks", "lesson_date")) == (date(2022, 2, 5),)


def held(parsed: Parsed) -> set:
    return set(rows(parsed, "lessons", "lesson_date", "lessons_count"))


def test_a_column_is_a_lesson_held_unless_it_lies_ahead() -> None:
    days = ["05.02", "06.02", "07.02", "07.02", "12.02", "13.02"]
    lines = [[1, PUPILS[0], 5, "", "", "", "", ""], [2, PUPILS[1], "", "", "Н", "", " ", ""]]
    lessons = held(loaded(journal(*lines, days=days)))
    assert lessons == {(date(2024, 2, 5), 1), (date(2024, 2, 6), 1), (date(2024, 2, 7), 2)}
    backwards = [[n, name, *reversed(cells)] for n, name, *cells in lines]
    assert held(loaded(journal(*backwards, days=days[::-1]))) == lessons
    empty = loaded(journal(*same(""), days=days))
    assert (held(empty), len(empty.tables["part_pupils"]["pupil_no"])) == (set(), 3)


def test_in_a_calendar_of_all_days_only_what_is_filled_was_held() -> None:
    days = [f"{day:02d}.02" for day in range(1, 29)]
    cells = ["5" if day in (5, 6, 12, 26) else "" for day in range(1, 29)]
    parsed = loaded(journal(*[[n, name, *cells] for n, name in enumerate(PUPILS, 1)], days=days))
    assert {day.day for day, _ in held(parsed)} == {5, 6, 12, 26}


@pytest.mark.parametrize(
    ("label", "period"),
    [("За II четверть", "q2"), ("II четверть", "q2"), ("Итог. оценка", "q3"), ("Итоговая оценка за период", "q3"),
     ("Оценка", "q3"), ("чтв", "q3"), ("3 чет", "q3"), ("Год", "year"), ("Экзамен", "exam")],
)  # fmt: skip
def test_a_column_of_the_period_gives_period_marks(label: str, period: str) -> None:
    lines = [[*line, cell] for line, cell in zip(same(), ["4", "н/а", ""], strict=True)]
    parsed = loaded(journal(*lines, days=[*DAYS, label], head=[*HEAD, ["Период: 3 четверть"]]))
    found = rows(parsed, "period_marks", "pupil", "part_period", "mark", "state")
    assert found == [(PUPILS[0], period, 4, "attested"), (PUPILS[1], period, None, "not_attested")]
    assert not parsed.questions


def test_the_final_mark_is_told_from_a_periods_by_what_stands_beside_it() -> None:
    lines = [[*line, 4, 5, 3] for line in same()]
    whole = loaded(journal(*lines, days=[*DAYS, "3 четверть", "Год", "Итоговая"]))
    assert set(rows(whole, "period_marks", "part_period", "mark")) == {
        ("q3", 4),
        ("year", 5),
        ("final", 3),
    }
    either = loaded(journal(*[line[:-1] for line in lines], days=[*DAYS, "3 четверть", "Итоговая"]))
    assert set(rows(either, "period_marks", "part_period")) == {("q3",)}
    assert codes(either) == ["ignored_column"]


def test_a_period_that_nobody_names_is_that_of_the_days_or_asked() -> None:
    lines = [[*line, 4] for line in same()]
    days = ["15.01", "29.01", "05.02", "19.02", "04.03", "18.03", "Итог. оценка"]
    assert set(rows(loaded(journal(*lines, days=days)), "period_marks", "part_period")) == {("q3",)}
    asked = loaded(journal(*lines, days=[*DAYS, "Итог. оценка"]))
    assert [(q.field, q.proposals[0][0]) for q in asked.questions] == [("period", "q3")]


def sheets(*named: tuple[str, list]) -> Grid:
    return Grid("журнал.xlsx", "xlsx", [Sheet(name, lines) for name, lines in named])


def lines_of(cell: str, *head: list) -> list:
    return journal(*same(cell), head=list(head)).sheets[0].rows


def test_a_subject_a_sheet_by_its_name_or_by_what_stands_above() -> None:
    said = [["Класс: 7Б"], ["2023/2024 учебный год"]]
    long = "Основы безопасности и защиты Родины"
    book = sheets(("Физика", lines_of("5", *said)), (long[:31], lines_of("4", *said)),
                  ("Лист3", lines_of("3", *said, ["Предмет: Шахматы"])),
                  ("Служебный", lines_of("2", *said)))  # fmt: skip
    book.sheets[-1].is_hidden = True
    parsed = loaded(book)
    assert set(rows(parsed, "marks", "part_subject_raw", "mark")) == {
        ("Физика", 5),
        (long, 4),
        ("Шахматы", 3),
    }
    assert not parsed.questions
    assert not errors(parsed)


def test_one_answer_does_not_name_the_subject_of_two_sheets() -> None:
    said = [["Класс: 7Б"], ["2023/2024 учебный год"]]
    other = lines_of("4", *said)
    other[2] = ["№", "ФИО", *[day.replace(".02", ".03") for day in DAYS]]
    apart = loaded(
        sheets(("Матан", lines_of("5", *said)), ("Лабы", other)), Decisions(subject="Физика")
    )
    assert errors(apart) == ["subject_of_sheets"]
    terms = loaded(
        sheets(("1 часть", lines_of("5", *said)), ("3 четверть", other)),
        Decisions(subject="Физика"),
    )
    assert "subject_of_sheets" in errors(terms)
    quarters = loaded(sheets(("3 четверть", lines_of("5", *said)), ("2 полугодие", other)),
                      Decisions(subject="Физика"))  # fmt: skip
    assert not errors(quarters)
    assert len(rows(quarters, "marks", "mark")) == 36


def test_another_table_of_the_file_is_left_out_and_named() -> None:
    said = [["Класс: 7Б"], ["2023/2024 учебный год"]]
    points = lines_of("9", *said)
    parsed = loaded(sheets(("Физика", lines_of("5", *said)), ("Химия", points)))
    assert parsed.facts["subjects"] == ["Физика"]
    assert [(p.code, p.sheet) for p in parsed.problems] == [("table_skipped", "Химия")]


def test_the_legend_of_the_file_stands_above_the_profile() -> None:
    file = sample("dnevnik_journal")
    file.sheets[0].rows.append(["", "П – по уважительной причине", "", "О", "Освобождён"])
    kinds = dict(rows(loaded(file), "attendance", "code_raw", "kind"))
    assert (kinds["П"], kinds["О"], kinds["Б"]) == ("excused", "exempt", "ill")


def test_a_weekday_and_a_number_under_the_day_are_no_type_of_work() -> None:
    under = [["", "", "Пн", "Вт", "Ср", "Ср", "К", 3]]
    days = ["05.02", "06.02", "07.02", "12.02", "13.02", "14.02"]
    parsed = loaded(grid(*HEAD, ["№", "ФИО", *days], *under, *same()))
    types = dict(rows(parsed, "marks", "lesson_date", "work_type"))
    assert [types[day] for day in sorted(types)] == ["", "", "", "Ср", "К", ""]


def spans(parsed: Parsed) -> set[tuple[date, date]]:
    columns = parsed.tables["part_dates"]
    return set(zip(columns["date_from"], columns["date_to"], strict=True))


def test_a_page_that_prints_empty_lessons_is_whole_from_its_first_to_its_last_day() -> None:
    first, last = date(2024, 2, 5), date(2024, 2, 14)
    with_an_empty_lesson = [[n, name, 5, "", 4, 3, 5, 5] for n, name in enumerate(PUPILS, 1)]
    assert (first, last) in spans(loaded(journal(*with_an_empty_lesson)))
    assert (first, last) not in spans(loaded(journal(*same())))


def test_one_answer_does_not_name_the_class_of_sheets_with_other_pupils() -> None:
    others = ["Ильин Пётр Олегович", "Осин Марк Ильич", "Яров Лев Ильич"]
    head = [["Предмет: Физика"], ["Учебный год: 2023/2024"]]

    def of(*sheets: list[str]) -> list[str]:
        file = Grid("журнал.xlsx", "xlsx", [
            Sheet(f"Лист{n}", [*head, ["№", "ФИО", *DAYS], *([k, name, *"5544"] for k, name in enumerate(names))])
            for n, names in enumerate(sheets, 1)
        ])  # fmt: skip
        return errors(loaded(file, replace(NONE, class_name="7Б")))

    assert "class_of_sheets" in of(PUPILS, others)
    assert "class_of_sheets" not in of(PUPILS, [*PUPILS, others[0]])
