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
}


def short_name(subject: str) -> str:
    """Return the name of a subject that fits the edge of a drawing."""
    name = SHORT.get(subject, subject)
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def in_sentence(subject: str) -> str:
    """Return the name of a subject inside a sentence: «алгебра», «ИЗО»."""
    first = subject.split()[0] if subject else ""
    return subject if first.isupper() else subject[:1].lower() + subject[1:]
