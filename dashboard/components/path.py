"""The tree from a deficit to its result: five steps of a branch side by side, each with ways on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import dcc, html

from dashboard import words
from dashboard.components import community_numbers as numbers
from dashboard.components import path_words as say
from dashboard.components.achievement import class_href
from dashboard.components.page import section, strip, strips
from dashboard.components.states import note
from dashboard.ids import PathIds

Name = Callable[[int], str]
Link = Callable[..., str]
STEPS = ("Дефицит класса", "Цель сообщества", "Задачи педагогов", "Исследование урока", "Результат")


def four_strips(found: Sequence[Any]) -> html.Div:
    """Return how many deficits have a goal, what is missing, what is near, what is done."""
    count, unnamed = len(found), sum(not one.deficit for one in found)
    bare = [one for one in found if not one.studies]
    # A community's study stands in the chain of each of its classes: it is still one study.
    studies = {own.cycle.study_id: own for one in found for own in one.studies}.values()
    running = [own for own in studies if own.is_running]
    ahead = sorted({own.ahead_on for own in running if own.ahead_on})
    shown = sum(bool(own.cycle.presented_on) for own in studies)
    empty = sum(not one.tasks_count for one in found)
    return strips(
        strip("fact", words.plural(count, *say.BRANCHES) if count else "Цепочек пока нет",
              html.P(f"Дефицит не назван у {unnamed}." if unnamed else "Дефицит назван у каждой." if count else "")),
        strip("deviation", f"Без исследования урока: {len(bare)} из {count}",
              html.P(f"Задач развития нет у {empty}." if empty else "Задачи развития есть у каждой." if count else "")),
        strip("forecast", f"Ближайший урок исследования {words.day(ahead[0])}" if ahead else
              "Уроков исследования впереди не назначено", html.P(f"Идёт исследований: {len(running)}.")),
        strip("decision", f"Итоги представлены коллегам: {shown}" if shown else "Итоги коллегам пока не представляли",
              html.P("Шаг, которого не хватает, открывается ссылкой в своей колонке.")),
    )  # fmt: skip


def branch(one: Any, side: str, name: Name, texts: Mapping[str, Any]) -> html.Article:
    """Return a branch; `texts` has to_page(**filters), to_form(register), sees_tasks,
    sees_classes, may_open(teacher)."""
    bodies = (
        _root(one, texts),
        _goal(one, texts),
        _people(one, name, texts),
        _studies(one, texts),
        _result(one, texts),
    )
    here = {"class": 0, "community": 1, "teacher": 2, "study": 3}.get(side, -1)
    steps = [_step(at, body, at == here) for at, body in enumerate(bodies)]
    label: dict[str, Any] = {"aria-label": f"Цепочка: {one.deficit or one.community.name}"}
    return html.Article(html.Ol(steps, className="path-steps"), className="card path", **label)


def _step(at: int, body: Sequence[Any], is_here: bool) -> html.Li:
    here = [html.Span("вы здесь", className="path-here")] if is_here else []
    current: dict[str, Any] = {"aria-current": "step"} if is_here else {}
    title = html.P([f"{at + 1} · {STEPS[at]}", *here], className="path-kind")
    return html.Li(
        [title, *body], className="path-step" + (" is-here" if is_here else ""), **current
    )


def _root(one: Any, texts: Mapping[str, Any]) -> list[Any]:
    if one.root is None:
        return [
            html.P("Класс ещё не назван."),
            *_way(texts["to_form"]("classes"), "Назвать класс и дефицит"),
        ]
    place = sorted(one.classes)[-1] if one.classes else None
    named = dcc.Link(one.root.title, href=class_href(*place)) if place else one.root.title
    year, class_name = place or ("", one.root.name)
    told = [html.P(html.Strong(named)), html.P(one.deficit or "Дефицит не назван.")]
    return [
        *told,
        *_way(texts["to_page"](**{"class": class_name, "year": year}), "Все цепочки этого класса"),
    ]


def _goal(one: Any, texts: Mapping[str, Any]) -> list[Any]:
    own = one.community.community_id
    return [html.P(html.Strong(dcc.Link(one.community.name, href=f"/community/{own}"))),
            html.P(one.goal or "Цель не записана."),
            *_way(texts["to_page"](community=own), "Все цепочки сообщества")]  # fmt: skip


def _people(one: Any, name: Name, texts: Mapping[str, Any]) -> list[Any]:
    rows = [
        html.Li([_person(who, name, texts), *_tasks(one, who)])
        for who in sorted(one.members, key=name)
    ]
    hidden = [] if texts["sees_tasks"] else [
        html.P(f"{say.tasks(one.tasks_count)}: видят сам педагог и методист.", className="muted")]  # fmt: skip
    return [html.Ul(rows, className="path-people"), *hidden] if rows else [
        html.P("Участников пока нет."), *_way(texts["to_form"]("members"), "Добавить участника")]  # fmt: skip


def _person(who: int, name: Name, texts: Mapping[str, Any]) -> Any:
    """Return a teacher's name: a way to the card where it may be opened, and to the teacher's own branches."""
    way = dcc.Link("цепочки", href=texts["to_page"](teacher=str(who)), className="muted",
                   title=f"Цепочки: {name(who)}")  # fmt: skip
    named = dcc.Link(name(who), href=f"/teacher/{who}") if texts["may_open"](who) else name(who)
    return html.Span([named, " · ", way])


def _tasks(one: Any, who: int) -> list[Any]:
    return [
        html.P(
            [row["title"], f" ({row['status']})" if row["status"] else ""], className="path-task"
        )
        for row in one.tasks
        if row["teacher_id"] == who
    ]


def _studies(one: Any, texts: Mapping[str, Any]) -> list[Any]:
    if not one.studies:
        return [
            html.P("Исследования урока пока нет."),
            *_way("/lesson-studies", "К исследованиям урока"),
        ]
    return [html.Ul([_study(own, texts) for own in one.studies], className="path-people")]


def _study(own: Any, texts: Mapping[str, Any]) -> html.Li:
    key = own.cycle.study_id
    return html.Li([dcc.Link(say.study(own), href=f"/lesson-study/{key}"), " · ",
                    dcc.Link("цепочка", href=texts["to_page"](study=key), className="muted"),
                    *([html.P(own.cycle.focus, className="path-task")] if own.cycle.focus else [])])  # fmt: skip


def _result(one: Any, texts: Mapping[str, Any]) -> list[Any]:
    told = [*_numbers(one), *_findings(one)]
    if one.root is not None and one.root.periods.empty and not texts["sees_classes"]:
        closed = "Числа класса видят те, кто в нём учит, и администрация."
        return [*told, html.P(closed, className="muted")]
    return told or [
        html.P("Сравнить пока не с чем: нужны четверти журнала до начала работы и после.")
    ]


def _numbers(one: Any) -> list[Any]:
    if one.root is None:
        return []
    journal = numbers.change(one.root, one.root.then(), one.root.now()) if one.has_numbers else ""
    told = [text for text in (journal, say.skill(one.skill), say.works(one.root)) if text]
    return [html.P(f"{text}.") for text in told]


def _findings(one: Any) -> list[Any]:
    found: list[Any] = []
    for own in one.studies:
        if own.cycle.summary:
            found.append(html.P([html.Strong("Итог исследования: "), own.cycle.summary]))
        if own.cycle.presented_on:
            where = f", {own.cycle.presented_where}" if own.cycle.presented_where else ""
            found.append(html.P(f"Представлено {words.day(own.cycle.presented_on)}{where}."))
    return found + [
        html.P(f"Показано: {row['title']}, {words.day(row['date_to'])}.")
        for row in one.showings[-2:]
    ]


def _way(href: str, label: str) -> list[Any]:
    return [html.P(dcc.Link(label, href=href, className="quiet-link"))] if href else []


def without_goal(filters: Mapping[str, str], ways: Sequence[Any]) -> html.Section:
    """Return what stands for a class's deficit that no community works on, with the ways to one."""
    what = f"«{filters['title']}»" if filters.get("title") else "этого класса"
    told = f"Дефицит {what} пока никто не взял целью. Цель ставит сообщество: новое или то, что уже работает."
    return section("Поставить цель ПОС", note(html.P(told)), html.Div(list(ways), className="form-buttons"),
                   name="goal")  # fmt: skip


def list_of(cards: Sequence[Any]) -> html.Section:
    """Return the branches one under another."""
    return section(
        "Цепочки", html.Div(list(cards), className="paths", id=PathIds.list), name="branches"
    )
