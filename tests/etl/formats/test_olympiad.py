"""Protocols of the olympiad: every layout, whose pupils they name, what of them is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from etl.formats import Unrecognised, parse, recognise
from etl.formats.olympiad.titles import day_of, stage_of, subject_of
from etl.grid import Grid, Sheet
from etl.privacy import clean_grid
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import codes, grid, rows

SCHOOL = School.default(date(2025, 12, 1))
SCHOOL_STAGE = ["№", "СНИЛС", "Фамилия", "Имя", "Отчество", "Пол", "Дата рождения", "Участник с ОВЗ", "Класс",
                "Класс участия", "Балл", "Макс. балл", "Статус", "Призер МЭ прошлого года", "Учитель",
                "Место работы учителя"]  # fmt: skip
MUNICIPAL = ["№", "Шифр", "Фамилия", "Имя", "Отчество", "ОО", "Класс", "1", "2", "Итого", "% выполнения",
             "Рейтинг (место)", "Статус", "ФИО учителя"]  # fmt: skip
WHO = ["Белова", "Анна", "Игоревна"]
TOLD = ("pupil", "class_name", "grade", "participation_grade", "points", "max_points", "status")
NONE = Decisions()
SAID = Decisions(school_year="2025/26", subject="Физика", stage="school")


def told(file: Grid, decisions: Decisions = NONE, school: School = SCHOOL) -> Parsed:
    return parse(file, recognise(file), decisions, school)


def school_stage(*who: list) -> Grid:
    title = [
        ["Протокол школьного этапа Всероссийской олимпиады школьников по русскому языку"],
        ["10.10.2025"],
    ]
    return grid(*title, SCHOOL_STAGE, *who)


def line(
    number: int, name: list[str], own: str, sat: object, points: object, status: str, prize=""
) -> list:
    return [number, "112-233-445 95", *name, "ж", "24.03.2006", "нет", own, sat, points, 50.0, status, prize,
            "Лучинина О. П.", "Школа № 5"]  # fmt: skip


def test_a_school_stage_is_read_and_keeps_both_classes():
    orlov = line(2, ["Орлов", "Пётр", ""], "7", 7, 50, "победитель")
    file = school_stage(line(1, WHO, "7А", 9.0, 17.5, "Призёр", "да"), orlov)
    clean_grid(file)
    assert not {"112-233-445 95", "24.03.2006"} & {
        cell for row in file.sheets[0].rows for cell in row
    }
    parsed = told(file)
    assert rows(parsed, "works", "kind", "school_year", "subject_raw", "stage", "held_on") == [
        ("olympiad", "2025/26", "Русский язык", "school", date(2025, 10, 10))]  # fmt: skip
    assert rows(parsed, "olympiad_results", *TOLD, "was_prize_winner", "teacher_raw") == [
        ("Белова Анна Игоревна", "7А", 7, 9, 17.5, 50.0, "prize_winner", 1, "Лучинина О. П."),
        ("Орлов Пётр", "", 7, 7, 50.0, 50.0, "winner", 0, "Лучинина О. П."),
    ]
    assert codes(parsed) == [] and parsed.questions == []


def test_everything_wrong_with_a_protocol_is_said_with_its_cell():
    file = school_stage(
        line(1, WHO, "седьмой", 7, 10, "участник"),
        line(2, ["Орлов", "Пётр", "Ильич"], "7А", 7, "десять", "участник"),
        line(3, ["Ким", "Лев", "Юрьевич"], "7А", 7, 51, "участник"),
        line(4, ["Дубов", "Лев", "Маркович"], "7А", 7, 10, "молодец"),
        line(5, ["", "", ""], "7А", 7, 10, "участник"),
        line(6, ["Липов", "Олег", "Ильич"], "7А", 7, "", "неявка"),
        line(7, ["Дубов", "Лев", "Маркович"], "7А", 7, 9, "участник"),
    )
    parsed = told(file)
    assert [(p.code, p.row, p.column, p.value) for p in parsed.problems] == [
        ("class_unclear", 4, "I", "седьмой"),
        ("points_unclear", 5, "K", "десять"),
        ("points_above", 6, "K", "51 из 50"),
        ("status_unclear", 7, "M", "молодец"),
        ("row_without_name", 8, "C", ""),
        ("not_present", 9, "M", "неявка"),
        ("namesake", 10, "C", "Дубов Лев Маркович, 7А"),
    ]
    assert rows(parsed, "olympiad_results", "pupil", "points") == [
        ("", 10.0), ("Орлов Пётр Ильич", None), ("Ким Лев Юрьевич", None), ("Дубов Лев Маркович", 10.0),
        ("Дубов Лев Маркович", 9.0)]  # fmt: skip


def test_a_municipal_stage_adds_appeals_and_repeats_its_headers():
    head = ["№", "Название ОУ", "Фамилия", "Имя", "Отчество", "Класс", "Класс участия", "Вопросы", "",
            "Добавлено по итогам апелляций", "", "Первичный балл", "Добавлено по итогам апелляций",
            "Статус"]  # fmt: skip
    low = ["", "", "", "", "", "", "", "В1", "В2", "В1", "В2", "", "", ""]
    body = [[1, "Школа № 5", *WHO, "10Б", 11, 4, 5, 1, 0, 9.0, 1.0, "Участник"]]
    parsed = told(grid(head, low, *body, name="МЭ_Астрономия_2025-11-20.xlsx"))
    assert rows(parsed, "works", "subject_raw", "stage", "held_on") == [
        ("Астрономия", "municipal", date(2025, 11, 20))]  # fmt: skip
    assert rows(parsed, "olympiad_results", *TOLD, "school_code") == [
        ("Белова Анна Игоревна", "10Б", 10, 11, 10.0, None, "participant", "Школа № 5")]  # fmt: skip


def test_a_municipal_stage_with_teachers_and_points_before_appeals_is_no_list_of_teachers():
    header = [*SCHOOL_STAGE[:10], "Название ОУ", "Первичный балл", "Добавлено по итогам апелляций",
              "Итоговый балл", *SCHOOL_STAGE[11:]]  # fmt: skip
    title = ["Протокол муниципального этапа Всероссийской олимпиады школьников по химии 2025/26"]
    who = [1, "", *WHO, "ж", "", "нет", "9А", "10", "Школа № 5", 20, 3, 23, 50, "победитель", "нет",
           "Лучинина О. П.", "Школа № 5"]  # fmt: skip
    parsed = told(grid(title, header, who))
    assert rows(parsed, "olympiad_results", "participation_grade", "points", "status") == [
        (10, 23, "winner")]  # fmt: skip


def test_profiles_of_technology_are_papers_of_their_own():
    head = [
        "Фамилия",
        "Имя",
        "Класс",
        "Класс участия",
        "Профиль/Направление",
        "Виды практик",
        "Балл",
        "Статус",
    ]
    body = [["Белова", "Анна", "9А", 9, "Робототехника", "Сборка", 10, "участник"],
            ["Белова", "Анна", "9А", 9, "Культура дома", "", 20, "победитель"]]  # fmt: skip
    parsed = told(grid(head, *body), SAID)
    assert rows(parsed, "olympiad_results", "pupil_no", "profile") == [
        (1, "Робототехника, Сборка"), (1, "Культура дома")]  # fmt: skip
    assert codes(parsed) == []


@pytest.mark.parametrize(
    "lines", [[], [["Олимпиада", "Физика"], ["Код олимпиады (не изменять)", "15"]]]
)
def test_the_csv_that_results_are_entered_by(lines):
    head = ["ID", "ФИО", "ДР", "Класс", "Класс участия", "Макс. балл", "Балл", "Статус", "Призер МЭ", "Учитель",
            "Место работы"]  # fmt: skip
    file = grid(
        *lines,
        head,
        ["1", "Белова Анна Игоревна", "24.03.2006", "8", "9", "50", "17,5", "призер", "", "", ""],
    )
    clean_grid(file)
    asked = ["school_year", "stage"] if lines else ["school_year", "subject", "stage"]
    assert [question.field for question in told(file).questions] == asked
    parsed = told(file, SAID)
    assert rows(parsed, "works", "subject_raw", "stage") == [("Физика", "school")]
    assert rows(parsed, "olympiad_results", *TOLD) == [
        ("Белова Анна Игоревна", "", 8, 9, 17.5, 50.0, "prize_winner")]  # fmt: skip


def municipal() -> Grid:
    return grid(
        ["Рейтинг участников муниципального этапа Всероссийской олимпиады школьников по истории"],
        ["Дата проведения: 15.11.2025", "", "Максимальный балл: 100"],
        MUNICIPAL,
        [1, "И-1", *WHO, "МБОУ «СОШ № 5»", "9А", 20, 40, 60, "60%", "1", "победитель", ""],
        [
            2,
            "И-2",
            "Белова",
            "Анна",
            "Игоревна",
            "МБОУ «СОШ № 6»",
            "9А",
            10,
            40,
            50,
            "50%",
            "2-3",
            "призёр",
            "",
        ],
        [3, "И-3", "", "", "", "МБОУ «СОШ № 6»", "9", 10, 40, 50, "50%", "2-3", "призёр", ""],
        [],
        ["Председатель жюри", "", "Осокин П. Р."],
        ["Члены жюри", "", "Лучинина О. П.", "Дубова А. А."],
    )


def test_everything_wrong_with_a_municipal_stage_is_said_with_its_cell():
    head = ["№", "Шифр", *SCHOOL_STAGE[2:5], "ОО", "Класс", "Класс участия", "Первичный балл",
            "Добавлено по итогам апелляций", "Итоговый балл", "Макс. балл", "Статус"]  # fmt: skip
    ours = "Школа № 5"
    lines = [[1, "", *WHO, ours, "9А", "10", "двадцать", "", "", 50, "участник"],
             [2, "", "Орлов", "Пётр", "", ours, "9А", "9", 40, 20, "", 50, "призёр"],
             [3, "", "", "", "", ours, "9А", "9", 20, "", 20, 50, "участник"],
             [4, "", "Ким", "Лев", "", ours, "9А", "9", 20, -3, "", 50, "дипломант"],
             [5, "", "Липов", "Олег", "", ours, "кл", "9", 20, "", -1, 50, "участник"],
             [6, "", "Дубов", "Лев", "", ours, "9А", "9", "", "", "", 50, "не явился"]]  # fmt: skip
    title = ["Муниципальный этап Всероссийской олимпиады школьников по химии, 15.11.2025"]
    parsed = told(grid(title, head, *lines))
    assert [(p.code, p.row, p.column, p.value) for p in parsed.problems] == [
        ("points_unclear", 3, "I", "двадцать"), ("points_above", 4, "K", "60 из 50"), ("row_without_name", 5, "C", ""),
        ("status_unclear", 6, "M", "дипломант"), ("class_unclear", 7, "G", "кл"), ("points_unclear", 7, "K", "-1"),
        ("not_present", 8, "M", "не явился")]  # fmt: skip
    assert rows(parsed, "olympiad_results", "pupil", "points", "status") == [
        ("Белова Анна Игоревна", None, "participant"), ("Орлов Пётр", None, "prize_winner"),
        ("Ким Лев", 17, "participant"), ("", 20, "participant")]  # fmt: skip


def test_everything_wrong_with_a_list_of_winners_is_said_with_its_cell():
    head = ["Предмет", "Уровень", "Ф.И.О.", "Класс", "Тип диплома"]
    body = [["", "региональный", "Белова Анна Игоревна", "9А", "призёр"],
            ["Физика", "региональный", "Орлов", "9А", "победитель"],
            ["", "заключительный", "Ким Лев Юрьевич", "9А", "серебро"]]  # fmt: skip
    parsed = told(grid(head, *body, name="Победители 2024-2025.xlsx"), SAID)
    assert [(p.code, p.row, p.column, p.value) for p in parsed.problems] == [
        ("subject_unknown", 2, "A", ""), ("row_without_name", 3, "C", ""),
        ("status_unclear", 4, "E", "серебро")]  # fmt: skip
    assert rows(parsed, "works", "subject_raw", "stage") == [("Физика", "final")]


def test_pupils_of_other_schools_do_not_become_ours():
    parsed = told(municipal())
    assert codes(parsed) == ["own_school_unknown"]
    assert rows(parsed, "pupils", "name_raw") == []
    ours = replace(SCHOOL, own_codes=frozenset({"мбоу «сош № 5»"}))
    parsed = told(municipal(), school=ours)
    assert rows(
        parsed, "olympiad_results", "school_code", "pupil", "points", "max_points", "place"
    ) == [
        ("мбоу «сош № 5»", "Белова Анна Игоревна", 60.0, 100.0, 1),
        ("МБОУ «СОШ № 6»", "", 50.0, 100.0, 2),
        ("МБОУ «СОШ № 6»", "", 50.0, 100.0, 2),
    ]
    assert rows(parsed, "works", "schools_count") == [(2,)]
    assert codes(parsed) == []


def test_the_name_of_a_school_is_no_subject_and_a_class_may_stand_above_its_rows():
    head = ["№", "Фамилия", "Имя", "Балл", "Статус"]
    file = grid(["МБОУ «Школа № 5 с углублённым изучением английского языка города Энска»"],
                ["Школьный этап ВсОШ, олимпиада по физике, 2025/2026 учебный год"], head,
                ["9 класс"], [1, "Белова", "Анна", 10, "участник"],
                ["10А"], [1, "Орлов", "Пётр", 12, "призёр"])  # fmt: skip
    parsed = told(file)
    assert rows(parsed, "works", "subject_raw", "school_year") == [("Физика", "2025/26")]
    assert rows(parsed, "olympiad_results", "pupil", "class_name", "grade", "participation_grade") == [
        ("Белова Анна", "", 9, 9), ("Орлов Пётр", "10А", 10, 10)]  # fmt: skip


def test_a_list_of_winners_carries_its_subject_down_and_names_no_pupil_without_a_class():
    head = ["Предмет", "Уровень", "Ф.И.О.", "Тип диплома", "Наставник"]
    body = [["История", "муниципальный", "Белова Анна Игоревна", "призёр", "Лучинина О. П."],
            ["", "региональный", "Орлов Пётр Ильич", "победитель", ""],
            ["Физика", "муниципальный", "Ким Лев Юрьевич", "призер", ""]]  # fmt: skip
    parsed = told(grid(head, *body, name="Победители 2024-2025.xlsx"))
    assert rows(parsed, "works", "subject_raw", "stage", "school_year") == [
        ("История", "municipal", "2024/25"), ("История", "regional", "2024/25"),
        ("Физика", "municipal", "2024/25")]  # fmt: skip
    assert rows(parsed, "olympiad_results", "pupil_no", "status") == [
        (None, "prize_winner"), (None, "winner"), (None, "prize_winner")]  # fmt: skip


def test_a_list_without_a_sign_of_the_olympiad_is_not_claimed():
    with pytest.raises(Unrecognised):
        recognise(grid(["ФИО", "Класс", "Балл"], ["Белова Анна Игоревна", "9А", 10]))
    register = Sheet(
        "Лист1",
        [["ФИО", "Класс", "Прибыл", "Статус"], ["Белова Анна Игоревна", "9А", "", "учится"]],
    )
    assert recognise(Grid("список.xlsx", "xlsx", [register])).id == "pupil_register"


def test_titles_in_whatever_case():
    known = SCHOOL.aliases
    said = {"по физической культуре": "Физическая культура", "по физике": "Физика", "по праву": "Право",
            "Литература 9 класс": "Литература", "по информатике и ИКТ": "Информатика", "школьников": "",
            "лицей информационных технологий, олимпиада по предмету «Русский язык»": "Русский язык"}  # fmt: skip
    assert {text: subject_of(text, known) for text in said} == said
    stages = {"Всероссийской олимпиады школьников": "", "протокол ШЭ": "school", "Этап: муниципальный": "municipal",
              "регионального этапа": "regional"}  # fmt: skip
    assert {text: stage_of(text) for text in stages} == stages
    assert day_of("ШЭ 2025.10.03") == day_of("03.10.2025 г.") == date(2025, 10, 3)
