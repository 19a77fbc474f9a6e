"""Prints what the sample school keeps of its teachers: the list, the registers, courses, observed lessons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from random import Random
from typing import Any

from etl.demo.layouts import staff_tables
from etl.demo.seeds import settings
from etl.demo.staff import Card, chosen, day_of
from etl.demo.truths import Truths
from etl.seeds import seed as seed_rows
from warehouse.staff.registers import registers

Line = dict[str, Any]


@dataclass
class Office:
    """What the office writes with: the staff, the seed, the truths and the folder of the school."""

    cards: list[Card]
    seed: int
    truths: Truths
    out: Path

    def rng(self, what: str) -> Random:
        """Return the chance of one matter, so that a change in one moves no other."""
        return Random(f"{self.seed}/staff/{what}")

    def noted(self, name: str) -> Path:
        """Note a file among the school's and return where it goes."""
        path = Path(settings("staff")["folder"]) / name
        (self.out / path.parent).mkdir(parents=True, exist_ok=True)
        self.truths.files.append(path.as_posix())
        return self.out / path

    def on_staff(self, day: date) -> list[Card]:
        """Return who works in the school on a day, by name."""
        return [card for card in self.cards if card.works_on(day)]

    def keep(self, register: str, lines: Sequence[Line]) -> None:
        """Write a register as its template and note how many lines it has."""
        self.truths.entries[register] = len(lines)
        title = registers()[register].title.replace(
            ":", ","
        )  # no sign of a drive in a name of a file
        staff_tables.write_template(register, lines, self.noted(f"{title}.xlsx"))


def write_staff(office: Office) -> None:
    """Write every file of the staff but surveys and observed lessons."""
    told = settings("staff")
    _list(office)
    for register in told["registers"]:
        office.keep(register, list(_kept(office, register)))
    _courses(office)
    _mentoring(office)
    _events(office)
    _strategies(office)


def write_routes(office: Office, answered: Sequence[Card]) -> None:
    """Write the learning routes of some of those who answered about themselves."""
    names = competence_names()
    mentor = _experienced(office)[0]
    office.keep("learning_routes", [
        {"teacher": answered[row["who"]].name, "competence": names[row["competence"]],
         "title": row["title"], "partner": mentor.name, "evidence": row.get("evidence", ""),
         "date_from": row["from"], "date_to": row["to"], "status": row["status"]}
        for row in settings("staff")["routes"]])  # fmt: skip


def competence_names() -> dict[str, str]:
    """Return the competences of the framework by id."""
    return {row["competence_id"]: row["competence_name"] for row in seed_rows("competences")}


def _list(office: Office) -> None:
    lines: list[Line] = [
        {"teacher": card.name, "position": card.position, "subjects": ", ".join(card.subjects),
         "age_group": _group(card.age), "category": card.category,
         "experience_years": str(card.experience), "came_on": said(card.came_on),
         "left_on": said(card.left_on) if card.left_on else ""}
        for card in office.cards]  # fmt: skip
    on = settings("staff")["listed_on"]
    staff_tables.write_template("staff", lines, office.noted(f"Список педагогов {on}.xlsx"))


def _group(age: int) -> str:
    borders = ((35, "до 35 лет"), (45, "35–44 года"), (55, "45–54 года"))
    return next((name for border, name in borders if age < border), "55 лет и старше")


def said(day: date) -> str:
    """Return a day as people write it."""
    return f"{day:%d.%m.%Y}"


def grown(office: Office, shares: dict[str, float], rng: Random) -> Iterator[tuple[int, Card]]:
    """Give (year, teacher) so that by the end of each year this share of the staff was given."""
    order = rng.sample(office.cards, len(office.cards))
    given: set[str] = set()
    for year, share in shares.items():
        here = [card for card in order if card.works_on(date(int(year), 12, 31))]
        have = sum(card.name in given for card in here)
        fresh = [card for card in here if card.name not in given]
        for card in fresh[: max(0, ceil(share * len(here)) - have)]:
            given.add(card.name)
            yield int(year), card


def _kept(office: Office, register: str) -> Iterator[Line]:
    about, rng = settings("staff")["registers"][register], office.rng(register)
    given = list(grown(office, about["shares"], rng))
    for year, card in given:
        yield _line(about, year, card, rng)
    others = about.get("others", {"count": 0})
    names = {card.name for _, card in given}
    rest = [card for card in office.on_staff(date(2024, 12, 31)) if card.name not in names]
    for card in rest[: others["count"]]:
        yield {
            **_line(about, 2024, card, rng),
            "status": others["status"],
            "result": "",
            "evidence": "",
        }


def _line(about: dict[str, Any], year: int, card: Card, rng: Random) -> Line:
    first, last = about["months"]
    day = max(
        date(year, rng.randint(first, last), rng.randint(1, 28)), card.came_on + timedelta(30)
    )
    days = {about["day"]: said(day)}
    if about.get("length"):
        days["date_to"] = said(day + timedelta(about["length"]))
    return {"teacher": card.name, **{name: rng.choice(words) for name, words in about["say"].items()},
            **days}  # fmt: skip


def _courses(office: Office) -> None:
    about, rng = settings("staff")["courses"], office.rng("courses")
    given = list(grown(office, about["shares"], rng))
    given += [(year + 1, card) for year, card in given if year < 2024 and rng.random() < about["again"]
              and card.works_on(date(year + 1, 12, 31))]  # fmt: skip
    taken: set[tuple[str, str]] = set()
    by_hand, exported = [], []
    for year, card in sorted(given, key=lambda one: (one[1].name, one[0])):
        free = [one for one in about["taught"] if (card.name, one["title"]) not in taken]
        course, day = rng.choice(free), date(year, rng.randint(2, 11), rng.randint(14, 28))
        taken.add((card.name, course["title"]))
        number = f"УПК-{year % 100}-{rng.randint(100, 999)}"
        if year == about["exported"]:
            exported.append(_document(card, course, day, number))
        else:
            span = f"{day - timedelta(12):%d.%m}–{day:%d.%m.%Y}"
            by_hand.append([card.name, f"{card.position}, {card.subjects[0].lower()}" if card.subjects
                            else card.position, course["title"], course["organisation"],
                            f"{course['hours']} ч.", span, number, said(day)])  # fmt: skip
    office.truths.entries["courses"] = len(by_hand) + len(exported)
    title = "Курсы повышения квалификации педагогов"
    staff_tables.write_by_hand(title, by_hand, office.noted(f"{title} (наш список).xlsx"))
    staff_tables.write_frdo(exported, office.noted(f"ФИС ФРДО ДПО {about['exported']}.xlsx"))


def _document(card: Card, course: dict[str, Any], day: date, number: str) -> dict[str, str]:
    surname, first, *patronymic = card.name.split(" ", 2)
    return {
        "Дата выдачи документа": said(day),
        "Регистрационный номер": number,
        "Наименование дополнительной профессиональной программы": course["title"],
        "Год начала обучения": str(day.year),
        "Год окончания обучения": str(day.year),
        "Срок обучения, часов (для документа о квалификации)": str(course["hours"]),
        "Фамилия получателя": surname,
        "Имя получателя": first,
        "Отчество получателя": " ".join(patronymic),
    }


def _experienced(office: Office) -> list[Card]:
    """Return the teachers longest at school who stay, the longest first."""
    stay = [card for card in office.cards if card.left_on is None]
    return sorted(stay, key=lambda card: (-card.experience, card.name))


def _mentoring(office: Office) -> None:
    """Write the pairs of the young and their forms of support; both begin in their first autumn or in 2021."""
    about, names = settings("staff"), competence_names()
    pairs: list[Line] = []
    support: list[Line] = []
    young = [card for card in office.cards if card.is_young]
    for at, (card, mentor) in enumerate(zip(young, _experienced(office), strict=False)):
        began = max(card.came_on + timedelta(30), date(2021, 2, 1))
        is_over = began.year < 2022
        aims = about["mentoring"]["aims"]
        pairs.append({
            "teacher": card.name, "partner": mentor.name, "title": aims[at % len(aims)],
            "competence": names[about["mentoring"]["competences"][at % len(aims)]],
            "date_from": said(began), "date_to": said(began + timedelta(600)) if is_over else "",
            "status": "завершено" if is_over else "идёт",
            "result": about["mentoring"]["results"][at % 3] if is_over else "",
        })  # fmt: skip
        place = at % len(about["support"]["kinds"])
        support.append({
            "teacher": card.name, "kind": about["support"]["kinds"][place],
            "title": about["support"]["titles"][place],
            "date_from": said(began + timedelta(20)), "date_to": said(began + timedelta(240)),
        })  # fmt: skip
    office.keep("mentoring", pairs)
    office.keep("support", support)


def _events(office: Office) -> None:
    rng = office.rng("events")
    lines: list[Line] = []
    for event in settings("staff")["events"]:
        here = office.on_staff(day_of(event["day"]))
        roles = {"провёл": event["leads"], "выступил": event["speaks"], "участвовал": event["took"]}
        said_roles = [role for role, count in roles.items() for _ in range(count)]
        about = {"kind": event["kind"], "title": event["title"], "date_from": event["day"],
                 "organisation": event["place"]}  # fmt: skip
        people = rng.sample(here, len(said_roles))
        lines += [{**about, "teacher": card.name, "role": role}
                  for card, role in zip(people, said_roles, strict=True)]  # fmt: skip
    office.keep("events", lines)


def _strategies(office: Office) -> None:
    about, rng = settings("staff")["strategies"], office.rng("strategies")
    day = about["day"]
    people = chosen(office.on_staff(day_of(day)), about["share"], rng)
    office.keep("strategy_use", [
        {"teacher": card.name, "title": title, "frequency": _level(usual[0], rng),
         "mastery": _level(usual[1], rng), "date_to": day}
        for card in people for title, usual in about["used"].items()])  # fmt: skip


def _level(usual: float, rng: Random) -> int:
    return min(3, max(0, round(rng.gauss(usual, 0.7))))
