"""What the pages of surveys show: keys of the ledger laid over the answers of the snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import dash

from dashboard import address, data
from dashboard.figures import surveys as figures
from dashboard.session import may
from warehouse.queries import surveys
from warehouse.surveys.keys import Key, forms, keys
from warehouse.surveys.responses import FORM
from warehouse.surveys.waves import wave_name
from warehouse.thresholds import threshold

Row = dict[str, Any]
CALLS = "/survey-calls"


@dataclass(frozen=True)
class Survey:
    """A survey of the school: its key (None where nobody set one), forms (as `queries.surveys.forms`)
    and waves (as `queries.surveys.waves`, the earliest first)."""

    survey_id: str
    key: Key | None
    title: str
    forms: tuple[Row, ...] = ()
    waves: tuple[Row, ...] = ()

    @property
    def answers_count(self) -> int:
        """Return how many answers all waves have."""
        return sum(int(row["answers_count"]) for row in self.waves)

    @property
    def said(self) -> Row:
        """Return the key as plain values, as figures and components take it."""
        return (self.key or Key(self.survey_id, self.title, audience="")).payload()

    def items(self, *types: str) -> tuple[str, ...]:
        """Return the ids of the items of these types."""
        return tuple(i.item_id for i in self.key.items if i.type in types) if self.key else ()


def school() -> str:
    """Return the id of our school."""
    return data.ledger().school_id


def least() -> int:
    """Return how many answers a group needs to be shown."""
    return int(threshold(data.ledger(), "survey_group_count"))


def rows_of(query: Any, **params: Any) -> list[Row]:
    """Return the rows of a query on the current snapshot as plain mappings."""
    frame = data.frame(query, school=school(), **params)
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def known() -> dict[str, Survey]:
    """Return every survey by its id: with answers, with a key of the school, or ready to be asked."""
    named, said = keys(data.ledger()), forms(data.ledger())
    forms_of: dict[str, list[Row]] = {}
    owners: dict[str, str] = {}
    for form in rows_of(surveys.forms):
        raw_id = form["survey_id"] or f"{FORM}{form['signature'][:12]}"
        own_id = str(said.get(form["signature"], {}).get("survey_id") or raw_id)
        forms_of.setdefault(own_id, []).append(form)
        owners[f"{FORM}{form['signature'][:12]}"] = own_id
    waves: dict[str, list[Row]] = {}
    for row in rows_of(surveys.waves):
        waves.setdefault(str(owners.get(row["survey_id"], row["survey_id"])), []).append(row)
    found = {}
    for own_id in {*named, *forms_of, *waves}:
        key, own_forms = named.get(own_id), forms_of.get(own_id, [])
        title = key.title if key else own_forms[0]["title"] if own_forms else own_id
        found[own_id] = Survey(own_id, key, title, tuple(own_forms), tuple(waves.get(own_id, ())))
    return found


def survey(survey_id: str) -> Survey | None:
    """Return a survey; a form that has got a key since is the survey of the key."""
    found = known()
    if survey_id in found or not survey_id.startswith(FORM):
        return found.get(survey_id)
    signature = survey_id.removeprefix(FORM)
    return next(
        (s for s in found.values() for f in s.forms if f["signature"].startswith(signature)), None
    )


def href(survey_id: str, **filters: str | None) -> str:
    """Return the address of a survey with its filters."""
    return f"/survey/{quote(survey_id)}{address.search({}, **filters)}"


def calls_href(survey_id: str = "") -> str:
    """Return where answers are gathered by link, "" where that page is not there or not for this person."""
    is_there = any(page["path"] == CALLS for page in dash.page_registry.values())
    if not is_there or not may("settings"):
        return ""
    return f"{CALLS}{address.search({}, survey=survey_id)}"


def wave_names(found: Survey) -> list[tuple[str, str]]:
    """Return the waves with their names, the newest first."""
    return [(row["wave"], wave_name(row["wave"]) or "без даты") for row in reversed(found.waves)]


def distributions(found: Survey, wave: str) -> list[Row]:
    """Return the distributions of the closed items of a wave in the key's order."""
    items = found.items(*figures.CLOSED)
    rows = rows_of(surveys.values, survey_id=found.survey_id, items=items, least=least())
    of_item: dict[str, list[Row]] = {}
    for row in rows:
        if row["wave"] == wave:
            of_item.setdefault(row["item_id"], []).append(row)
    return [figures.distribution(item, of_item.get(item["item_id"], ()))
            for item in found.said["items"] if item["item_id"] in items]  # fmt: skip


def scale_results(found: Survey, wave: str) -> list[Row]:
    """Return the scales of a wave in the key's order."""
    rows = rows_of(surveys.scores, survey_id=found.survey_id, least=least())
    return [
        figures.scale_result(
            scale, [r for r in rows if r["wave"] == wave and r["scale_id"] == scale["scale_id"]]
        )
        for scale in found.said["scales"]
    ]


@dataclass(frozen=True)
class Statement:
    """A statement asked of several audiences: its text by audience, and who agrees in the newest waves."""

    statement: str
    texts: dict[str, str]
    told: dict[str, Row]


def statements() -> list[Statement]:
    """Return the statements that at least two audiences were asked, with the shares of agreement."""
    found: dict[str, Statement] = {}
    for one in known().values():
        if one.key is None or not one.waves:
            continue
        asked = {item["statement"]: item for item in one.said["items"] if item["statement"]}
        wave = one.waves[-1]["wave"]
        rows = rows_of(surveys.values, survey_id=one.survey_id, least=least(),
                       items=tuple(item["item_id"] for item in asked.values()))  # fmt: skip
        for name, item in asked.items():
            told = [r for r in rows if r["wave"] == wave and r["item_id"] == item["item_id"]]
            if told:
                held = found.setdefault(name, Statement(name, {}, {}))
                held.texts[one.key.audience] = item["text"]
                held.told[one.key.audience] = {**figures.agreement(item, told), "wave": wave_name(wave),
                                               "survey_id": one.survey_id}  # fmt: skip
    return [statement for statement in found.values() if len(statement.told) > 1]


def of_survey(found: Sequence[Statement], survey_id: str) -> list[Statement]:
    """Return the statements that a survey asks too."""
    return [s for s in found if survey_id in {told["survey_id"] for told in s.told.values()}]


def may_read_quotes(found: Survey) -> bool:
    """Tell whether the person may read free answers word for word: of signed ones the query decides."""
    is_signed = bool(found.key and found.key.is_named and found.key.audience == "teachers")
    return is_signed or may("settings")
