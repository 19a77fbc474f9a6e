"""The page of deficits: its sentence, its filters, the map of tasks or skills, what lies under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.big_tables import marked_table
from dashboard.components.cards import chart_card
from dashboard.components.controls import pill_link, pill_select
from dashboard.components.page import section
from dashboard.components.states import note
from dashboard.components.tables import Column
from dashboard.figures.deficits import Cell, Grid, Row, hardest_classes, twin
from dashboard.figures.subject_names import in_sentence
from dashboard.ids import DeficitIds

Link = Callable[..., str]
NO_CLASS = "класс не указан"
TASKS = ("задание", "задания", "заданий")
SKILLS = ("умение", "умения", "умений")
POINTS = ("балла", "баллов", "баллов")
SIGNS = {"short": "▼", "uncertain": "", "enough": "", "": ""}
VERDICTS = {"short": "ниже порога", "uncertain": "неопределённая зона", "enough": "выше порога",
            "": "уровень не задан"}  # fmt: skip
# Why a row has nothing beside it.
UNTOLD = {"tasks": "там этих заданий нет", "skills": "там известны не все задания умения"}
TOP = 5


def of_points(points: float, possible: float) -> str:
    """Return «12 из 48 баллов (25 %)»; «нет данных» where nobody could answer."""
    if not possible:
        return words.NO_DATA
    form = words.form(int(possible), *POINTS) if possible == int(possible) else "балла"
    counts = f"{words.trimmed(points)} из{words.NBSP}{words.trimmed(possible)}{words.NBSP}{form}"
    return f"{counts} ({words.percent(100 * points / possible)})"


def work_of(work: Mapping[Any, Any], is_kind_said: bool = True) -> str:
    """Return «5 классы, математика (ВПР)»; a work of another grade is named by it too."""
    grade, own = int(work["grade"] or 0), int(work["class_grade"] or 0)
    subject = in_sentence(words.work_subject(work))
    if grade and own and grade != own:
        subject += f" за {grade}{words.NBSP}класс"
    who = f"{own or grade}{words.NBSP}классы, " if own or grade else ""
    kind = words.work_kind(work["kind"]) if is_kind_said else ""
    about = ", ".join(filter(None, [kind, words.work_label(work)]))
    return f"{who}{subject} ({about})" if about else f"{who}{subject}"


def sentence(work: Mapping[Any, Any], grid: Grid, view: str) -> str:
    """Return «5 классы, математика (ВПР): ниже порога 4 задания из 14, из них ниже всего задание 3.1 — …»."""
    known = [row for row in grid.rows if row.whole.value is not None]
    if not known:
        none = "умения заданий ещё не описаны" if view == "skills" else "баллов по заданиям нет"
        return f"{work_of(work)}: {none}"
    judged = [row for row in known if row.whole.verdict]
    hardest = min(known, key=lambda row: row.whole.value or 0)
    tail = of_points(hardest.whole.points, hardest.whole.possible)
    if not judged:
        return f"{work_of(work)}: уровни заданий не заданы, ниже всего {name_of(hardest)} — {tail}"
    forms, short = (SKILLS if view == "skills" else TASKS), grid.short
    if not short:
        none = "системных дефицитов нет" if view == "skills" else "заданий ниже порога нет"
        return f"{work_of(work)}: {none}, ниже всего {name_of(hardest)} — {tail}"
    what = "системный дефицит —" if view == "skills" else "ниже порога"
    counted = f"{words.plural(len(short), *forms)} из{words.NBSP}{len(judged)}"
    lowest = short[0]
    tail = of_points(lowest.whole.points, lowest.whole.possible)
    which = "это" if len(short) == 1 else "из них ниже всего"
    return f"{work_of(work)}: {what} {counted}, {which} {name_of(lowest)} — {tail}"


def name_of(row: Row) -> str:
    """Return «задание 3.1», or a skill in «ёлочки»."""
    return f"задание{words.NBSP}{row.key}" if row.max_points is not None else f"«{row.key}»"


def filters(
    choice: Any, name: Callable[[Mapping[Any, Any]], str], views: Sequence[tuple[str, str, bool]]
) -> list[Any]:
    """Return the pills: views as links, then year, work, what stands beside."""
    works = [{"label": name(work), "value": work["assessment_id"]} for work in choice.works]
    beside = [{"label": label, "value": key} for key, label in choice.others.items()]
    beside = [*beside, {"label": "ничего" if beside else words.NO_DATA, "value": "none"}]
    return [
        *(pill_link(*view) for view in views),
        html.Span(className="pills-break"),
        pill_select(DeficitIds.year, "Год", list(choice.years), choice.work["school_year"]),
        pill_select(DeficitIds.work, "Работа", works, choice.work["assessment_id"]),
        pill_select(DeficitIds.beside, "Рядом", beside, choice.beside or "none", len(beside) < 2),
    ]


def map_card(grid: Grid, view: str, texts: Mapping[Any, Any]) -> html.Article:
    """Return the card of the map; `texts` has source, beside (its name or ""), small and href.

    `href(class_name=…, task=…)` or `href(class_name=…, skill=…)` is the address of a drill.
    """
    key = "skill" if view == "skills" else "task"
    table = twin(grid, texts["beside"])
    return chart_card(
        DeficitIds.map, headline(grid, view), unit(view, texts["small"]),
        heat_table(grid, key, texts), table, texts["source"],
        columns=twin_columns(grid, view, texts["beside"]), has_origin=True,
        narrow=chips(grid, key, texts["href"]))  # fmt: skip


def headline(grid: Grid, view: str) -> str:
    """Return where most falls short: «Больше всего заданий ниже порога в 5Б: 6 из 14»."""
    what = "умений с системным дефицитом" if view == "skills" else "заданий ниже порога"
    if not any(cell.verdict for cell in grid.cells.values()):
        return "Выполнение по классам: уровни заданий не заданы, сравнить с порогом нельзя"
    names, most = hardest_classes(grid)
    if not most:
        return f"Выполнение по классам: {what} нет"
    counted = [one for one in grid.classes if one] or list(grid.classes)
    share = f"{most} из{words.NBSP}{len(grid.rows)}"
    if len(counted) == 1:
        where = f"в{words.NBSP}{counted[0]}" if counted[0] else NO_CLASS
        return f"{what[:1].upper()}{what[1:]} — {where}: {share}"
    if len(names) == len(counted):
        return f"Во всех классах {what} поровну: по{words.NBSP}{share}"
    each = f"по{words.NBSP}" if len(names) > 1 else ""
    return f"Больше всего {what} в{words.NBSP}{words.listed(names)}: {each}{share}"


def unit(view: str, small: int) -> str:
    """Return how to read the map."""
    how = ("▼ большая часть заданий на умение ниже порога" if view == "skills"
           else "▼ ниже порога своего уровня, без цвета — уровень не задан")  # fmt: skip
    return f"Выполнение, % от возможных баллов · {how} · пунктир — меньше {small} писавших"


def heat_table(grid: Grid, key: str, texts: Mapping[Any, Any]) -> html.Div:
    """Return the map as a table whose cells are links."""
    names = [name or NO_CLASS for name in grid.classes]
    last = [texts["beside"]] if texts["beside"] else []
    heads = ["Умение" if key == "skill" else "Задание", *names, "все", *last]
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(_line(row, grid, key, texts) for row in grid.rows)
    return marked_table(f"<tr>{head}</tr>", body, "deficit-map")


def _line(row: Row, grid: Grid, key: str, texts: Mapping[Any, Any]) -> str:
    href = texts["href"]
    cells = "".join(
        _cell(
            grid.cells.get((row.key, name)), href(**{key: row.key, "class_name": name or NO_CLASS})
        )
        for name in grid.classes
    )
    whole = _cell(row.whole, href(**{key: row.key, "class_name": None}), "is-whole")
    beside = f'<td class="is-beside">{_short(row.beside)}</td>' if texts["beside"] else ""
    return f'<tr><th scope="row">{_row_name(row, key)}</th>{cells}{whole}{beside}</tr>'


def _row_name(row: Row, key: str) -> str:
    if key == "skill":
        mark = ' <span class="mark">системный дефицит</span>' if row.is_system else ""
        block = f"<small>{escape(row.skill)}</small>" if row.skill else ""
        return f"<b>{escape(row.key)}</b>{mark}{block}"
    level = row.level or "уровень не задан"
    about = f"{level} · {words.trimmed(row.max_points or 0)} б."
    skill = f'<small title="{escape(row.skill)}">{escape(row.skill)}</small>' if row.skill else ""
    return f"<b>{escape(row.key)}</b> <span>{escape(about)}</span>{skill}"


def _cell(cell: Cell | None, href: str, name: str = "") -> str:
    if cell is None:
        return f'<td class="{name}"><span class="tone-none no-data">{words.NO_DATA}</span></td>'
    small = " is-small" if cell.is_small else ""
    told = escape(told_of(cell))
    text = f"{SIGNS[cell.verdict]}{_short(cell.value, cell.digits)}"
    count = f"<small>n{words.NBSP}={words.NBSP}{cell.participants}</small>" if cell.is_small else ""
    return (f'<td class="{name}"><a class="tone-{cell.tone}{small}" href="{escape(href)}" title="{told}">'
            f"{text}{count}</a></td>")  # fmt: skip


def told_of(cell: Cell) -> str:
    """Return what a cell says when pointed at: «5Б: 12 из 48 баллов (25 %), ниже порога»."""
    where = cell.class_name or ""
    counted = f"{of_points(cell.points, cell.possible)}, {VERDICTS[cell.verdict]}"
    return f"{where}: {counted}" if where else counted


def _short(value: float | None, digits: int = 0) -> str:
    return words.NO_DATA if value is None else words.number(value, digits)


def chips(grid: Grid, key: str, href: Link) -> html.Div:
    """Return the map of a phone: a line per task or skill, its classes as chips that are links."""
    lines = "".join(_chip_line(row, grid, key, href) for row in grid.rows)
    drawn = dcc.Markdown(f'<div class="heat-list">{lines}</div>', dangerously_allow_html=True)
    hint = "В порядке работы. Нажмите на класс, чтобы открыть клетку."
    return html.Div([html.P(hint, className="muted"), drawn])


def _chip_line(row: Row, grid: Grid, key: str, href: Link) -> str:
    found = [grid.cells[row.key, name] for name in grid.classes if (row.key, name) in grid.cells]
    shown = "".join(_chip(cell, href(**{key: row.key, "class_name": cell.class_name or NO_CLASS}))
                    for cell in found)  # fmt: skip
    whole = f"{SIGNS[row.whole.verdict]}{_short(row.whole.value, row.whole.digits)}{words.NBSP}%"
    about = f" · {row.level}" if row.level else ""
    mark = " · системный дефицит" if row.is_system else ""
    skill = f"<br>{escape(row.skill)}" if key == "task" and row.skill else ""
    return f"<p><strong>{escape(row.key)}{about}{mark}: {whole}</strong>{skill}</p><p>{shown}</p>"


def _chip(cell: Cell, href: str) -> str:
    small = f" n = {cell.participants}" if cell.is_small else ""
    dotted = " chip-small" if cell.is_small else ""
    text = f"{escape(cell.class_name or NO_CLASS)} <b>{SIGNS[cell.verdict]}{_short(cell.value, cell.digits)}</b>{small}"
    return f'<a class="chip tone-{cell.tone}{dotted}" href="{escape(href)}">{text}</a>'


def twin_columns(grid: Grid, view: str, beside: str) -> list[Column]:
    """Return the columns of the table twin."""
    first = [Column("row", "Умение"), Column("skill", "Блок")] if view == "skills" else [
        Column("row", "Задание"), Column("level", "Уровень"),
        Column("max_points", "Максимум", "number", 0), Column("skill", "Умение")]  # fmt: skip
    classes = [Column(f"class {name}", f"{name or NO_CLASS}, %", "number") for name in grid.classes]
    last = [Column("whole", "Все, %", "number"), Column("is_short", "Ниже порога")]
    return [
        *first,
        *classes,
        *last,
        *([Column("beside", f"{beside}, %", "number")] if beside else []),
    ]


def beside_line(grid: Grid, name: str, view: str) -> html.P | None:
    """Return where the grade is lower than the others and by how much most: «Ниже, чем регион: …»."""
    if not name or not grid.rows:
        return None
    found = [(row.whole.value - row.beside, row) for row in grid.rows
             if row.beside is not None and row.whole.value is not None]  # fmt: skip
    left = len(grid.rows) - len(found)
    forms, what = (SKILLS, "умений") if view == "skills" else (TASKS, "заданий")
    untold = (
        f" Сравнить нельзя {left} из{words.NBSP}{len(grid.rows)}: {UNTOLD[view]}." if left else ""
    )
    if not found:
        return html.P(
            f"{name[:1].upper()}{name[1:]}: сравнить нельзя, {UNTOLD[view]}.", className="muted"
        )
    lower = sorted((p for p in found if p[0] < 0), key=lambda pair: pair[0])
    listed = [f"{_named(row, view)} ({words.points(gap)})" for gap, row in lower]
    told = words.listed(listed, 3 if view == "skills" else TOP)
    text = f"Ниже, чем {name}: {told}" if lower else f"Нет {what}, где выполнение ниже, чем {name}"
    said = f"{text}. Сравнивали {words.plural(len(found), *forms)}.{untold}"
    return html.P(said, className="muted")


def _named(row: Row, view: str) -> str:
    return f"«{row.key}»" if view == "skills" else row.key


def top(
    frame: pd.DataFrame,
    href: Callable[[Mapping[Any, Any]], str],
    school_year: str,
    is_whole: bool = True,
) -> html.Section:
    """Return the largest deficits of the school in words; `frame` as `queries.deficits.top`,

    of one's own works where the person does not see the whole school (not `is_whole`)."""
    title = f"Главные дефициты{' школы' if is_whole else ' ваших параллелей'} за {school_year}"
    if frame.empty:
        none = "Заданий ниже порога нет, или уровни заданий ещё не загружены."
        return section(title, html.P(none, className="muted"))
    items = [
        html.Li(dcc.Link(top_words(row), href=href(row)))
        for row in frame.head(TOP).to_dict("records")
    ]
    how = "По тому, скольких учеников не хватает: (нужное выполнение − выполнение) × писавшие."
    return section(title, html.Ol(items), html.P(how, className="muted"))


def top_words(row: Mapping[Any, Any]) -> str:
    """Return «Математика (ВПР), 5 классы, задание 3.1 «…»: 12 из 48 баллов (25 %), нужно от 60 %»."""
    subject, skill = in_sentence(row["subject"]), f" «{row['skill']}»" if row["skill"] else ""
    work = f"{subject[:1].upper()}{subject[1:]} ({words.work_kind(row['kind'])})"
    where = f"{int(row['class_grade'])}{words.NBSP}классы, задание {row['task_code']}{skill}"
    possible = float(row["max_points"]) * int(row["participants_count"])
    counted = of_points(float(row["points_sum"]), possible)
    return f"{work}, {where}: {counted}, нужно от {words.percent(row['enough_pct'])}"


def guard(why: str) -> html.Div:
    """Return why there is no teacher and no community on this page."""
    return note(html.P(why), "info")


def levels_missing(grid: Grid) -> html.P | None:
    """Return how to learn the verdicts of tasks without a level."""
    without = [row for row in grid.rows if not row.level and row.max_points is not None]
    if not without:
        return None
    said = f"Уровень не задан у {words.plural(len(without), 'задания', 'заданий', 'заданий')}"
    how = (
        "Загрузите описание работы (задание, умение, уровень): с ним появятся цвета и вид «умения»."
    )
    return html.P([f"{said}: {words.listed([r.key for r in without], 8)}. {how} ",
                   dcc.Link("Загрузить описание", href="/uploads")], className="muted")  # fmt: skip
