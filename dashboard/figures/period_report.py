"""The lines and columns of the period report, the same on the screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from dashboard import words
from dashboard.figures.measures import BASES

MARKLESS = "безотметочное обучение"
LISTS_ONLY = "по спискам журналов, без реестра"
LEVEL_NAMES = {
    "НОО": "начальное общее образование (1–4 классы)",
    "ООО": "основное общее образование (5–9 классы)",
    "СОО": "среднее общее образование (10–11 классы)",
}


@dataclass(frozen=True)
class ReportColumn:
    """A column: where it stands in the frame, its two headings, what it holds.

    `kind` is count, share (0–100), points or text. `known` names the count of classes of which the
    number is known: where some are not, a total carries a star.
    """

    key: str
    group: str
    label: str
    kind: str = "count"
    known: str = ""


class Piece(NamedTuple):
    """One cell of a line: a value or words, over how many columns, and whether classes are missing in it."""

    value: Any
    span: int = 1
    is_partial: bool = False


MOVES, MARKS, ABSENCES = "known_moves_count", "known_marks_count", "known_absences_count"
ROLL, ATTESTED, GROUPS, LESSONS, RESULT = (
    "Учеников", "Аттестация", "Из аттестованных", "Пропущено уроков", "Итог"
)  # fmt: skip

COUNTS = (
    ReportColumn("started_count", ROLL, "на начало"),
    ReportColumn("arrived_count", ROLL, "при\u00adбыло", known=MOVES),
    ReportColumn("left_count", ROLL, "вы\u00adбыло", known=MOVES),
    ReportColumn("ended_count", ROLL, "на конец"),
    ReportColumn("attested_pupils_count", ATTESTED, "аттес\u00adтовано", known=MARKS),
    ReportColumn("not_attested_pupils_count", ATTESTED, "н/а", known=MARKS),
    ReportColumn("not_attested_subjects", ATTESTED, "н/а по предметам", "text"),
    ReportColumn("unmarked_pupils_count", ATTESTED, "без отме\u00adток", known=MARKS),
    ReportColumn("all_fives_pupils_count", GROUPS, "отлич\u00adники («5»)", known=MARKS),
    ReportColumn(
        "fours_and_fives_pupils_count", GROUPS, "хоро\u00adшисты («4» и «5»)", known=MARKS
    ),
    ReportColumn("one_four_pupils_count", GROUPS, "с одной «4»", known=MARKS),
    ReportColumn("one_three_pupils_count", GROUPS, "с одной «3»", known=MARKS),
    ReportColumn("several_threes_pupils_count", GROUPS, "две «3» и больше", known=MARKS),
    ReportColumn("with_two_pupils_count", GROUPS, "не\u00adуспе\u00adваю\u00adщие", known=MARKS),
    ReportColumn("with_two_subjects", GROUPS, "«2» по предметам", "text"),
    ReportColumn("missed_count", LESSONS, "всего", known=ABSENCES),
    ReportColumn("ill_count", LESSONS, "по болезни", known=ABSENCES),
    ReportColumn("excused_count", LESSONS, "по уважи\u00adтельной", known=ABSENCES),
    ReportColumn("unexcused_count", LESSONS, "без уважи\u00adтельной", known=ABSENCES),
    ReportColumn("unexplained_count", LESSONS, "при\u00adчина не ука\u00adзана", known=ABSENCES),
    ReportColumn("late_count", "Опоз\u00adда\u00adния", "всего", known=ABSENCES),
)


def columns(base: str) -> list[ReportColumn]:
    """Return the columns of the report; shares stand on the chosen base, points are by marks."""
    tail = "_on_roll_pct" if base == "on_roll" else "_pct"
    return [
        *COUNTS,
        ReportColumn(f"passed{tail}", RESULT, "успе\u00adва\u00adемость, %", "share", MARKS),
        ReportColumn(f"quality{tail}", RESULT, "каче\u00adство, %", "share", MARKS),
        ReportColumn(f"pooled_sou{tail}", RESULT, "СОУ, %", "share", MARKS),
        ReportColumn("pooled_average_points", RESULT, "средний балл", "points", MARKS),
    ]


def with_subjects(lines: pd.DataFrame, subjects: pd.DataFrame) -> pd.DataFrame:
    """Return the lines with the subjects of each: «алгебра — 3, физика — 2», summed in totals."""
    told = lines.copy()
    for group in ("with_two", "not_attested"):
        mine = subjects[subjects["pupil_group"] == group]
        told[f"{group}_subjects"] = [_subjects_of(line, mine) for line in lines.to_dict("records")]
    return told


def _subjects_of(line: Mapping[Any, Any], found: pd.DataFrame) -> str:
    where = {"class": "class_name", "grade": "grade", "level": "level"}.get(line["line"])
    mine = found[found[where] == line[where]] if where else found
    sums = mine.groupby("subject")["pupils_count"].sum().items()
    ordered = sorted(sums, key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{subject}{words.NBSP}— {count}" for subject, count in ordered)


def label(line: Mapping[Any, Any]) -> str:
    """Return how a line is called: 7А, «7 классы, итого», «ООО, итого», «Школа, итого»."""
    if line["line"] == "class":
        return str(line["class_name"])
    if line["line"] == "grade":
        return f"{int(line['grade'])}{words.NBSP}классы, итого"
    return "Школа, итого" if line["line"] == "school" else f"{line['level_name']}, итого"


def pieces(line: Mapping[Any, Any], shown: Sequence[ReportColumn]) -> list[Piece]:
    """Return the cells of a line after its label: unknown neighbours of one heading are one cell."""
    found: list[Piece] = []
    for _, run in groupby(shown, key=lambda column: _silence(line, column)):
        silent = _silence(line, (held := list(run))[0])
        if silent:
            found.append(Piece(silent, len(held)))
        else:
            found += [Piece(_value(line, c), 1, _is_partial(line, c)) for c in held]
    return found


def _silence(line: Mapping[Any, Any], column: ReportColumn) -> str:
    """Return what stands in place of a number, or nothing where there is one."""
    if line["is_markless"] == 1 and (column.known == MARKS or column.kind == "text"):
        return MARKLESS
    if column.kind == "text":
        unknown = words.is_missing(line["pupils_count"])
        return words.NO_DATA if unknown else ""
    if words.is_missing(line[column.key]):
        return words.NO_DATA
    return ""


def _value(line: Mapping[Any, Any], column: ReportColumn) -> Any:
    value = line[column.key]
    return int(value) if column.kind == "count" else value


def _is_partial(line: Mapping[Any, Any], column: ReportColumn) -> bool:
    return bool(column.known) and line[column.known] < line["classes_count"]


def definitions(base: str) -> list[str]:
    """Return what each column means: the second sheet, and the words under the table."""
    return [
        f"База успеваемости и качества: {BASES[base]}. "
        + ("Ученики с н/а в неё не входят." if base == "attested" else "Ученики с н/а входят в неё."),
        "Успеваемость: ученики без «2» и без н/а. Качество: ученики, у которых только «4» и «5». "
        "Считаются ученики, а не отметки.",
        "СОУ (по В. П. Симонову) и средний балл считаются по всем отметкам класса за период.",
        "Каждый ученик стоит ровно в одной группе, первой подходящей: н/а → есть «2» → две «3» и больше → "
        "одна «3», остальные «4» и «5» → одна «4», остальные «5» → «4» и «5» → все «5». "
        "Ученик, у которого есть и н/а, и «2», стоит среди н/а. Отметка «1» считается как «2».",
        "Пустая клетка — не н/а: ученик без единой отметки и без н/а стоит в столбце «без отметок».",
        "На конец = на начало + прибыло − выбыло. На начало первого периода — кто есть на первый день занятий, "
        "дальше — кто был на последний день прошлого периода: движение в каникулы входит в следующий период.",
        "Кто выбыл до конца периода и не имеет отметок за него, среди аттестованных и н/а не считается.",
        "Пропущено уроков: сумма по болезни, по уважительной, без уважительной и без указания причины; "
        "опоздания отдельно. Пропуски за каникулярные дни относятся к прошедшему периоду.",
        "Итоги — суммы по классам; доли в итогах посчитаны от сумм. Звёздочка: известно не по всем классам.",
        "В 1 классе отметок нет: показан только состав, в доли он не входит.",
    ]  # fmt: skip


def remarks(lines: pd.DataFrame, transfers: int) -> list[str]:
    """Return what has to be known of this very report: missing registers, marks, undated leavers."""
    classes = lines[lines["line"] == "class"]
    named: list[tuple[str, pd.DataFrame]] = [
        (f"Состав {LISTS_ONLY} (движение не известно)", classes[classes["listed_count"] == 0]),
        (
            "В списке учеников нет части учеников журнала",
            classes[
                (classes["listed_count"] > 0) & (classes["listed_count"] < classes["roll_count"])
            ],
        ),
        (
            "Отметок за период нет",
            classes[classes["pupils_count"].isna() & (classes["is_markless"] == 0)],
        ),
        ("Журнал пропусков не загружен", classes[classes["missed_count"].isna()]),
    ]
    said = [f"{text}: {_names(found, len(classes))}." for text, found in named if len(found)]
    undated = int(classes["undated_left_count"].fillna(0).sum())
    if undated:
        pupils = words.plural(undated, "выбывшего", "выбывших", "выбывших")
        said.append(
            f"У {pupils} не указан день: выбытие отнесено к периоду после последних отметок."
        )
    if transfers:
        said.append(
            f"Переводов между классами школы за период: {transfers}; каждый входит и в «прибыло», и в «выбыло»."
        )
    return said


def _names(found: pd.DataFrame, whole: int) -> str:
    return "все классы" if len(found) == whole > 1 else words.listed(list(found["class_name"]), 12)
