"""Files with the quirks of real exports, built in code: one function per quirk, invented names only."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import openpyxl
import xlsxwriter
import xlwt

from tests.etl.readers.test_read_pages import ole_of

Cell = str | int | float | None
NBSP = "\N{NO-BREAK SPACE}"
PUPILS = ("Берёзова Анна Ильинична", "Дубов Лев Маркович", "Кленова Вера Олеговна")
SUBJECTS = ("Русский язык", "Алгебра", "Физика", "Химия", "История")
TITLE = "Отчет об успеваемости и посещаемости ученика"
FIGURES = ("Средняя оценка", "Итоговая оценка за период")


def block(pupil: str, days: Sequence[Cell], lessons: Sequence[Sequence[Cell]],
          months: Sequence[Cell] = ("Апрель",), class_name: str = "8А") -> list[list[Cell]]:  # fmt: skip
    """Return the table of one pupil; a lesson row is a subject and its cells, averages at the end."""
    heading: list[list[Cell]] = [["Учебный год: 2024/2025"], [f"Класс: {class_name}"],
                                 ["Период: с 31.03.25 по 24.05.25"], [f"Ученик: {pupil}"], []]  # fmt: skip
    top: list[Cell] = ["Предмет", *months, *[None] * (len(days) - len(months)), *FIGURES]
    return [*heading, top, [None, *days], *map(list, lessons), []]


def report(*blocks: list[list[Cell]]) -> list[list[Cell]]:
    """Return the rows of a report of these tables."""
    return [["МБОУ «Школа № 1»"], [], [TITLE], [], *[row for one in blocks for row in one]]


def usual(pupil: str = PUPILS[0], *cells: Cell) -> list[list[Cell]]:
    """Return a table of two days of algebra with these cells in place of the usual ones."""
    found = [*cells, *["5", "4"][len(cells) :]]
    return block(pupil, [1, 2], [["Алгебра", *found, "", "4"]])


def summary(
    rows: Sequence[Sequence[Cell]], *more: Cell, class_name: str = "7Б"
) -> list[list[Cell]]:
    """Return a class × subjects table of the first quarter with these rows of marks."""
    head: list[list[Cell]] = [["Сводная ведомость учёта успеваемости"], [f"Класс: {class_name}"],
                              ["Учебный год: 2023/2024"], ["Период: 1 четверть"], []]  # fmt: skip
    return [*head, ["№", "ФИО", *SUBJECTS, *more], *map(list, rows)]


def marks_of(*marks: Cell) -> list[list[Cell]]:
    """Return a row for each pupil with one mark in every subject."""
    rows = zip(PUPILS, marks, strict=False)
    return [[n, name, *[mark] * len(SUBJECTS)] for n, (name, mark) in enumerate(rows, 1)]


def xlsx(path: Path, rows: Sequence[Sequence[Cell]], sheet: str = "Лист1",
         merged: Sequence[str] = ()) -> Path:  # fmt: skip
    """Write rows as a workbook: None is no cell, "" is a cell with an empty text."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet)
        for place in merged:
            page.merge_range(place, "")
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell is not None:
                    (page.write_string if isinstance(cell, str) else page.write_number)(r, c, cell)
    return path


def text(
    path: Path, rows: Sequence[Sequence[Cell]], encoding: str = "utf-8-sig", end: str = ""
) -> Path:
    """Write rows with semicolons, a given encoding and perhaps something at the end of each."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows([*row, *([end] if end else [])] for row in rows)
    if end:
        path.write_bytes(path.read_bytes().replace(f"{end}\r\n".encode(encoding), b"\r\n"))
    return path


def biff(path: Path, rows: Sequence[Sequence[Cell]]) -> Path:
    """Write rows as a workbook of Excel 97–2003."""
    book = xlwt.Workbook()
    page = book.add_sheet("Лист1")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is not None:
                page.write(r, c, cell)
    book.save(str(path))
    return path


def page(path: Path, rows: Sequence[Sequence[Cell]]) -> Path:
    """Write rows as a page with a table, whatever the file is called."""
    lines = (
        "".join(f"<td>{escape(str('' if c is None else c))}</td>" for c in row) for row in rows
    )
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    path.write_text(f"<html><body><table>{body}</table></body></html>", encoding="utf-8")
    return path


def repeated_blocks(folder: Path) -> Path:
    long = block(PUPILS[1], [1, 2, 3], [["Алгебра", "3", "4", "5", "4", "4"]])
    return xlsx(folder / "отчёт.xlsx", report(usual(), long))


def repeated_days(folder: Path) -> Path:
    lessons = [["Алгебра", "5", "4", "3", "4", "4"]]
    rows = report(block(PUPILS[0], [31, 31, 1], lessons, ("Март", None, "Апрель")))
    return xlsx(folder / "отчёт.xlsx", rows, merged=("B10:C10",))


def zeros(folder: Path) -> Path:
    rows = report(
        block(
            PUPILS[0], [1, 2, 3], [["Алгебра", "0", "", None, 0, ""], ["Физика", "", "", "", 0, ""]]
        )
    )
    return xlsx(folder / "отчёт.xlsx", rows)


def numbers_as_text(folder: Path) -> Path:
    return xlsx(folder / "отчёт.xlsx", report(
        block(PUPILS[0], [1, 2, 3], [["Алгебра", f"4{NBSP}", "  5 ", 3.0, 4, f"4{NBSP}"]])))  # fmt: skip


def several_tokens(folder: Path) -> Path:
    lessons = [["Алгебра", "Б  3/3", "5 Н", "4 4", "", "4"]]
    return xlsx(folder / "отчёт.xlsx", report(block(PUPILS[0], [1, 2, 3], lessons)))


def look_alikes(folder: Path) -> Path:
    """A Latin A in the class, a Latin H as the absence, a Latin O as the being late."""
    lessons = [["Алгебра", "H", "O", "5", "5", "5"]]
    return xlsx(
        folder / "отчёт.xlsx", report(block(PUPILS[0], [1, 2, 3], lessons, class_name="8A"))
    )


def tall_headers(folder: Path) -> Path:
    rows = summary(marks_of("5", "4", "3"))
    rows[5] = ["№", "Ф.И.О.\nучащегося", *SUBJECTS]
    rows.insert(6, ["п/п", None, *[1] * len(SUBJECTS)])
    return xlsx(folder / "ведомость.xlsx", rows, merged=("B6:B7",))


def decimal_comma(folder: Path) -> Path:
    lessons = [["Алгебра", "5", "4", "4", "4,33", "4"]]
    return text(folder / "отчёт.csv", report(block(PUPILS[0], [1, 2, 3], lessons)))


def xls_of_two_kinds(folder: Path) -> list[Path]:
    return [biff(folder / "двоичный.xls", report(usual())),
            page(folder / "страница.xls", report(usual(PUPILS[1])))]  # fmt: skip


def bare_names(folder: Path) -> Path:
    sheet = "Отчет об успеваемости и посещаем"[:31]
    return xlsx(folder / "2849657.xlsx", report(usual()), sheet)


def task_form(folder: Path) -> Path:
    """The form of a check of knowledge: 1,498 rows that hold nothing but the result of a formula."""
    head = ["Код участника", "Вариант", "1 (5б)", "2 (5б)", "3 (5б)", "4К1 (3б)", "4К2 (2б)",
            "Порядковый номер класса", "Отметка за предыдущий триместр/ четверть/полугодие",
            "Итого баллов"]  # fmt: skip
    lists: list[Cell] = [None, None, "отсутствовал", "X", 5, 4]
    rows: list[list[Cell]] = [[*head, *lists], *[[*[None] * 9, 0] for _ in range(1498)]]
    return xlsx(folder / "Форма сбора результатов.xlsx", rows, "Протокол")


def wide_sheet(folder: Path) -> Path:
    rows = report(usual())
    rows[0] += [*[None] * 900, " "]
    return xlsx(folder / "отчёт.xlsx", rows)


def group_lines(folder: Path) -> Path:
    """Individual results of a check of knowledge: a group line inside the data, codes in place of names."""
    head: list[list[Cell]] = [["Индивидуальные результаты"], [], ["ВПР 2026 Русский язык 4 класс"],
            ["Предмет:", "Русский язык"], ["Дата:", "20.04.2026"], [],
            ["ОО", "Код участника", "Класс", "Вариант", "1 (2б)", "2 (1б)", "3.1 (1б)", "Первичный балл",
             "Отметка", "Отметка по журналу"],
            ["МБОУ «Школа № 1»(edu203389) | Кол-во участников: 3"]]  # fmt: skip
    data: list[list[Cell]] = [
        ["МБОУ", 40001 + n, 1, "1", "2", "X", 1, 3, 4, "нет отметки"] for n in range(3)
    ]
    gone: list[Cell] = ["МБОУ", 40009, 1, "отсутствовал"]
    return xlsx(folder / "2849657.xlsx", [*head, *data, gone])


def footers(folder: Path) -> Path:
    more: list[list[Cell]] = [[None, "Средний балл", 4, 4, 4, 4, 4], [None, "Качество, %", *[66.7] * 5], [],
                              ["Классный руководитель", "Лучинина О. П."],
                              ["Состояние на16.09.2026 17:40:20"]]  # fmt: skip
    return xlsx(folder / "ведомость.xlsx", [*summary(marks_of("5", "4", "3")), *more])


def sparse_protocol(folder: Path) -> Path:
    """A protocol of an exam: sparse columns, two exams on a sheet, masks of answers."""
    head: list[Cell] = ["№", "Код ОО", "Класс", None, "Код ППЭ", None, "Фамилия", None, "Имя", "Отчество",
                        "Задания с кратким ответом", None, "Первичный балл", None, "Оценка"]  # fmt: skip
    row: list[Cell] = [1, 9306.0, "9А", None, 12, None, "Дубов", None, "Лев", "Маркович",
                       "+++-2++", None, 21, None, 4.0]  # fmt: skip
    one: list[list[Cell]] = [
        ["12 - Обществознание 2026.07.03"],
        [],
        head,
        row,
        ["Средние", *[None] * 11, 21],
    ]
    two: list[list[Cell]] = [["04 - Химия 2026.07.03"], [], head, row]
    return biff(folder / "протокол.xls", [["Протокол проверки результатов"], *one, *two])


def sparse_summary(folder: Path) -> Path:
    """A table with an empty column between every two: values stand under their own headers."""
    rows = [
        [cell for c in row for cell in (c, None)] if len(row) > 2 else row
        for row in summary(marks_of("5", "4", "3"))
    ]
    return xlsx(folder / "ведомость.xlsx", rows)


def uncalculated(folder: Path) -> Path:
    """A workbook made by a library: its formulas were never calculated."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in report(usual(PUPILS[0], "5", "=2+2")):
        page.append(row)
    book.save(folder / "отчёт.xlsx")
    return folder / "отчёт.xlsx"


def encodings(folder: Path) -> list[Path]:
    return [text(folder / "cp1251.csv", report(usual()), "cp1251"),
            text(folder / "с хвостом.csv", report(usual(PUPILS[1])), "utf-8-sig", ";"),
            text(folder / "без метки.csv", report(usual(PUPILS[2])), "utf-8")]  # fmt: skip


def numbers_for_headers(folder: Path) -> Path:
    """Statistics of marks: the header's cells are numbers, the rows are groups and no pupils."""
    rows: list[list[Cell]] = [["Статистика по отметкам"], [], ["ВПР 2026 Математика 5 класс"], [],
            ["Группы участников", "Кол-во ОО", "Кол-во участников", 2, 3, 4, 5],
            ["Вся выборка", 35000, 1400000, 9.1, 40.2, 33.3, 17.4],
            ["Чеховский район(reg20_m012)", 12, 900, 8.0, 41.0, 34.0, 17.0],
            ["МБОУ «Школа № 1»(edu203389)", None, 89, 7.9, 39.3, 35.9, 16.9]]  # fmt: skip
    return xlsx(folder / "2849658.xlsx", rows)


def personal_data(folder: Path) -> Path:
    rows = [[*row, "112-233-445 95"] for row in marks_of("5", "4", "3")]
    return text(folder / "ведомость.csv", summary(rows, "СНИЛС"))


def unstable_codes(folder: Path) -> Path:
    """A region's export of other years: other columns, logins and codes in place of names."""
    head: list[Cell] = ["логин школы", "регион", "номер обучающегося", "код обучающегося",
                        "отметка за предыдущую четверть/триместр", "пол", "класс", "вариант",
                        "всего баллов", "балл за 1", "балл за 2"]  # fmt: skip
    rows: list[list[Cell]] = [["sch203389", "20", str(n), f"5000{n}", "4", "ж", "6\"Б\"", "1", "12", "1", "X"]
                              for n in range(1, 6)]  # fmt: skip
    return xlsx(folder / "выгрузка.xlsx", [head, *rows], "Sheet")


def survey(folder: Path) -> Path:
    head = ["Отметка времени", "Как часто вы обсуждаете результаты?\n", "Что вам помогает?"]
    rows: list[list[Cell]] = [[f"0{n}.03.2026 20:16:26", "Иногда", "Доступ к данным (API, запросы), беседы"]
                              for n in range(1, 7)]  # fmt: skip
    path = folder / "Анкета (Ответы) - Ответы на форму (1).csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


Build = Callable[[Path], Path | list[Path]]

# What each of the broken three must say.
BROKEN = {
    "обрыв.xlsx": "Файл повреждён",
    "пароль.xlsx": "Файл защищён паролем",
    "пусто.xlsx": "Файл пуст",
}
CLASSES = [f"{grade}{letter}" for grade in range(2, 10) for letter in "АБВГД"][:37]


def forty(folder: Path) -> list[Path]:
    """Write thirty-seven summaries of as many classes, and three files that cannot be read."""
    folder.mkdir(exist_ok=True)
    good = [
        xlsx(folder / f"ведомость {name}.xlsx", summary(marks_of("5", "4", "3"), class_name=name))
        for name in CLASSES
    ]
    cut, locked, empty = (folder / name for name in BROKEN)
    cut.write_bytes(good[0].read_bytes()[:2000])
    locked.write_bytes(ole_of("EncryptedPackage"))
    empty.write_bytes(b"")
    return [*good[:20], cut, *good[20:30], locked, empty, *good[30:]]
