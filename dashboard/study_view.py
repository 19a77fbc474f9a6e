"""The page of one lesson study: its steps with what is written in each and the forms for those who may write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

from dash import dcc, html

from dashboard import studies, study_writing, words
from dashboard import study_words as say
from dashboard.components import button
from dashboard.components import study as parts
from dashboard.components import study_form as forms
from dashboard.components import study_lesson as lessons
from dashboard.components.study_lesson import fact
from dashboard.ids import StudyIds
from dashboard.session import current_user, may
from dashboard.studies import Shown
from dashboard.study_facts import ahead, lesson_values, made
from dashboard.study_forms import form, locked
from warehouse.studies.measures import by_lesson
from warehouse.studies.shapes import LESSONS, Study
from warehouse.studies.steps import (
    STEPS,
    lesson_missing,
    plan_missing,
    talk_missing,
)


def body(study_id: str, opened: int = 0) -> list[Any]:
    """Return the page of a cycle; of an id that nobody has used, the form of its group.

    The step `opened` is open beside the one that goes on.
    """
    study = studies.opened(study_id)
    if study is None:
        return parts.gone()
    return View(Shown(study, studies.world()), opened).body()


@dataclass(frozen=True)
class Later:
    """A block that is not there yet, and when it will be."""

    told: str


@dataclass(frozen=True)
class View:
    """One cycle being drawn for the person who asks."""

    shown: Shown
    opened: int = 0

    @property
    def study(self) -> Study:
        """The cycle with its records."""
        return self.shown.study

    @cached_property
    def may_edit(self) -> bool:
        """Tell whether the person may write."""
        return studies.may_edit(self.study, self.shown.world)

    def body(self) -> list[Any]:
        """Return the page."""
        one, name = self.study.cycle, self.shown.world.name
        head = parts.head(self.shown, [words.short_name(name(member)) for member in one.members])
        if one.record_id is None:
            return [
                head,
                parts.step(1, self.shown, self._group()),
                parts.foot(self.shown, self.may_edit),
            ]
        measured = parts.measures(
            by_lesson(self.study),
            f"Источник: листы наблюдения · на {words.day(self.shown.world.today)}",
        )
        return [
            head,
            parts.top_strips(self.shown, made(self.study), ahead(self.shown)),
            *[
                parts.step(number, self.shown, list(_without_later(self._step(number))))
                for number in STEPS
            ],
            *([measured] if measured is not None else []),
            parts.foot(self.shown, self.may_edit),
        ]

    def _step(self, number: int) -> Iterator[Any]:
        if number == 1:
            yield from self._group()
        if number == 2:
            yield from self._agreement()
        if number == 3:
            yield self._plan(1)
        if number == 4:
            yield from self._lesson(1)
        if number == 5:
            yield from (self._talk(1), *self._outcomes(1), self._plan(2))
        if number == 6:
            yield from (*self._lesson(2), self._talk(2), *self._outcomes(2), self._plan(3))
            yield from (*self._lesson(3), self._talk(3))
        if number == 7:
            yield self._summary()

    # --- the cycle --------------------------------------------------------------------------------

    def _group(self) -> list[Any]:
        one, world = self.study.cycle, self.shown.world
        community = world.community(one)
        leads = [f"{say.lesson(n)}{words.NBSP}— {world.name(teacher)}"
                 for n, teacher in zip(LESSONS, one.teachers, strict=True) if teacher is not None]  # fmt: skip
        link = (
            dcc.Link(community.name, href=f"/community/{community.community_id}")
            if community
            else ""
        )
        told = [
            fact("Сообщество", link),
            fact("Группа", ", ".join(world.name(member) for member in one.members)),
            fact("Кто ведёт", ", ".join(leads)),
        ]  # fmt: skip
        return [
            parts.block("", told, *self._form("group", is_open=not self.shown.steps[0].is_done))
        ]

    def _agreement(self) -> list[Any]:
        one = self.study.cycle
        written = [one.focus, one.deficit, *one.case_pupils.values()]
        told = [
            fact("Договорились", words.day(one.rules_agreed_on) if one.rules_agreed_on else ""),
            html.Ul([html.Li(line) for line in one.rules.splitlines()]) if one.rules else None,
            fact("Хотим узнать, как улучшить…", one.focus),
            fact("Класс и предмет", ", ".join(filter(None, [one.class_name, one.subject]))),
            fact("Дефицит учеников", one.deficit),
            lessons.by_level("Три ученика", one.case_pupils),
            lessons.names_note(studies.names_in(written)) if self.may_edit else None,
        ]
        return [
            parts.block("", told, *self._form("agreement", is_open=not self.shown.steps[1].is_done))
        ]

    def _summary(self) -> Any:
        one = self.study.cycle
        shown_on = ", ".join(filter(None, [_day(one.presented_on), one.presented_where]))
        stopped = ", ".join(filter(None, [_day(one.stopped_on), one.stopped_why]))
        told = [
            html.P(one.summary) if one.summary else None,
            fact("Подвели итог", _day(one.summary_on)),
            fact("Представили", shown_on)
            or (fact("Представили", "пока нет") if one.summary else None),
            fact("Прекращено", stopped),
        ]
        return parts.block(
            "", told, *self._form("summary", is_open=not self.shown.steps[6].is_done)
        )

    # --- a lesson ---------------------------------------------------------------------------------

    def _plan(self, number: int) -> Any:
        plan, title = (
            self.study.plan(number),
            f"План урока №{words.NBSP}{number}" if number > 1 else "",
        )
        if number > 1 and number - 1 not in self.study.starts and plan.record_id is None:
            return _later(title, number - 1)
        told = lessons.plan(plan) if plan.record_id is not None else []
        if plan.stages and number not in self.study.starts:
            told.append(lessons.comparison(plan, (), {}))
        if plan.record_id is not None:
            told.append(html.P(html.A("План для печати", href=f"/lesson-plan/{self._at(number)}", target="_blank"),
                               className="no-print"))  # fmt: skip
        waits = any(plan_missing(self.study, number))
        return parts.block(title, told, *self._form(f"plan-{number}", is_open=waits))

    def _lesson(self, number: int) -> list[Any]:
        plan, sheets, talk = (
            self.study.plan(number),
            self.study.sheets.get(number, ()),
            self.study.talk(number),
        )
        names = {
            one.observer: words.short_name(self.shown.world.name(one.observer_id)) for one in sheets
        }
        title = f"Урок №{words.NBSP}{number}" if number > 1 else ""
        if number > 1 and plan.record_id is None and number not in self.study.starts:
            return [Later(f"{title}: сначала нужен его план.")]
        held = [*self._started(number), *lessons.sheets_told(sheets, names)]
        links = [
            dcc.Link("ценность урока", href=f"/lesson/{key}")
            for key in lesson_values(*self._key(number))
        ]
        if not links and self.may_edit:
            study_id, lesson_no = self._key(number)
            asked = f"edit=1&study={study_id}&n={lesson_no}"
            links = [dcc.Link("записать задачи", href=f"/lesson/{uuid4().hex}?{asked}")]
        held += [fact("Задачи урока", link) for link in links]
        if number in self.study.starts:
            held.append(lessons.comparison(plan, sheets, names))
        written = [*talk.interviews.values(), *(cell.observed for one in sheets
                   for row in one.cells.values() for cell in row.values())]  # fmt: skip
        note = lessons.names_note(studies.names_in(written)) if self.may_edit else None
        told = [
            lessons.by_level("", talk.interviews),
            fact("Поговорили", _day(talk.interview_on)),
            note,
        ]
        if number not in self.study.starts and talk.record_id is None:
            return [parts.block(title, held), _later("Мини-интервью", number)]
        waits = any(lesson_missing(self.study, number))
        return [
            parts.block(title, held),
            parts.block("Мини-интервью", told, *self._form(f"interviews-{number}", is_open=waits)),
        ]

    def _started(self, number: int) -> list[Any]:
        plan, key = self.study.plan(number), self._at(number)
        ways = html.P([html.A("Лист наблюдения для телефона", href=f"/observe/{key}", target="_blank")],
                      className="no-print")  # fmt: skip
        why = locked(self.study, number)
        if why:
            again = (
                [button("Открыть предсказания снова", StudyIds.act("open", key))]
                if may("teachers")
                else []
            )
            doubt = studies.doubt(self.study, number)
            late = [html.P(doubt, className="muted")] if doubt else []
            return [html.P([f"{why}.", *again]), *late, ways]
        if plan.record_id is None:
            return [html.P("Сначала нужен план урока.", className="muted")]
        told = "С этой минуты предсказания не меняются, и сравнение с увиденным будет честным."
        has_passed = study_writing.is_late(self.study, number)
        name = f"Урок прошёл {words.day(plan.held_on)}" if has_passed else "Урок начался"
        act = [button(name, StudyIds.act("start", key), "plain")] if self.may_edit else []
        return [
            html.Div([*act, html.Span(told, className="muted")], className="study-start no-print"),
            ways,
        ]

    def _talk(self, number: int) -> Any:
        one, title = self.study.talk(number), f"Обсуждение урока №{words.NBSP}{number}"
        if number not in self.study.starts and one.record_id is None:
            return _later(title, number)
        told = lessons.talk(one) if one.discussed_on or any(one.parts.values()) else []
        waits = any(talk_missing(self.study, number))
        return parts.block(title, told, *self._form(f"talk-{number}", is_open=waits))

    def _outcomes(self, number: int) -> list[Any]:
        agreed = self.study.talk(number).changes
        if not agreed:
            return []
        title = f"Что из договорённостей вошло в урок №{words.NBSP}{number + 1}"
        is_open = any(not one.outcome for one in agreed)
        return [
            parts.block(
                title,
                lessons.outcomes(agreed),
                *self._form(f"outcomes-{number}", is_open=is_open),
            )
        ]

    def _at(self, number: int) -> str:
        return "/".join(map(str, self._key(number)))

    def _key(self, number: int) -> tuple[str, int]:
        return self.study.cycle.study_id, number

    def _form(self, name: str, is_open: bool) -> tuple[Any, bool]:
        asked = form(name, self.study, self.shown.world) if self.may_edit else None
        return (forms.draw(asked, current_user().login) if asked else None), is_open


def _later(title: str, number: int) -> Later:
    return Later(f"{title} откроется, когда пройдёт урок №{words.NBSP}{number}.")


def _without_later(found: Iterable[Any]) -> Iterator[Any]:
    """Yield the blocks that are there, and of those that wait the words of the first one."""
    told = False
    for one in found:
        if not isinstance(one, Later):
            yield one
        elif not told:
            told = True
            yield html.P(one.told, className="muted")


def _day(value: Any) -> str:
    return words.day(value) if value else ""
