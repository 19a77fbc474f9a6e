"""Which work a table is of: lines with labels above it, titles, the sheet, the file's name, a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from etl.cells import cell_text
from etl.days import month_number, parse_day, school_year_of
from etl.formats.findings import Findings
from etl.formats.olympiad.titles import day_of, subject_of
from etl.formats.preamble import Labels
from etl.formats.works.classes import ordinal_of
from etl.formats.works.titles import kind_of, title_of, words
from etl.grid import Cell, Sheet
from etl.names import class_name, fold, period_code, school_year
from etl.school import School
from etl.seeds import pairs
from etl.tidy import Decisions
from etl.work_kinds import FEDERAL, LITERACIES, titled

NO_SUBJECT = "-"  # what a person answers where a work is of no subject
_PLAIN_SHEET = re.compile(r"(?:лист|sheet|таблица)\s*\d*$")
_GRADE = r"(?<![\d.,])(?:1[01]|[1-9])"
_CLASS = re.compile(
    rf"({_GRADE}\s*[-–]?\s*[«\"]?[А-Яа-я][»\"]?)(?![А-Яа-я])\s*кл(?:асс|\b)"
    rf"|({_GRADE}-?[«\"]?[А-Я][»\"]?)(?!\w)"
    rf"|класс\w*\s*:?\s*({_GRADE}\s*[-–]?\s*[«\"]?[А-Яа-я][»\"]?)(?!\w)"
)
_MONTH = re.compile(r"([А-Яа-я]{3,8})\.?,?\s+(20[1-4]\d)(?!\d)")
_QUOTED = re.compile(r"[«\"„]([^»\"“]{3,})[»\"“]")
_THEME = re.compile(
    r"(?<![а-яё])(?:по теме|на тему|тема)(?![а-яё])\s*:?\s*(.{3,}?)"
    r"(?:[.,;]?\s*\d{1,2}\s*[-«\"]?[А-Яа-я]?[»\"]?\s*класс.*|[.,;]?\s*\d{1,2}\.\d{1,2}\..*)?$"
)
_NUMBER = re.compile(r"(?:работ|тест|срез|зач[её]т)\w*\s*(?:№|N)\s*(\d{1,2})", re.IGNORECASE)


@dataclass
class Said:
    """What stands around a table; `labelled` by field as printed, "" where a label has no value."""

    labelled: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # of the sheet and the file

    def value(self, name: str) -> str:
        """Return what a label says, "" where it says nothing or is not there."""
        return self.labelled.get(name, "")

    def after(self, above: Said) -> Said:
        """Return this with what was said above the table before it, where it says nothing of its own."""
        labelled = above.labelled | {name: v for name, v in self.labelled.items() if v}
        return Said(labelled, [*self.lines, *above.lines], self.names)

    @property
    def texts(self) -> list[str]:
        """Return everything that may name the work, the surest first."""
        return [*self.lines, *self.names]


def said_around(sheet: Sheet, head: int, file_name: str, top: int = 0) -> Said:
    """Return what the rows from `top` to `head`, the sheet's name and the file's say."""
    found, labels = Said(), _labels()
    for row in sheet.rows[top:head]:
        is_labelled = False
        for c, cell in enumerate(row):
            for name, value in labels.read(cell) if isinstance(cell, str) and cell else ():
                if ":" in str(cell) or c + 1 < len(row):
                    found.labelled.setdefault(name, value or _beside(row[c + 1 :], labels))
                    is_labelled = True
        if not is_labelled and (text := _line(row)):
            found.lines.append(text)
    stem = file_name.replace("\\", "/").split("›")[-1].rsplit("/", 1)[-1]
    stem = re.sub(r"\.\w{2,4}$", "", stem).replace("_", " ")
    found.names = [name for name in (sheet.name, stem) if not _PLAIN_SHEET.match(fold(name))]
    return found


@dataclass(frozen=True)
class Asking:
    """Who is asked for what a file does not say."""

    decisions: Decisions
    findings: Findings
    school: School


@dataclass(frozen=True)
class WorkName:
    """A work as far as it is known; `work_grade` is 0 where it is of the grade that sat it."""

    kind: str
    school_year: str
    subject: str
    held_on: date | None
    literacy: str
    work_grade: int = 0


def kind_said(said: Said, asking: Asking, kinds: Sequence[str]) -> str:
    """Return the kind of work among `kinds`, asked for where nothing names it."""
    label = said.value("kind")
    found = next((k for text in (label, *said.texts) if text and (k := kind_in(text)) in kinds), "")
    if not found and asking.decisions.kind in kinds:
        found = asking.decisions.kind
    if not found:
        asking.findings.ask("kind", "Что это за~работа?", tuple((k, titled(k)) for k in kinds), "")
    return found


def year_said(said: Said, asking: Asking, held_on: date | None, kind: str = "") -> str:
    """Return the school year by its label, the day of the work or a title, else asked for."""
    found = school_year(said.value("school_year")) or (held_on and school_year_of(held_on)) or ""
    found = found or next(filter(None, (_year_in(t, kind) for t in said.texts)), "")
    found = found or school_year(asking.decisions.school_year) or ""
    if not found:
        this = asking.school.default_school_year
        before = f"{int(this[:4]) - 1}/{this[2:4]}"
        asking.findings.ask("school_year", "В~файле не~указан учебный год. Когда писали работу?",
                            ((this, this), (before, before)), "")  # fmt: skip
    return found


def day_said(said: Said, asking: Asking) -> date | None:
    """Return the day of the work: by its label, a title's, a person's."""
    label = said.value("held_on")
    found = parse_day(label) or day_of(label) if label else None
    found = found or next(filter(None, map(day_of, said.texts)), None)
    told = asking.decisions.held_on
    return found or (parse_day(told) if told else None)


def subject_said(said: Said, asking: Asking, is_needed: bool = True) -> str:
    """Return the subject as printed after its label, by a title in any case, else asked for."""
    label = said.value("subject")
    if label:
        return subject_of(label, asking.school.aliases) or label
    known = asking.school.aliases
    for text in said.texts:
        if found := subject_of(text, known) or title_of(text).subject:
            return found
    told = asking.decisions.subject
    if not told and is_needed:
        asking.findings.ask("subject", "В~файле не~указан предмет работы. Какой это предмет?")
    return "" if told == NO_SUBJECT else told


def literacy_said(said: Said) -> str:
    """Return the functional literacy that a label or a title names, "" where none."""
    for text in (said.value("literacy"), *said.texts):
        for name, patterns in words()["literacy"].items():
            if text and any(re.search(pattern, fold(text)) for pattern in patterns):
                return str(name)
    return ""


def grade_said(said: Said, asking: Asking, sat: int = 0) -> int:
    """Return the grade a work is of: by its label, the class that sat it, a title, a person."""
    label = said.value("grade") or said.value("class_name")
    found = class_name(label) if label else None
    grade = (found[0] if found else 0) or sat
    grade = grade or next(filter(None, (title_of(t).grade for t in said.texts)), 0)
    grade = grade or ordinal_of(asking.decisions.work_grade)
    if not grade:
        asking.findings.ask("work_grade", "За какой класс эта работа?")
    return grade


def class_said(said: Said, asking: Asking) -> tuple[int, str] | None:
    """Return the class that a whole table is of: by its label, a title, a sheet, a person."""
    if found := class_name(said.value("class_name")):
        return found
    for text in said.texts:
        printed = _CLASS.search(text)
        found = class_name(next(filter(None, printed.groups()))) if printed else None
        found = found or (
            class_name(text) if re.fullmatch(r"\d{1,2}\s*-?\s*[А-Яа-я]", text) else None
        )
        if found and found[1] != str(found[0]):
            return found
    return class_name(asking.decisions.class_name)


def label_said(said: Said, asking: Asking, work: WorkName) -> str:
    """Return what tells a work from others of its kind, subject, grade and year, asked for at need.

    The name by its label or in the title («№ 2», «по теме …»), the round of a monitoring, else the
    day. An interim attestation is one a year unless it says otherwise. The literacy stands first.
    """
    name = _spelled(said.value("title")) or next(filter(None, map(_name_in, said.lines)), "")
    name = name or next(filter(None, map(_round, said.texts)), "")
    name = name or asking.decisions.label
    if not name and work.kind != "interim":
        name = work.held_on.isoformat() if work.held_on else ""
        if not name:
            asking.findings.ask("label", "Как называется работа? По~названию она отличается от~других "
                                "работ года. Например: «№~2. Дроби» или «Входной».")  # fmt: skip
    literacy = LITERACIES.get(work.literacy, "") if not work.subject else ""
    return ". ".join(filter(None, (literacy, name)))


@cache
def _labels() -> Labels:
    found: Mapping[str, Sequence[str]] = words()["labels"]
    return Labels(found)


def _year_in(text: str, kind: str) -> str:
    """Return the school year of a title: «октябрь 2025» too, a bare year only of a federal work."""
    for word, year in _MONTH.findall(text):
        if month := month_number(word):
            return school_year_of(date(int(year), month, 1))
    return title_of(text).school_year if kind in FEDERAL else school_year(text) or ""


def _beside(cells: Sequence[Cell], labels: Labels) -> str:
    """Return the first filled cell after a label, as printed; another label is no value."""
    cell = next((cell for cell in cells if cell != ""), "")
    text = " ".join(cell_text(cell).split())
    return "" if labels.begins(text) else text


def _line(row: Sequence[Cell]) -> str:
    return " ".join(" ".join(cell_text(cell).split()) for cell in row if cell != "")


def kind_in(text: str) -> str:
    """Return the kind of work that a text names, one that a school sets itself among them; else ""."""
    found = kind_of(text)
    if found in (*FEDERAL, "olympiad"):
        return found
    own: Iterator[str] = (k for k, patterns in words()["own_kinds"].items()
                          if any(re.search(rf"(?<![а-я]){p}", fold(text)) for p in patterns))  # fmt: skip
    return next(own, "")


def _name_in(line: str) -> str:
    """Return the name of a work in a title («№ 2. Дроби»), without its subject, class and day."""
    number, theme = _NUMBER.search(line), _THEME.search(line)
    quoted = _QUOTED.search(line)
    name = quoted[1] if quoted else (theme[1].strip(' «»"') if theme else "")
    if re.search(r"школ|гимнази|лице[йя]|мбоу|класс", fold(name)):
        name = ""
    return _spelled(". ".join(filter(None, (f"№ {number[1]}" if number else "", name))))


def _round(text: str) -> str:
    """Return which of the year's rounds a text names, or the period: «Входной», «1 четверть»."""
    folded = fold(text)
    named = (str(name) for name, stems in words()["rounds"].items()
             if any(re.search(rf"(?<![а-я]){stem}", folded) for stem in stems))  # fmt: skip
    code = period_code(text) or ""
    return next(named, "") or (pairs("period_names").get(code, "") if code[:1] in "qth" else "")


def _spelled(name: str) -> str:
    text = re.sub(r"(?:№|\bNo)\s*(?=\d)", "№ ", " ".join(name.split()))
    return text[:1].upper() + text[1:]
