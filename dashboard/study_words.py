"""Words of a lesson study: its steps, what is missing, how predictions came out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import words
from warehouse.studies.shapes import ACHIEVED as ACHIEVED
from warehouse.studies.shapes import LETTERS as LETTERS
from warehouse.studies.shapes import LEVEL_NAMES
from warehouse.studies.shapes import LEVELS as LEVELS
from warehouse.studies.shapes import MET as MET
from warehouse.studies.shapes import WATCHED as WATCHED
from warehouse.studies.steps import Missing

N = words.NBSP
STEPS = {
    1: "Группа",
    2: "Правила и тема",
    3: f"План урока №{N}1",
    4: f"Урок №{N}1",
    5: f"Обсуждение и план урока №{N}2",
    6: f"Уроки №{N}2 и №{N}3",
    7: "Итоги",
}
ABOUT = {
    1: "Собирается группа из 3–5 педагогов по интересам и договаривается, кто какой урок ведёт",
    2: "Группа договаривается о правилах, выбирает тему, класс и трёх учеников: А, Б и В",
    3: "Цель, критерий успеха для каждого из трёх учеников, этапы с предсказаниями, вопросы для интервью",
    4: "Урок проводит первый учитель, остальные наблюдают в классе или в записи, потом интервью с учениками",
    5: "Обсуждение в постоянном порядке, договорённости об изменениях и план следующего урока",
    6: "То же для второго и третьего урока",
    7: "Группа обобщает, что узнала, и представляет это коллегам",
}
CYCLES = ("исследование", "исследования", "исследований")
OF_STEPS = ("шаг", "шага", "шагов")
# What is missing, after «не хватает».
MISSING = {
    "members": "3–5 участников",
    "teacher": "кто ведёт урок",
    "rules": "дня, когда договорились о правилах",
    "focus": "темы",
    "class": "класса",
    "subject": "предмета",
    "case_pupils": "выбора учеников А, Б и В",
    "held_on": "дня урока",
    "objective": "цели урока",
    "criteria": "критериев для А, Б и В",
    "stages": "этапов",
    "predictions": "предсказаний для А, Б и В",
    "questions": "вопросов для интервью",
    "start": "отметки о начале урока",
    "sheet": "листа наблюдения",
    "interviews": "интервью трёх учеников",
    "pupils": "обсуждения учеников А, Б и В",
    "class_part": "обсуждения класса",
    "teaching": "обсуждения преподавания",
    "aim": "цели следующего урока",
    "talk": "обсуждения урока",
    "discussed_on": "дня обсуждения",
    "summary": "итога",
    "summary_on": "дня, когда подвели итог",
}
OF_TALK = ("pupils", "class_part", "teaching", "aim")
PARTS = {
    "pupils": (
        "Ученики А, Б и В",
        "Что сделал каждый на этапах урока, что вышло не так, как предсказали, и почему",
    ),
    "class": ("Класс", "Что из увиденного верно для всего класса"),
    "teaching": ("Преподавание", "Что в построении урока помогло ученикам, а что мешало"),
    "aim": ("Цель следующего урока", "Чего хотим добиться в следующий раз и для кого"),
}
SIGNS = {2: "●", 1: "◐", 0: "○"}
PREDICTED_LATE = (
    "Предсказания записали или меняли позже начала урока: сравнение с увиденным условно."
)
WHOLE = {"whole": "Урок целиком"}
OUTCOMES = {"": "ещё не решено", "carried": "вошло в следующий урок", "dropped": "не вошло"}


def missing(found: Sequence[Missing], limit: int = 3) -> str:
    """Return what is missing first, in words: of the whole cycle, or of the first lesson that lacks something."""
    first = found[0].lesson_no
    codes = [_code(one) for one in found if one.lesson_no == first]
    parts = [code for code in codes if code in OF_TALK]
    if len(parts) > 1:
        codes = [code if code != parts[0] else "talk" for code in codes if code not in parts[1:]]
    of = f"для урока №{N}{first}: " if first and first > 1 else ""
    return of + words.listed([MISSING[code] for code in codes], limit)


def _code(one: Missing) -> str:
    # The class of a cycle and the part «класс» of a discussion share a code.
    return "class_part" if one.code == "class" and one.lesson_no else one.code


def lesson(number: int) -> str:
    """Return «урок № 2»."""
    return f"урок №{N}{number}"


def pupil(level: str) -> str:
    """Return «А, высокий»: a case pupil is never named otherwise."""
    return f"{LETTERS[level]}, {LEVEL_NAMES[level]}"


def progress(done: int) -> str:
    """Return «4 из 7»."""
    return f"{done} из{N}7"


def step_name(number: int) -> str:
    """Return the name of the step that goes on, «завершено» after the last."""
    return STEPS.get(number, "завершено")


def which(class_name: str, subject: str) -> str:
    """Return how a cycle is called: «6А, математика»."""
    told = ", ".join(filter(None, [class_name, subject[:1].lower() + subject[1:]]))
    return told or "новое исследование"


def of_changes(carried: int, agreed: int) -> str:
    """Return «Воплощено 3 из 5 договорённостей»."""
    noun = words.form(agreed, "договорённости", "договорённостей", "договорённостей")
    return f"Воплощено {carried} из{N}{agreed} {noun}"


def of_predictions(met: int, said: int) -> str:
    """Return «сбылось 4 из 9 предсказаний»."""
    noun = words.form(said, "предсказания", "предсказаний", "предсказаний")
    return f"сбылось {met} из{N}{said} {noun}"


def code_day(value: Any) -> str:
    """Return a day in words, a dash for none."""
    return words.day(value) if value else "—"
