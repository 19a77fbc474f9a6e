"""The panel beside the map of deficits: a task or a skill, by class, its points, who missed it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.deficits import NO_CLASS, SIGNS, TASKS, VERDICTS, of_points
from dashboard.components.path_links import goal_link
from dashboard.components.provenance import SOURCE_COLUMNS, Explained, address_of
from dashboard.components.tables import Column, data_table
from dashboard.figures.deficits import LEVELS, Limits, by_variant, spread

WHOLE = "Все классы"
STATES = {"not_attempted": "не приступал", "not_taught": "не проходили"}
CHOOSE = "Кто не справился, видно по классу: нажмите на клетку класса."
PUPILS = ("участник", "участника", "участников")


def head(title: str, close: str) -> html.Div:
    """Return the top of a panel with its way out."""
    return html.Div([html.H2(title), dcc.Link("Закрыть", href=close, className="button button-quiet")],
                    className="upload-top")  # fmt: skip


def task(
    cells: pd.DataFrame, points: pd.DataFrame, missed: pd.DataFrame | None, texts: Mapping[str, Any]
) -> html.Aside:
    """Return the panel of a task.

    `cells` are its rows of `queries.deficits.tasks`, `points` its `task_points`, `missed` who of the
    chosen class missed it (None without a class). `texts` has class_name (None for all), limits of its
    level (or None), the addresses close and origin, cell(row) and to_class(name), and goal(row), the way to a goal.
    """
    first, name = cells.iloc[0], texts["class_name"]
    chosen = points if name is None else points[points["class_name"] == name]
    shown = f", {name or NO_CLASS}" if name is not None else ""
    parts = [
        head(f"Задание {first['task_code']}{shown}", texts["close"]),
        html.P(first["skill"] or "Умение не задано: его добавит описание работы.", className="strip-title"),
        html.P(about(first, texts["limits"]), className="muted"),
        *whole(cells, name),
        by_class(cells, texts["to_class"]),
        histogram(chosen),
        variants(chosen, float(first["max_points"])),
        who(missed, texts["cell"]) if missed is not None else html.P(CHOOSE, className="muted"),
        html.Div([dcc.Link("Откуда число?", href=texts["origin"], className="button button-quiet"),
                  *texts["goal"](dict(first) | {"class_name": name})], className="upload-actions"),
    ]  # fmt: skip
    return html.Aside(parts, className="card drill", id="drill")


def goal(work: Mapping[Any, Any], row: Mapping[Any, Any]) -> list[dcc.Link]:
    """Return the way from a task or a skill of a class to a goal: its words alone go there, no result.

    None without a class. `work` is a row of `queries.assessments.selections`.
    """
    if not row["class_name"] or row["class_name"] == WHOLE:
        return []
    title = str(row["skill"] or "") or f"задание {row['task_code']}"
    key = f"skill:{work['subject']}|{int(work['grade'])}|{title}"
    said = {"title": title, "subject": str(work["subject"]), "deficit": key}
    return [goal_link(str(work["school_year"]), str(row["class_name"]), **said)]


def about(row: Any, limits: Limits | None) -> str:
    """Return the level with its threshold, the maximum and the block of a task."""
    level = (
        f"{LEVELS.get(row['level'], row['level'])} уровень" if row["level"] else "уровень не задан"
    )
    border = (
        f", порог {words.percent(limits.short)}, выше порога от {words.percent(limits.enough)}"
        if limits
        else ""
    )
    most = f"максимум {words.plural(int(row['max_points']), 'балл', 'балла', 'баллов')}"
    block = f". Блок «{row['block']}»" if row["block"] else ""
    return f"{level[:1].upper()}{level[1:]}{border}, {most}{block}"


def whole(cells: pd.DataFrame, name: str | None) -> list[Any]:
    """Return the counts of the class that is chosen, or of the whole grade."""
    own = cells[cells["class_name"] == name] if name is not None else cells.head(0)
    row = own.iloc[0] if len(own) else cells.iloc[0]
    prefix = "" if len(own) else "grade_"
    count = int(row[f"{prefix}participants_count"])
    earned = of_points(float(row[f"{prefix}points_sum"]), float(row["max_points"]) * count)
    verdict = row[f"{prefix}verdict"]
    where = "Выполнение" if len(own) else "Все классы"
    counted = html.P(f"{where}: {earned} {SIGNS[verdict]}", className="strip-title")
    lines = [
        counted,
        html.P(f"{VERDICTS[verdict].capitalize()}, могли решать: {words.plural(count, *PUPILS)}"),
    ]
    if len(own):
        lines.append(html.P(left_out(row), className="muted"))
    return lines


def left_out(row: Any) -> str:
    """Return how many of a class solved it fully, got nothing, did not attempt it, were not taught it."""
    named = [("Полностью решили", "full_count"), ("получили 0", "zero_count"),
             ("не приступали", "not_attempted_count"), ("не проходили", "not_taught_count")]  # fmt: skip
    return ", ".join(f"{label}: {words.integer(row[key])}" for label, key in named)


def by_class(cells: pd.DataFrame, to_class: Callable[[str], str]) -> html.Div:
    """Return the completion of a task by class with its counts."""
    columns = [
        Column("class_name", "Класс",
               show=lambda r: dcc.Link(r["class_name"] or NO_CLASS, href=to_class(r["class_name"]))),
        Column("completion_pct", "Выполнение, баллы", show=completion),
        Column("participants_count", "Писали", "count"),
        Column("not_attempted_count", "Не приступали", "count"),
    ]  # fmt: skip
    return html.Div([html.H3("По классам"), data_table(cells, columns)])


def completion(row: Mapping[Any, Any]) -> str:
    """Return the completion of a cell with its counts and its sign: «▼25 % · 12 из 48»."""
    possible = float(row["max_points"]) * int(row["participants_count"])
    if not possible:
        return words.NO_DATA
    counts = f"{words.trimmed(row['points_sum'])} из{words.NBSP}{words.trimmed(possible)}"
    return f"{SIGNS[row['verdict']]}{words.percent(row['completion_pct'])} · {counts}"


def histogram(points: pd.DataFrame) -> html.Div:
    """Return how many got what, as bars with their counts."""
    found = spread(points)
    most = max((count for _, count in found), default=0)
    lines: list[Any] = []
    for label, count in found:
        bar = html.Div(className="bar", style={"width": f"{100 * count / most:.0f}%"})
        lines += [html.Dt(label), html.Dd(bar), html.Dd(words.integer(count))]
    empty = [] if found else [html.P("Баллов нет.", className="muted")]
    return html.Div(
        [html.H3("Сколько баллов получили"), html.Dl(lines, className="spread"), *empty]
    )


def variants(points: pd.DataFrame, max_points: float) -> html.Div | None:
    """Return the completion by variant; None where there is one variant only."""
    found = by_variant(points, max_points)
    if not found:
        return None
    items = [html.Li(f"вариант {name or 'не указан'}: {words.percent(share)}, {words.plural(count, *PUPILS)}")
             for name, share, count in found]  # fmt: skip
    return html.Div([html.H3("По вариантам"), html.Ul(items)])


def who(missed: pd.DataFrame, cell: Callable[[Mapping[Any, Any]], str]) -> html.Div:
    """Return who did not get the full points: a name where the code is known, with the cell of the file."""
    if missed.empty:
        return html.Div([html.H3("Кто не справился"), html.P("Таких нет.", className="muted")])
    items = [html.Li([*_person(row), f" — {got(row)} · ", dcc.Link(address_of(row), href=cell(row))])
             for row in missed.to_dict("records")]  # fmt: skip
    return html.Div(
        [html.H3(f"Кто не справился: {len(missed)}"), html.Ul(items, className="missed")]
    )


def _person(row: Mapping[Any, Any]) -> list[Any]:
    code = f"код {row['participant_code']}" if row["participant_code"] else "без кода"
    if words.is_missing(row["full_name"]):
        return [code]
    return [dcc.Link(row["full_name"], href=f"/pupil/{int(row['pupil_id'])}")]


def got(row: Mapping[Any, Any]) -> str:
    """Return what a participant got of a task: «1 балл из 3», «не приступал»."""
    if row["state"] in STATES:
        return STATES[row["state"]]
    return f"{words.trimmed(row['points'])} из{words.NBSP}{words.trimmed(row['max_points'])}"


def skill(row: Any, cells: pd.DataFrame, texts: Mapping[str, Any]) -> html.Aside:
    """Return the panel of a skill: its tasks, each with the cells that may be seen of it.

    `row` is a row of `queries.deficits.skills`, `cells` those of its tasks in the classes meant; `texts` has the
    addresses close and to_task(task=…, class_name=…), and goal(row), the way to a goal.
    """
    mark = [
        html.P(
            "Системный дефицит: больше половины заданий на это умение ниже порога.",
            className="strip-title",
        )
    ]
    own = of_points(float(row["points_sum"]), float(row["points_possible"]))
    short = f"Ниже порога {words.plural(int(row['short_tasks_count']), *TASKS)} из {int(row['judged_tasks_count'])}"
    columns = [
        Column("task_code", "Задание", show=lambda r: html.Span([dcc.Link(
            r["task_code"], href=texts["to_task"](task=r["task_code"], class_name=r["class_name"] or NO_CLASS)),
            f"{words.NBSP}{r['level']}"])),
        Column("class_name", "Класс", show=lambda r: r["class_name"] or NO_CLASS),
        Column("completion_pct", "Выполнение, баллы", show=completion),
    ]  # fmt: skip
    parts = [
        head(str(row["skill"]), texts["close"]),
        *(mark if row["is_system_deficit"] else []),
        html.P(f"{row['class_name'] or NO_CLASS}: {own}"),
        html.P(short, className="muted"),
        data_table(cells, columns),
        *texts["goal"](row),
    ]
    return html.Aside(parts, className="card drill", id="drill")


def origin(
    said: Explained, sources: pd.DataFrame, rows: pd.DataFrame, texts: Mapping[str, Any]
) -> html.Aside:
    """Return «Откуда число?»: formula with counts, files, and the cells of a task in a class.

    `texts` has the addresses close, cell(row) and pages: (words, address) of the other pages of rows.
    """
    columns = [
        Column("row_no", "Ячейка", show=lambda r: dcc.Link(address_of(r), href=texts["cell"](r))),
        Column("full_name", "Участник", show=_person),
        Column("points", "Баллы", show=lambda r: STATES.get(r["state"]) or words.trimmed(r["points"])),
    ]  # fmt: skip
    total = int(rows["rows_count"].iloc[0]) if len(rows) else 0
    cells = [html.H3(f"Ячейки: {words.integer(total)}"), data_table(rows, columns)] if total else [
        html.P("Участники и ячейки видны, когда выбраны задание и класс.", className="muted")]  # fmt: skip
    pages = [dcc.Link(text, href=href) for text, href in texts["pages"]]
    official: list[Any] = (
        [] if said.is_official else [" ", html.Span("расчёт системы", className="mark")]
    )
    parts = [
        head("Откуда число?", texts["close"]),
        html.P(said.title, className="strip-title"),
        html.P(said.formula),
        html.P([said.definition, *official], className="muted"),
        html.P(f"Снимок данных {said.snapshot}", className="muted"),
        html.H3("Файлы"),
        data_table(sources, SOURCE_COLUMNS),
        *cells,
        *([html.Nav(pages, className="pager")] if pages else []),
    ]
    spoken: dict[str, Any] = {"aria-label": "Откуда число?", "role": "region"}
    return html.Aside(parts, className="card origin", id="origin", **spoken)


def formula(points: float, possible: float, counts: Sequence[str]) -> str:
    """Return completion with its counts put in: «12 / (2 × 24) × 100 = 25 %»."""
    if not possible:
        return "Никто не мог решать: считать не из чего."
    told = f" ({', '.join(counts)})" if counts else ""
    share = words.percent(100 * points / possible)
    return f"{words.trimmed(points)} / {words.trimmed(possible)} × 100 = {share}{told}"
