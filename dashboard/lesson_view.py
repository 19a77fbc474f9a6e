"""What the page of one lesson shows: its form, or its card with the coding and the numbers made of the codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import dash
from dash import dcc, html

from dashboard import address, data, lesson_circles, lesson_opened, lesson_writing, lessons, words
from dashboard.components import attach, empty_state, lesson_coding, page_head
from dashboard.components import lesson_card as parts
from dashboard.components import lesson_form as form_parts
from dashboard.components import lesson_words as say
from dashboard.known_paths import is_known
from dashboard.lesson_sheet import coder_of, sheet_of
from dashboard.lesson_values import agreements, hidden_count, shown_codings, value_of
from dashboard.lessons import Coding, Lesson
from dashboard.origin import beside
from dashboard.session import current_scope, current_user
from warehouse.lessons.expressions import Uncomputable
from warehouse.lessons.formulas import formula_value, formulas
from warehouse.lessons.taxonomy import categories

NEW = re.compile(r"[0-9a-f]{32}")
Filters = Mapping[str, str]


def body(key: str, filters: Filters) -> list[Any]:
    """Return the page of a lesson: `edit` opens the form, `codes` asks for others' codes, `coder` whose sheet."""
    found = lessons.lesson(key)
    if found is None:
        return begun(key, filters) if filters.get("edit") and may_begin(key) else absent()
    if filters.get("edit") and lessons.may_change(found, lesson_circles.circles()):
        return [page_head("Изменить урок", [data.snapshot_line()]),
                form_parts.form(lesson_opened.drawn(key, found, filters))]  # fmt: skip
    main = card(found, filters)
    if not filters.get("origin"):
        return main
    close = here(found, filters, origin=None)
    return [beside(main, origin(found, shown(found, filters), close))]


def may_begin(key: str) -> bool:
    """Tell whether the person may write down a new lesson under a key."""
    is_somebody = current_scope().teachers is None or current_user().teacher_id is not None
    return is_somebody and bool(NEW.fullmatch(key)) and not lessons.is_taken(key)


def begun(key: str, filters: Filters) -> list[Any]:
    """Return the form of a new lesson."""
    if not lesson_writing.names():
        return [page_head("Новый урок"), empty_state(
            "Чей урок, выбирают из списка педагогов", "Загрузите реестр педагогов или нагрузку учителей.",
            "/uploads", "Загрузить список")]  # fmt: skip
    return [page_head("Новый урок"), form_parts.form(lesson_opened.drawn(key, None, filters))]


def absent() -> list[Any]:
    """Return what stands for a lesson that is not there or is closed to the person."""
    how = "Возможно, его убрали. Отдельный урок видят сам педагог, кто его кодировал, его сообщество и методист."
    return [
        page_head("Урок"),
        empty_state("Такого урока среди ваших нет", how, "/lessons", "К урокам"),
    ]


def shown(lesson: Lesson, filters: Filters) -> list[Coding]:
    """Return the codings that the page shows."""
    return shown_codings(
        lesson, is_asked=filters.get("codes") == "open" and current_scope().teachers is None
    )


def card(lesson: Lesson, filters: Filters) -> list[Any]:
    """Return the card of a lesson."""
    names = lesson_writing.names()
    codings = shown(lesson, filters)
    by = [one for coding in codings if (one := told_by(lesson, coding, names)).value is not None]
    main = by[0] if by else None
    teacher = names.get(lesson.teacher_id, "")
    is_mine = lessons.may_change(lesson, lesson_circles.circles())
    head = page_head(
        parts.head(words.day(lesson.held_on), len(lesson.tasks), main),
        [teacher, lesson.class_name, lesson.subject, data.snapshot_line()],
    )
    if not lesson.tasks:
        return [head, parts.no_tasks(f"/lesson/{lesson.lesson_id}?edit=1" if is_mine else ""),
                about(lesson, teacher), parts.acts(lesson.lesson_id, is_mine)]  # fmt: skip
    strips = parts.strips_of(
        main, target_words(lesson), bool(lesson.targets), next_step(lesson, codings)
    )
    hidden = hidden_count(lesson, codings)
    may_ask = current_scope().teachers is None and lesson.of(current_user().teacher_id) is None
    told = (
        [parts.hidden_words(hidden, here(lesson, filters, codes="open") if may_ask else "")]
        if hidden
        else []
    )
    sheet, counted = sheet_of(lesson, filters, names), numbers(lesson, codings, by)
    main_parts = [*sheet, *counted] if coder_of(lesson, filters) is not None else [*counted, *sheet]
    return [head, strips, *told, *main_parts, read(lesson, codings, names), about(lesson, teacher),
            parts.acts(lesson.lesson_id, is_mine)]  # fmt: skip


def told_by(lesson: Lesson, coding: Coding, names: Mapping[int, str]) -> parts.By:
    """Return what a coder's codes come to."""
    name = names.get(coding.coder_id or 0, "") if coding.role != lessons.TEACHER else ""
    return parts.By(name, coding.role, value_of(lesson, coding), lesson.uncoded(coding))


def numbers(lesson: Lesson, codings: list[Coding], by: list[parts.By]) -> list[Any]:
    """Return the structure, the values, the agreement and the formulas; nothing before there are codes."""
    if not by:
        return []
    labels = [one.short_name for one in categories()]
    gaps = [
        lesson_coding.uncoded_note(one.uncoded, len(lesson.tasks)) for one in by[:1] if one.uncoded
    ]
    compared = [one for one in codings if one.codes]
    source = f"{say.OURS} по кодам: {words.listed([one.label for one in by])}; {lesson.source}"
    return [
        *gaps,
        parts.structure_card(by, lesson.targets, labels, source),
        *agreed(lesson, compared),
        parts.values_table(by),
        parts.formulas_table(formula_rows(by), by, "/formulas" if has_page("/formulas") else ""),
    ]


def agreed(lesson: Lesson, codings: list[Coding]) -> list[Any]:
    """Return the agreement of every two coders, where there are two."""
    names = lesson_writing.names()
    labels = {id(c): told_by(lesson, c, names).label for c in codings}
    pairs = [(labels[id(a)], labels[id(b)], found) for a, b, found in agreements(lesson, codings)]
    places = {task.no: at for at, task in enumerate(lesson.tasks, 1)}
    groups = {one.category: one.short_name for one in categories()}
    return [parts.agreement_section(pairs, groups, places)] if pairs else []


def formula_rows(by: list[parts.By]) -> list[dict[str, Any]]:
    """Return the formulas of the registry with what each gives by every coder."""
    rows = []
    for one in formulas(data.ledger()):
        of = ", ".join(
            filter(None, [one.author, one.source, f"с.{words.NBSP}{one.page}" if one.page else ""])
        )
        state = "" if one.is_confirmed else " · не подтверждена"
        row = {
            "name": one.name,
            "expression": one.expression,
            "source": f"{of}{state}",
            "version": str(one.version),
        }
        row |= {f"said{at}": computed(one.expression, b.value) for at, b in enumerate(by)}
        rows.append(row)
    return rows


def computed(expression: str, value: Any) -> str:
    """Return the value of a formula for a lesson, or why it has none."""
    try:
        return words.number(formula_value(expression, value))
    except Uncomputable as refused:
        return f"не считается: {refused.what}"


def target_words(lesson: Lesson) -> str:
    """Return the aim and the target structure in words, with the day it was set."""
    aim = lesson_opened.aim_name(lesson.aim)
    if not lesson.targets:
        return (
            f"{aim}. Целевая структура не поставлена."
            if aim
            else "Целевая структура не поставлена."
        )
    shares = " · ".join(words.percent(100 * share, 0) for share in lesson.targets)
    when = ""
    if lesson.targets_on and lesson.held_on:
        when = f"; {parts.TARGETS_BEFORE if lesson.targets_on <= lesson.held_on else parts.TARGETS_LATE}"
    return f"{aim or 'Цель'}: {shares}{when}"


def next_step(lesson: Lesson, codings: list[Coding]) -> str:
    """Return what to do next with a lesson."""
    mine = lesson.of(current_user().teacher_id)
    if mine is not None and not lesson.is_complete(mine):
        return f"Закончить свои коды: осталось {say.tasks(len(lesson.uncoded(mine)))}"
    if not lesson.codings:
        return "Закодировать задачи: педагог и наблюдатель, каждый сам"
    if len(lesson.codings) < 2:
        return "Позвать второго кодировщика: расхождения станут предметом разговора"
    apart = sum(len(found.disagreements) for _, _, found in agreements(lesson, codings))
    if apart:
        return f"Обсудить на тьюториале {words.plural(apart, 'расхождение', 'расхождения', 'расхождений')}"
    return (
        "Коды согласованы: сравнить урок со следующим"
        if len(codings) > 1
        else "Закончить свои коды"
    )


def read(lesson: Lesson, codings: list[Coding], names: Mapping[int, str]) -> html.Section:
    """Return the tasks with the codes that may be seen."""
    labels = [(told_by(lesson, coding, names).label, coding.codes) for coding in codings]
    return parts.task_list([
        (task.text, [(who, codes[task.no]) for who, codes in labels if codes.get(task.no)])
        for task in lesson.tasks
    ])  # fmt: skip


def about(lesson: Lesson, teacher: str) -> html.Section:
    """Return the facts of a lesson."""
    circle = lesson_circles.circles().get(lesson.community_id)
    community = linked(circle.title, f"/community/{quote(lesson.community_id)}") if circle else None
    n = f", урок {lesson.study_lesson}" if lesson.study_lesson else ""
    study = (
        linked(f"цикл исследования{n}", f"/lesson-study/{lesson.study_id}")
        if lesson.study_id
        else None
    )
    return html.Section([html.H2("Об уроке"), parts.facts([
        ("Педагог", teacher), ("День", words.day(lesson.held_on)), ("Класс", lesson.class_name),
        ("Предмет", lesson.subject), ("Тема", lesson.topic), ("Цель", lesson_opened.aim_name(lesson.aim)),
        ("Сообщество", community), ("Исследование урока", study),
        ("Технологическая карта", attach.file_link(lesson.card) if lesson.card else None),
        ("Записано", lesson.source),
    ])], className="card")  # fmt: skip


def linked(text: str, href: str) -> Any:
    """Return a link to a page that the product has, else the text."""
    return dcc.Link(text, href=href) if has_page(href) else text


def has_page(path: str) -> bool:
    """Tell whether some page has this address."""
    return is_known(path, list(dash.page_registry.values()))


def here(lesson: Lesson, filters: Filters, **changes: str | None) -> str:
    """Return the address of this page with other filters."""
    return f"/lesson/{lesson.lesson_id}{address.search(dict(filters), **changes)}"


def origin(lesson: Lesson, codings: list[Coding], close: str) -> html.Section:
    """Return «Откуда число?»: every formula with the numbers of the main coder put in, and the sources."""
    names = lesson_writing.names()
    valued = [(told_by(lesson, c, names), c) for c in codings if value_of(lesson, c) is not None]
    lines = [line for by, _ in valued for line in substituted(by)]
    sources = [lesson.source, *(coded_words(by, coding) for by, coding in valued)]
    return parts.origin(lines, sources, close)


def substituted(by: parts.By) -> list[tuple[str, str]]:
    """Return the formulas of a lesson with its numbers: (name, «(3 + 3 + 2 + 1 + 1) = 10»)."""
    value, whose = by.value, by.label
    shares = ", ".join(f"p{k} = {n}/{value.tasks_count}" for k, n in enumerate(value.counts, 1))
    lines = [(f"Структура, {whose}", shares)]
    if value.fit is not None:
        gaps = " + ".join(f"|{words.trimmed(p)} − {words.trimmed(t)}|"
                          for p, t in zip(value.shares, value.targets, strict=True))  # fmt: skip
        lines.append(
            (f"Соответствие цели, {whose}", f"1 − ½ · ({gaps}) = {words.number(value.fit)}")
        )
    if value.variety is not None:
        n, whole = value.types_count, value.tasks_count
        lines.append((f"Разнообразие, {whose}", f"n/N = {n}/{whole} = {words.number(value.variety)}; "
                      f"n / min(N, 27) = {n}/{min(whole, 27)} = {words.number(value.variety_capped)}"))  # fmt: skip
    told = " + ".join(f"{words.trimmed(p)} · ln {words.trimmed(p)}" for p in value.shares if p)
    return [
        *lines,
        (f"Равномерность, {whose}", f"−({told}) / ln 5 = {words.number(value.evenness, 3)}"),
    ]


def coded_words(by: parts.By, coding: Coding) -> str:
    """Return who coded the lesson and when."""
    record = lesson_writing.record_of(coding)
    if record is None:
        return f"коды: {by.label}, из файла"
    return f"коды: {by.label}; записал {record.made_by}, {words.moment(data.local(record.made_at))}"
