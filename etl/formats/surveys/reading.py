"""The shape "survey": answers of forms, a row per respondent, as tidy rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from etl.formats.declaration import Format
from etl.formats.findings import Findings
from etl.formats.matrix.words import key
from etl.formats.staff.choosing import named_in
from etl.formats.staff.headers import registers_of
from etl.formats.surveys.columns import QUESTION
from etl.formats.surveys.doubts import drop_private, drop_private_unread, say_off_scale, say_renamed
from etl.formats.surveys.kinds import SURVEY_KINDS
from etl.formats.surveys.laying import FormReading
from etl.formats.surveys.people import Staff
from etl.formats.surveys.recognition import Recognised, recognise_survey, with_roles
from etl.formats.surveys.table import FormTable, forms_of_services, tables_of_answers
from etl.grid import Grid
from etl.school import School
from etl.tidy import Decisions, Parsed, Rows
from warehouse.surveys.waves import wave_name


def claim(grid: Grid, fmt: Format) -> bool:
    """Say whether some sheet holds a row per respondent: of a form service, or of any make."""
    return any(True for _ in _tables(grid, fmt))


def _is_register(table: FormTable) -> bool:
    """Say whether a form is how a register of teachers is kept: it asks their names and the fields of one.

    That they are teachers says the title or the label of the names.
    """
    people = table.of("name", "surname")
    if not people or table.of("class"):
        return False
    found = registers_of([column.header for column in table.of(QUESTION)])
    are_teachers = any(word in key(c.header) for c in people for word in ("педагог", "учител"))
    return bool(found if are_teachers else found & named_in(table.title))


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return the answers of every form in the file; e-mails and names that may not be kept leave the grid."""
    return SurveyFile(grid, fmt, decisions, school).read()


def _tables(grid: Grid, fmt: Format) -> Iterator[FormTable]:
    found = forms_of_services if fmt.options["of"] == "services" else tables_of_answers
    return (table for table in found(grid) if not _is_register(table))


class SurveyFile:
    """One file of answers being read."""

    def __init__(self, grid: Grid, fmt: Format, decisions: Decisions, school: School) -> None:
        self.grid, self.fmt, self.decisions, self.school = grid, fmt, decisions, school
        self.findings, self.rows = Findings(SURVEY_KINDS), Rows()
        self.staff = Staff(school.teachers, self.findings)
        self.titles: list[str] = []
        self.waves: list[str] = []
        self.remember: dict[str, Any] = {}

    def read(self) -> Parsed:
        """Return what all forms of the file say."""
        read: list[str] = []
        for table in _tables(self.grid, self.fmt):
            found = recognise_survey(table, self.school.surveys, self.decisions)
            if found.asks:
                asks = found.asks
                self.findings.ask(asks.field, asks.what, asks.proposals, asks.best)
            self._form(with_roles(table, found), found)
            read.append(table.sheet.name)
        self.findings.say_unread(self.grid, read)
        drop_private_unread(self.grid, read, self.findings)
        respondents = self.rows.columns["survey_respondents"]["respondent_no"]
        if not respondents:
            self.findings.add("no_answers")
        return Parsed(self.fmt.id, self.fmt.source_kind, self.rows.columns, self.findings.problems(),
                      self.findings.questions, self._facts(len(respondents)))  # fmt: skip

    def _form(self, table: FormTable, found: Recognised) -> None:
        reading = FormReading(table, found, self)
        say_renamed(table, found, self.findings)
        say_off_scale(table, found, self.findings)
        reading.lay(len(self.titles) + 1)
        drop_private(table, found, self.findings)
        self.titles.append(found.key.title if found.key else table.title)
        self.waves += [wave for wave in reading.waves if wave not in self.waves]
        if found.remember is not None:
            self.remember[table.signature] = found.remember

    def _facts(self, respondents: int) -> dict[str, Any]:
        """Return what the page says; `survey_forms` are remembered when the file is accepted.

        `unsure_names`: a list of the staff accepted later may tell better who signed.
        """
        classes = self.rows.columns["survey_respondents"]["class_name"]
        return {
            "surveys": list(dict.fromkeys(self.titles)),
            "respondents": respondents,
            "waves": [wave_name(wave) for wave in sorted(self.waves)],
            "survey_classes": sorted(set(classes) - {""}),
            "classes": [],
            "survey_forms": self.remember,
            "unsure_names": self.staff.is_unsure,
        }
