"""One form laid into tidy rows: who answered, when, and every answer as it stands."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time
from functools import cached_property
from typing import TYPE_CHECKING

from etl.cells import cell_text
from etl.days import parse_day
from etl.formats.matrix.words import key as label_key
from etl.formats.registers.words import fits
from etl.formats.surveys.columns import NAMES, QUESTION, Column, words
from etl.formats.surveys.moments import moments
from etl.formats.surveys.people import Signed, printed_name
from etl.formats.surveys.recognition import Recognised, role_by_key
from etl.formats.surveys.table import FormTable
from etl.names import class_name, subject_key
from warehouse.surveys.keys import Item
from warehouse.surveys.responses import pair_of_code
from warehouse.surveys.values import Answers
from warehouse.surveys.waves import wave_of

if TYPE_CHECKING:
    from etl.formats.surveys.reading import SurveyFile

MOST_UNLIKE = 0.5  # share of a question's answers off its scale that makes it one matter, not many
SHOWN = 5
SCORED = ("scale", "number")


class FormReading:
    """One form of a file; `waves` are those of its answers, `private` the columns that may not be kept."""

    def __init__(self, table: FormTable, found: Recognised, file: SurveyFile) -> None:
        self.table, self.found, self._file = table, found, file
        self.roles = {c.index: role_by_key(c, found) for c in table.columns}
        self.is_signed = (
            found.key.is_named and found.key.audience == "teachers"
            if found.key
            else found.audience == "teachers"
        )
        self.waves: list[str] = []
        self.private = self._private()

    def lay(self, survey_no: int) -> None:
        """Lay the form, its questions, and every row that answers something."""
        rows, table = self._file.rows, self.table
        rows.add("surveys", survey_no, table.signature, self.found.survey_id,
                 self.found.key.title if self.found.key else table.title, table.service, table.sheet.name)  # fmt: skip
        for number, c in enumerate(table.columns, start=1):
            rows.add("survey_questions", survey_no, number, c.header, c.grid_row, c.question_key,
                     self.roles[c.index], table.top, c.index)  # fmt: skip
        self._say_renamed()
        self._judge()
        self._respondents(survey_no)

    def _respondents(self, survey_no: int) -> None:
        rows, table, seen = self._file.rows, self.table, Counter[str]()
        answered = self._moments()
        body = range(len(table.sheet.rows) - table.first)
        if self.is_signed:
            self._file.staff.meet(printed_name(self._named, row)[0] for row in body)
        asked = [(n, c) for n, c in enumerate(table.columns, 1) if self.roles[c.index] == QUESTION]
        last: dict[tuple[str, str], tuple[datetime, int]] = {}
        for row in body:
            cells = [(n, text) for n, c in asked if (text := _text(c, row))]
            if not cells:
                self._say_empty(row)
                continue
            signed, code, own_class = self._who(row)
            moment = answered[row]
            key = self._response_key(row, moment, [text for _, text in cells])
            seen[key] += 1
            key = key if seen[key] == 1 else f"{key} {seen[key]}"
            number = len(rows.columns["survey_respondents"]["respondent_no"]) + 1
            teacher = rows.teacher(signed.name, signed.key) if signed.key else None
            rows.add("survey_respondents", survey_no, number, key, moment, teacher, code, own_class,
                     table.sheet.name, table.first + row)  # fmt: skip
            for question, text in cells:
                rows.add("survey_answers", survey_no, number, question, text)
            self._say_moment(moment, row)
            self._wave(signed.key or pair_of_code(own_class, code), moment, row, last)

    def _who(self, row: int) -> tuple[Signed, str, str]:
        """Return who signed a row, the code and the class that stand in it."""
        signed = Signed()
        if self.is_signed:
            printed, column = printed_name(self._named, row)
            if printed:
                signed = self._file.staff.who(printed, self._place(row, column))
        code = next((text for c in self._of("code") if (text := _text(c, row))), "")
        said = next((text for c in self._of("class") if (text := _text(c, row))), "")
        own = class_name(said)
        return signed, code, own[1] if own else said[:24]

    @cached_property
    def _named(self) -> FormTable:
        """Return the table with the roles that its key knows."""
        columns = tuple(
            Column(c.index, c.header, c.grid_row, c.question_key, self.roles[c.index], c.cells)
            for c in self.table.columns
        )
        return FormTable(
            self.table.sheet, self.table.top, self.table.service, self.table.title, columns
        )

    def _moments(self) -> list[datetime | None]:
        """Return the moment of every row: of its column, else the day that a person says of the file."""
        body = len(self.table.sheet.rows) - self.table.first
        columns = self._of("moment")
        if not columns:
            day = parse_day(self._file.decisions.held_on)
            if day is None and body:
                self._file.findings.ask(
                    "held_on", "В~файле нет времени ответов. В~какой день проходил опрос?"
                )
            return [datetime.combine(day, time()) if day else None] * body
        column = columns[0]
        is_english = fits(label_key(column.header), words()["service"]["english"])
        return moments(column.cells, is_english)

    def _response_key(self, row: int, moment: datetime | None, texts: Sequence[str]) -> str:
        """Return the service's own id, else a hash of the moment and the answers in any order.

        Where nobody wrote moments the name of the file tells two classes with the same answers apart.
        """
        own = next((text for c in self._of("id") if (text := _text(c, row))), "")
        if own and self.table.service == "yandex":
            return f"id {own}"
        when = moment.isoformat() if moment and self._of("moment") else self._file.grid.name
        folded = "\n".join([when, *sorted(map(subject_key, texts))])
        return hashlib.sha256(folded.encode()).hexdigest()[:16]

    def _wave(self, who: str, moment: datetime | None, row: int,
              last: dict[tuple[str, str], tuple[datetime, int]]) -> None:  # fmt: skip
        """Note the wave of a row; the older of a person's two answers in it is said."""
        if moment is None:
            return
        wave = wave_of(self.found.survey_id, moment.date(), self._file.school.surveys.waves)
        self.waves += [wave] if wave not in self.waves else []
        if not who:
            return
        before = last.get((wave, who))
        if before is not None:
            self._say_twice(who, row if moment < before[0] else before[1])
        if before is None or before[0] <= moment:
            last[wave, who] = (moment, row)

    def _say_twice(self, who: str, row: int) -> None:
        """Say at the older of a person's answers that it does not count; a name only where people sign."""
        roles = ("code",) if who.startswith("code ") else NAMES
        column = next((c for c in self._of(*roles)), None)
        if column is not None:
            place = self._place(row, column.index)
            self._file.findings.add("respondent_twice", *place, value=_text(column, row))

    def _judge(self) -> None:
        """Say which answers are not on the scale of their question."""
        items = {item.item_id: item for item in self.found.key.items} if self.found.key else {}
        for column in self.table.columns:
            item = items.get(self.found.matches.get(column.question_key, ""))
            if item is not None and item.type in SCORED and self.roles[column.index] == QUESTION:
                self._judge_column(column, item)

    def _judge_column(self, column: Column, item: Item) -> None:
        answers = Answers(item)
        filled = [(row, text) for row in range(len(column.cells)) if (text := _text(column, row))]
        off = [(row, text) for row, text in filled if answers.number(text) is None]
        if len(off) > MOST_UNLIKE * len(filled) and len(off) > 1:
            said = ", ".join(f"«{text}»" for text in list(dict.fromkeys(t for _, t in off))[:SHOWN])
            place = (self.table.sheet.name, self.table.top, column.index)
            self._file.findings.add("answers_unlike", *place, value=said)
            return
        for row, text in off:
            self._file.findings.add(
                "answer_outside", *self._place(row, column.index), value=text[:80]
            )

    def _say_renamed(self) -> None:
        items = {item.item_id: item.text for item in self.found.key.items} if self.found.key else {}
        for column in self.table.columns:
            place = (self.table.sheet.name, self.table.top, column.index)
            if (item_id := self.found.near.get(column.question_key)) in items:
                value = f"{column.header[:80]} → {items[str(item_id)][:80]}"
                self._file.findings.add("columns_renamed", *place, value=value)
            elif (items and self.roles[column.index] == QUESTION
                  and column.question_key not in self.found.matches):  # fmt: skip
                self._file.findings.add("question_unknown", *place, value=column.header[:80])

    def _private(self) -> list[int]:
        """Return the columns whose cells may not be kept, saying so where they hold anything."""
        found = []
        for code, roles in (("private_dropped", ("private",)), ("names_dropped", NAMES)):
            if code == "names_dropped" and (self.is_signed or self.found.asks):
                continue
            columns = [c for c in self._of(*roles) if any(cell != "" for cell in c.cells)]
            found += [c.index for c in columns]
            for c in columns:
                self._file.findings.add(code, self.table.sheet.name, self.table.top, c.index,
                                        value=c.header[:60])  # fmt: skip
        return found

    def _say_empty(self, row: int) -> None:
        if any(cell != "" for cell in self.table.sheet.rows[self.table.first + row]):
            self._file.findings.add("empty_response", *self._place(row, 0))

    def _say_moment(self, moment: datetime | None, row: int) -> None:
        columns = self._of("moment")
        if columns and moment is None:
            value = _text(columns[0], row)
            self._file.findings.add(
                "moment_unreadable", *self._place(row, columns[0].index), value=value
            )

    def _of(self, *roles: str) -> list[Column]:
        return [c for c in self.table.columns if self.roles[c.index] in roles]

    def _place(self, row: int, column: int) -> tuple[str, int, int]:
        return (self.table.sheet.name, self.table.first + row, column)


def _text(column: Column, row: int) -> str:
    """Return an answer as it stands, the points of a spreadsheet without their «,0»."""
    cell = column.cells[row]
    return cell_text(cell).strip() if cell != "" else ""
