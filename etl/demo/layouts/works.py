"""Files of works: forms and descriptions of ВПР, «Индивидуальные результаты», exams, the olympiad."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlwt

from etl.demo.layouts.workbook import Workbook
from etl.demo.seeds import settings
from etl.demo.sitting import Answers, Paper

EXAM = ["№", "Код МСУ", "Код ОО", "Класс", "Код ППЭ", "Аудитория", "Фамилия", "Имя", "Отчество", "Серия",
        "Номер", "Задания с кратким ответом", "Задания с развёрнутым ответом", "Первичный балл"]  # fmt: skip
SCHOOL_STAGE = ["№", "СНИЛС", "Фамилия", "Имя", "Отчество", "Дата рождения", "Класс", "Класс участия", "Балл",
                "Макс. балл", "Статус"]  # fmt: skip
DESCRIPTION = ["№ п/п", "№ по КИМу", "Умения, виды деятельности", "Блоки ПООП", "Уровень сложности", "Код КЭС",
               "Код КТ", "Макс. балл", "Время, мин"]  # fmt: skip
JOURNAL = "Отметка за предыдущий триместр/ четверть/полугодие"
Line = Sequence[Any]


def write_form(paper: Paper, people: Sequence[Answers], classes: Sequence[str], path: Path) -> None:
    """Write «Форма сбора результатов»: codes, points, the class by its number with a sheet of numbers."""
    book = Workbook("Протокол", (14,))
    head = ["Код участника", "Вариант", *(f"{t.code} ({t.most}б)" for t in paper.tasks),
            "Порядковый номер класса", JOURNAL, "Итого баллов"]  # fmt: skip
    lines: list[Line] = [head]
    for one in people:
        said = "" if one.is_absent else sum(one.points)
        lines.append([one.code, _variant(one), *one.cells, classes.index(one.class_name) + 1,
                      one.journal_mark, said])  # fmt: skip
    _fill(book, lines)
    numbers = Workbook("Порядковый номер класса", (14,), beside=book)
    _fill(numbers, [["Порядковый номер класса", "Класс"], *enumerate(classes, 1)])
    book.save(path)


def write_autumn(paper: Paper, people: Sequence[Answers], path: Path) -> None:
    """Write the form of an autumn work, which names its classes."""
    book = Workbook("Протокол", (14,))
    head = ["Код участника", "Вариант", *(f"{t.code} ({t.most}б)" for t in paper.tasks),
            "Наименование класса", JOURNAL, "Итого баллов"]  # fmt: skip
    lines = [[one.code, _variant(one), *one.cells, one.class_name, one.journal_mark,
              "" if one.is_absent else sum(one.points)] for one in people]  # fmt: skip
    _fill(book, [head, *lines])
    book.save(path)


def write_individual(
    paper: Paper, people: Sequence[Answers], classes: Sequence[str], path: Path
) -> None:
    """Write «Индивидуальные результаты» of ФИС ОКО: who took part, the levels, marks beside the journal's."""
    about = settings("works")
    came = [one for one in people if not one.is_absent]
    name = about["school_name"]
    above: list[Line] = [
        ["Индивидуальные результаты"], [], [f"ВПР {paper.spring} {paper.subject} {paper.grade} класс"],
        ["Предмет:", paper.subject], ["Максимальный первичный балл:", sum(t.most for t in paper.tasks)],
        ["Дата:", f"18.04.{paper.spring}"],
        ["", "", "Уровень сложности задания", "", "", "", *(t.level for t in paper.tasks)],
        ["ОО", "Муниципалитет", "Название ОО", "Код участника", "Класс", "Вариант",
         *(f"{t.code} ({t.most}б)" for t in paper.tasks), "Первичный балл", "Отметка",
         "Отметка по журналу"],
        [f"{name}({about['login']})", f"Кол-во участников: {len(came)}"],
    ]  # fmt: skip
    lines = [["", about["municipality"], name, one.code, classes.index(one.class_name) + 1, 1,
              *one.cells, sum(one.points), one.mark, one.journal_mark] for one in came]  # fmt: skip
    book = Workbook("Индивидуальные результаты", (14,))
    _fill(book, [*above, *lines])
    book.save(path)


def write_description(paper: Paper, path: Path) -> None:
    """Write what the tasks of a ВПР check, as the template of the product filled in."""
    above: list[Line] = [
        ["Описание работы: что проверяют задания"], ["Учебный год:", "", paper.school_year],
        ["Вид работы:", "", "ВПР"], ["Название работы:"], ["Предмет:", "", paper.subject],
        ["Параллель:", "", str(paper.grade)], [],
    ]  # fmt: skip
    lines = [[number, one.code, one.skill, one.block, one.level, "", "", one.most]
             for number, one in enumerate(paper.tasks, 1)]  # fmt: skip
    book = Workbook("Задания", (9, 12, 60, 36, 12))
    _fill(book, [*above, DESCRIPTION, *lines])
    book.save(path)


def exam_lines(title: str, last: str, people: Sequence[Line]) -> list[Line]:
    """Return the lines of one exam of a protocol; passports stand in it as in the real ones."""
    return [[title], [], [*EXAM, last], *people, []]


def write_exams(lines: Sequence[Line], path: Path) -> None:
    """Write a protocol as the regional centre sends it: «.xls», or «.xlsx» by the ending."""
    lines = [["Протокол проверки результатов"], *lines]
    if path.suffix == ".xlsx":
        book = Workbook("Page 1", (14,))
        _fill(book, lines)
        book.save(path)
        return
    old = xlwt.Workbook(encoding="utf-8")
    sheet = old.add_sheet("Page 1")
    for r, line in enumerate(lines):
        for c, value in enumerate(line):
            if value != "":
                sheet.write(r, c, value)
    old.save(str(path))


def write_olympiad(title: str, day: str, people: Sequence[Line], path: Path) -> None:
    """Write the protocol of a stage of the olympiad."""
    book = Workbook("Протокол", (14,))
    _fill(book, [[title], [day], SCHOOL_STAGE, *people])
    book.save(path)


def _variant(one: Answers) -> Any:
    return "отсутствовал" if one.is_absent else 1


def _fill(book: Workbook, lines: Sequence[Line]) -> None:
    for r, line in enumerate(lines):
        book.row(r, [(c, value, "plain") for c, value in enumerate(line) if value != ""])
