"""Russian words for numbers, dates, periods and roles, the same on every screen and paper."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from etl.work_kinds import LITERACIES, WORK_KINDS
from warehouse.surveys.waves import wave_name

NBSP = "\u00a0"
PROFILE = re.compile(r"\d{1,2}[ \u00a0][А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*")
NO_DATA = "нет данных"
MINUS = "\u2212"

MONTHS = [
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
]  # fmt: skip

PERIODS = {
    "q1": f"1{NBSP}четверть",
    "q2": f"2{NBSP}четверть",
    "q3": f"3{NBSP}четверть",
    "q4": f"4{NBSP}четверть",
    "t1": f"1{NBSP}триместр",
    "t2": f"2{NBSP}триместр",
    "t3": f"3{NBSP}триместр",
    "h1": f"1{NBSP}полугодие",
    "h2": f"2{NBSP}полугодие",
    "year": "год",
    "exam": "экзамен",
    "state_exam": "ГИА",
    "final": "итог",
}

PERIOD_SYSTEMS = {"quarters": "четверти", "trimesters": "триместры", "halves": "полугодия"}

ROLES = {
    "admin": "администратор",
    "director": "директор",
    "deputy": f"заместитель директора{NBSP}/ методист",
    "teacher": "учитель",
}

PUPIL_GROUPS = {
    "not_attested": "не аттестованы",
    "with_two": "с «2»",
    "several_threes": "две «3» и больше",
    "one_three": "с одной «3»",
    "one_four": "с одной «4»",
    "fours_and_fives": "на «4» и «5»",
    "all_fives": "отличники",
}

SOURCES = {
    "journal": "журнал",
    "journal_page": "страницы журнала",
    "class_summary": "ведомости",
    "report_card": "табели",
    "class_totals": "сводные отчёты",
    "pupil_register": "списки учеников",
    "teachers_load": "нагрузка учителей",
    "exam_protocol": "протоколы ОГЭ и ЕГЭ",
    "olympiad": "протоколы олимпиады",
    "vpr": "результаты ВПР",
    "class_work": "контрольные работы и\N{NO-BREAK SPACE}мониторинги",
    "work_description": "описания работ",
    "code_list": "списки кодов",
    "fis_report": "отчёты ФИС\N{NO-BREAK SPACE}ОКО",
    "staff_registers": "реестры педагогов",
}

COUNTS = {
    "pupils_count": "учеников",
    "attested_count": "аттестовано",
    "not_attested_count": "не аттестовано",
    "mark5_count": "сколько «5»",
    "mark4_count": "сколько «4»",
    "mark3_count": "сколько «3»",
    "mark2_count": "сколько «2»",
    "participants_count": "участников",
    "mark5_pct": "доля «5», %",
    "mark4_pct": "доля «4», %",
    "mark3_pct": "доля «3», %",
    "mark2_pct": "доля «2», %",
    "lowered_pct": "ниже журнала, %",
    "confirmed_pct": "как в\N{NO-BREAK SPACE}журнале, %",
    "raised_pct": "выше журнала, %",
    "lowered_count": "ниже журнала",
    "confirmed_count": "как в\N{NO-BREAK SPACE}журнале",
    "raised_count": "выше журнала",
    "points_pct": "доля с\N{NO-BREAK SPACE}таким баллом, %",
    "completion_pct": "выполнение задания, %",
}

ATTENDANCE_KINDS = {
    "unexcused": "без причины",
    "ill": "по болезни",
    "excused": "по уважительной причине",
    "absent": "причина не указана",
    "late": "опоздания",
    "exempt": "освобождены",
}

# The figures that a report without pupils states.
TOTALS = {
    "pupils_count": "учеников",
    "attested_count": "аттестовано",
    "not_attested_count": "не аттестовано",
    "mark5_count": "«5»",
    "mark4_count": "«4»",
    "mark3_count": "«3»",
    "mark2_count": "«2»",
    "all_fives_count": "отличников",
    "fours_and_fives_count": "хорошистов",
    "one_four_count": "с одной «4»",
    "one_three_count": "с одной «3»",
    "with_two_count": "неуспевающих",
    "passed_pct": "успеваемость",
    "quality_pct": "качество",
    "sou_pct": "СОУ",
    "average_points": "средний балл",
    "weighted_average_points": "средневзвешенный балл",
}


def is_class_name(text: str) -> bool:
    """Tell whether a text is a class with a profile, «10 соц-эк»: it must not break at its hyphen."""
    return bool(PROFILE.fullmatch(text))


def is_missing(value: object) -> bool:
    """Tell whether a value from a frame is unknown: None, NaN, NaT or NA."""
    return value is None or value is pd.NA or bool(value != value)


def plural(count: int, one: str, few: str, many: str) -> str:
    """Return the count with the right form of the noun: 1 ученик, 3 ученика, 11 учеников."""
    return f"{integer(count)}{NBSP}{form(count, one, few, many)}"


def form(count: int, one: str, few: str, many: str) -> str:
    """Return the form of the noun that agrees with the count, without the count."""
    tail = abs(int(count)) % 100
    if 11 <= tail <= 14:
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(tail % 10, many)


def integer(value: float | None) -> str:
    """Return a whole number with thousands apart: 12 345."""
    if is_missing(value):
        return NO_DATA
    return f"{round(value or 0):,}".replace(",", NBSP).replace("-", MINUS)


def number(value: float | None, digits: int = 2) -> str:
    """Return a number with a decimal comma and fixed digits: 3,60."""
    if value is None or is_missing(value) or math.isinf(value):
        return NO_DATA
    text = f"{_half_up(value, digits):,.{digits}f}"
    return text.replace(",", NBSP).replace(".", ",").replace("-", MINUS)


def trimmed(value: float) -> str:
    """Return a number without needless zeros: 3,0 → 3; 0,50 → 0,5."""
    return _trimmed(value, 2)


def percent(value: float | None, digits: int = 1) -> str:
    """Return a share of 0–100 as «52 %» or «35,7 %»; zeros after the comma are left out."""
    if is_missing(value):
        return NO_DATA
    return f"{_trimmed(value, digits)}{NBSP}%"


def points(value: float | None, digits: int = 1) -> str:
    """Return a difference of shares in percentage points with its sign: «−21 п. п.»."""
    if value is None or is_missing(value):
        return NO_DATA
    sign = "+" if _half_up(value, digits) > 0 else ""
    return f"{sign}{_trimmed(value, digits)}{NBSP}п.{NBSP}п."


def trend_sign(value: float | None) -> str:
    """Return ▲, ▼ or ● for a rise, a fall and no change, ○ for the unknown."""
    if value is None or is_missing(value):
        return "○"
    return "▲" if value > 0 else "▼" if value < 0 else "●"


def day(value: date | None) -> str:
    """Return a date as «15 марта 2023»."""
    if value is None or is_missing(value):
        return NO_DATA
    return f"{value.day}{NBSP}{MONTHS[value.month - 1]}{NBSP}{value.year}"


def moment(value: datetime | None) -> str:
    """Return a moment as «15 марта 2023, 14:05»."""
    if value is None or is_missing(value):
        return NO_DATA
    return f"{day(value)}, {value:%H:%M}"


def ago(value: date | None, today: date | None = None) -> str:
    """Return how long ago a day was: сегодня, вчера, 3 дня назад, 2 месяца назад."""
    if value is None or is_missing(value):
        return NO_DATA
    then = value.date() if isinstance(value, datetime) else value
    days = ((today or date.today()) - then).days
    if days <= 0:
        return "сегодня"
    return "вчера" if days == 1 else f"{_span(days)} назад"


def total(metric: str, value: float | None) -> str:
    """Return a figure of a report by its metric: «66,67 %», «3,6», «25»."""
    if metric.endswith("_pct"):
        return percent(value, 2)
    return integer(value) if metric.endswith("_count") else number(value, 2)


def period(code: str) -> str:
    """Return the name of a school period: q2 → «2 четверть»; an unknown code is shown as it is."""
    return PERIODS.get(code, code)


def source(kind: str) -> str:
    """Return the name of a kind of source: report_card → «табели»; an unknown one is «другие отчёты»."""
    return SOURCES.get(kind, "другие отчёты")


def role(code: str) -> str:
    """Return the name of a role: deputy → «заместитель директора / методист»."""
    return ROLES.get(code, code)


def short_name(full_name: str) -> str:
    """Return a person's name with initials: «Белова Анна Игоревна» → «Белова А. И.»."""
    last, *rest = full_name.split()[:3] or [""]
    return NBSP.join([last, *(f"{part[0]}." for part in rest)])


def short_names(names: Mapping[int, str]) -> dict[int, str]:
    """Return people's names with initials by id; namesakes by initials keep their names in full."""
    short = {key: short_name(name) for key, name in names.items()}
    shared = Counter(short.values())
    return {key: name if shared[name] == 1 else names[key] for key, name in short.items()}


def listed(items: list[str], limit: int = 3) -> str:
    """Return items in one phrase: «7А, 7Б и 8В», «7А, 7Б, 8В и ещё 4»."""
    if len(items) > limit:
        return f"{', '.join(items[:limit])} и{NBSP}ещё{NBSP}{len(items) - limit}"
    return f" и{NBSP}".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def _span(days: int) -> str:
    if days < 31:
        return plural(days, "день", "дня", "дней")
    if days < 365:
        return plural(days // 30, "месяц", "месяца", "месяцев")
    return plural(days // 365, "год", "года", "лет")


def _trimmed(value: float | None, digits: int) -> str:
    text = number(value, digits)
    return text.rstrip("0").rstrip(",") if "," in text else text


def _half_up(value: float, digits: int) -> float:
    scale = 10.0**digits
    rounded = math.floor(abs(value) * scale + 0.5 + 1e-9) / scale
    return math.copysign(rounded, value) if rounded else 0.0


def grades(found: Sequence[int]) -> str:
    """Return grades in words: «2–9 классы», «5, 7 и 8 классы», «9 классы»; "" for none."""
    order = sorted(set(found))
    if not order:
        return ""
    is_whole = len(order) > 2 and order[-1] - order[0] == len(order) - 1
    told = f"{order[0]}–{order[-1]}" if is_whole else listed([str(grade) for grade in order])
    return f"{told}{NBSP}классы"


def work_kind(code: str) -> str:
    """Return the name of a kind of work: vpr → «ВПР»; an unknown one is «работа»."""
    return WORK_KINDS.get(code, "работа")


def work_subject(work: Mapping[Any, Any]) -> str:
    """Return what a work is in: its literacy where it checks one, else its subject."""
    return LITERACIES.get(work["literacy"], "") or str(work["subject"])


def work_label(work: Mapping[Any, Any]) -> str:
    """Return what tells works of one kind, subject and grade apart: a title; of an exam its day in words."""
    if is_missing(work["label"]):
        return ""
    label = str(work["label"]).removeprefix(LITERACIES.get(work["literacy"], "")).lstrip(". ")
    try:
        return day(date.fromisoformat(label))
    except ValueError:
        return label


# Kinds whose name for several works is another than for one.
SEVERAL_WORKS = {"control_work": "контрольные работы", "monitoring": "мониторинги"}
STAGES = {
    "school": "школьный",
    "municipal": "муниципальный",
    "regional": "региональный",
    "final": "заключительный",
}


def works(code: str) -> str:
    """Return the name of the works of a kind: control_work → «контрольные работы»."""
    return SEVERAL_WORKS.get(code, work_kind(code))


def wave(code: str) -> str:
    """Return a wave of a survey in words: «осень 2023/24»; one that a person named stays as it is."""
    return wave_name(code) or "волна без дня"
