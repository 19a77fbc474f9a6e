"""The drawings of communities: the map of months, the matrix of visits."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import theme, words
from dashboard.community_links import to_one
from dashboard.components import community_words as say
from dashboard.components.big_tables import marked_table
from dashboard.components.cards import chart_card
from dashboard.components.tables import Column
from dashboard.figures.community_months import Months, Pace, twin
from dashboard.figures.visit_matrix import Matrix
from dashboard.figures.visit_matrix import twin as visits_twin
from dashboard.ids import CommunityIds

MONTH_UNIT = "«2 из 3» — проведено из намеченного · «+1» — без плана · ○ — месяц не закончился · темнее — ближе к плану"
VISIT_UNIT = "строка — кто был, столбец — у кого на уроке · ● был (число — сколько раз) · ○ намечено · точка — ещё нет"


def map_card(found: Months, kind: str, source: str, switch: Sequence[Any]) -> html.Article:
    """Return the map of activity by month with its table, XLSX and «Откуда число?»."""
    card = chart_card(
        CommunityIds.map, month_headline(found, kind), MONTH_UNIT, month_table(found), twin(found), source,
        columns=MONTH_COLUMNS, has_origin=bool(found.cells))  # fmt: skip
    card.children.insert(2, html.Div(list(switch), className="pills", role="group"))
    return card


def month_headline(found: Months, kind: str) -> str:
    """Return what the map shows: the whole, and where most is missing."""
    what, total = say.SHOWN[kind][1], found.total
    if not total.planned and not total.held:
        held = sum(one.held for one in found.cells.values())
        if held:
            return f"По месяцам: месяц ещё идёт, в нём проведено {held}"
        return f"По месяцам: {'всё намеченное впереди' if found.cells else f'{what} пока нет'}"
    if not total.planned:
        return f"По месяцам: проведено {total.held}, без плана"
    ended = " (закончившиеся месяцы)" if any(one.is_ahead for one in found.cells.values()) else ""
    told = (
        f"По месяцам: проведено {total.held} из{words.NBSP}{total.planned} намеченных {what}{ended}"
    )
    gaps = {
        name: (whole := found.whole(own)).planned - whole.held for own, name in found.communities
    }
    worst = max(gaps, key=lambda name: gaps[name])
    return (
        f"{told}; больше всего не хватает у {say.quoted(worst)}"
        if gaps[worst] > 0 and len(gaps) > 1
        else told
    )


def month_table(found: Months) -> html.Div:
    """Return the map as a table: communities by months, a cell its words and its tone."""
    head = [html.Th("Сообщество", scope="col"), *(html.Th(_month(one), scope="col") for one in found.months),
            html.Th("Всего", scope="col")]  # fmt: skip
    rows = [
        html.Tr([html.Th(dcc.Link(name, href=to_one(own)), scope="row"),
                 *(_cell(found.pace(own, month), f"{name}, {_month(month)}") for month in found.months),
                 html.Td(html.Span(found.whole(own).text), className="is-whole")])
        for own, name in found.communities
    ]  # fmt: skip
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className="month-map")
    return html.Div(table, className="table-box", tabIndex=0)


def _cell(pace: Pace, where: str) -> html.Td:
    return html.Td(
        html.Span(pace.text), className=f"pace pace-{pace.tone}", title=f"{where}: {pace.said}"
    )


def _month(day: Any) -> str:
    return theme.month(day.month, is_short=True)


MONTH_COLUMNS = (
    Column("community_name", "Сообщество"),
    Column("month_on", "Месяц", show=lambda r: month_text(r["month_on"])),
    Column("planned_count", "Намечено", "count"),
    Column("held_count", "Проведено", "count"),
)


def month_text(day: Any) -> str:
    """Return a month as «сентябрь 2023»."""
    on = pd.Timestamp(day)
    return f"{theme.month(on.month)}{words.NBSP}{on.year}"


def visits_card(found: Matrix, source: str, switch: Sequence[Any]) -> html.Article:
    """Return the matrix of visits with its table, XLSX and «Откуда число?»."""
    card = chart_card(
        CommunityIds.visits, visits_headline(found), VISIT_UNIT, _visits(found), visits_twin(found), source,
        columns=VISIT_COLUMNS, has_origin=bool(found.cells))  # fmt: skip
    card.children.insert(2, html.Div(list(switch), className="pills", role="group"))
    return card


def visits_headline(found: Matrix) -> str:
    """Return how many pairs of colleagues met at a lesson."""
    if not found.pairs:
        return "Друг у друга на уроках пока никто не был"
    inside = f"внутри сообществ встретились {say.of(found.inside, found.possible, 'пары', 'пар')}"
    across = found.pairs - found.inside
    if not across:
        return f"На уроках друг у друга: {inside}"
    return f"На уроках друг у друга: {inside}, между сообществами ещё {words.plural(across, 'пара', 'пары', 'пар')}"


def nowhere(found: Matrix) -> str:
    """Return who has been at nobody's lesson yet."""
    names = [found.short(one) for one in found.nowhere]
    if not names:
        return ""
    verb = "Ещё не был ни у кого" if len(names) == 1 else "Ещё не были ни у кого"
    return f"{verb}: {', '.join(names)}"


def _visits(found: Matrix) -> html.Div:
    told = nowhere(found)
    parts = [visit_table(found), *([html.P(told, className="muted")] if told else [])]
    return html.Div(parts, className="visits")


def visit_table(found: Matrix) -> html.Div:
    """Return the matrix; a line parts one community from the next, the own lesson is shaded."""
    starts = {one.teacher_id for before, one in zip(found.people, found.people[1:], strict=False)
              if before.community != one.community}  # fmt: skip
    heads = [
        f'<th scope="col"{_parted(one, starts)}><span>{escape(found.short(one))}</span></th>'
        for one in found.people
    ]
    rows, last = [], None
    for one in found.people:
        if one.community != last:
            last = one.community
            span = len(found.people) + 1
            rows.append(f'<tr class="is-group"><th colspan="{span}" scope="rowgroup">'
                        f"<span>{escape(last or 'вне сообществ')}</span></th></tr>")  # fmt: skip
        cells = "".join(_visit(found, one, host, starts) for host in found.people)
        rows.append(f'<tr><th scope="row">{escape(found.short(one))}</th>{cells}</tr>')
    head = f'<tr><th scope="col">Кто был ↓ У кого →</th>{"".join(heads)}</tr>'
    return marked_table(head, "".join(rows), "visit-matrix")


def _visit(found: Matrix, visitor: Any, host: Any, starts: set[int]) -> str:
    if visitor is host:
        return f'<td class="is-own{" is-start" if host.teacher_id in starts else ""}"></td>'
    one = found.cell(visitor.teacher_id, host.teacher_id)
    said = (
        f"был на уроке, раз: {one.held}"
        if one.held
        else "намечено"
        if one.planned
        else "ещё не был"
    )
    name = "held" if one.held else "planned" if one.planned else "never"
    title = escape(f"{found.short(visitor)} → {found.short(host)}: {said}")
    start = " is-start" if host.teacher_id in starts else ""
    return f'<td class="is-{name}{start}" title="{title}">{one.text}</td>'


def _parted(one: Any, starts: set[int]) -> str:
    return ' class="is-start"' if one.teacher_id in starts else ""


VISIT_COLUMNS = (
    Column("visitor", "Кто был"),
    Column("community_name", "Сообщество", show=lambda r: r["community_name"] or "—"),
    Column("host", "У кого"),
    Column("host_community", "Сообщество хозяина урока", show=lambda r: r["host_community"] or "—"),
    Column("held_count", "Состоялось", "count"),
    Column("planned_count", "Намечено, ещё не было", "count"),
    Column("last_on", "Последний раз", "day"),
)
