"""Saving of lessons with tasks and of their codes: what may be kept, by whom, and what is wrong in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dashboard import data, lesson_circles, lessons, staff, words
from dashboard.lessons import CODES, KIND, Lesson
from dashboard.session import current_scope, current_user
from etl.names import class_name
from warehouse import attachments
from warehouse.amending import amend, newest, written
from warehouse.ledger import Record
from warehouse.lessons.taxonomy import codes_ever
from warehouse.lessons.value import CATEGORIES, code_of, targets_are_right

LONGEST = {"subject": 120, "topic": 300, "aim_text": 300}
TASK_LONGEST, MOST_TASKS = 2000, 200
FURTHEST = timedelta(days=366)
FIRST_DAY = date(2000, 1, 1)
NOT_YOURS = "Этот урок меняют сам педагог, его сообщество и методист. Ничего не записано."
OWN_AIM = "own"
TARGETS = tuple(f"t{k}" for k in CATEGORIES)
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Wrong(Exception):
    """What was typed cannot be kept: words by field, or under "" of the whole form."""

    fields: Mapping[str, str]


def names() -> dict[int, str]:
    """Return every teacher by name."""
    return dict(staff.names())


def save(key: str, typed: Mapping[str, Any], rows: Rows, seen: int | None) -> int:
    """Keep a lesson; return the record that holds. Raises Wrong, or Moved where another came in between."""
    said = read(key, typed, rows)
    return amend(data.ledger(), KIND, key, said, current_user().name, seen)


def read(key: str, typed: Mapping[str, Any], rows: Rows) -> dict[str, Any]:
    """Return the payload of a filled form. Raises Wrong with all that is wrong."""
    before = next((one for one in lessons.every() if one.lesson_id == key), None)
    if not _may_take(key, before):
        raise Wrong({"": NOT_YOURS})
    wrong: dict[str, str] = {}
    texts = {name: _plain(typed.get(name))[:most] for name, most in LONGEST.items()}
    kept: dict[str, Any] = {
        "teacher_id": _teacher(typed, wrong), "community_id": _community(typed, wrong),
        "study_id": str(typed.get("study_id") or ""), "study_lesson": typed.get("study_lesson") or None,
        "held_on": _day(typed, wrong), "class_name": _class(typed, wrong),
        "subject_raw": texts["subject"], "topic": texts["topic"], "aim": _aim(typed, texts, wrong),
        "targets": _targets(typed, wrong), "tasks": _tasks(rows, wrong),
        "card": _card(typed.get("card"), before, wrong),
    }  # fmt: skip
    if not kept["subject_raw"]:
        wrong["subject"] = "Напишите предмет."
    if not wrong and not _is_within_rights(kept):
        wrong["teacher"] = (
            "Урок коллеги можно записать, если он относится к вашему общему сообществу."
        )
    if wrong:
        raise Wrong(wrong)
    return {**kept, "targets_on": _set_on(kept["targets"], before)}


def _may_take(key: str, before: Lesson | None) -> bool:
    if before is not None:
        return lessons.may_change(before, lesson_circles.circles())
    may_begin = current_scope().teachers is None or current_user().teacher_id is not None
    return may_begin and not lessons.is_taken(key)


def _is_within_rights(kept: Mapping[str, Any]) -> bool:
    """Tell whether the person may keep a lesson of this teacher and community."""
    own = current_user().teacher_id
    if current_scope().teachers is None or kept["teacher_id"] == own:
        return True
    circle = lesson_circles.circles().get(kept["community_id"])
    return circle is not None and {own, kept["teacher_id"]} <= circle.people


def _teacher(typed: Mapping[str, Any], wrong: dict[str, str]) -> int:
    given = str(typed.get("teacher") or "")
    if given.isdecimal() and int(given) in names():
        return int(given)
    wrong["teacher"] = "Выберите педагога."
    return 0


def _community(typed: Mapping[str, Any], wrong: dict[str, str]) -> str:
    given = str(typed.get("community") or "")
    if given and given not in lesson_circles.circles():
        wrong["community"] = "Такого сообщества уже нет: выберите другое."
    return given


def _day(typed: Mapping[str, Any], wrong: dict[str, str]) -> str:
    try:
        day = date.fromisoformat(str(typed.get("held_on") or ""))
    except ValueError:
        wrong["held_on"] = "Укажите день урока."
        return ""
    if day > date.today() + FURTHEST:
        wrong["held_on"] = f"{words.day(day)} слишком далеко: урок планируют не больше чем на год."
    if day < FIRST_DAY:
        wrong["held_on"] = f"{words.day(day)} слишком давно: проверьте год."
    return day.isoformat()


def _class(typed: Mapping[str, Any], wrong: dict[str, str]) -> str:
    given = _plain(typed.get("class"))
    read_as = class_name(given) if given else None
    if read_as is None:
        wrong["class"] = "Класс пишется числом и буквой: 7А." if given else "Укажите класс."
        return ""
    return read_as[1]


def _aim(typed: Mapping[str, Any], texts: Mapping[str, str], wrong: dict[str, str]) -> str:
    chosen = str(typed.get("aim") or "")
    if chosen not in ("", OWN_AIM) and texts["aim_text"]:
        wrong["aim_text"] = (
            "Цель уже выбрана из списка: выберите «Своя цель» или сотрите эти слова."
        )
    return texts["aim_text"] if chosen in ("", OWN_AIM) else chosen


def _targets(typed: Mapping[str, Any], wrong: dict[str, str]) -> list[float] | None:
    """Return the target shares that were typed in percents; None where nothing was."""
    given = [str(typed.get(name) or "").strip().replace(",", ".") for name in TARGETS]
    if not any(given):
        return None
    try:
        shares = [float(text or 0) / 100 for text in given]
    except ValueError:
        wrong["targets"] = "Доли пишутся числами в процентах: 20 или 12,5."
        return None
    if any(share < 0 for share in shares):
        wrong["targets"] = "Доля не бывает меньше нуля."
    elif not targets_are_right(shares):
        wrong["targets"] = sum_words(sum(shares) * 100)
    return shares


def sum_words(total: float) -> str:
    """Return what is wrong with a sum of target shares in percents."""
    lack = 100 - total
    what = f"не хватает{words.NBSP}" if lack > 0 else f"лишних{words.NBSP}"
    return f"Сумма долей {words.percent(total)}, а нужна {words.percent(100)}: {what}{words.percent(abs(lack))}."


def _plain(value: Any) -> str:
    return " ".join(str(value or "").split())


def _tasks(rows: Rows, wrong: dict[str, str]) -> list[dict[str, str]]:
    kept = [{"no": str(row["no"]), "text": _plain(row["text"])} for row in rows]
    kept = [row for row in kept if row["text"]]
    if len(kept) > MOST_TASKS:
        wrong["tasks"] = (
            f"На одном уроке не больше {words.plural(MOST_TASKS, 'задачи', 'задач', 'задач')}."
        )
    for at, row in enumerate(kept, 1):
        if len(row["text"]) > TASK_LONGEST:
            wrong["tasks"] = (
                f"Задача {at} слишком длинная: {words.plural(len(row['text']), 'знак', 'знака', 'знаков')}."
            )
    return kept


def _card(given: Any, before: Lesson | None, wrong: dict[str, str]) -> dict[str, Any] | None:
    """Return the attached file: the one that stands, or one that the person brought; nobody else's."""
    if not isinstance(given, dict) or not given.get("sha256"):
        return None
    held = before.card if before else None
    if held and held["sha256"] == given["sha256"]:
        return dict(held)
    found = attachments.find(data.home(), str(given["sha256"]))
    if found is None or found.added_by != current_user().login:
        wrong["card"] = "Файл не приложился: приложите его ещё раз."
        return None
    return {"sha256": found.sha256, "file_name": str(given.get("file_name") or found.file_name),
            "size": found.size, "kind": found.kind}  # fmt: skip


def _set_on(targets: list[float] | None, before: Lesson | None) -> str | None:
    """Return the day on which the target structure was set: today, unless it stands since before."""
    if targets is None:
        return None
    if before and before.targets == tuple(targets) and before.targets_on:
        return before.targets_on.isoformat()
    return date.today().isoformat()


def payload_of(lesson: Lesson, **changes: Any) -> dict[str, Any]:
    """Return a lesson as the payload of its record."""
    said = {
        "teacher_id": lesson.teacher_id, "community_id": lesson.community_id, "study_id": lesson.study_id,
        "study_lesson": lesson.study_lesson, "held_on": lesson.held_on.isoformat() if lesson.held_on else None,
        "class_name": lesson.class_name, "subject_raw": lesson.subject, "topic": lesson.topic,
        "aim": lesson.aim, "targets": list(lesson.targets) if lesson.targets else None,
        "targets_on": lesson.targets_on.isoformat() if lesson.targets_on else None,
        "tasks": [{"no": task.no, "text": task.text} for task in lesson.tasks],
        "card": dict(lesson.card) if lesson.card else None,
    }  # fmt: skip
    return {**said, **changes}


def coders(lesson: Lesson) -> list[int]:
    """Return on whose behalf the person may code a lesson: the own, and for the methodist any teacher's."""
    own = current_user().teacher_id
    if current_scope().teachers is None:
        known = names()
        first = [one for one in (own, lesson.teacher_id) if one in known]
        return list(dict.fromkeys([*first, *known]))
    return [own] if own is not None else []


def save_codes(lesson: Lesson, coder_id: int, codes: Mapping[str, Any], seen: int | None) -> int:
    """Keep the codes of one coder; return the record that holds. Raises Wrong, or Moved.

    Codes of tasks that are not on the page any more are dropped; a task left without a code is kept as such.
    """
    if coder_id not in coders(lesson):
        raise Wrong({"": "Коды записывают от своего имени. Ничего не записано."})
    places = {task.no: at for at, task in enumerate(lesson.tasks, 1)}
    known = _codes()
    odd = [places[no] for no, code in codes.items()
           if no in places and code and code_of(code) not in known]  # fmt: skip
    if odd:
        raise Wrong(
            {"": f"Не код задачи: {words.listed([str(at) for at in odd])}. Выберите код из списка."}
        )
    kept = {no: code_of(codes.get(no) or "") for no in places}
    said = {"coder_id": coder_id, "role": lessons.role_of(lesson, coder_id), "codes": kept}
    key = f"{lesson.lesson_id}|{coder_id}"
    return amend(data.ledger(), CODES, key, said, current_user().name, seen)


def _codes() -> set[str]:
    """Return the codes that the taxonomy has, or once had."""
    return {*map(str, CATEGORIES), *codes_ever(data.ledger())}


def add_codes(key: str, coder_id: int | None, codes: Mapping[str, str]) -> bool:
    """Lay pasted codes over those of a coder; False where there is nobody whose codes they may be."""
    lesson = lessons.lesson(key)
    known = _codes()
    given = {no: code for no, code in codes.items() if code_of(code) in known}
    if lesson is None or coder_id not in coders(lesson) or coder_id is None or not given:
        return not given
    held = lesson.of(coder_id)
    save_codes(lesson, coder_id, {**(held.codes if held else {}), **given}, seen_of(held))
    return True


def seen_of(coding: lessons.Coding | None) -> int | None:
    """Return the record that a coding holds by; None for none and for one of a file."""
    return coding.record_id if coding else None


def hide(key: str) -> int | None:
    """Put a lesson away; return the record that does it, None where there is no lesson to put away."""
    found = lessons.lesson(key)
    if found is None or not lessons.may_change(found, lesson_circles.circles()):
        return None
    said = payload_of(found, is_deleted=True)
    return amend(data.ledger(), KIND, key, said, current_user().name, found.record_id)


def bring_back(record_id: int) -> bool:
    """Take back what put a lesson away; False where it was done already or is not the person's."""
    record = written(data.ledger(), record_id)
    if record is None or record.kind != KIND or not record.payload.get("is_deleted"):
        return False
    held = newest(data.ledger(), KIND, record.key)
    if held is None or held.record_id != record_id:
        return False
    put_away = lessons.lesson_of(record, [], {})
    if not lessons.may_change(put_away, lesson_circles.circles()):
        return False
    return data.ledger().revoke_record(record_id, current_user().name)


def record_of(coding: lessons.Coding) -> Record | None:
    """Return the record that a coding stands in; None for one of a file."""
    return written(data.ledger(), coding.record_id) if coding.record_id is not None else None
