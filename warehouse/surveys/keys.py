"""Keys of surveys: which question belongs to which scale, its direction, and what number a wording is.

A key is data: the ready ones ship as `ready/<survey_id>.yaml`, the school's own and its corrections are
records `survey_key` of the same shape under the same survey_id, and lie over the ready ones. A form of
other words is tied to a key by a record `survey_form` under the signature of its header.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from warehouse.ledger import Ledger

READY = Path(__file__).with_name("ready")
AUDIENCES = ("teachers", "pupils", "parents")
# scale: a number by itself or by its wording; name, code, class say who answered; skip is not read.
ITEM_TYPES = ("scale", "single", "multi", "text", "number", "name", "code", "class", "skip")
FORMULAS = ("mean", "sum", "ratio")


@dataclass(frozen=True)
class Scale:
    """A scale: the mean or the sum of its items, or (ratio) its sum over the greatest possible sum.

    `min` and `max` are its bounds in its own units; `cuts` are (least score, name of the level), rising;
    `competence_id` ties a scale of a self-assessment to the framework; `source` is V, M or D.
    """

    scale_id: str
    name: str
    block: str = ""
    min: float = 0.0
    max: float = 0.0
    formula: str = "mean"
    cuts: tuple[tuple[float, str], ...] = ()
    competence_id: str = ""
    source: str = "D"


@dataclass(frozen=True)
class Item:
    """A question: `min` and `max` bound its numbers, `wordings` are words → number, `options` of a choice.

    `direction` −1 turns a value round ((min + max) − value) in its scales; `statement` is shared by the
    items of several audiences that say the same.
    """

    item_id: str
    text: str
    type: str = "scale"
    scales: tuple[str, ...] = ()
    direction: int = 1
    min: float = 0.0
    max: float = 0.0
    wordings: tuple[tuple[str, float], ...] = ()
    options: tuple[str, ...] = ()
    statement: str = ""


@dataclass(frozen=True)
class Key:
    """A survey's key. `is_named`: people sign with their name, so that a person's answers may be used."""

    survey_id: str
    title: str
    audience: str = "teachers"
    is_named: bool = False
    about: str = ""
    source: str = "D"
    scales: tuple[Scale, ...] = ()
    items: tuple[Item, ...] = field(default=())

    def payload(self) -> dict[str, Any]:
        """Return the key as the plain values that a record or a YAML file holds."""
        return asdict(self)


def key_of(said: dict[str, Any]) -> Key:
    """Return a key from plain values; unknown names are errors. Raises TypeError."""
    plain = {**said}
    plain["scales"] = tuple(_made(Scale, one) for one in said.get("scales", ()))
    plain["items"] = tuple(_made(Item, one) for one in said.get("items", ()))
    return Key(**plain)


def _made(kind: Any, said: dict[str, Any]) -> Any:
    pairs = {"cuts", "wordings"}
    lists = {f.name for f in fields(kind)} & {"scales", "options"}
    plain = dict(said)
    for name in pairs & set(said):
        found = said[name].items() if isinstance(said[name], dict) else said[name]
        plain[name] = tuple((one, two) for one, two in found)
    for name in lists & set(said):
        plain[name] = tuple(said[name])
    return kind(**plain)


@cache
def ready_keys() -> dict[str, Key]:
    """Return the keys that ship with the product, by survey_id."""
    read = (yaml.safe_load(path.read_text("utf-8")) for path in sorted(READY.glob("*.yaml")))
    return {key.survey_id: key for key in map(key_of, read)}


def keys(ledger: Ledger, until: int | None = None) -> dict[str, Key]:
    """Return every key that holds, by survey_id: the school's records over the ready ones."""
    own = {r.key: key_of(r.payload) for r in ledger.records("survey_key", until)}
    return ready_keys() | own


def forms(ledger: Ledger, until: int | None = None) -> dict[str, dict[str, Any]]:
    """Return what was said of forms: signature → {survey_id, matches: {question_key: item_id}}."""
    return {r.key: r.payload for r in ledger.records("survey_form", until)}


def remember_forms(ledger: Ledger, said: Mapping[str, Mapping[str, Any]], who: str) -> None:
    """Remember which survey each form is (signature → payload of `survey_form`), where that is news."""
    held = forms(ledger)
    for signature, form in said.items():
        if held.get(signature) != form:
            ledger.add_record("survey_form", signature, form, who)
