"""Words of communities: counts, days, events, how they do, what is next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from dashboard import words
from dashboard.study_words import STEPS

EVENTS = {
    "meeting": ("встреча", "встречи", "встреч"),
    "visit": ("посещение", "посещения", "посещений"),
    "lesson": ("урок", "урока", "уроков"),
    "plan": ("пункт плана", "пункта плана", "пунктов плана"),
}
ALL = "all"
# What the map may show, with its words: of which events, in a sentence, in the genitive.
SHOWN = {
    ALL: ("Всё вместе", "событий"),
    "meeting": ("Встречи", "встреч"),
    "visit": ("Взаимопосещения", "взаимопосещений"),
    "lesson": ("Уроки исследований", "уроков"),
    "plan": ("План работы", "пунктов плана"),
}
COMMUNITIES = ("сообщество", "сообщества", "сообществ")
MEMBERS = ("участник", "участника", "участников")
WEEKS = ("учебную неделю", "учебные недели", "учебных недель")
Names = Callable[[int | None], str]


def quoted(name: str) -> str:
    """Return a name in «ёлочки»; quotes inside it become „лапки“."""
    return f"«{name.replace('«', '„').replace('»', '“')}»"


def of(part: int, whole: int, *forms: str) -> str:
    """Return «5 из 8 встреч»: the noun agrees with the whole in the genitive."""
    noun = f"{words.NBSP}{words.form(whole, forms[0], forms[1], forms[1])}" if forms else ""
    return f"{part} из{words.NBSP}{whole}{noun}"


def counted(kind: str, count: int) -> str:
    """Return a count of events: «3 встречи»."""
    return words.plural(count, *EVENTS[kind])


def kinds(events: Sequence[Any]) -> str:
    """Return events counted by kind: «3 встречи, 2 посещения»."""
    counts = {kind: sum(one.kind == kind for one in events) for kind in EVENTS}
    return ", ".join(counted(kind, count) for kind, count in counts.items() if count)


def event(one: Any, name: Names) -> str:
    """Return what an event is: «встреча „Вопросы к тексту“», «посещение: Белова А. И. у Осокина П. И.»."""
    if one.kind == "lesson":
        study, number = one.lesson
        about = ", ".join(filter(None, [study.cycle.class_name, study.cycle.subject]))
        return f"урок{words.NBSP}{number} исследования" + (f" ({about})" if about else "")
    row = one.row
    if one.kind == "visit":
        return f"посещение: {words.short_name(name(row['teacher_id']))} → {words.short_name(name(row['partner_id']))}"
    return f"{EVENTS[one.kind][0]} {quoted(row['title'])}"


def state(one: Any) -> tuple[str, str]:
    """Return the sign and the words of how a community does."""
    if not one.is_open:
        return "○", "завершило работу"
    if one.is_stalled:
        return "▼", f"{silence(one)} {words.plural(one.weeks_silent, *WEEKS)}"
    if one.is_blank:
        return "○", "записей этого учебного года ещё нет"
    if not one.is_planned:
        return "○", "намеченных встреч пока нет"
    return ("●", "встречается по плану") if one.is_by_plan else ("▲", "часть встреч не состоялась")


def silence(one: Any) -> str:
    """Return how a community stands, before the count of weeks."""
    return "не собиралось" if one.last_held else "ещё не собиралось: со дня создания"


def size(count: int, group: tuple[int, int]) -> str:
    """Return what is to say of the number of members, "" where it is as recommended."""
    least, most = group
    if least <= count <= most:
        return ""
    return f"▲{words.NBSP}{'мало' if count < least else 'много'} для группы: рекомендовано {least}–{most}"


def nearest(day: date, today: date) -> str:
    """Return how far a day is ahead: «сегодня», «завтра», «через 5 дней»."""
    days = (day - today).days
    if days <= 1:
        return "сегодня" if days <= 0 else "завтра"
    return f"через{words.NBSP}{words.plural(days, 'день', 'дня', 'дней')}"


def next_steps(one: Any, studies: Sequence[tuple[Any, int]], name: Names) -> list[str]:
    """Return what is due next, what comes first first; `studies` are (study, step that is not done yet)."""
    found = []
    if one.ahead("meeting", "visit", "lesson", "plan"):
        first = one.ahead("meeting", "visit", "lesson", "plan")[0]
        found.append(
            f"{words.day(first.planned_on)}, {nearest(first.planned_on, one.at.day)}: {event(first, name)}"
        )
    found += [
        _missed(missed, name) for missed in one.missed("meeting", "visit")[:2] if not one.at.is_over
    ]
    for study, step in studies:
        about = ", ".join(filter(None, [study.cycle.class_name, study.cycle.subject]))
        found.append(f"исследование урока{f', {about}' if about else ''}: {study_step(step)}")
    return found


def study_step(step: int) -> str:
    """Return the step that a lesson study is at: «шаг 4 из 7 — урок № 1»."""
    name = STEPS[step]
    return f"шаг {step} из{words.NBSP}{len(STEPS)} — {name[:1].lower()}{name[1:]}"


def _missed(one: Any, name: Names) -> str:
    verb = "не состоялась" if one.kind == "meeting" else "не состоялось"
    return f"{verb} {words.day(one.planned_on)}: {event(one, name)} — выберите новый день"


def nothing_next(one: Any) -> str:
    """Return what stands where there is no next step."""
    if not one.is_open:
        return "Работа завершена"
    return (
        "Учебный год закончился" if one.at.is_over else "Следующий шаг не намечен: добавьте встречу"
    )


def reason(row: Mapping[str, Any]) -> str:
    """Return why something was not held, as written."""
    return str(row.get("reason") or "")
