"""Which survey a form is: remembered, known by its questions, or asked of a person once.

A person's word is kept in `Decisions.survey` as «signature:survey_id», several of a workbook joined by `;`
(a survey_id alone is said of any form that would be asked about), and remembered as a record `survey_form` when the
file is accepted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from etl.formats.surveys.columns import NAMES, QUESTION, Column
from etl.formats.surveys.table import FormTable
from etl.school import Surveys
from etl.tidy import Decisions, Question
from warehouse.surveys.keys import Key
from warehouse.surveys.matching import NO_QUESTIONS, Asked, Match, Words, questions_of

SURE = 0.9  # share of a key's questions by which a form is taken for it unasked
LIKELY = 0.6  # and the one by which it is asked whether it is
NEAR_SIZE = 2.0  # times that a form may be longer or shorter than a key that is proposed
NEW = {"new": "", "new_teachers": "teachers", "new_others": "others"}
SHOWN = 3  # renamed questions that a question of ours names
PROPOSED = 8
NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Recognised:
    """What a form is. `key` is None where it has none yet; `matches` are question_key → item_id.

    `near` are the questions taken by likeness; `remember` is what a record `survey_form` should say,
    None where nothing new was learnt; `asks` stands in the way until a person answers.
    """

    survey_id: str = ""
    key: Key | None = None
    matches: Mapping[str, str] = field(default_factory=dict)
    near: Mapping[str, str] = field(default_factory=dict)
    audience: str = ""
    remember: Mapping[str, Any] | None = None
    asks: Question | None = None

    @property
    def is_signed(self) -> bool:
        """Say whether names may be kept: a survey of teachers whose key says that they sign, or has no key."""
        if self.key is None:
            return self.audience == "teachers"
        return self.key.is_named and self.key.audience == "teachers"


def recognise_survey(table: FormTable, known: Surveys, decisions: Decisions) -> Recognised:
    """Return what survey a form is, or the question to ask about it."""
    asked = [c.asked for c in table.columns if c.role in (QUESTION, *NAMES, "code", "class")]
    answer = answer_about(table.signature[:12], decisions.survey)
    if found := _said(answer, asked, known):
        return found
    if table.signature in known.forms:
        return _remembered(known.forms[table.signature], asked, known)
    found = _by_questions(table, asked, known, decisions)
    at_large = answer_about("", decisions.survey) if found.asks else ""
    return _said(at_large, asked, known) or found


def answer_about(form: str, said: str) -> str:
    """Return what a person said of a form, or ("") of whatever form would be asked about; "" where nothing."""
    answers = (part.strip().rpartition(":") for part in said.split(";"))
    return next((survey_id for about, _, survey_id in answers if about == form), "")


def _said(answer: str, asked: Sequence[Asked], known: Surveys) -> Recognised | None:
    if answer in NEW:
        return _new(NEW[answer])
    return _told(known.keys[answer], asked, known) if answer in known.keys else None


def _new(audience: str) -> Recognised:
    return Recognised(audience=audience, remember=_form("", {}, audience))


def _told(key: Key, asked: Sequence[Asked], known: Surveys) -> Recognised:
    match = Words(key, known.forms).match(asked, is_told=True)
    return Recognised(key.survey_id, key, match.matches, match.near, key.audience,
                      _form(key.survey_id, match.matches, key.audience))  # fmt: skip


def _remembered(form: Mapping[str, Any], asked: Sequence[Asked], known: Surveys) -> Recognised:
    survey_id = str(form.get("survey_id") or "")
    key = known.keys.get(survey_id)
    if key is None:
        return Recognised(survey_id, audience=str(form.get("audience", "")))
    words = Words(key, known.forms)
    own = {a.question_key: item for a in asked if (item := words.item_of(a))}
    said = {q: item for q, item in form.get("matches", {}).items() if item}
    return Recognised(survey_id, key, own | said, {}, key.audience)


def _by_questions(
    table: FormTable, asked: Sequence[Asked], known: Surveys, decisions: Decisions
) -> Recognised:
    size = sum(one.is_question for one in asked)
    sizes = [key for key in known.keys.values() if _is_near_size(key, size)]
    every = [Words(key, known.forms) for key in known.keys.values() if questions_of(key)]
    exact = sorted((w.match_exactly(asked) for w in every), key=lambda m: -len(m.exact))
    sure = [m for m in exact if m.share >= SURE]
    if sure and (len(sure) == 1 or len(sure[0].exact) > len(sure[1].exact)):
        return _sure(sure[0], asked, known)
    if not sure:
        near = [w.match(asked) for w in every if w.key in sizes]
        near = sorted((m for m in near if m.all_share >= LIKELY), key=lambda m: -m.all_share)
    else:
        near = sure
    what = _is_it(near[0], asked) if near else f"Какая это анкета? «{table.title}»"
    first = [m.key for m in near]
    proposals = _proposals(table, [*first, *_by_size(sizes, first, size)], decisions)
    return Recognised(asks=Question("survey", what, proposals, best=""))


def _sure(match: Match, asked: Sequence[Asked], known: Surveys) -> Recognised:
    """Take a form for a survey; the few questions in other words are remembered."""
    key = match.key
    whole = Words(key, known.forms).match(asked) if match.share < 1 else match
    remember = _form(key.survey_id, whole.matches, key.audience) if whole.near else None
    return Recognised(key.survey_id, key, whole.matches, whole.near, key.audience, remember)


def _is_it(match: Match, asked: Sequence[Asked]) -> str:
    """Return the question about a form some of whose questions are named otherwise."""
    texts = {a.question_key: a.text for a in asked}
    items = {item.item_id: item.text for item in match.key.items}
    renamed = [f"«{texts[q]}» вместо «{items[i]}»" for q, i in match.near.items()]
    lacking = [i.text for i in questions_of(match.key) if i.item_id not in match.matches.values()]
    strange = [a.text for a in asked if a.is_question and a.question_key not in match.matches]
    said = [f"похожа на «{match.key.title}»"]
    said += [f"иначе названо: {_listed(renamed)}"] if renamed else []
    said += [f"не нашлось: {_listed(_quoted(lacking))}"] if lacking else []
    said += [f"в файле есть: {_listed(_quoted(strange))}"] if lacking and strange else []
    return f"Какая это анкета? Она {'; '.join(said)}"


def _quoted(texts: Sequence[str]) -> list[str]:
    return [f"«{text}»" for text in texts]


def _listed(texts: Sequence[str]) -> str:
    rest = len(texts) - SHOWN
    return ", ".join(texts[:SHOWN]) + (f" и{NBSP}ещё {rest}" if rest > 0 else "")


def _proposals(
    table: FormTable, keys: Sequence[Key], decisions: Decisions
) -> tuple[tuple[str, str], ...]:
    """Return the answers that a person may choose; each carries what was said of other forms before."""
    before = f"{decisions.survey};" if decisions.survey else ""
    listed = [(key.survey_id, key.title) for key in keys[:PROPOSED]]
    if table.of(*NAMES):
        listed += [
            ("new_teachers", "Новая анкета учителей: разметить потом"),
            (
                "new_others",
                "Новая анкета учеников или родителей: разметить потом, имена не сохранять",
            ),
        ]
    else:
        listed.append(("new", "Новая: разметить потом"))
    return tuple((f"{before}{table.signature[:12]}:{value}", label) for value, label in listed)


def _by_size(keys: Sequence[Key], taken: Sequence[Key], size: int) -> list[Key]:
    rest = [key for key in keys if key not in taken]
    return sorted(rest, key=lambda key: (abs(len(questions_of(key)) - size), key.title))


def _is_near_size(key: Key, size: int) -> bool:
    own = len(questions_of(key))
    return bool(own) and own <= size * NEAR_SIZE and size <= own * NEAR_SIZE


def _form(survey_id: str, matches: Mapping[str, str], audience: str) -> dict[str, Any]:
    return {"survey_id": survey_id, "matches": dict(sorted(matches.items())), "audience": audience}


def with_roles(table: FormTable, found: Recognised) -> FormTable:
    """Return a form with the roles of its columns: a key that knows their words goes before our guess."""
    types = {item.item_id: item.type for item in found.key.items} if found.key else {}
    columns = [
        replace(
            column, role=_role(column, types.get(found.matches.get(column.question_key, ""), ""))
        )
        for column in table.columns
    ]
    return replace(table, columns=tuple(columns))


def _role(column: Column, item_type: str) -> str:
    if item_type in NO_QUESTIONS:
        return item_type
    return QUESTION if item_type else column.role
