"""How teachers see themselves against what visitors of their lessons saw: the tables of competences.

Sums of fractions, so publishing writes them from Python, each sum exact (`fsum`): the order of rows
changes no bit. Source: metrics of teachers' deficits [D].
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, fsum
from typing import Any

import duckdb

from warehouse.reference import school_year_name
from warehouse.sql import text

Row = dict[str, Any]
WaveKey = tuple[str, str]
LEVELS = 3
DIGITS = 9  # 0.8 − 0.65 is 0.15 and not a little more


@dataclass(frozen=True)
class Borders:
    """What decides: how far a gap is agreement, what is low and high, how many lessons make an expert."""

    agreed: float
    low: float
    high: float
    lessons: int


@dataclass(frozen=True)
class Wave:
    """A wave of a self-assessment: the days of its answers, None where no answer is dated."""

    survey_id: str
    wave: str
    date_from: date | None = None
    date_to: date | None = None

    @property
    def key(self) -> WaveKey:
        """The survey and the wave."""
        return self.survey_id, self.wave

    @property
    def school_year(self) -> str:
        """The school year of the last answer, '' where no answer is dated."""
        return school_year_of(self.date_to)

    @property
    def order(self) -> tuple[date, date, str, str]:
        """What puts waves in time; those without dates come first."""
        return self.date_to or date.min, self.date_from or date.min, *self.key

    def days_to(self, day: date) -> int:
        """Return how many days lie between a day and the wave; 0 within it."""
        if self.date_from is None or self.date_to is None:
            return date.max.toordinal()
        return max((self.date_from - day).days, (day - self.date_to).days, 0)


def waves_table(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return the rows of `competence_waves`."""
    return wave_rows(_rows(con, "staff/self_scores"), _rows(con, "staff/lesson_scores"))


def gaps_table(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return the rows of `competence_gaps`."""
    answers, scores = _rows(con, "staff/self_scores"), _rows(con, "staff/lesson_scores")
    return gap_rows(answers, scores, _borders(con))


def wave_rows(answers: Sequence[Row], scores: Sequence[Row]) -> list[Row]:
    """Return the waves in time; rows as `self_scores.sql` and `lesson_scores.sql` give them."""
    waves = waves_of(answers)
    lessons = {(s["observation_key"], s["observed_on"]) for s in scores}
    places = [wave.key for _, day in lessons for wave in nearest(waves, day)]
    found: list[Row] = []
    for wave in sorted(waves, key=lambda one: one.order):
        own = [a for a in answers if (a["survey_id"], a["wave"]) == wave.key]
        named = {a["teacher_id"] for a in own if a["teacher_id"] is not None}
        found.append({
            "school_id": own[0]["school_id"],
            "survey_id": wave.survey_id,
            "wave": wave.wave,
            "school_year": wave.school_year,
            "date_from": wave.date_from,
            "date_to": wave.date_to,
            "position": 1 + sum(row["survey_id"] == wave.survey_id for row in found),
            "is_newest": wave == newest(waves),
            "teachers_count": len(named),
            "unnamed_count": len({a["response_id"] for a in own if a["teacher_id"] is None}),
            "lessons_count": places.count(wave.key),
        })  # fmt: skip
    return found


def gap_rows(answers: Sequence[Row], scores: Sequence[Row], borders: Borders) -> list[Row]:
    """Return self, expert, gap and verdict of every teacher × competence × wave that has either.

    An expert is the mean over at least `borders.lessons` lessons of the wave (those of its school year
    nearest to it) of each lesson's mean over the competence's criteria.
    """
    waves = waves_of(answers)
    school_id = answers[0]["school_id"] if answers else ""
    last = newest(waves)
    selfs, experts = self_shares(answers), lesson_shares(waves, scores)
    found = []
    for key in sorted(selfs.keys() | experts.keys()):
        *wave, teacher_id, competence_id = key
        own, count = selfs.get(key, (None, 0))
        seen = experts.get(key, [])
        expert = fsum(seen) / len(seen) if seen and len(seen) >= borders.lessons else None
        found.append({
            "school_id": school_id,
            "survey_id": wave[0],
            "wave": wave[1],
            "is_newest": last is not None and last.key == tuple(wave),
            "teacher_id": teacher_id,
            "competence_id": competence_id,
            "self_share": own,
            "self_level": None if own is None else level(own),
            "is_self_low": None if own is None else own <= borders.low,
            "answers_count": count,
            "lessons_count": len(seen),
            "expert_share": expert,
            **judged(own, expert, borders),
        })  # fmt: skip
    return found


def judged(own: float | None, expert: float | None, borders: Borders) -> Row:
    """Return the gap, its verdict and the step that both shares ask for."""
    if own is None or expert is None:
        return {"gap": None, "verdict": "", "step": ""}
    gap = round(own - expert, DIGITS)
    verdict = "agreed" if abs(gap) <= borders.agreed else "unaware" if gap > 0 else "underrated"
    is_low = max(own, expert) <= borders.low
    is_high = min(own, expert) >= borders.high
    step = "learning_route" if is_low else "mentor" if is_high else ""
    return {"gap": gap, "verdict": verdict, "step": step}


def level(share: float) -> int:
    """Return the nearest of the levels 0–3; a half goes up."""
    return min(LEVELS, floor(round(share * LEVELS, DIGITS) + 0.5))


def self_shares(answers: Iterable[Row]) -> dict[tuple[Any, ...], tuple[float, int]]:
    """Return (survey, wave, teacher, competence) → mean share of its scales and the number of answers.

    Of a teacher who answered twice in a wave the last answer holds.
    """
    named = [a for a in answers if a["teacher_id"] is not None and a["scale_max"] > a["scale_min"]]
    last: dict[tuple[Any, ...], tuple[date, str]] = {}
    for a in named:
        who, when = (a["survey_id"], a["wave"], a["teacher_id"]), _when(a)
        last[who] = max(last.get(who, when), when)
    parts: dict[tuple[Any, ...], list[tuple[float, int]]] = defaultdict(list)
    for a in named:
        who = (a["survey_id"], a["wave"], a["teacher_id"])
        if last[who] == _when(a):
            parts[*who, a["competence_id"]].append(
                (share(a["score"], a["scale_min"], a["scale_max"]), a["answered_count"])
            )
    return {key: (fsum(one for one, _ in found) / len(found), sum(n for _, n in found))
            for key, found in parts.items()}  # fmt: skip


def lesson_shares(
    waves: Sequence[Wave], scores: Iterable[Row]
) -> dict[tuple[Any, ...], list[float]]:
    """Return (survey, wave, teacher, competence) → the share of each observed lesson."""
    lessons: dict[tuple[Any, ...], list[float]] = defaultdict(list)
    for s in scores:
        of = (s["observed_on"], s["observation_key"], s["teacher_id"], s["competence_id"])
        lessons[of].append(share(s["score"], s["min_score"], s["max_score"]))
    found: dict[tuple[Any, ...], list[float]] = defaultdict(list)
    for (day, _, teacher_id, competence_id), shares in lessons.items():
        for wave in nearest(waves, day):
            found[*wave.key, teacher_id, competence_id].append(fsum(shares) / len(shares))
    return found


def share(score: float, least: float, most: float) -> float:
    """Return where on its scale a score lies, 0–1."""
    return (score - least) / (most - least)


def waves_of(answers: Iterable[Row]) -> list[Wave]:
    """Return the waves of answers with the days they were given on."""
    days: dict[WaveKey, list[date]] = defaultdict(list)
    for a in answers:
        days[a["survey_id"], a["wave"]] += [a["answered_on"]] if a["answered_on"] else []
    return [Wave(*key, min(own, default=None), max(own, default=None)) for key, own in days.items()]


def newest(waves: Sequence[Wave]) -> Wave | None:
    """Return the last wave in time, or None."""
    return max(waves, key=lambda one: one.order, default=None)


def nearest(waves: Iterable[Wave], day: date) -> list[Wave]:
    """Return, of every survey, the wave of the day's school year that is nearest to it; the earlier of two."""
    found: dict[str, Wave] = {}
    for wave in sorted(waves, key=lambda one: one.order):
        if wave.school_year == school_year_of(day):
            held = found.get(wave.survey_id)
            if held is None or wave.days_to(day) < held.days_to(day):
                found[wave.survey_id] = wave
    return list(found.values())


def school_year_of(day: date | None) -> str:
    """Return the school year of a day, '' for none."""
    return school_year_name(day.year - (day.month < 9)) if day else ""


def _when(answer: Mapping[str, Any]) -> tuple[date, str]:
    return answer["answered_on"] or date.min, answer["response_id"]


def _borders(con: duckdb.DuckDBPyConnection) -> Borders:
    values = dict(con.execute("SELECT name, value FROM thresholds").fetchall())
    return Borders(
        values["competence_gap_share"],
        values["competence_low_share"],
        values["competence_high_share"],
        int(values["observed_lessons_count"]),
    )


def _rows(con: duckdb.DuckDBPyConnection, name: str) -> list[Row]:
    rows: list[Row] = con.sql(text(name)).to_arrow_table().to_pylist()
    return rows
