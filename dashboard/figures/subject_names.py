"""Short names of subjects for the edge of a drawing; tables and sentences keep the full ones."""

from __future__ import annotations

LONGEST = 26
SHORT = {
    "Изобразительное искусство": "ИЗО",
    "Физическая культура": "Физкультура",
    "Основы безопасности и защиты Родины": "ОБЗР",
    "Основы безопасности жизнедеятельности": "ОБЖ",
    "Основы религиозных культур и светской этики": "ОРКСЭ",
    "Основы духовно-нравственной культуры народов России": "ОДНКНР",
    "Вероятность и статистика": "Вероятность и стат.",
    "Труд (технология)": "Труд",
    "Иностранный язык (английский)": "Английский язык",
    "Иностранный язык (немецкий)": "Немецкий язык",
    "Иностранный язык (французский)": "Французский язык",
}


# Names that keep their capital inside a sentence.
PROPER = frozenset({"Россия", "России", "Родина", "Москва", "Кубань", "Крым"})

# «по алгебре»: the dative of names that can be declined as one word.
DATIVE = {
    "Алгебра": "алгебре", "Геометрия": "геометрии", "Математика": "математике", "Физика": "физике",
    "Химия": "химии", "Биология": "биологии", "География": "географии", "История": "истории",
    "Русский язык": "русскому языку", "Литература": "литературе", "Информатика": "информатике",
    "Обществознание": "обществознанию", "Музыка": "музыке", "Английский язык": "английскому языку",
    "Физическая культура": "физической культуре", "Окружающий мир": "окружающему миру",
    "Литературное чтение": "литературному чтению", "Технология": "технологии",
    "Вероятность и статистика": "вероятности и статистике",
    "Иностранный язык (английский)": "английскому языку",
}  # fmt: skip


def by_subject(subject: str) -> str:
    """Return «по алгебре», or «по предмету «…»» for a name that is not known."""
    known = DATIVE.get(subject)
    return f"по {known}" if known else f"по предмету «{in_sentence(subject)}»"


def short_name(subject: str) -> str:
    """Return the name of a subject that fits the edge of a drawing."""
    name = SHORT.get(subject, subject)
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def in_sentence(subject: str) -> str:
    """Return the name of a subject inside a sentence: «алгебра», «ИЗО»."""
    first = subject.split()[0] if subject else ""
    return subject if first.isupper() or first in PROPER else subject[:1].lower() + subject[1:]
