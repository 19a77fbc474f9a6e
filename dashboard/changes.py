"""Changes of settings on their way from a field of the page to a record of the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from dashboard import data, words
from etl.desk import saved_formats
from etl.formats.own_school import own_code
from etl.names import class_name
from warehouse import reference, roadmap_rules, thresholds

SETTING_NAMES = {"base": "база долей", "school_name": "название школы",
                 "roadmap_base": "база дорожной карты", "roadmap_day": "день дорожной карты"}  # fmt: skip
CHOICES = {"base": ("attested", "on_roll"), "roadmap_base": roadmap_rules.BASES}
KEPT_CHOICES = (roadmap_rules.LINES, roadmap_rules.KEPT)
LONGEST_SETTING = 160
KINDS = ("calendar_period", "period_system", "threshold", "subject_alias", "setting",
         "mapping_title", "mark_borders", "own_school_code", "other_school_code", "class_ordinal",
         "exam_minimum")  # fmt: skip
MARKS = (3, 4, 5)
EXAM_POINTS = 100
DAY_OF_YEAR = re.compile(r"(\d{1,2})\.(\d{1,2})")
CLASS = re.compile(r"\d{1,2}\s?\S.*")


class Unacceptable(ValueError):
    """A value that cannot be kept; the message says why, in Russian."""


def payload(kind: str, key: str, value: Any) -> dict[str, Any] | None:
    """Return the record of a changed value, or None where it is what already holds.

    Raises Unacceptable with words for the person.
    """
    return MAKERS[kind](key, value)


def record_key(kind: str, key: str) -> str:
    """Return the key of the record behind a field: both dates of a period share one record."""
    return key.rsplit("|", 1)[0] if kind == "calendar_period" else key


def parse_classes(text: str) -> frozenset[tuple[str, str]]:
    """Return classes of «2023/24: 7А, 7Б; 2022/23: 6А». Raises Unacceptable."""
    found = set()
    for part in filter(None, (p.strip() for p in (text or "").split(";"))):
        year, _, names = part.partition(":")
        if not re.fullmatch(r"\d{4}/\d{2}", year.strip()):
            raise Unacceptable("Напишите так: 2023/24: 7А, 7Б")
        found |= {(year.strip(), name.strip()) for name in names.split(",") if name.strip()}
    if any(not CLASS.fullmatch(name) for _, name in found):
        raise Unacceptable("Класс пишется числом и буквой: 7А")
    return frozenset(found)


def latest(limit: int = 20) -> list[dict[str, Any]]:
    """Return the newest changes that hold: record_id, kind, what, when, who."""
    found = [record for kind in KINDS for record in data.ledger().records(kind)]
    found.sort(key=lambda record: record.seq, reverse=True)
    return [
        {
            "record_id": r.record_id,
            "kind": r.kind,
            "what": _said(r.kind, r.payload),
            "when": words.moment(data.local(r.made_at)),
            "who": r.made_by,
        }
        for r in found[:limit]
    ]


def _period(key: str, value: Any) -> dict[str, Any] | None:
    year, system, period, side = key.split("|")
    term = _term(year, system, period)
    day = _day(value)
    if term[side] == day:
        return None
    changed = {**term, side: day}
    if changed["date_from"] >= changed["date_to"]:
        raise Unacceptable("Начало должно быть раньше конца")
    first = int(year[:4])
    if not (date(first, 8, 1) <= day <= date(first + 1, 8, 31)):
        raise Unacceptable(f"Дата не из {year} учебного года")
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in changed.items()}


def _term(year: str, system: str, period: str) -> dict[str, Any]:
    wanted = (year, system, period)
    for term in reference.period_terms(data.ledger()):
        if (term["school_year"], term["system"], term["period"]) == wanted:
            return term
    raise Unacceptable("Такого периода нет")


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise Unacceptable("Введите дату") from error


def _system(key: str, value: Any) -> dict[str, Any] | None:
    grade = int(key)
    if value not in words.PERIOD_SYSTEMS:
        raise Unacceptable("Выберите периоды из списка")
    now = {row["grade"]: row["system"] for row in reference.period_systems(data.ledger())}
    return None if now.get(grade) == value else {"grade": grade, "system": value}


def _threshold(key: str, value: Any) -> dict[str, Any] | None:
    try:
        number = float(str(value).replace(",", "."))
    except ValueError as error:
        raise Unacceptable("Введите число") from error
    if not 0 <= number <= 1000:
        raise Unacceptable("Число должно быть от 0 до 1000")
    same = thresholds.threshold(data.ledger(), key) == number
    return None if same else {"name": key, "value": number}


def _setting(key: str, value: Any) -> dict[str, Any] | None:
    choices = KEPT_CHOICES if key.startswith("kept_") else CHOICES.get(key)
    if choices and value not in choices:
        raise Unacceptable("Выберите из списка")
    if key == "roadmap_day":
        value = _day_of_year(str(value or ""))
    value = " ".join(str(value or "").split())[:LONGEST_SETTING]
    same = thresholds.setting(data.ledger(), key) == value
    return None if same else {"name": key, "value": value}


def _day_of_year(text: str) -> str:
    """Return 12-31 of «31.12»; 29 February stands in few years and is refused. Raises Unacceptable."""
    found = DAY_OF_YEAR.fullmatch(text.strip())
    try:
        return date(2023, int(found[2]), int(found[1])).strftime("%m-%d") if found else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> str:
    raise Unacceptable("Напишите день и месяц, который есть в каждом году: 31.12")


def _alias(key: str, value: Any) -> dict[str, Any] | None:
    alias = " ".join((key or "").split())
    if not alias or not value:
        raise Unacceptable("Напишите, как в журнале, и выберите предмет")
    return {"alias": alias, "subject": value}


def _mapping_title(key: str, value: Any) -> dict[str, Any] | None:
    title = " ".join(str(value or "").split())
    if not title:
        raise Unacceptable("Напишите название")
    now = {fmt.id: fmt.title for fmt in saved_formats(data.ledger())}
    if key not in now:
        raise Unacceptable("Это описание таблицы уже забыто")
    return None if now[key] == title else {"mapping": key, "title": title[:120]}


def _borders(key: str, value: Any) -> dict[str, Any] | None:
    """`key` is an assessment, `value` the least points of «3», «4» and «5» in that order."""
    known = [number for number in value if isinstance(number, (int, float))]
    if len(known) < len(MARKS):
        raise Unacceptable("Введите три числа: с какого балла «3», «4» и «5»")
    if not 0 < known[0] < known[1] < known[2]:
        raise Unacceptable(
            "Границы растут: «3» больше нуля, «4» больше, чем «3», «5» больше, чем «4»"
        )
    borders = dict(zip(MARKS, known, strict=True))
    if reference.mark_borders(data.ledger()).get(key) == borders:
        return None
    return {"assessment_id": key, "borders": {str(mark): least for mark, least in borders.items()}}


def _own_code(_key: str, value: Any) -> dict[str, Any] | None:
    code = own_code(str(value or ""))
    if not code or len(code) > LONGEST_SETTING:
        raise Unacceptable("Напишите код или логин школы так, как он стоит в файле")
    known = {row["school_code"] for row in reference.own_school_codes(data.ledger())}
    return None if code in known else {"school_code": code}


def _ordinal(key: str, value: Any) -> dict[str, Any] | None:
    year, grade, ordinal = key.split()
    read = class_name(str(value or ""))
    if read is None or read[0] != int(grade) or read[1] == grade:
        raise Unacceptable(f"Назовите класс этой параллели: {grade}А")
    place = {"school_year": year, "grade": int(grade), "class_ordinal": int(ordinal)}
    said = {**place, "class_name": read[1]}
    return None if said in reference.class_ordinals(data.ledger()) else said


def _minimum(key: str, value: Any) -> dict[str, Any] | None:
    year, kind, subject = key.split("|")
    try:
        points = float(str(value).replace(",", "."))
    except ValueError as error:
        raise Unacceptable("Введите число") from error
    if not 0 <= points <= EXAM_POINTS:
        raise Unacceptable(f"Балл должен быть от 0 до {EXAM_POINTS}")
    said = {"school_year": year, "kind": kind, "subject": subject, "min_points": points}
    return None if said in reference.exam_minimums(data.ledger()) else said


MAKERS: dict[str, Callable[[str, Any], dict[str, Any] | None]] = {
    "calendar_period": _period,
    "period_system": _system,
    "threshold": _threshold,
    "setting": _setting,
    "subject_alias": _alias,
    "mapping_title": _mapping_title,
    "mark_borders": _borders,
    "own_school_code": _own_code,
    "class_ordinal": _ordinal,
    "exam_minimum": _minimum,
}


def _said(kind: str, kept: dict[str, Any]) -> str:
    if kind == "calendar_period":
        days = [words.day(date.fromisoformat(kept[side])) for side in ("date_from", "date_to")]
        return f"{kept['school_year']}, {words.period(kept['period'])}: {' — '.join(days)}"
    if kind == "period_system":
        return f"{kept['grade']} класс: {words.PERIOD_SYSTEMS.get(kept['system'], '')}"
    if kind == "subject_alias":
        return f"«{kept['alias']}» → {kept['subject']}"
    if kind == "mark_borders":
        shown = ", ".join(f"«{m}» с {words.trimmed(float(n))}" for m, n in kept["borders"].items())
        return f"границы отметок, {kept['assessment_id']}: {shown}"
    if kind == "mapping_title":
        return f"«{kept['title']}»"
    if kind in ("own_school_code", "other_school_code"):
        return str(kept["school_code"])
    if kind == "class_ordinal":
        return f"{kept['school_year']}, {kept['grade']} №\xa0{kept['class_ordinal']}: {kept['class_name']}"
    if kind == "exam_minimum":
        number = f"{kept['min_points']:g}".replace(".", ",")
        return (
            f"{words.work_kind(kept['kind'])}, {kept['subject']}, {kept['school_year']}: {number}"
        )
    if kind == "threshold":
        meanings = {t.name: t.meaning for t in thresholds.thresholds(data.ledger())}
        number = f"{kept['value']:g}".replace(".", ",")
        return f"{meanings.get(kept['name'], kept['name'])}: {number}"
    return _said_setting(str(kept["name"]), str(kept["value"]))


def _said_setting(name: str, value: str) -> str:
    if name.startswith("kept_"):
        titles = {roadmap_rules.kept_name(r.register): r.title for r in roadmap_rules.feeding()}
        state = "ведётся" if value == roadmap_rules.KEPT else "по строкам"
        return f"реестр «{titles.get(name, name)}»: {state}"
    shown = ".".join(reversed(value.split("-"))) if name == "roadmap_day" else value
    return f"{SETTING_NAMES.get(name, name)}: {shown}"
