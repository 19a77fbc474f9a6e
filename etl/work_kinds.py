"""The kinds of works and what they are called: one place for importers, commands and screens."""

from __future__ import annotations

# As inside a sentence; state exams first among those whose results come from outside.
WORK_KINDS = {
    "vpr": "ВПР",
    "oge": "ОГЭ",
    "ege": "ЕГЭ",
    "gve": "ГВЭ",
    "control_work": "контрольная работа",
    "interim": "промежуточная аттестация",
    "monitoring": "мониторинг",
    "olympiad": "олимпиада",
}
EXAMS = ("oge", "ege", "gve")
FEDERAL = ("vpr", *EXAMS)  # whose year is that of the spring they are named by
WITH_TASKS = tuple(kind for kind in WORK_KINDS if kind != "olympiad")
SET_BY_SCHOOL = ("control_work", "interim", "monitoring")
EXAM_GRADES = {"oge": 9, "ege": 11}  # ГВЭ is sat in both

# Functional literacies that a work may measure instead of a subject.
LITERACIES = {
    "math": "Математическая грамотность",
    "reading": "Читательская грамотность",
    "science": "Естественнонаучная грамотность",
    "financial": "Финансовая грамотность",
    "creative": "Креативное мышление",
    "critical": "Критическое мышление",
}


def titled(kind: str) -> str:
    """Return the name of a kind as a sentence begins with it, "" of an unknown one."""
    name = WORK_KINDS.get(kind, "")
    return name[:1].upper() + name[1:]


def work_text(kind: str, subject: str, grade: int, label: str = "") -> str:
    """Return a work for the page: «Контрольная работа, Алгебра, 7 класс»."""
    told = f"{grade}\N{NO-BREAK SPACE}класс" if grade else ""
    return ", ".join(filter(None, (titled(kind), subject, told, label)))
