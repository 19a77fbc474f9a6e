"""Writing of strategies: one's own answers, the choice of a year, a strategy of the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from dashboard import data
from dashboard.changes import Unacceptable
from dashboard.session import current_user, may
from dashboard.strategies import Deficit, answer_name, this_year
from etl.work_kinds import LITERACIES
from warehouse.amending import amend, newest
from warehouse.queries import strategies as queries
from warehouse.staff.reference import competences
from warehouse.staff.strategies import CHOICE, STRATEGY, Strategy, choices, name_key, strategies

ENTRY = "staff_entry"
LONGEST = {
    "name": 160,
    "about": 2000,
    "steps": 4000,
    "source": 400,
    "reasons": 4000,
    "decided_by": 160,
}


def register() -> list[Strategy]:
    """Return the strategies of the school in their order."""
    return strategies(data.ledger())


def own_key(teacher_id: int, strategy_id: str, school_year: str) -> str:
    """Return the key of one's own line of a school year: the same answer twice is one line."""
    return str(uuid5(NAMESPACE_URL, f"strategy_use|{teacher_id}|{strategy_id}|{school_year}"))


def own_answers() -> dict[str, dict[str, Any]]:
    """Return one's own answers by strategy: frequency, mastery, record_id of this year's line."""
    me = current_user().teacher_id
    if me is None:
        return {}
    found: dict[str, dict[str, Any]] = {
        row["strategy_id"]: {name: _level(row[name]) for name in ("frequency", "mastery")}
        for row in data.frame(queries.own, teacher=me).to_dict("records")
    }
    for one in register():
        held = newest(data.ledger(), ENTRY, own_key(me, one.strategy_id, this_year()))
        if held is not None and not held.payload.get("is_deleted"):
            said = {name: held.payload.get(name) for name in ("frequency", "mastery")}
            found[one.strategy_id] = said | {"record_id": held.record_id}
    return found


def _level(value: Any) -> int | None:
    return None if value is None or value != value else int(value)


def keep_own(strategy_id: str, levels: Mapping[str, int | None], seen: int | None) -> int:
    """Keep one's own answer to a strategy; return the id of the record that holds.

    Raises Unacceptable with words for the person, Moved where the line was changed meanwhile.
    """
    me = current_user().teacher_id
    one = next((s for s in register() if s.strategy_id == strategy_id), None)
    if me is None or one is None:
        raise Unacceptable("Отвечать может педагог, чья учётная запись связана с его карточкой")
    if any(level not in (None, 0, 1, 2, 3) for level in levels.values()):
        raise Unacceptable("Ответ — число от 0 до 3")
    said = {"register": "strategy_use", "teacher_id": me, "title": one.name,
            "date_to": date.today().isoformat(), **levels}  # fmt: skip
    key = own_key(me, strategy_id, this_year())
    return amend(data.ledger(), ENTRY, key, said, current_user().name, seen)


def said_choice(year: str) -> dict[str, Any]:
    """Return the choice of a school year as it is kept, empty where there is none."""
    return dict(choices(data.ledger()).get(year, {}))


def keep_choice(
    year: str, said: Mapping[str, Any], titles: Mapping[str, str], seen: int | None
) -> int:
    """Keep which strategy is chosen, why, and what it answers. Raises Unacceptable, Moved."""
    _allow()
    if said.get("strategy_id") not in {one.strategy_id for one in register()}:
        raise Unacceptable("Выберите стратегию из списка")
    reasons = _text(said, "reasons")
    if not reasons:
        raise Unacceptable("Напишите, почему выбрана эта стратегия: хотя бы одним предложением")
    payload = {
        "school_year": year,
        "strategy_id": said["strategy_id"],
        "reasons": reasons,
        "deficits": [
            {"key": key, "title": titles[key]}
            for key in said.get("deficits") or ()
            if key in titles
        ],
        "chosen_on": _day(said.get("chosen_on")),
        "decided_by": _text(said, "decided_by"),
    }
    return amend(data.ledger(), CHOICE, year, payload, current_user().name, seen)


def keep_strategy(
    key: str, said: Mapping[str, Any], seen: int | None, is_deleted: bool = False
) -> int:
    """Keep a strategy under its key; a name that it had stays among its other names. Raises Unacceptable, Moved."""
    _allow()
    name = _text(said, "name")
    if not name:
        raise Unacceptable("Напишите название")
    others = [one for one in register() if one.strategy_id != key]
    if any(
        name_key(name) == name_key(other) for one in others for other in (one.name, *one.aliases)
    ):
        raise Unacceptable("Так уже называется другая стратегия")
    before = next((one for one in register() if one.strategy_id == key), None)
    aliases = _lines(said.get("aliases"))
    if before and name_key(before.name) != name_key(name):
        aliases.append(before.name)
    payload = {
        "strategy_id": key,
        "name": name,
        "kind": "strategy" if said.get("kind") == "strategy" else "technology",
        **{field: _text(said, field) for field in ("about", "steps", "source")},
        "aliases": list(dict.fromkeys(aliases)),
        "answers": [*(said.get("answers") or ()), *(f"skill:{one}" for one in _lines(said.get("skills")))],
        "is_deleted": is_deleted,
    }  # fmt: skip
    return amend(data.ledger(), STRATEGY, key, payload, current_user().name, seen)


def new_id() -> str:
    """Return the key of a new strategy."""
    return uuid4().hex


def framework() -> list[Deficit]:
    """Return the competences of the framework as deficits that a choice may name."""
    return [
        Deficit(f"competence:{row['competence_id']}", row["competence_name"])
        for row in competences(data.ledger())
    ]


def answer_options() -> dict[str, str]:
    """Return what a strategy may answer, key → words: competences, then literacies of pupils."""
    keys = [one.key for one in framework()] + [f"literacy:{name}" for name in LITERACIES]
    return {
        key: answer_name(key) + (" (у учеников)" if key.startswith("literacy") else "")
        for key in keys
    }


def _allow() -> None:
    if not may("staff"):
        raise Unacceptable("Это меняют администратор, директор и заместитель директора")


def _text(said: Mapping[str, Any], name: str) -> str:
    text = str(said.get(name) or "").strip()
    if len(text) > LONGEST[name]:
        raise Unacceptable(f"Слишком длинно: можно до {LONGEST[name]} знаков, здесь {len(text)}")
    return text


def _lines(text: Any) -> list[str]:
    parts: Sequence[str] = str(text or "").replace(";", "\n").splitlines()
    return [" ".join(part.split()) for part in parts if part.strip()]


def _day(text: Any) -> str:
    try:
        return date.fromisoformat(str(text)).isoformat()
    except ValueError as error:
        raise Unacceptable("Укажите день, когда выбрали") from error
