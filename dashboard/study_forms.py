"""The forms of a lesson study: what each asks, filled from what is written or from where the group begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dashboard import words
from dashboard.studies import World
from dashboard.study_words import OUTCOMES, PARTS, lesson, pupil
from warehouse.studies.defaults import defaults
from warehouse.studies.shapes import (
    GROUP_SIZE,
    LESSONS,
    LEVELS,
    PLAN,
    STUDY,
    TALK,
    By,
    Change,
    Plan,
    Stage,
    Study,
)

Options = tuple[tuple[str, str], ...]
SPARE = 2  # empty rows below a list, for what is added


@dataclass(frozen=True)
class Asked:
    """A field: `kind` is text, long, day, time, number, select or part (of a discussion).

    `options` are (value, label); of a text they are only offered. `locked` says why it cannot be changed.
    """

    name: str
    label: str
    value: str = ""
    kind: str = "text"
    hint: str = ""
    options: Options = ()
    locked: str = ""

    def words(self, value: str | None) -> str:
        """Return a value as a person reads it."""
        if self.kind == "day" and value:
            return words.day(date.fromisoformat(value))
        known = dict(self.options) if self.kind == "select" else {}
        return known.get(value or "", value or "")


@dataclass(frozen=True)
class Group:
    """Fields that stand together: `look` is fields, wide (each over the whole width), levels or stage (a row)."""

    title: str
    fields: tuple[Asked, ...]
    look: str = "fields"
    hint: str = ""


@dataclass(frozen=True)
class StudyForm:
    """A form: the record that it writes into (`kind`, `key`), the record it was filled from, its fields."""

    name: str
    kind: str
    key: str
    seen: int | None
    groups: tuple[Group, ...]

    @property
    def fields(self) -> dict[str, Asked]:
        """The fields by name, in order."""
        return {one.name: one for group in self.groups for one in group.fields}


def form(name: str, study: Study, world: World) -> StudyForm | None:
    """Return a form by its name: group, agreement, summary, or plan, interviews, talk, outcomes with a lesson.

    None for a name that no form has.
    """
    what, _, number = name.partition("-")
    if not number:
        make = OF_CYCLE.get(what)
        of_cycle = (study.cycle.study_id, study.cycle.record_id)
        return make and StudyForm(name, STUDY, *of_cycle, tuple(make(study, world)))
    of_lesson = OF_LESSON.get(what)
    if of_lesson is None or number not in map(str, LESSONS):
        return None
    lesson_no = int(number)
    kind = PLAN if what == "plan" else TALK
    seen = (study.plan(lesson_no) if kind == PLAN else study.talk(lesson_no)).record_id
    key = f"{study.cycle.study_id}|{lesson_no}"
    return StudyForm(name, kind, key, seen, tuple(of_lesson(study, lesson_no)))


# --- the cycle ------------------------------------------------------------------------------------


def _group(study: Study, world: World) -> Iterable[Group]:
    one, none = study.cycle, ("", "—")
    people: Options = (none, *((str(key), name) for key, name in world.communities.names.items()))
    open_now = (c for c in world.communities.all
                if c.is_open(world.today) or c.community_id == one.community_id)  # fmt: skip
    known: Options = (("", "без сообщества"), *((c.community_id, c.name) for c in open_now))
    least, most = GROUP_SIZE
    members = [_id(world, member) for member in one.members] + [""] * most
    teachers = [_id(world, teacher) for teacher in one.teachers]
    yield Group(
        "", (Asked("community_id", "Сообщество", one.community_id, "select", options=known),)
    )
    yield Group("Кто в группе", tuple(
        Asked(f"member-{n}", f"Участник {n}", members[n - 1], "select", options=people)
        for n in range(1, most + 1)
    ), hint=f"От {least} до {most} педагогов")  # fmt: skip
    yield Group("Кто какой урок ведёт", tuple(
        Asked(f"teacher-{n}", lesson(n).capitalize(), teachers[n - 1], "select", options=people)
        for n in LESSONS
    ))  # fmt: skip


def _id(world: World, teacher_id: int | None) -> str:
    return "" if teacher_id is None else str(world.person(teacher_id))


def _agreement(study: Study, world: World) -> Iterable[Group]:
    one, community = study.cycle, world.community(study.cycle)
    lines = community.of("classes") if community else []
    offered = {name: tuple((text, text) for text in dict.fromkeys(row[column] for row in lines) if text)
               for name, column in (("class", "class_name"), ("subject", "subject"), ("deficit", "title"))}  # fmt: skip
    begun = (
        one.rules
        or (str(community.row["note"]) if community else "")
        or "\n".join(defaults().rules)
    )
    yield Group("Правила согласия", (
        Asked("rules_agreed_on", "Договорились", _day(one.rules_agreed_on), "day"),
        Asked("rules", "Правила", begun, "long", "Каждое с новой строки"),
    ))  # fmt: skip
    yield Group("Тема", (
        Asked("focus", "Хотим узнать, как улучшить…", one.focus, "long"),
        Asked("class_name", "Класс", one.class_name, options=offered["class"]),
        Asked("subject", "Предмет", one.subject, options=offered["subject"]),
        Asked("deficit", "Дефицит учеников", one.deficit, options=offered["deficit"],
              hint="Своими словами или из плана сообщества"),
    ))  # fmt: skip
    yield _levels("Три ученика", "case", one.case_pupils,
                  "Коротко, как ученик работает. Без имён: здесь только А, Б и В")  # fmt: skip


def _summary(study: Study, _world: World) -> Iterable[Group]:
    one = study.cycle
    yield Group("Что узнала группа", (
        Asked("summary", "Итог", one.summary, "long", "Что сработало для А, Б и В, что оставляем в работе"),
        Asked("summary_on", "Подвели итог", _day(one.summary_on), "day"),
    ))  # fmt: skip
    yield Group("Где представили", (
        Asked("presented_on", "Когда", _day(one.presented_on), "day"),
        Asked("presented_where", "Где", one.presented_where, hint="Педсовет, семинар, мастер-класс"),
    ))  # fmt: skip
    yield Group("Если исследование прекращено", (
        Asked("stopped_on", "Когда", _day(one.stopped_on), "day"),
        Asked("stopped_why", "Почему", one.stopped_why),
    ))  # fmt: skip


# --- a lesson -------------------------------------------------------------------------------------


def begun(study: Study, lesson_no: int) -> Plan:
    """Return the plan that a form shows: the written one, else a beginning from the lesson before or the usual."""
    plan = study.plan(lesson_no)
    if plan.record_id is not None:
        return plan
    if lesson_no == LESSONS[0]:
        return replace(plan, stages=defaults().stages, questions=defaults().questions)
    before = study.plan(lesson_no - 1)
    stages = tuple(replace(one, predicted={}) for one in before.stages) or defaults().stages
    return replace(
        plan, place=before.place, criteria=before.criteria, stages=stages,
        objective=study.talk(lesson_no - 1).parts.get("aim", ""),
        questions=before.questions or defaults().questions,
    )  # fmt: skip


def locked(study: Study, lesson_no: int) -> str:
    """Return why predictions of a lesson cannot be changed, "" while they can."""
    start = study.starts.get(lesson_no)
    if start is None:
        return ""
    when = f"{words.day(start.started_on)} в{words.NBSP}{start.started_at[11:16]}"
    return f"Урок начался {when}: предсказания закрыты"


def _plan(study: Study, lesson_no: int) -> Iterable[Group]:
    one, why = begun(study, lesson_no), locked(study, lesson_no)
    yield Group("Когда и о чём", (
        Asked("held_on", "День", _day(one.held_on), "day"),
        Asked("held_at", "Время", one.held_at, "time"),
        Asked("place", "Место", one.place, hint="Кабинет"),
        Asked("objective", "Цель урока", one.objective, "long"),
    ))  # fmt: skip
    yield _levels(
        "Критерий успеха", "criterion", one.criteria, "По чему увидим, что ученик достиг цели", why
    )
    for at, stage in enumerate((*one.stages, *_spare_stages(one.stages)), 1):
        yield _stage(at, stage, why)
    yield Group("После урока", (
        Asked("questions", "Вопросы для интервью", "\n".join(one.questions), "long", "Каждый с новой строки"),
        Asked("recording", "Ссылка на запись урока", one.recording, hint="Если урок снимали"),
    ))  # fmt: skip


def _spare_stages(stages: Iterable[Stage]) -> list[Stage]:
    return [Stage(name, "") for name in _spare("s", (one.stage_id for one in stages))]


def _spare(letter: str, ids: Iterable[str]) -> list[str]:
    """Return the next names of a list: s7, s8 after s6."""
    numbers = [int(one[1:]) for one in ids if one[1:].isdecimal()]
    return [f"{letter}{max(numbers, default=0) + more}" for more in range(1, SPARE + 1)]


def _stage(at: int, stage: Stage, why: str) -> Group:
    name = f"stage-{stage.stage_id}"
    minutes = "" if stage.minutes is None else str(stage.minutes)
    # A stage without predictions may be added later; what it was to show may not.
    closed = why if stage.name else why and f"{why}, новый этап — без них"
    return Group(f"Этап {at}" if stage.name else "Ещё этап", (
        Asked(f"{name}-name", "Этап", stage.name),
        Asked(f"{name}-minutes", "Минут", minutes, "number"),
        *(Asked(f"{name}-{level}", f"Предсказание: {pupil(level)}", stage.predicted.get(level, ""), "long",
                locked=closed) for level in LEVELS),
    ), look="stage")  # fmt: skip


def _interviews(study: Study, lesson_no: int) -> Iterable[Group]:
    one = study.talk(lesson_no)
    yield _levels(
        "Мини-интервью", "interview", one.interviews, "Что сказал ученик, до пяти минут с каждым"
    )
    yield Group("", (Asked("interview_on", "Поговорили", _day(one.interview_on), "day"),))


def _talk(study: Study, lesson_no: int) -> Iterable[Group]:
    one = study.talk(lesson_no)
    yield Group("", tuple(
        Asked(part, title, one.parts.get(part, ""), "part", hint)
        for part, (title, hint) in PARTS.items()
    ), look="wide", hint="Порядок постоянный: каждая часть открывается, когда записана предыдущая")  # fmt: skip
    spare = [Change(name, "") for name in _spare("c", (c.change_id for c in one.changes))]
    if lesson_no != LESSONS[-1]:
        yield Group("Что меняем в следующем уроке", tuple(
            Asked(f"change-{change.change_id}", f"Изменение {at}", change.text)
            for at, change in enumerate((*one.changes, *spare), 1)
        ), look="wide", hint="Договорённости перейдут в план следующего урока")  # fmt: skip
    yield Group("", (Asked("discussed_on", "Обсудили", _day(one.discussed_on), "day"),))


def _outcomes(study: Study, lesson_no: int) -> Iterable[Group]:
    for change in study.talk(lesson_no).changes:
        name, options = change.change_id, tuple(OUTCOMES.items())
        yield Group(change.text, (
            Asked(f"outcome-{name}", "Что с ним стало", change.outcome, "select", options=options),
            Asked(f"note-{name}", "Пояснение", change.note),
        ))  # fmt: skip


def _levels(title: str, name: str, said: By, hint: str, why: str = "") -> Group:
    fields = tuple(
        Asked(f"{name}-{level}", pupil(level), said.get(level, ""), "long", locked=why)
        for level in LEVELS
    )
    return Group(title, fields, "levels", hint)


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


OF_CYCLE: Mapping[str, Callable[[Study, World], Iterable[Group]]] = {
    "group": _group,
    "agreement": _agreement,
    "summary": _summary,
}
OF_LESSON: Mapping[str, Callable[[Study, int], Iterable[Group]]] = {
    "plan": _plan,
    "interviews": _interviews,
    "talk": _talk,
    "outcomes": _outcomes,
}
