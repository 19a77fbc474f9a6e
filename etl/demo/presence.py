"""Who was away and why: illness in spells, single days with a reason, lessons without one."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from etl.demo.people import Pupil
from etl.demo.timetable import Lesson

ILL, EXCUSED, UNEXCUSED, LATE = "Б", "У", "Н", "О"
LEGEND = {
    UNEXCUSED: "Неуважительная",
    LATE: "Опоздание",
    ILL: "Болезнь",
    EXCUSED: "Уважительная",
}
# Monday and Friday are the days lessons are skipped on; Monday is the day of late sleepers.
_SKIP_BY_WEEKDAY = (1.7, 0.7, 0.7, 0.8, 1.6)
_LATE_BY_WEEKDAY = (2.0, 0.9, 0.8, 0.7, 0.6)
_SPELL_EVERY_DAYS = 120
_EXCUSED_SHARE = 0.007
_LATE_SHARE = 0.007


class Presence:
    """A pupil's presence in one period; `factor` multiplies what is skipped without a reason."""

    def __init__(self, pupil: Pupil, days: tuple[date, ...], rng: Random, factor: float) -> None:
        self._rng = rng
        self._away = self._spells(days)
        share = min(0.3, pupil.skips * factor)
        self._skip = [share * by for by in _SKIP_BY_WEEKDAY]
        self._late = [_LATE_SHARE * (1 + 10 * share) * by for by in _LATE_BY_WEEKDAY]

    def codes(self, lessons: list[Lesson]) -> list[str]:
        """Return a code for each lesson, empty where the pupil was there in time."""
        return [self._away.get(lesson.day) or self._chance(lesson.day) for lesson in lessons]

    def _chance(self, day: date) -> str:
        weekday = day.weekday()
        draw = self._rng.random()
        if draw < self._skip[weekday]:
            return UNEXCUSED
        return LATE if draw > 1 - self._late[weekday] else ""

    def _spells(self, days: tuple[date, ...]) -> dict[date, str]:
        away: dict[date, str] = {}
        for day in days:
            draw = self._rng.random()
            if draw < 1 / _SPELL_EVERY_DAYS:
                length = self._rng.randint(2, 8)
                away.update({day + timedelta(days=n): ILL for n in range(length)})
            elif draw > 1 - _EXCUSED_SHARE:
                away.setdefault(day, EXCUSED)
        return away
