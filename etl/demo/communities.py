"""The communities of the sample school: who is in them, and the files that a methodist keeps of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from random import Random
from typing import Any

from etl.demo.layouts import community_book
from etl.demo.seeds import settings
from etl.demo.staff import Card
from etl.demo.staff_files import Line, Office, said
from etl.seeds import seed as seed_rows

MOST_GROUPS = 2
VISITS_HELD = 0.75
REGISTERS = ("community", "members", "tasks", "classes", "plan", "meetings", "visits", "failures",
             "core_team", "projects", "practices", "showings")  # fmt: skip


@dataclass(frozen=True)
class Team:
    """A community as it is told, with the names of its members, the tutor first."""

    about: dict[str, Any]
    members: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.about["name"])

    @property
    def tutor(self) -> str:
        """Who leads it."""
        return self.members[0]

    @property
    def years(self) -> list[str]:
        """The school years it works in."""
        return sorted(self.about["classes"])

    def rng(self, what: str) -> Random:
        """Return the chance of one matter of the community."""
        return Random(f"{self.name}/{what}")

    def works_on(self, day: date) -> bool:
        """Say whether it is there on a day, and has not stalled by then."""
        planted = settings("communities")["planted"]
        is_stalled = self.name == planted["stalled"] and str(day) > planted["stalled_after"]
        return str(day) >= self.about["founded"] and not is_stalled


def teams_of(office: Office) -> list[Team]:
    """Return the communities: whoever teaches the class is first, nobody is in more than two."""
    groups: Counter[str] = Counter()
    teams = []
    here = [card for card in office.cards if card.left_on is None and not card.is_young]
    for about in settings("communities")["communities"]:
        free = [card for card in here if groups[card.name] < MOST_GROUPS]
        members = tuple(card.name for card in _nearest(office, about, free)[: about["size"]])
        groups.update(members)
        teams.append(Team(about, members))
    return teams


def _nearest(office: Office, about: dict[str, Any], free: Sequence[Card]) -> list[Card]:
    """Return the teachers by how near they stand to the class and its subject, then by chance."""
    rng = Random(f"{office.seed}/communities/{about['name']}")
    wanted = {(year, name) for year, name in about["classes"].items()}
    subjects = set(about["subjects"].values())
    near: Counter[str] = Counter()
    for row in office.truths.load:
        is_class, is_subject = (row.school_year, row.class_name) in wanted, row.subject in subjects
        near[row.teacher] += 4 * (is_class and is_subject) + is_class + is_subject
    order = rng.sample(list(free), len(free))
    return sorted(order, key=lambda card: -min(near[card.name], 6))


def write_communities(office: Office) -> None:
    """Write the workbook of communities and that of lessons with their tasks; note the teams in the truths."""
    teams = teams_of(office)
    office.truths.teams = {team.name: list(team.members) for team in teams}
    lines = {name: list(LINES[name](office, teams)) for name in REGISTERS}
    office.truths.community_lines = {name: len(rows) for name, rows in lines.items()}
    told = settings("communities")
    community_book.write(lines, office.noted(told["file"]))
    community_book.write_lessons(list(_lessons(teams)), office.noted(told["lessons_file"]))


def day_in(school_year: str, month: int, week: int = 2) -> date:
    """Return a Wednesday of a month of a school year, the second by default."""
    first = date(int(school_year[:4]) + (month < 9), month, 1)
    ahead = (settings("communities")["weekday"] - first.weekday()) % 7
    return first + timedelta(ahead + 7 * (week - 1))


def _own(_office: Office, teams: Sequence[Team]) -> Iterator[Line]:
    for team in teams:
        about = team.about
        yield {"title": team.name, "topic": about["topic"], "result": about["deficit"], "goal": about["goal"],
               "strategy": about["strategy"], "literacy": about["literacy"], "teacher": team.tutor,
               "date_from": _printed(about["founded"]),
               "note": "\n".join(settings("communities")["say"]["rules"])}  # fmt: skip


def _members(_office: Office, teams: Sequence[Team]) -> Iterator[Line]:
    for team in teams:
        for at, name in enumerate(team.members):
            role = "тьютор" if at == 0 else "ресурс" if at == 1 else "участник"
            yield {"community": team.name, "teacher": name, "role": role, "status": "согласен",
                   "date_from": _printed(team.about["founded"])}  # fmt: skip


def _tasks(_office: Office, teams: Sequence[Team]) -> Iterator[Line]:
    say = settings("communities")["say"]
    for team in teams:
        rng = team.rng("tasks")
        for name in team.members:
            yield {"community": team.name, "teacher": name, "title": rng.choice(say["tasks"]),
                   "status": rng.choice(say["task_states"])}  # fmt: skip


def _classes(_office: Office, teams: Sequence[Team]) -> Iterator[Line]:
    for team in teams:
        for year, name in team.about["classes"].items():
            yield {"community": team.name, "school_year": year, "class_name": name,
                   "subject": team.about["subjects"][year], "title": team.about["deficit"],
                   "goal": team.about["goal"]}  # fmt: skip


def _plan(_office: Office, teams: Sequence[Team]) -> Iterator[Line]:
    for team in teams:
        rng = team.rng("plan")
        for year in team.years:
            for item in settings("communities")["plan"]:
                day = day_in(year, item["month"], 4)
                if str(day) < team.about["founded"]:
                    continue
                is_done = team.works_on(day) and rng.random() < team.about["held"]
                yield {"community": team.name, "title": item["title"], "kind": item["kind"],
                       "teacher": rng.choice(team.members), "date_from": said(day),
                       "date_to": said(day + timedelta(rng.choice((0, 0, 7)))) if is_done else ""}  # fmt: skip


def _meetings(_office: Office, teams: Sequence[Team]) -> Iterator[Line]:
    told = settings("communities")
    for team in teams:
        rng = team.rng("meetings")
        for year in team.years:
            for at, month in enumerate(told["months"]):
                day = day_in(year, month)
                yield _meeting(
                    team, day, told["say"]["topics"][at % len(told["say"]["topics"])], rng
                )


def _meeting(team: Team, day: date, topic: str, rng: Random) -> Line:
    say = settings("communities")["say"]
    line = {
        "community": team.name,
        "title": topic,
        "kind": rng.choice(say["kinds"]),
        "date_from": said(day),
    }
    if not team.works_on(day):
        return line
    if rng.random() >= team.about["held"]:
        return {**line, "reason": rng.choice(say["reasons"])}
    came = [name for name in team.members if rng.random() < team.about["came"]] or [team.tutor]
    held = day + timedelta(rng.choice((0, 0, 0, 1, 7)))
    return {**line, "date_to": said(held), "people": ", ".join(came),
            "result": "\n".join(rng.sample(say["decisions"], 2))}  # fmt: skip


def _visits(_office: Office, teams: Sequence[Team]) -> Iterator[Line]:
    """Give who visits whom each year; of one community nobody goes once it has stalled."""
    say = settings("communities")["say"]
    for team in teams:
        rng = team.rng("visits")
        for year in team.years:
            pairs = list(combinations(team.members, 2))
            for at, pair in enumerate(rng.sample(pairs, min(len(pairs), 4))):
                guest, host = pair if (at + int(year[:4])) % 2 else pair[::-1]
                day = day_in(year, (11, 12, 2, 3)[at], 3)
                line = {"community": team.name, "teacher": guest, "partner": host,
                        "class_name": team.about["classes"][year], "subject": team.about["subjects"][year],
                        "date_from": said(day)}  # fmt: skip
                if team.works_on(day) and rng.random() < VISITS_HELD:
                    yield {
                        **line,
                        "date_to": said(day),
                        "result": f"Взять себе: {rng.choice(say['lessons_learned'])}",
                    }
                else:
                    yield {
                        **line,
                        "reason": rng.choice(say["visit_reasons"]) if team.works_on(day) else "",
                    }


def _failures(_office: Office, _teams: Sequence[Team]) -> Iterator[Line]:
    for row in settings("communities")["failures"]:
        yield {"community": row["community"], "date_to": _printed(row["on"]), "title": row["what"],
               "reason": row["why"], "result": row["next"]}  # fmt: skip


def _core(office: Office, _teams: Sequence[Team]) -> Iterator[Line]:
    core = settings("communities")["core"]
    for place, role in zip(core["places"], core["roles"], strict=True):
        yield {"teacher": office.cards[place].name, "role": role, "date_from": "15.01.2021"}


def _authors(teams: Sequence[Team], name: str) -> str:
    return ", ".join(next(team for team in teams if team.name == name).members[:2])


def _projects(_office: Office, teams: Sequence[Team]) -> Iterator[Line]:
    for row in settings("communities")["projects"]:
        yield {"title": row["title"], "community": row["community"], "people": _authors(teams, row["community"]),
               "kind": row["kind"], "status": row["status"], "note": row["about"],
               "date_to": _printed(row["ready"]) if "ready" in row else ""}  # fmt: skip


def _practices(_office: Office, teams: Sequence[Team]) -> Iterator[Line]:
    for row in settings("communities")["practices"]:
        yield {"title": row["title"], "community": row["community"], "people": _authors(teams, row["community"]),
               "status": row["status"], "organisation": row.get("expert", ""),
               "date_to": _printed(row["on"]) if "on" in row else "",
               "result": row.get("conclusion", "")}  # fmt: skip


def _showings(_office: Office, teams: Sequence[Team]) -> Iterator[Line]:
    for row in settings("communities")["showings"]:
        yield {"title": row["title"], "kind": row["kind"], "organisation": row["place"],
               "community": row["community"], "people": _authors(teams, row["community"]),
               "date_to": _printed(row["on"])}  # fmt: skip


def _lessons(teams: Sequence[Team]) -> Iterator[dict[str, Any]]:
    """Give the lessons with their tasks: (teacher, coder, day, codes), the observer's beside the teacher's."""
    told = settings("communities")
    for at, row in enumerate(told["lessons"]):
        team = next(team for team in teams if team.name == row["community"])
        year = year_of(row["on"])
        teacher, observer = team.members[at % 2], team.members[2]
        tasks = [(told["texts"][code], code, row["seen"].get(str(number), code))
                 for number, code in enumerate(row["codes"], start=1)]  # fmt: skip
        yield {"teacher": teacher, "observer": observer, "held_on": _printed(row["on"]), "topic": row["topic"],
               "class_name": team.about["classes"][year], "subject": team.about["subjects"][year],
               "aim": row["aim"], "targets": _targets(row["aim"]), "community": team.name,
               "tasks": tasks}  # fmt: skip


def _targets(aim: str) -> list[float]:
    """Return the structure that the product offers for an aim."""
    return [
        float(row[f"t{number}"])
        for row in seed_rows("lesson_aims")
        if row["aim_name"] == aim
        for number in range(1, 6)
    ]


def year_of(day: str) -> str:
    """Return the school year of an ISO day."""
    year = int(day[:4]) - (int(day[5:7]) < 9)
    return f"{year}/{(year + 1) % 100:02}"


def _printed(day: str) -> str:
    return said(date.fromisoformat(day))


LINES = {
    "community": _own,
    "members": _members,
    "tasks": _tasks,
    "classes": _classes,
    "plan": _plan,
    "meetings": _meetings,
    "visits": _visits,
    "failures": _failures,
    "core_team": _core,
    "projects": _projects,
    "practices": _practices,
    "showings": _showings,
}
