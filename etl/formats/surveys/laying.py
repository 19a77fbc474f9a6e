"""One form laid into tidy rows: who answered, when, and every answer as it stands."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING

from etl.days import parse_day
from etl.formats.matrix.words import key as label_key
from etl.formats.registers.words import fits
from etl.formats.surveys.columns import NAMES, QUESTION, words
from etl.formats.surveys.moments import moments
from etl.formats.surveys.people import Signed, printed_name
from etl.formats.surveys.recognition import Recognised
from etl.formats.surveys.table import FormTable
from etl.names import class_name, subject_key
from warehouse.surveys.responses import pair_of_code
from warehouse.surveys.waves import wave_of

if TYPE_CHECKING:
    from etl.formats.surveys.reading import SurveyFile

Answer = tuple[int, str]  # the number of a question, the answer as it stands
Person = tuple[tuple[str, ...], str]  # the roles of the columns that say who it is, and who it is
LONGEST_CLASS = 24


class FormReading:
    """One form of a file, its columns known; `waves` are those of its answers, in order of appearance."""

    def __init__(self, table: FormTable, found: Recognised, file: SurveyFile) -> None:
        self.table, self.found, self._file = table, found, file
        self.waves: list[str] = []
        self._asked = [(n, c) for n, c in enumerate(table.columns, 1) if c.role == QUESTION]
        self._keys: Counter[str] = Counter()
        self._last: dict[tuple[str, Person], tuple[datetime, int]] = {}

    def lay(self, survey_no: int) -> None:
        """Lay the form, its questions, and every row that answers something."""
        rows, table, found = self._file.rows, self.table, self.found
        title = found.key.title if found.key else table.title
        rows.add("surveys", survey_no, table.signature, found.survey_id, title, table.service,
                 table.sheet.name)  # fmt: skip
        for number, c in enumerate(table.columns, start=1):
            rows.add("survey_questions", survey_no, number, c.header, c.grid_row, c.question_key,
                     c.role, table.top, c.index)  # fmt: skip
        if found.is_signed:
            self._file.staff.meet(printed_name(table, row)[0] for row in table.body)
        moments_said = self._moments()
        for row in table.body:
            answers = [(n, text) for n, c in self._asked if (text := c.text(row))]
            if answers and not self._is_total(row):
                self._respondent(survey_no, row, moments_said[row], answers)
            elif any(column.cells[row] != "" for column in table.columns):
                self._say("rows_of_totals" if answers else "empty_response", row, 0)

    def _respondent(
        self, survey_no: int, row: int, moment: datetime | None, answers: Sequence[Answer]
    ) -> None:
        rows = self._file.rows
        signed, code, own_class = self._who(row)
        person = pair_of_code(own_class, code)
        number = len(rows.columns["survey_respondents"]["respondent_no"]) + 1
        teacher = rows.teacher(signed.name, signed.key) if signed.key else None
        key = self._response_key(row, moment, [text for _, text in answers])
        rows.add("survey_respondents", survey_no, number, key, moment, teacher, code, own_class,
                 self.table.sheet.name, self.table.first + row)  # fmt: skip
        for question, text in answers:
            rows.add("survey_answers", survey_no, number, question, text)
        if moment is not None:
            self._note((NAMES, signed.key) if signed.key else (("code",), person), moment, row)
        elif columns := self.table.of("moment"):
            self._say("moment_unreadable", row, columns[0].index, columns[0].text(row))

    def _who(self, row: int) -> tuple[Signed, str, str]:
        """Return who signed a row, the code and the class that stand in it."""
        signed = Signed()
        printed, column = printed_name(self.table, row) if self.found.is_signed else ("", 0)
        if printed:
            place = (self.table.sheet.name, self.table.first + row, column)
            signed = self._file.staff.who(printed, place)
        said = self._first("class", row)
        own = class_name(said)
        return signed, self._first("code", row), own[1] if own else said[:LONGEST_CLASS]

    def _moments(self) -> list[datetime | None]:
        """Return the moment of every row: of its column, else the day that a person says of the file."""
        columns = self.table.of("moment")
        if columns:
            is_english = fits(label_key(columns[0].header), words()["service"]["english"])
            return moments(columns[0].cells, is_english)
        day = parse_day(self._file.decisions.held_on)
        if day is None and self.table.body:
            self._file.findings.ask(
                "held_on", "В~файле нет времени ответов. В~какой день проходил опрос?"
            )
        return [datetime.combine(day, time()) if day else None] * len(self.table.body)

    def _response_key(self, row: int, moment: datetime | None, texts: Sequence[str]) -> str:
        """Return the service's own id, else a hash of the moment and the answers in any order.

        Where nobody wrote the hour the name of the file tells two classes with the same answers apart.
        The second of two equal answers of a file is numbered.
        """
        own = self._first("id", row)
        if own and self.table.service == "yandex":
            key = f"id {own}"
        else:
            day = moment.isoformat() if moment else ""
            when = day if moment and moment.time() != time() else f"{day} {self._file.grid.name}"
            folded = "\n".join([when, *sorted(map(subject_key, texts))])
            key = hashlib.sha256(folded.encode()).hexdigest()[:16]
        self._keys[key] += 1
        return key if self._keys[key] == 1 else f"{key} {self._keys[key]}"

    def _note(self, who: Person, moment: datetime, row: int) -> None:
        """Note the wave of a row; the older of a person's two answers in it is said: it does not count."""
        wave = wave_of(self.found.survey_id, moment.date(), self._file.school.surveys.waves)
        self.waves += [wave] if wave not in self.waves else []
        if not who[1]:
            return
        before = self._last.get((wave, who))
        if before is None or before[0] <= moment:
            self._last[wave, who] = (moment, row)
        if before is not None:
            older = row if moment < before[0] else before[1]
            for column in self.table.of(*who[0])[:1]:
                self._say("respondent_twice", older, column.index, column.text(older))

    def _is_total(self, row: int) -> bool:
        """Say whether a row of a hand-made table sums up those above it."""
        first = next((c.text(row) for c in self.table.columns if c.text(row)), "")
        folded = label_key(first)
        return self.table.service == "table" and fits(folded, words()["rows"]["totals"])

    def _first(self, role: str, row: int) -> str:
        return next((text for c in self.table.of(role) if (text := c.text(row))), "")

    def _say(self, code: str, row: int, column: int, value: str = "") -> None:
        place = (self.table.sheet.name, self.table.first + row, column)
        self._file.findings.add(code, *place, value=value)
