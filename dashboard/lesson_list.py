"""What the page of lessons shows: those the person may see by the filters of the address, and communities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

from dash import dcc, html

from dashboard import address, data, lesson_bridge, lesson_circles, lesson_writing, lessons, words
from dashboard.components import lesson_charts as charts
from dashboard.components import lesson_words as say
from dashboard.components import lessons as parts
from dashboard.components import note, page_head, pill_select
from dashboard.components.lesson_pool import FEW, Line, Pool, pool
from dashboard.ids import LessonsIds
from dashboard.lesson_circles import Circle
from dashboard.lesson_values import agreements, main_of, shown_codings
from dashboard.lessons import Lesson
from dashboard.origin import beside
from dashboard.session import current_scope, current_user, may
from warehouse.lessons.taxonomy import categories
from warehouse.queries import lesson_files
from warehouse.subjects import subject_key

PATH = "/lessons"
PILLS = ("community", "teacher", "subject", "year", "coder", "versus")
ANY = "all"
NONE_OF = "none"
TEMPLATE = "/upload/template/lessons"
Filters = Mapping[str, str]


@dataclass(frozen=True)
class Shelf:
    """The lessons that the person may see, with the names of people, communities and subjects."""

    all: Sequence[Lesson]
    circles: Mapping[str, Circle]
    names: Mapping[int, str]
    subjects: Mapping[str, str]

    def subject(self, lesson: Lesson) -> str:
        """Return how the school calls the subject of a lesson."""
        return self.subjects.get(subject_key(lesson.subject), lesson.subject)

    def of(self, name: str, lesson: Lesson) -> str:
        """Return what a filter compares: community, teacher, subject, year, class."""
        return {
            "community": lesson.community_id or NONE_OF, "teacher": str(lesson.teacher_id),
            "subject": self.subject(lesson), "year": lesson.year, "class": f"{lesson.year} {lesson.class_name}",
        }[name]  # fmt: skip

    def chosen(self, filters: Filters) -> list[Lesson]:
        """Return the lessons that fit the filters, the oldest first."""
        asked = {
            n: filters[n]
            for n in ("community", "teacher", "subject", "year", "class")
            if filters.get(n)
        }
        return [
            one for one in self.all if all(self.of(n, one) == value for n, value in asked.items())
        ]

    def label(self, name: str, value: str) -> str:
        """Return the words of a filter's value."""
        if name == "community":
            return self.circles[value].title if value in self.circles else "без сообщества"
        return self.names.get(int(value), "имя не указано") if name == "teacher" else value

    def options(self, name: str) -> list[tuple[str, str]]:
        """Return the values of a filter with their words, in order of the words."""
        found = {self.of(name, one) for one in self.all} - {""}
        return sorted(
            ((value, self.label(name, value)) for value in found),
            key=lambda pair: pair[1].casefold(),
        )

    @cached_property
    def groups(self) -> list[str]:
        """The short names of the five groups of tasks."""
        return [one.short_name for one in categories()]


def shelf() -> Shelf:
    """Return the lessons of the person who asks."""
    frame = data.frame(lesson_files.subject_names)
    aliases = dict(zip(frame["alias_key"], frame["subject"], strict=True)) if len(frame) else {}
    return Shelf(lessons.lessons(), lesson_circles.circles(), lesson_writing.names(), aliases)


def body(filters: Filters) -> list[Any]:
    """Return the page: the lessons of the filters, or how to fill it, and the communities."""
    found = shelf()
    pools, circles = circles_of(found)
    is_teacher = current_scope().teachers is None or current_user().teacher_id is not None
    new = f"/lesson/{uuid4().hex}?edit=1"
    if not found.all:
        head = page_head(parts.of_circles(pools), [data.snapshot_line()])
        return [head, *circles, *parts.nothing(is_teacher, new, TEMPLATE if may("upload") else "")]
    chosen = found.chosen(filters)
    lines = [line_of(found, one, filters.get("coder", "")) for one in chosen]
    main = [_head(found, lines, filters), _ways(new), *_shown(found, lines, filters), *circles]
    if filters.get("origin"):
        close = link(filters, origin=None)
        whole = pool([line.value for line in lines if line.value is not None])
        return [beside(main, parts.origin(lines, whole, close))]
    return main


def _head(found: Shelf, lines: Sequence[Line], filters: Filters) -> html.Header:
    is_of_one = bool(filters.get("community") or filters.get("teacher")) or (
        len({one.teacher_id for one in found.all}) == 1)  # fmt: skip
    title = parts.sentence(lines, is_of_one) if lines else "Таких уроков нет"
    whose = (
        "Все уроки школы"
        if current_scope().teachers is None
        else "Ваши уроки и уроки ваших сообществ"
    )
    return page_head(title, [whose, data.snapshot_line()], pills(found, filters))


def _ways(new: str) -> html.Div:
    add = dcc.Link("Записать урок", href=new, className="button button-main")
    file = html.A("Шаблон XLSX", href=TEMPLATE, download="", className="button button-quiet")
    files = [file] if may("upload") else []
    formulas = dcc.Link(
        "Формулы, типы задач и цели", href="/formulas", className="button button-quiet"
    )
    return html.Div([add, *files, formulas], className="quiet-row register-ways")


def _shown(found: Shelf, lines: Sequence[Line], filters: Filters) -> list[Any]:
    if not lines:
        return [parts.few_words(len(found.all))]
    source = f"{say.OURS} по кодам задач; {data.snapshot_line()}"
    coded = [line for line in lines if line.value is not None]
    drawn = [
        charts.structure_card(lines, found.groups, source),
        *compared(found, lines, filters, source),
        charts.measures_card(lines, source),
        note(say.NO_NORMS),
    ] if coded else []  # fmt: skip
    return [parts.strips_of(lines, undone(lines)), *drawn, parts.lesson_table(lines),
            *lesson_bridge.sections(found, filters)]  # fmt: skip


def line_of(found: Shelf, lesson: Lesson, role: str) -> Line:
    """Return a lesson as a line of the list. Codes of others show as a structure only, never task by task."""
    codings = shown_codings(lesson, is_asked=True)
    main = main_of(lesson, codings, role)
    apart = sum(len(one.disagreements) for _, _, one in agreements(lesson, codings))
    coder = say.ROLES[main.coding.role] if main else ""
    return Line(
        lesson.lesson_id, lesson.held_on, found.names.get(lesson.teacher_id, ""), lesson.class_name,
        found.subject(lesson), lesson.topic, len(lesson.tasks), main.value if main else None, coder,
        len(lesson.codings), apart, "",
    )  # fmt: skip


def undone(lines: Sequence[Line]) -> tuple[str, Any]:
    """Return what to do next, with the way to the newest lesson that waits for it."""
    waits = (
        ("Записать задачи", lambda line: not line.tasks),
        ("Закодировать", lambda line: line.tasks and not line.coders),
        ("Позвать второго кодировщика", lambda line: line.coders == 1),
        ("Обсудить расхождения на тьюториале", lambda line: line.apart),
    )
    for title, is_waiting in waits:
        left = [line for line in lines if is_waiting(line)]
        if left:
            last = left[-1]
            way = dcc.Link(
                f"{words.day(last.day)}, {last.class_name}", href=f"/lesson/{last.lesson_id}"
            )
            return f"{title}: {words.plural(len(left), *say.LESSONS)}", way
    return "Все уроки закодированы двумя и обсуждены", None


def pills(found: Shelf, filters: Filters) -> list[Any]:
    """Return the filters; one that has a single value is left out."""
    labels = {
        "community": "Сообщество",
        "teacher": "Педагог",
        "subject": "Предмет",
        "year": "Учебный год",
    }
    shown = []
    for name, label in labels.items():
        options = found.options(name)
        if len(options) > 1 or filters.get(name):
            shown.append(_pill(name, label, [(ANY, "все"), *options], filters))
    roles = [(ANY, "как есть"), ("teacher", "педагог"), ("observer", "наблюдатель")]
    shown.append(_pill("coder", "Кто кодировал", roles, filters))
    shown.append(
        _pill(
            "versus",
            "Сравнить с",
            [(ANY, "не сравнивать"), *versus_options(found, filters)],
            filters,
        )
    )
    return shown


def _pill(name: str, label: str, options: Sequence[tuple[str, str]], filters: Filters) -> Any:
    choices = [{"label": text, "value": value} for value, text in options]
    return pill_select(LessonsIds.pill(name), label, choices, filters.get(name) or ANY)


def versus_options(found: Shelf, filters: Filters) -> list[tuple[str, str]]:
    """Return what the chosen lessons may be compared with; teachers are not compared with each other."""
    others = [
        (f"{name}:{value}", label)
        for name in ("year", "subject", "community")
        for value, label in found.options(name)
        if filters.get(name) and filters[name] != value
    ]
    return [("half", "первой половиной уроков"), *others]


def compared(found: Shelf, lines: Sequence[Line], filters: Filters, source: str) -> list[Any]:
    """Return the comparison of the chosen lessons with another set, where the address asks for one."""
    kind, _, value = filters.get("versus", "").partition(":")
    values = [line.value for line in lines if line.value is not None]
    if kind == "half":
        middle = (len(values) + 1) // 2
        sides = (
            pool(values[middle:], "вторая половина"),
            pool(values[:middle], "первая половина"),
        )
    elif kind in ("year", "subject", "community") and filters.get(kind):
        other = found.chosen({**filters, kind: value})
        rest = [line_of(found, one, filters.get("coder", "")).value for one in other]
        sides = (pool(values, found.label(kind, filters[kind])),
                 pool([v for v in rest if v is not None], found.label(kind, value)))  # fmt: skip
    else:
        return []
    if not all(side.tasks for side in sides):
        return [note("Сравнить не с чем: в одном из наборов нет уроков с кодами.")]
    return [charts.compared_card(sides[0], sides[1], found.groups, source)]


def circles_of(found: Shelf) -> tuple[list[Pool], list[Any]]:
    """Return the communities' figures of all their coded lessons, without names: pooled, and as drawn."""
    values: dict[str, list[Any]] = {}
    for one in lessons.every():
        main = main_of(one, one.codings)
        if one.community_id in found.circles and main is not None:
            values.setdefault(one.community_id, []).append(main.value)
    pools = [pool(of, found.circles[key].title) for key, of in values.items()]
    shown = sorted((p for p in pools if p.lessons >= FEW), key=lambda p: p.label.casefold())
    made = parts.circles_section(shown, len(pools) - len(shown), found.groups)
    return shown, [made] if made is not None else []


def link(filters: Filters, **changes: str | None) -> str:
    """Return the address of the page with other filters."""
    return f"{PATH}{address.search(dict(filters), **changes)}"
