"""A school of twelve teachers in code: their self-assessment in two waves, lessons that visitors saw."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.warehouse.files_in_code import StaffFile, accept
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.reference import seed
from warehouse.snapshots import Reader
from warehouse.surveys.keys import ready_keys

LAST = ("Абрамова", "Белова", "Громова", "Данилова", "Егорова", "Жукова", "Зайцева", "Ильина", "Королёва",
        "Лебедева", "Морозова", "Никитина")  # fmt: skip
NAMES = tuple(f"{last} Анна Игоревна" for last in LAST)
# Everybody knows finance little; the first sees herself a teacher of motivation, and nobody else does.
WAVES = (("осень", "2023-09-20"), ("весна", "2024-03-20"))
LACKING, UNSEEN = "financial_literacy", "motivation"


def staff_home(path: Path) -> Home:
    """Return a published home of these teachers."""
    home = Home.at(path)
    fill(home)
    return home


def fill(home: Home) -> None:
    """Lay the teachers into a home and publish: ten have two lessons, the eleventh one, the twelfth none."""
    cards = {
        name: {
            "subjects": "Математика" if at < 7 else "История",
            "category": "первая" if at < 9 else "",
        }
        for at, name in enumerate(NAMES)
    }
    lessons = [
        (
            name,
            {"observed_on": date(2024, 3, day), "class_name": "7А", "observer_raw": "Завуч"},
            seen(),
        )
        for at, name in enumerate(NAMES)
        for day in (1, 2)[: 2 if at < 10 else 1 if at == 10 else 0]
    ]
    accept(home, StaffFile(cards=cards, observations=tuple(lessons)))
    publish(home)
    ids = ids_of(home)
    for wave, day in WAVES:
        for at, name in enumerate(NAMES):
            said = {"survey_id": "competences", "answered_on": day, "teacher_id": ids[name], "person_key": "",
                    "class_name": "", "answers": answers(at, wave)}  # fmt: skip
            home.ledger.add_record("survey_response", f"{wave}-{at}", said, "тест")
        year = {"осень": ("2023-09-01", "2023-12-31"), "весна": ("2024-01-01", "2024-06-30")}[wave]
        about = {"survey_id": "competences", "wave": wave, "date_from": year[0], "date_to": year[1]}
        home.ledger.add_record("survey_wave", f"competences|{wave}", about, "тест")
    publish(home)


def ids_of(home: Home) -> dict[str, int]:
    """Return the teachers' ids by name."""
    found = Reader(home).frame("SELECT full_name, teacher_id FROM dim_teacher ORDER BY full_name")
    return {str(name): int(own) for name, own in found.itertuples(index=False)}


def seen() -> dict[str, float]:
    """Return what a visitor scores: 0 for what all lack, 1 of 3 for motivation, 2 of 3 elsewhere."""
    points = {LACKING: 0.0, UNSEEN: 1.0}
    return {
        row["criterion_name"]: points.get(row["competence_id"], 2.0)
        for row in seed("observation_criteria")
    }


def answers(at: int, wave: str) -> dict[str, str]:
    """Return the answers of a teacher: 0 of what all lack, else 2; the first is sure of motivation."""
    own = {LACKING: "0", UNSEEN: "3" if at == 0 else "1" if wave == "осень" else "2"}
    return {
        item.item_id: own.get(item.scales[0], "2")
        for item in ready_keys()["competences"].items
        if item.scales
    }
