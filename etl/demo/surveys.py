"""Prints the surveys of the sample school as the form services export them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from etl.demo.competence import FIRST, SECOND, Competence
from etl.demo.layouts import forms
from etl.demo.layouts.forms import Answer
from etl.demo.seeds import settings
from etl.demo.staff import Card, chosen, day_of
from etl.demo.staff_files import Office
from warehouse.surveys.keys import Item, Key, key_of, ready_keys

NAME, CLASS = "Фамилия, имя и отчество", "В каком классе вы учитесь?"
CHILD_CLASS = "В каком классе учится ваш ребёнок?"
OWN = "obstacles"
Write = Callable[[Sequence[str], Sequence[Answer], Path], None]


def own_key() -> Key:
    """Return the key of the survey that the school made itself: questions with free answers."""
    about = settings("surveys")[OWN]
    items = [
        {"item_id": one["item_id"], "text": one["text"], "type": "text"} for one in about["asked"]
    ]
    return key_of({"survey_id": OWN, "title": about["title"], "items": items})


def write_surveys(office: Office) -> list[Card]:
    """Write every survey and return who answered both waves of the self-assessment, by name."""
    answered = _self_assessment(office)
    for survey_id in ("zamfir", "tses12"):
        _motives(office, survey_id)
    _climate(office)
    _parents(office)
    _free(office)
    return answered


def _self_assessment(office: Office) -> list[Card]:
    about, rng = settings("surveys")["competences"], office.rng("competences")
    here = office.on_staff(day_of(about["second_day"]))
    second = chosen(here, about["second_share"], rng)
    first = chosen(second, about["first_share"], rng)
    _wave(office, FIRST, (first, about["first_day"]), ("осень", "csv", forms.write_google))
    _wave(
        office,
        SECOND,
        (second, about["second_day"]),
        ("весна", "xlsx", forms.write_google_workbook),
    )
    return first


def _wave(
    office: Office, side: int, who: tuple[Sequence[Card], str], to: tuple[str, str, Write]
) -> None:
    about, key, known = (
        settings("surveys")["competences"],
        ready_keys()["competences"],
        Competence(office.seed),
    )
    blocks = {scale.scale_id: scale.block for scale in key.scales}
    asked = [f"{about['asked']}. {blocks[item.scales[0]]} [{item.text}]" for item in key.items]
    lines = []
    for card in who[0]:
        left = {
            s.scale_id: known.points(card, s.competence_id, side, _size(key, s.scale_id))
            for s in key.scales
        }
        lines.append(
            [card.name, *(_worded(item, left[item.scales[0]].pop()) for item in key.items)]
        )
    term, ending, write = to
    answers = _dated(lines, who[1], office.rng(f"competences/{term}"))
    path = office.noted(f"Самооценка учителя, {term} (Ответы).{ending}")
    write([about["named"], *asked], answers, path)
    office.truths.answers["competences"] = office.truths.answers.get("competences", 0) + len(lines)


def _size(key: Key, scale_id: str) -> int:
    return sum(scale_id in item.scales for item in key.items)


def _worded(item: Item, value: int) -> str:
    """Return a number as the form words it, or as it is."""
    word = next((word for word, own in item.wordings if own == value), str(value))
    return word[:1].upper() + word[1:]


def _dated(lines: Sequence[Sequence[str]], day: str, rng: Random) -> list[Answer]:
    """Return the lines as answers of a week from a day on, in time."""
    begun = datetime.combine(day_of(day), time(8))
    moments = sorted(begun + timedelta(days=rng.choice((0, 0, 0, 1, 1, 2, 4)), minutes=rng.randint(0, 720),
                                       seconds=rng.randint(0, 59)) for _ in lines)  # fmt: skip
    return list(zip(moments, rng.sample(lines, len(lines)), strict=True))


def _value(item: Item, level: float, rng: Random, spread: float = 0.8) -> str:
    return _worded(item, int(min(item.max, max(item.min, round(rng.gauss(level, spread))))))


def _asked(survey_id: str) -> list[str]:
    return [item.text for item in ready_keys()[survey_id].items]


def _motives(office: Office, survey_id: str) -> None:
    about, rng = settings("surveys")[survey_id], office.rng(survey_id)
    key = ready_keys()[survey_id]
    lines = []
    for card in chosen(office.on_staff(day_of(about["day"])), about["share"], rng):
        own = rng.gauss(0, 0.3)
        lines.append([card.name, *(_value(item, level + own, rng)
                                   for item, level in zip(key.items, about["levels"], strict=True))])  # fmt: skip
    _lay(
        office,
        survey_id,
        ([NAME, *_asked(survey_id)], lines, about["day"]),
        ("csv", forms.write_google),
    )


def _climate(office: Office) -> None:
    about = settings("surveys")["climate"]
    for side, whose in enumerate(("teachers", "pupils", "parents")):
        survey_id = f"climate_{whose}"
        rng, key = office.rng(survey_id), ready_keys()[survey_id]
        classes = about.get(f"{whose}_of", [])
        lines = []
        for number in range(about[whose]):
            own = rng.gauss(0, 0.35)
            cells = [
                _value(item, about["levels"][item.statement][side] + own, rng, 0.7)
                for item in key.items
            ]
            lines.append([*([classes[number % len(classes)]] if classes else []), *cells])
        head = {"pupils": [CLASS], "parents": [CHILD_CLASS]}.get(whose, [])
        to = ("xlsx", forms.write_yandex) if whose == "parents" else ("csv", forms.write_google)
        _lay(office, survey_id, ([*head, *_asked(survey_id)], lines, about["day"]), to)


def _parents(office: Office) -> None:
    about, rng, key = settings("surveys")["parents"], office.rng("parents"), ready_keys()["parents"]
    lines = []
    for number in range(about["people"]):
        own = rng.gauss(0, 0.5)
        cells = [
            _value(i, level + own, rng) for i, level in zip(key.items, about["levels"], strict=True)
        ]
        lines.append([about["parents_of"][number % len(about["parents_of"])], *cells])
    _lay(
        office,
        "parents",
        ([CHILD_CLASS, *_asked("parents")], lines, about["day"]),
        ("xlsx", forms.write_yandex),
    )


def _free(office: Office) -> None:
    about, rng = settings("surveys")[OWN], office.rng(OWN)
    lines = [[rng.choice(one["answers"]) for one in about["asked"]] for _ in range(about["people"])]
    lines = [line for line in lines if any(line)]
    head = [one["text"] for one in about["asked"]]
    _lay(office, OWN, (head, lines, about["day"]), ("csv", forms.write_google))


def _lay(
    office: Office,
    survey_id: str,
    form: tuple[list[str], list[list[str]], str],
    to: tuple[str, Write],
) -> None:
    """Write a form's answers and note how many there are."""
    asked, lines, day = form
    ending, write = to
    titles: dict[str, Any] = {OWN: settings("surveys")[OWN]["title"]}
    title = titles.get(survey_id) or ready_keys()[survey_id].title
    path = office.noted(f"{title} (Ответы).{ending}" if ending == "csv" else f"{title}.{ending}")
    write(asked, _dated(lines, day, office.rng(f"{survey_id}/days")), path)
    office.truths.answers[survey_id] = len(lines)
