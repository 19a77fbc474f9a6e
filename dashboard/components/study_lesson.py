"""A research lesson on the screen: its plan, predicted beside observed, interviews, the discussion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from dashboard import study_words as say
from dashboard import words
from dashboard.components.states import note
from dashboard.study_words import LEVELS


def plan(one: Any) -> list[Any]:
    """Return a written plan: day, place, aim, criteria, stages with predictions, questions."""
    when = ", ".join(
        filter(None, [words.day(one.held_on) if one.held_on else "", one.held_at, one.place])
    )
    link = html.A("Запись урока", href=one.recording, target="_blank", rel="noreferrer")
    parts = [
        fact("Когда и где", when),
        fact("Цель", one.objective),
        *([html.P(link)] if one.recording else []),
        by_level("Критерий успеха", one.criteria),
        html.H4("Вопросы для интервью") if one.questions else None,
        html.Ol([html.Li(text) for text in one.questions]) if one.questions else None,
    ]
    return [part for part in parts if part is not None]


def fact(label: str, value: Any) -> html.P | None:
    """Return «Цель: …», None where nothing is said."""
    return html.P([html.Span(f"{label}: ", className="muted"), value]) if value else None


def by_level(title: str, said: Mapping[str, str]) -> html.Div | None:
    """Return what is said of А, Б and В side by side; None where nothing is."""
    if not any(said.values()):
        return None
    cells = [
        html.Div([html.P(say.pupil(level), className="muted"), html.P(said.get(level) or "—")])
        for level in LEVELS
    ]
    return html.Div([html.H4(title), html.Div(cells, className="study-three")])


def comparison(one: Any, sheets: Sequence[Any], names: Mapping[str, str]) -> html.Div:
    """Return stages × pupils: what was predicted, and below it what every observer saw, with how it came out.

    `names` are observers by the key of the sheet.
    """
    head = html.Thead(html.Tr([html.Th("Этап"), *[html.Th(say.pupil(level)) for level in LEVELS]]))
    known = {stage.stage_id for stage in one.stages}
    stray = sorted({stage_id for sheet in sheets for stage_id in sheet.cells} - known)
    rows = [_stage(stage.stage_id, stage, sheets, names) for stage in one.stages]
    rows += [_stage(stage_id, None, sheets, names) for stage_id in stray]
    table = html.Table([head, html.Tbody(rows)], className="study-comparison")
    return html.Div(table, className="table-box", tabIndex=0)


def _stage(stage_id: str, stage: Any, sheets: Sequence[Any], names: Mapping[str, str]) -> html.Tr:
    minutes = f", {stage.minutes}{words.NBSP}мин" if stage and stage.minutes else ""
    title = (
        f"{stage.name}{minutes}" if stage else say.WHOLE.get(stage_id, "Этап, которого нет в плане")
    )
    cells = []
    for level in LEVELS:
        predicted = stage.predicted.get(level) if stage else ""
        seen = [_seen(sheet.cells[stage_id][level], names[sheet.observer]) for sheet in sheets
                if level in sheet.cells.get(stage_id, {})]  # fmt: skip
        label: dict[str, Any] = {"data-label": say.pupil(level)}
        told = html.P([html.Span("ждали: ", className="muted"), predicted or "—"])
        cells.append(html.Td([told, *filter(None, seen)], **label))
    return html.Tr([html.Th(title, scope="row"), *cells])


def _seen(cell: Any, who: str) -> html.P | None:
    if not cell.observed and cell.met is None:
        return None
    sign, word = say.SIGNS.get(cell.met, ""), say.MET.get(cell.met, "")
    mark = html.Strong(f"{sign} {word}", className=f"met met-{cell.met}") if word else None
    said = f": {cell.observed}" if cell.observed and word else cell.observed
    return html.P([mark, said, html.Span(f" ({who})", className="muted")], className="seen")


def sheets_told(sheets: Sequence[Any], names: Mapping[str, str]) -> list[Any]:
    """Return who watched, when and how, what they say was achieved, and the issues they noted."""
    if not sheets:
        return [html.P("Листов наблюдения пока нет.", className="muted")]
    items = []
    for one in sheets:
        how = say.WATCHED[one.watched]
        when = words.day(one.observed_on) if one.observed_on else ""
        got = ", ".join(f"{say.LETTERS[level]}{words.NBSP}— {say.ACHIEVED[score]}"
                        for level, score in one.achieved.items())  # fmt: skip
        told = ", ".join(filter(None, [how, when]))
        items.append(html.Li([
            html.Strong(names[one.observer]), f" ({told})",
            f": критерий {got}" if got else "", html.P(one.issues, className="muted") if one.issues else None,
        ]))  # fmt: skip
    return [html.H4("Кто наблюдал"), html.Ul(items, className="study-sheets")]


def talk(one: Any) -> list[Any]:
    """Return the parts of a discussion in their order, and what was agreed."""
    parts: list[Any] = [
        html.Div([html.H4(title), html.P(one.parts.get(part) or "—")])
        for part, (title, _) in say.PARTS.items()
        if any(one.parts.values())
    ]
    when = [fact("Обсудили", words.day(one.discussed_on))] if one.discussed_on else []
    return [*when, *parts, *changes(one.changes)]


def changes(agreed: Sequence[Any]) -> list[Any]:
    """Return what was agreed to change in the next lesson."""
    items = [html.Li(one.text) for one in agreed]
    return [html.H4("Договорились изменить"), html.Ul(items)] if items else []


def outcomes(agreed: Sequence[Any]) -> list[Any]:
    """Return what became of every agreed change, with the explanation."""
    items = []
    for one in agreed:
        told = ": ".join(filter(None, [say.OUTCOMES[one.outcome], one.note]))
        items.append(html.Li([one.text, html.Span(f" · {told}", className="muted")]))
    return [html.Ul(items)]


def names_note(found: Sequence[str]) -> Any:
    """Return the warning about words that look like names; None where there are none."""
    if not found:
        return None
    told = words.listed([f"«{one}»" for one in found], 5)
    return note(f"Похоже на имя или фамилию: {told}. Ученики здесь только А, Б и В: замените, если это имя.",
                "warning")  # fmt: skip
