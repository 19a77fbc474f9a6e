"""Answered forms of files and of the built-in form, each once, with its survey, wave and who can be paired."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import duckdb

from warehouse.ledger import Ledger, Record
from warehouse.staff.reference import teacher_persons
from warehouse.subjects import subject_key
from warehouse.surveys.keys import Key, forms, keys
from warehouse.surveys.matching import Asked, Words
from warehouse.surveys.waves import said_waves, wave_of

QUESTION = "question"
FORM = "form:"  # what the survey_id of a form without a key begins with
Answer = tuple[str, str, int | None]  # item_id, as it stands, column_no


@dataclass(frozen=True)
class Response:
    """One answered form. `answers` are in the order of the form; several of one item stand together."""

    survey_id: str
    response_id: str
    moment: datetime | None
    teacher_id: int | None
    person_key: str
    class_name: str
    batch_id: int | None = None
    survey_no: int = 0
    sheet_name: str = ""
    row_no: int = 0
    answers: list[Answer] = field(default_factory=list)
    wave: str = ""

    @property
    def day(self) -> date | None:
        """Return the day of the answer, None where nothing says it."""
        return self.moment.date() if self.moment else None

    @property
    def pair_key(self) -> str:
        """Return what the waves of one respondent share, "" where nobody can tell."""
        if self.teacher_id is not None:
            return f"teacher {self.teacher_id}"
        return pair_of_code(self.class_name, self.person_key)

    @property
    def age(self) -> tuple[datetime, int, int]:
        """Return what the newest of several answers of a person is known by."""
        return (self.moment or datetime.min, self.batch_id or 0, self.row_no)


def pair_of_code(class_name: str, code: str) -> str:
    """Return what two answers under one code share: «К-17» of 7А is «к17», and another one's in 7Б."""
    folded = subject_key(code).replace(" ", "")
    return " ".join(filter(None, ("code", class_name, folded))) if folded else ""


def responses(
    con: duckdb.DuckDBPyConnection, ledger: Ledger, until: int | None = None
) -> list[Response]:
    """Return every live response by survey and response_id.

    The same response in two exports counts once, from the newest file; of a person's several answers
    in one wave the newest counts. A teacher is named only where the survey's key says that people sign.
    """
    known, waves = keys(ledger, until), said_waves(ledger, until)
    found = [*_loaded(con, ledger, until, known), *_typed(ledger, until)]
    persons = {row["teacher_id"]: row["person_id"] for row in teacher_persons(ledger, until)}
    own = _once((_of_its_key(r, known.get(r.survey_id), persons) for r in found), _exported)
    days = _usual_days(own)
    waved = [
        replace(r, wave=wave_of(r.survey_id, r.day or days.get(_sheet(r)), waves)) for r in own
    ]
    return sorted(_once(waved, _answered), key=lambda r: (r.survey_id, r.response_id))


def _loaded(
    con: duckdb.DuckDBPyConnection, ledger: Ledger, until: int | None, known: dict[str, Key]
) -> list[Response]:
    columns = _columns(con, forms(ledger, until), known)
    answers: defaultdict[tuple[int, int, int], list[Answer]] = defaultdict(list)
    last, own, places = None, [], {}
    for batch, survey, who, question, raw in con.execute(
        "SELECT batch_id, survey_no, respondent_no, question_no, value_raw FROM loaded_survey_answers"
        " ORDER BY batch_id, survey_no, respondent_no, question_no"
    ).fetchall():
        if last != (batch, survey, who):
            last = (batch, survey, who)
            own, places = answers[last], columns[batch, survey][1]
        if question in places:
            item_id, column = places[question]
            own.append((item_id, raw, column))
    rows = con.execute(
        "SELECT batch_id, survey_no, respondent_no, response_key, answered_at, teacher_id, person_key,"
        " class_name, sheet_name, row_no FROM loaded_survey_respondents"
    ).fetchall()
    found = []
    for batch, survey, who, key, moment, teacher, person, class_name, sheet, row in rows:
        survey_id = columns[batch, survey][0]
        found.append(
            Response(survey_id, f"{survey_id}/{key}", moment, teacher, person, class_name, batch, survey,
                     sheet, row, answers[batch, survey, who])
        )  # fmt: skip
    return found


def _columns(
    con: duckdb.DuckDBPyConnection, said: dict[str, dict[str, Any]], known: dict[str, Key]
) -> dict[tuple[int, int], tuple[str, dict[int, tuple[str, int]]]]:
    """Return by (batch, form of it) its survey_id, and (item_id, column) by the number of a question."""
    questions: defaultdict[tuple[int, int], list[tuple[int, Asked, int]]] = defaultdict(list)
    for batch, survey, number, key, row, column in con.execute(
        "SELECT batch_id, survey_no, question_no, question_key, grid_row, column_no"
        f" FROM loaded_survey_questions WHERE role = '{QUESTION}' ORDER BY ALL"
    ).fetchall():
        questions[batch, survey].append((number, Asked(key, row), column))
    words: dict[str, Words] = {}
    found = {}
    for batch, survey, signature, survey_id in con.execute(
        "SELECT batch_id, survey_no, signature, survey_id FROM loaded_surveys"
    ).fetchall():
        form = said.get(signature, {})
        own_id = form.get("survey_id") or survey_id or f"{FORM}{signature[:12]}"
        if own_id in known and own_id not in words:
            words[own_id] = Words(known[own_id], said)
        asked = [one for _, one, _ in questions[batch, survey]]
        items = _items(asked, form.get("matches", {}), words.get(own_id))
        found[batch, survey] = (
            own_id,
            {n: (items[one.question_key], at) for n, one, at in questions[batch, survey]},
        )
    return found


def _items(asked: Sequence[Asked], matches: dict[str, str], words: Words | None) -> dict[str, str]:
    """Return the item of each question; one that no key knows goes by its own words."""
    known = words.match_exactly(asked).exact if words else {}
    said = {question: item for question, item in matches.items() if item}
    return {a.question_key: (known | said).get(a.question_key, a.question_key) for a in asked}


def _typed(ledger: Ledger, until: int | None) -> Iterable[Response]:
    """Give the answers of the built-in form: records `survey_response`."""
    return (
        _typed_one(r)
        for r in ledger.records("survey_response", until)
        if not r.payload.get("is_deleted")
    )


def _typed_one(record: Record) -> Response:
    said = record.payload
    day = said.get("answered_on")
    answers: list[Answer] = [
        (item_id, _plain(one), None)
        for item_id, value in said.get("answers", {}).items()
        for one in (value if isinstance(value, list) else [value])
        if one is not None and _plain(one)
    ]
    return Response(
        said["survey_id"],
        f"{said['survey_id']}/{record.key}",
        datetime.fromisoformat(day) if day else None,
        said.get("teacher_id"),
        str(said.get("person_key") or ""),
        str(said.get("class_name") or ""),
        row_no=0,
        answers=answers,
    )


def _plain(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value).strip()


def _of_its_key(response: Response, key: Key | None, persons: dict[int, int]) -> Response:
    """Return a response as its key lets it be known: who signed, and by which code and class."""
    teacher = response.teacher_id
    if key is None or not key.is_named or key.audience != "teachers":
        teacher = None
    elif teacher is not None:
        teacher = persons.get(teacher, teacher)
    types = {item.item_id: item.type for item in key.items} if key else {}
    said = {types[i]: raw for i, raw, _ in response.answers if types.get(i) in ("code", "class")}
    silent = {i for i, kind in types.items() if kind in ("name", "code", "class", "skip")}
    answers = [a for a in response.answers if a[0] not in silent] if silent else response.answers
    return replace(
        response,
        teacher_id=teacher,
        person_key=response.person_key or said.get("code", ""),
        class_name=response.class_name or said.get("class", ""),
        answers=answers,
    )


def _once(found: Iterable[Response], same: Any) -> list[Response]:
    """Return the newest of the responses that share what `same` says; "" shares nothing."""
    kept: dict[Any, Response] = {}
    for number, response in enumerate(found):
        key = same(response) or number
        before = kept.get(key)
        if before is None or before.age < response.age:
            kept[key] = response
    return list(kept.values())


def _exported(response: Response) -> str:
    return response.response_id


def _answered(response: Response) -> Any:
    pair = response.pair_key
    return (response.survey_id, response.wave, pair) if pair else ""


def _sheet(response: Response) -> tuple[int | None, int]:
    return response.batch_id, response.survey_no


def _usual_days(found: Sequence[Response]) -> dict[tuple[int | None, int], date]:
    """Return the commonest day of each form of a file, for its answers whose moment nobody could read."""
    days: defaultdict[tuple[int | None, int], Counter[date]] = defaultdict(Counter)
    for response in found:
        if response.day:
            days[_sheet(response)][response.day] += 1
    return {
        place: min(counted, key=lambda day, c=counted: (-c[day], day))  # type: ignore[misc]
        for place, counted in days.items()
    }
