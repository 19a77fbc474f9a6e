"""The page of teachers: its sentence, filters, the map of competences, the quadrants."""

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
from dashboard.components.page import strip, strips
from dashboard.components.shares import share_verdict
from dashboard.components.tables import Column
from dashboard.figures.competences import Cell, Grid, Place, people_twin, quadrants, twin, zone
from dashboard.ids import TeacherIds

Link = Callable[..., str]
TEACHERS = ("педагог", "педагога", "педагогов")
OF_TEACHERS = ("педагога", "педагогов", "педагогов")
LESSONS = ("урок", "урока", "уроков")
UNITS = {
    "self": "Средний уровень 0–3: не владею, знаю, применяю, могу научить",
    "expert": "Средний уровень 0–3 по посещённым урокам тех, кого посетили достаточно раз",
    "gap": "Самооценка минус оценка наблюдателей, п. п. шкалы: ▲ сам выше, ▼ сам ниже",
}
HEADS = {
    "self": "Как педагоги оценивают себя",
    "expert": "Что видят на уроках наблюдатели",
    "gap": "Где самооценка расходится с тем, что видят наблюдатели",
}


def sentence(whole: pd.DataFrame, teachers: int, least: int) -> str:
    """Return what stands out in the whole staff: both low most often, else the lowest self-assessment."""
    rows = whole.to_dict("records")
    seen = [row for row in rows if not row["is_both_hidden"]]
    lowest = max(seen, key=lambda row: row["both_low_count"], default=None)
    if lowest and lowest["both_low_count"]:
        counts = _of(lowest["both_low_count"], lowest["both_count"])
        return f"«{lowest['competence_name']}»: у{words.NBSP}{counts} низко и в самооценке, и на уроках"
    known = [row for row in rows if not row["is_self_hidden"]]
    if not known:
        told = words.plural(teachers, *OF_TEACHERS)
        return f"Самооценка есть у{words.NBSP}{told}: группы меньше {least} не показываются"
    row = min(known, key=lambda row: row["self_pct"])
    level = words.number(float(row["self_pct"]) * 3 / 100, 1)
    counts = _of(row["self_low_count"], row["self_count"])
    what = f"Ниже всего педагоги оценивают себя в «{row['competence_name']}»"
    return f"{what}: {level} из 3, низко у{words.NBSP}{counts}"


def _of(part: Any, whole: Any) -> str:
    of = words.form(int(whole), *OF_TEACHERS)
    return f"{int(part)} из{words.NBSP}{int(whole)}{words.NBSP}{of}"


def wave_name(wave: Mapping[Any, Any], titles: Mapping[str, str], is_titled: bool) -> str:
    """Return a wave as the pill names it, with the title of its survey where there are several."""
    name = words.wave(str(wave["wave"]))
    year = str(wave["school_year"])
    told = name if not year or year in name else f"{name}, {year}"
    title = titles.get(wave["survey_id"], wave["survey_id"])
    return f"{title}: {told}" if is_titled else told


def filters(choice: Any, views: Sequence[tuple[str, str, bool]], pills: Sequence[Any]) -> list[Any]:
    """Return the pills: views as links, the wave, then those of the view."""
    is_titled = len({wave["survey_id"] for wave in choice.waves}) > 1
    waves = [
        {
            "label": wave_name(wave, choice.titles, is_titled),
            "value": f"{wave['survey_id']}|{wave['wave']}",
        }
        for wave in reversed(choice.waves)
    ]
    now = f"{choice.wave['survey_id']}|{choice.wave['wave']}"
    return [
        *(pill_link(*view) for view in views),
        html.Span(className="pills-break"),
        pill_select(TeacherIds.pill("wave"), "Волна", waves, now),
        *pills,
    ]


def choices(known: Mapping[str, str]) -> list[dict[str, str]]:
    """Return options of a pill."""
    return [{"label": label, "value": value} for value, label in known.items()]


def four_strips(facts: Mapping[str, Any], plan: Any) -> html.Div:
    """Return fact (answers, lessons), deviation (verdicts), what will be and what is done; `facts` as gathered."""
    self_count, lessons = facts["teachers"], facts["lessons"]
    answered = words.plural(self_count, *TEACHERS)
    unnamed = facts["unnamed"]
    more = f", ещё {unnamed} без подписи — в группы не входят" if unnamed else ""
    return strips(
        strip("fact", f"Себя оценили: {answered}{more}",
              html.P(f"Посещённых уроков этой волны: {lessons}.")),
        strip("deviation", facts["gap_title"], html.P(facts["gap_words"])),
        strip("forecast", facts["stays_title"], html.P(facts["stays_words"])),
        strip("decision", facts["plan_title"], html.P(plan)),
    )  # fmt: skip


def map_card(grid: Grid, measure: str, source: str, texts: Mapping[str, Any]) -> html.Article:
    """Return the card of the map; `texts` has href (of a cell), least and is_by_teacher."""
    drawing = heat_table(grid, measure, texts)
    common: dict[str, Any] = {"has_origin": True}
    if texts["is_by_teacher"]:
        unit = f"{UNITS[measure]} · педагоги от А до Я"
        common["columns"] = people_columns(grid, measure)
        return chart_card(
            TeacherIds.map, HEADS[measure], unit, drawing, people_twin(grid), source, **common
        )
    unit = f"{UNITS[measure]} · «мало» — группа меньше {texts['least']} или её можно вычислить по соседним"
    common |= {
        "columns": twin_columns(grid, measure),
        "narrow": chips(grid, measure, texts["href"]),
    }
    return chart_card(TeacherIds.map, HEADS[measure], unit, drawing, twin(grid), source, **common)


def heat_table(grid: Grid, measure: str, texts: Mapping[str, Any]) -> html.Div:
    """Return the map as a table whose cells are links, blocks of competences as its parts."""
    heads = "".join(f'<th scope="col"><span>{escape(name)}</span></th>' for _, name in grid.columns)
    lines, block = [], ""
    for own_block, competence, name in grid.rows:
        if own_block != block:
            block = own_block
            span = len(grid.columns) + 1
            lines.append(
                f'<tr class="block"><th scope="rowgroup" colspan="{span}">{escape(block)}</th></tr>'
            )
        cells = "".join(
            _cell_of(
                grid.cells.get((competence, key)), texts["href"](competence, key), measure, key
            )
            for key, _ in grid.columns
        )
        lines.append(f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>')
    name = "competence-map of-teachers" if texts["is_by_teacher"] else "competence-map"
    head = f'<tr><th scope="col">Компетенция</th>{heads}</tr>'
    return marked_table(head, "".join(lines), name)


def _cell_of(cell: Cell | None, href: str, measure: str, key: str) -> str:
    name = ' class="is-whole"' if key == "all" else ""
    if cell is None or not cell.count:
        return f'<td{name}><span class="tone-none no-data">{words.NO_DATA}</span></td>'
    text = escape(shown(cell, measure))
    count = f"<small>n{words.NBSP}={words.NBSP}{cell.count}</small>" if cell.is_hidden else ""
    return f'<td{name}><a class="tone-{cell.tone}" href="{escape(href)}">{text}{count}</a></td>'


def shown(cell: Cell, measure: str) -> str:
    """Return the words of a cell: «1,8», «▲ 21», «мало»."""
    if cell.is_hidden:
        return "мало"
    if cell.value is None:
        return words.NO_DATA
    if measure != "gap":
        return words.number(cell.value, 1)
    sign = "▲" if cell.tone.startswith("short") else "▼" if cell.tone.startswith("enough") else ""
    return f"{sign}{words.integer(abs(cell.value))}" if sign else words.integer(cell.value)


def chips(grid: Grid, measure: str, href: Link) -> html.Div:
    """Return the map of a phone: a line per competence, the groups that are shown as chips that are links."""
    lines = []
    for block, competence, name in grid.rows:
        found = [
            (key, label, grid.cells[competence, key])
            for key, label in grid.columns
            if (competence, key) in grid.cells and not grid.cells[competence, key].is_hidden
        ]
        chips_of = "".join(
            f'<a class="chip tone-{cell.tone}" href="{escape(href(competence, key))}">{escape(label)} '
            f"<b>{escape(shown(cell, measure))}</b></a>"
            for key, label, cell in found
        )
        lines.append(
            f"<p><strong>{escape(name)}</strong> · {escape(block)}</p><p>{chips_of or words.NO_DATA}</p>"
        )
    drawn = dcc.Markdown(
        f'<div class="heat-list">{"".join(lines)}</div>', dangerously_allow_html=True
    )
    return html.Div(
        [
            html.P(
                "Только группы, которые не малы. Нажмите на группу, чтобы открыть её.",
                className="muted",
            ),
            drawn,
        ]
    )


def twin_columns(grid: Grid, measure: str) -> list[Column]:
    """Return the columns of the table twin."""
    unit = ", п. п." if measure == "gap" else ""
    return [
        Column("block_name", "Блок"),
        Column("competence_name", "Компетенция"),
        *(Column(f"column {key}", f"{name}{unit}", "number", 1) for key, name in grid.columns),
    ]


def people_columns(grid: Grid, measure: str) -> list[Column]:
    """Return the columns of the table twin of teachers."""
    unit = ", п. п." if measure == "gap" else ""
    names = [Column(f"column {own}", f"{name}{unit}", "number", 1) for _, own, name in grid.rows]
    return [Column("full_name", "Педагог"), *names]


ZONE_SENTENCES = {
    "низко у обоих: ИОМ": "низко у обоих",
    "неосознаваемый дефицит": "себя выше, чем видят наблюдатели",
    "недооценка, ресурс": "наблюдатели видят больше",
    "высоко у обоих: наставник": "высоко у обоих",
}


def _quadrant_sentence(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return what the quadrants say: who sees more, by zones, those that agree left out."""
    if not rows:
        return "Сравнить пока нечего: нужны и самооценка, и посещённые уроки"
    told = []
    for said, opening in ZONE_SENTENCES.items():
        names = [str(row["name"]) for row in rows if row["zone"] == said]
        if names:
            told.append(f"{opening}: {words.listed(names, 2)}")
    sentence = "; ".join(told) or "самооценка и наблюдатели согласны"
    return sentence[:1].upper() + sentence[1:]


def quadrant_card(
    points: Sequence[Mapping[str, Any]],
    own: Sequence[Mapping[str, Any]],
    place: Place,
    texts: Mapping[str, str],
) -> html.Article:
    """Return the quadrants; `texts` has what (the points are), of (whom) and source."""
    marked = [{**p, "of": f"вы · {p['of']}"} for p in own]
    rows = [{**p, "zone": zone(p["self"], p["expert"], place)} for p in [*points, *marked]]
    head = _quadrant_sentence(rows[: len(points)] or rows)
    unit = f"Точки — {texts['what']} · {texts['of']} · серая полоса: расхождение до {words.trimmed(place.gap)} шкалы"
    unit += " · ромбы — ваши" if own else ""
    figure = quadrants(points, marked, place)
    # A table that names teachers is noted when it is taken away: its key says that it names people.
    key = "full_name" if texts["what"] == "педагоги" else "name"
    frame = pd.DataFrame(rows, columns=["name", "self", "expert", "of", "zone"])
    frame = frame.rename(columns={"name": key})
    return chart_card(TeacherIds.quadrants, head, unit, figure, frame, texts["source"],
                      columns=[Column(key, "Точка"), *POINT_COLUMNS], has_origin=True, min_width=520)  # fmt: skip


POINT_COLUMNS = [
    Column("self", "Самооценка, 0–3", "number", 1),
    Column("expert", "Наблюдатели, 0–3", "number", 1),
    Column("of", "По скольким"),
    Column("zone", "Где стоит"),
]


def share_line(row: Mapping[Any, Any], part: str, whole: str) -> str:
    """Return «„Финансовая грамотность“ (Функциональная грамотность): 13 из 25, может быть от 33,5 до 70 %»."""
    return (
        f"«{row['competence_name']}» ({row['block_name']}): {share_verdict(row[part], row[whole])}"
    )
