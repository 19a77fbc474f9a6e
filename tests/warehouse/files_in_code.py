"""Small accepted files written in code: tidy rows straight into a home, as an importer would."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from etl.names import name_key
from etl.tidy import Rows
from warehouse.communities.declared import TEXTS
from warehouse.communities.names import community_key
from warehouse.home import Home
from warehouse.ledger import NewBatch
from warehouse.lessons.reference import TARGETS
from warehouse.rows import arrow_tables, rows_key, write_rows
from warehouse.subjects import subject_key

Cells = Mapping[tuple[str, date], str]


@dataclass(frozen=True)
class Lessons:
    """A file of one class × subject × subgroup: pupils, the dates it speaks of, and its cells.

    A cell is a mark («4»), a code («Н») or absent: an empty lesson, or none; `held` says how many
    lessons there were, where the file tells.
    """

    class_name: str = "5А"
    subject: str = "Алгебра"
    subgroup: str = ""
    pupils: Sequence[str] = ("Белова Анна Игоревна",)
    span: tuple[date, date] = (date(2023, 4, 1), date(2023, 4, 30))
    cells: Cells = field(default_factory=dict)
    kind: str = "journal"
    school_year: str = "2022/23"
    held: Mapping[tuple[str, date], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Totals:
    """A file of period marks of one class × subject × period: pupil → mark or state word."""

    class_name: str = "5А"
    subject: str = "Алгебра"
    period: str = "q4"
    marks: Mapping[str, int | str] = field(default_factory=dict)
    kind: str = "summary"
    school_year: str = "2022/23"


@dataclass(frozen=True)
class Register:
    """A register of one class: pupil → the days the pupil came and left, None where it says nothing."""

    class_name: str = "5А"
    pupils: Mapping[str, tuple[date | None, date | None]] = field(default_factory=dict)
    kind: str = "register"
    school_year: str = "2022/23"


@dataclass(frozen=True)
class Work:
    """Results of a work: tasks code → (maximum, level), and per code of a participant what he got.

    A participant is (class, mark, journal mark, cells by task); a cell is points, «X», «не пройд.» or
    None. `absent` lists codes of (class) who did not come; a class is a name, an ordinal or ''.
    `pupils` says whose a code is; `lines` are (group level, metric, value) of an aggregate report.
    """

    tasks: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    results: Mapping[str, tuple[str | int, int | None, int | None, Mapping[str, Any]]] = field(
        default_factory=dict
    )
    absent: Mapping[str, str] = field(default_factory=dict)
    work_kind: str = "vpr"
    subject: str = "Математика"
    grades: tuple[int, int] = (5, 5)
    school_year: str = "2022/23"
    label: str = ""
    schools: Mapping[str, str] = field(default_factory=dict)
    kind: str = "vpr_form"
    pupils: Mapping[str, str] = field(default_factory=dict)
    test_points: Mapping[str, float] = field(default_factory=dict)
    lines: Sequence[tuple[str, str, float]] = ()
    held_on: date | None = None
    totals: Mapping[str, float] = field(default_factory=dict)
    literacy: str = ""


@dataclass(frozen=True)
class Olympiad:
    """A protocol of one subject and stage of the olympiad, as its file says it.

    An entry is (pupil or None, class name, grade, grade of the paper, status, school code).
    """

    entries: Sequence[tuple[str | None, str, int, int, str, str]] = ()
    subject: str = "Математика"
    stage: str = "school"
    school_year: str = "2022/23"
    kind: str = "olympiad"


@dataclass(frozen=True)
class Description:
    """A description of a work: tasks code → maximum."""

    tasks: Mapping[str, int] = field(default_factory=dict)
    subject: str = "Математика"
    grade: int = 5
    school_year: str = "2022/23"
    kind: str = "description"


STATES = {"X": (0.0, "not_attempted"), "не пройд.": (None, "not_taught")}


@dataclass(frozen=True)
class StaffFile:
    """A file of the staff: `cards` are teacher → columns of `staff` that differ from empty, `entries`
    lines of registers (register, teacher, columns), `observations` (teacher, columns, words → score)."""

    cards: dict[str, dict[str, Any]] = field(default_factory=dict)
    entries: tuple[tuple[str, str, dict[str, Any]], ...] = ()
    observations: tuple[tuple[str, dict[str, Any], dict[str, float]], ...] = ()
    kind: str = "register"


@dataclass(frozen=True)
class SurveyFile:
    """An export of a form: its questions, and per response key (moment, teacher or code, cells).

    A respondent with a name is a teacher, other words are a code; a cell is None where nobody answered.
    """

    questions: Sequence[str] = ()
    answers: Mapping[str, tuple[datetime | None, str, Sequence[str | None]]] = field(
        default_factory=dict
    )
    survey_id: str = ""
    signature: str = "0123456789abcdef"
    kind: str = "survey"


@dataclass(frozen=True)
class CommunityFile:
    """A file about communities: `lines` are (register, columns); of the columns `community` is a name,
    `teacher` and `partner` are names of teachers, `people` several of them.

    `lessons` are (columns of `lesson_cards`, coder → task number → code): «2.5», «2» or «» for none.
    """

    lines: tuple[tuple[str, dict[str, Any]], ...] = ()
    lessons: tuple[tuple[dict[str, Any], dict[str, dict[int, str]]], ...] = ()
    kind: str = "register"


EMPTY_LINE: dict[str, Any] = {**dict.fromkeys(TEXTS, ""), "date_from": None, "date_to": None}
EMPTY_LESSON: dict[str, Any] = {"community_key": "", "held_on": None, "class_name": "5А", "subject_raw": "Алгебра",
                "subject_key": "алгебра", "topic": "", "aim": "",
                **dict.fromkeys(TARGETS)}  # fmt: skip


def lay_communities(rows: Rows, file: CommunityFile) -> None:
    """Lay lines and lessons; the n-th stands in row n. The key of a line is made of its columns."""

    def who(name: str | None) -> int | None:
        return rows.teacher(name, name_key(name)) if name else None

    for row, (register, line) in enumerate(file.lines, start=1):
        own = line["title"] if register == "community" else line.get("community", "")
        said = {name: line.get(name, empty) for name, empty in EMPTY_LINE.items()}
        key = "f-" + hashlib.md5(repr((register, own, line.get("teacher"), said["title"],
                                       said["date_from"])).encode()).hexdigest()[:12]  # fmt: skip
        rows.add("community_lines", row, register, key, community_key(own), own, who(line.get("teacher")),
                 who(line.get("partner")), *said.values(), "Лист1", row, 1)  # fmt: skip
        for name in line.get("people", ()):
            rows.add("community_people", row, who(name))
    for row, (card, codes) in enumerate(file.lessons, start=1):
        said = {name: card.get(name, empty) for name, empty in EMPTY_LESSON.items()}
        lesson_id = (
            "f-" + hashlib.md5(repr(sorted(card.items(), key=str)).encode()).hexdigest()[:12]
        )
        rows.add(
            "lesson_cards", row, lesson_id, who(card["teacher"]), *said.values(), "Лист1", row, 1
        )
        for coder, coded in codes.items():
            role = "teacher" if coder == card["teacher"] else "observer"
            for task, code in coded.items():
                rows.add("lesson_codes", row, role, who(coder), task, f"Задача {task}",
                         code if "." in code else "", int(code[0]) if code else None, "Лист1",
                         row, task)  # fmt: skip


EMPTY_CARD = {"position": "", "subjects": "", "age_group": "", "category": "", "experience_years": None,
              "came_on": None, "left_on": None}  # fmt: skip
EMPTY_ENTRY = {"partner_no": None, "title": "", "kind": "", "role": "", "organisation": "",
               "date_from": None, "date_to": None, "hours": None, "status": "", "result": "",
               "evidence": "", "competence": "", "frequency": None, "mastery": None,
               "note": ""}  # fmt: skip
EMPTY_OBSERVATION = {"partner_no": None, "observer_raw": "", "observed_on": None, "class_name": "",
                     "subject_raw": "", "topic": "", "note": ""}  # fmt: skip


def lay_staff(rows: Rows, file: StaffFile) -> None:
    """Lay cards, lines and observed lessons; the n-th stands in row n, `partner` names another teacher."""

    def who(name: str) -> int:
        return rows.teacher(name, name_key(name))

    def said(empty: dict[str, Any], given: dict[str, Any]) -> list[Any]:
        partner = given.get("partner")
        plain = {name: value for name, value in given.items() if name != "partner"}
        return list((empty | plain | ({"partner_no": who(partner)} if partner else {})).values())

    for row, (name, card) in enumerate(file.cards.items(), start=1):
        rows.add("staff", who(name), *said(EMPTY_CARD, card), "Лист1", row, 1)
    for row, (register, name, line) in enumerate(file.entries, start=1):
        rows.add(
            "staff_entries", row, register, who(name), *said(EMPTY_ENTRY, line), "Лист1", row, 1
        )
    for row, (name, lesson, scores) in enumerate(file.observations, start=1):
        rows.add("observations", row, who(name), *said(EMPTY_OBSERVATION, lesson), "Лист1", row, 1)
        for column, (words, score) in enumerate(scores.items(), start=2):
            rows.add("observation_scores", row, words, subject_key(words), score, column)


def lay_survey(rows: Rows, file: SurveyFile) -> None:
    """Lay an export of a form; the n-th response stands in row n, the n-th question in column n."""
    rows.add("surveys", 1, file.signature, file.survey_id, "Опрос", "google", "Ответы")
    for number, header in enumerate(file.questions, start=1):
        rows.add("survey_questions", 1, number, header, "", subject_key(header), "question", 0, number)  # fmt: skip
    for number, (key, (moment, who, cells)) in enumerate(file.answers.items(), start=1):
        teacher = rows.teacher(who, name_key(who)) if " " in who else None
        code = "" if teacher else who
        rows.add("survey_respondents", 1, number, key, moment, teacher, code, "", "Ответы", number)
        for question, cell in enumerate(cells, start=1):
            if cell is not None:
                rows.add("survey_answers", 1, number, question, cell)


def lay_work(rows: Rows, file: Work) -> None:
    """Lay the results of a work into tidy rows; `schools` gives a code's school, '' is our own.

    `totals` are stated points.
    """
    subject = (file.subject, subject_key(file.subject))
    logins = {file.schools.get(code, "") for code in file.results}
    work = rows.work("results", file.work_kind, file.school_year, subject, file.grades, file.label,
                     schools_count=max(len(logins), 1), held_on=file.held_on, literacy=file.literacy)  # fmt: skip
    for school in sorted(logins - {""}):
        rows.add("work_schools", work, school, f"Школа {school}", "")
    numbers = {}
    for number, (code, (maximum, level)) in enumerate(file.tasks.items(), 1):
        numbers[code] = number
        rows.add(
            "work_tasks", work, number, code, number, float(maximum), level, "Протокол", 0, number
        )
    listed = [(code, *said, 1) for code, said in file.results.items()]
    listed += [(code, name, None, None, {}, 0) for code, name in file.absent.items()]
    for number, (code, name, mark, journal, cells, came) in enumerate(listed, 1):
        by_number = isinstance(name, int)
        said = file.pupils.get(code)
        pupil = rows.pupil(file.school_year, str(name), said, said.casefold()) if said else None
        rows.add("results", work, number, file.schools.get(code, ""), code, pupil, str(name),
                 "" if by_number else name, name if by_number else 0, file.grades[1], "1", came,
                 file.totals.get(code), file.test_points.get(code), mark, journal, "Протокол", number, 0)  # fmt: skip
        for task, cell in cells.items():
            if cell is not None:
                points, state = STATES.get(cell, (cell, "answered"))
                rows.add("task_points", work, number, numbers[task], points, state, numbers[task])
    for place, (level, metric, value) in enumerate(file.lines):
        rows.add(
            "work_lines", work, level, level, "", "", metric, "", value, 0.05, "Отчёт", place, 1
        )


def lay_olympiad(rows: Rows, file: Olympiad) -> None:
    """Lay a protocol of the olympiad into tidy rows."""
    work = rows.work("results", "olympiad", file.school_year, (file.subject, subject_key(file.subject)),
                     (0, 0), stage=file.stage)  # fmt: skip
    for number, (name, class_name, own, paper, status, school) in enumerate(file.entries, 1):
        pupil = rows.pupil(file.school_year, class_name, name, name.casefold()) if name else None
        rows.add("olympiad_results", work, number, school, pupil, class_name, own, paper, "", 10.0,
                 50.0, status, None, 0, "", "Протокол", number, 0)  # fmt: skip


def lay_description(rows: Rows, file: Description) -> None:
    """Lay what a description says of the maxima of tasks."""
    subject = (file.subject, subject_key(file.subject))
    work = rows.work("description", "vpr", file.school_year, subject, (file.grade, file.grade))
    for number, (code, maximum) in enumerate(file.tasks.items(), 1):
        rows.add("task_descriptions", work, code, 1, number, "Умение", "", "", float(maximum), "", "",
                 None, "Описание", number, 0)  # fmt: skip


def accept(
    home: Home,
    *files: Lessons
    | Totals
    | Register
    | Work
    | Description
    | Olympiad
    | StaffFile
    | SurveyFile
    | CommunityFile,
    who: str = "тест",
) -> int:
    """Accept one file that holds these parts; return its batch id."""
    rows = Rows()
    for file in files:
        LAY[type(file)](rows, file)
    sha256 = hashlib.sha256(repr(files).encode()).hexdigest()
    (home.sources / sha256).write_bytes(repr(files).encode())
    home.ledger.add_source(sha256, "файл.xlsx", 1, "bytes")
    key = rows_key(sha256, {})
    write_rows(home, key, arrow_tables(rows.columns))
    pupils = list(zip(*rows.columns["pupils"].values(), strict=True))
    teachers = list(zip(*rows.columns["teachers"].values(), strict=True))
    batch = NewBatch(sha256, "файл.xlsx", "in_code", files[0].kind, {}, key, {"facts": {}}, pupils,
                     teachers=teachers)  # fmt: skip
    return home.ledger.accept(batch, who)


def lay_lessons(rows: Rows, file: Lessons) -> None:
    """Lay a file of lessons into tidy rows."""
    part = rows.part("current", file.school_year, grade(file.class_name), file.class_name,
                     file.subject, subject_key(file.subject), file.subgroup)  # fmt: skip
    rows.spans(part, *file.span)
    for number, name in enumerate(file.pupils):
        pupil = rows.pupil(file.school_year, file.class_name, name, name.casefold())
        rows.covers(part, pupil)
        for (owner, day), text in sorted(file.cells.items()):
            if owner == name:
                lay_cell(rows, (part, pupil, day, 1), text, number)
        for (owner, day), count in sorted(file.held.items()):
            if owner == name:
                rows.add("lessons", part, pupil, day, count)


def lay_cell(rows: Rows, key: tuple[int, int, date, int], text: str, row: int) -> None:
    """Lay one cell: a digit is a mark, anything else a code of absence."""
    place = ("Лист1", row, key[2].day)
    if text.isdigit():
        rows.add("marks", *key, 1, int(text), text, 1, "", text, *place)
    else:
        rows.add("attendance", *key, 1, text, "unexcused", *place)


def lay_totals(rows: Rows, file: Totals) -> None:
    """Lay a file of period marks into tidy rows."""
    part = rows.part("period", file.school_year, grade(file.class_name), file.class_name,
                     file.subject, subject_key(file.subject), "", file.period)  # fmt: skip
    for number, (name, mark) in enumerate(file.marks.items()):
        pupil = rows.pupil(file.school_year, file.class_name, name, name.casefold())
        rows.covers(part, pupil)
        place = ("Лист1", number, 1)
        if isinstance(mark, int):
            rows.add("period_marks", part, pupil, mark, str(mark), "attested", *place)
        elif mark:
            rows.add("period_marks", part, pupil, None, mark, mark, *place)


def lay_register(rows: Rows, file: Register) -> None:
    """Lay a register of a class into tidy rows."""
    part = rows.part("roll", file.school_year, grade(file.class_name), file.class_name, "", "")
    for number, (name, moves) in enumerate(file.pupils.items()):
        pupil = rows.pupil(file.school_year, file.class_name, name, name.casefold())
        rows.covers(part, pupil)
        rows.add("roll", part, pupil, *moves, "Лист1", number, 1)


LAY: dict[type, Callable[[Rows, Any], None]] = {
    Description: lay_description,
    Lessons: lay_lessons,
    Totals: lay_totals,
    Register: lay_register,
    Work: lay_work,
    Olympiad: lay_olympiad,
    StaffFile: lay_staff,
    SurveyFile: lay_survey,
    CommunityFile: lay_communities,
}


def grade(class_name: str) -> int:
    """Return the grade of a class: 10А → 10."""
    return int("".join(letter for letter in class_name if letter.isdigit()))
