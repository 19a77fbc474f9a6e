"""The period report on the screen: its sentence, its table, the lists and the sheet of a class."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.big_tables import Cell, big_table, marked_table
from dashboard.components.controls import button, pill_select
from dashboard.components.page import section
from dashboard.components.shares import share_text
from dashboard.components.states import note
from dashboard.figures import class_lists
from dashboard.figures.class_lists import LISTS, MEAN, Entry
from dashboard.figures.measures import BASES
from dashboard.figures.period_report import Piece, ReportColumn, columns, label, pieces
from dashboard.ids import ReportIds

LEVELS = {"": "вся школа", "1": "НОО, 1–4", "2": "ООО, 5–9", "3": "СОО, 10–11"}
SUBJECTS = {
    "with_two_pupils_count": "with_two_subjects",
    "not_attested_pupils_count": "not_attested_subjects",
}
LINES = {"class": "", "grade": "is-sum", "level": "is-sum is-level", "school": "is-sum is-level"}


def sentence(total: dict[Any, Any], period: str, where: str = "В школе") -> str:
    """Return the sentence of a report: how many do well, how many need support."""
    if words.is_missing(total["pupils_count"]):
        return f"{where} за {period} отметок нет: в отчёте только состав"
    part, whole = total["quality_pupils_count"], total["attested_pupils_count"]
    support = int(total["with_two_pupils_count"] + total["not_attested_pupils_count"])
    helped = words.plural(support, "ученику", "ученикам", "ученикам")
    tail = f"поддержка нужна {helped}" if support else "«2» и н/а нет"
    return f"{where} за {period} на «4» и «5» учатся {share_text(part, whole)}, {tail}"


def filters(asked: Any, chosen: Any, classes: Sequence[str], class_name: str) -> list[Any]:
    """Return the pills: year, period, level, class, base."""
    periods = [{"label": words.period(p), "value": p} for p in chosen.periods]
    levels = [{"label": text, "value": code or "all"} for code, text in LEVELS.items()]
    named = [{"label": "все", "value": "all"}, *({"label": c, "value": c} for c in classes)]
    bases = [{"label": text, "value": code} for code, text in BASES.items()]
    return [
        pill_select(ReportIds.year, "Год", list(reversed(chosen.years)), asked.school_year),
        pill_select(ReportIds.period, "Период", periods, asked.period),
        pill_select(ReportIds.level, "Уровень", levels, asked.level or "all"),
        pill_select(ReportIds.class_name, "Класс", named, class_name or "all"),
        pill_select(ReportIds.base, "База", bases, asked.base),
    ]


def actions(class_name: str, origin: str) -> html.Div:
    """Return what can be taken away: the workbook, the page as paper; `origin` leads to the marks behind it."""
    text = f"Ведомость {class_name}, XLSX" if class_name else "Отчёт и листы классов, XLSX"
    place = ReportIds.class_xlsx if class_name else ReportIds.school_xlsx
    printed: dict[str, Any] = {"data-print": "true"}
    return html.Div(
        [
            button(text, place, "main"),
            button("Напечатать", kind="plain", **printed),
            dcc.Link("Откуда число?", href=origin, className="button button-quiet"),
            dcc.Download(id=ReportIds.download),
        ],
        className="upload-actions report-actions",
    )


def sums_by_period(lines: pd.DataFrame) -> list[str]:
    """Return who has only «4» and «5» of the attested by the periods of the classes, and all together."""
    own = lines[(lines["line"] == "class") & lines["attested_pupils_count"].notna()]
    counts = own.groupby("period")[["quality_pupils_count", "attested_pupils_count"]].sum()
    told = [
        f"{words.period(str(row.Index))}: {share_text(int(row[1]), int(row[2]))}"
        for row in counts.itertuples()
    ]
    whole = [int(total) for total in counts.sum()]
    together = f"На «4» и «5» вместе: {share_text(whole[0], whole[1])}"
    return [together, *told] if len(told) > 1 else told


def table(lines: pd.DataFrame, base: str, href: str) -> html.Div:
    """Return the report as a table; `href` is the address of a class with a place for its name."""
    shown = columns(base)
    body = "".join(_line(line, shown, href) for line in lines.to_dict("records"))
    return marked_table(_head(shown), body, "report")


def _head(shown: Sequence[ReportColumn]) -> str:
    groups: list[list[Any]] = []
    for column in _on_screen(shown):
        if groups and groups[-1][0] == column.group:
            groups[-1][1] += 1
        else:
            groups.append([column.group, 1])
    top = "".join(f'<th scope="colgroup" colspan="{n}">{escape(g)}</th>' for g, n in groups)
    names = "".join(f'<th scope="col">{escape(c.label)}</th>' for c in _on_screen(shown))
    return f'<tr><th scope="col" rowspan="2">Класс</th>{top}</tr><tr>{names}</tr>'


def _on_screen(shown: Sequence[ReportColumn]) -> list[ReportColumn]:
    """Return the columns without the subjects: on the screen they stand under their counts."""
    return [column for column in shown if column.kind != "text"]


def _line(line: dict[Any, Any], shown: Sequence[ReportColumn], href: str) -> str:
    name, wanted = escape(label(line)), _on_screen(shown)
    if line["line"] == "class":
        own = ' class="is-class"' if words.is_class_name(label(line)) else ""
        name = f'<a{own} href="{escape(href.format(class_name=line["class_name"]))}">{name}</a>'
    cells, place = "", 0
    for piece in pieces(line, wanted):
        cells += _piece(piece, wanted[place], line)
        place += piece.span
    return f'<tr class="{LINES[line["line"]]}"><th scope="row">{name}</th>{cells}</tr>'


def _piece(piece: Piece, column: ReportColumn, line: dict[Any, Any]) -> str:
    if isinstance(piece.value, str):
        return f'<td colspan="{piece.span}" class="is-missing">{escape(piece.value)}</td>'
    text = escape(shown_value(piece.value, column.kind)) + ("*" if piece.is_partial else "")
    told = line[SUBJECTS[column.key]] if column.key in SUBJECTS else ""
    under = f"<small>{escape(told)}</small>" if told else ""
    return f'<td class="is-number">{text}{under}</td>'


def shown_value(value: Any, kind: str) -> str:
    """Return a number as the table prints it: 25, 48,8, 3,60."""
    if kind == "count":
        return words.integer(value)
    return words.number(value, 2 if kind == "points" else 1)


def notes(remarks: Sequence[str], definitions: Sequence[str]) -> html.Div:
    """Return what has to be known of this report and what its columns mean."""
    told = [note(html.Ul([html.Li(text) for text in remarks]), "warning")] if remarks else []
    meant = html.Ul([html.Li(text) for text in definitions])
    parts = html.Details([html.Summary("Что значит каждый столбец"), meant], open=False)
    return html.Div([*told, parts], className="report-notes")


def lists(found: dict[str, list[Entry]]) -> html.Section:
    """Return the lists of a class teacher; a list of nobody is said so."""
    shown = [code for code in LISTS if found[code] or code not in ("unmarked", "left")]
    return section(
        "Списки", html.Div([_list(code, found[code]) for code in shown], className="report-lists")
    )


def _list(code: str, entries: Sequence[Entry]) -> html.Div:
    title = html.H3(f"{LISTS[code]}: {len(entries)}" if code != "most_absent" else LISTS[code])
    if not entries:
        return html.Div([title, html.P("Никого.", className="muted")])
    items = [
        html.Li([dcc.Link(e.full_name, href=f"/pupil/{e.pupil_id}"), f" — {e.detail}" if e.detail else ""])
        for e in entries
    ]  # fmt: skip
    return html.Div([title, html.Ul(items)])


def sheet(frame: pd.DataFrame) -> html.Section:
    """Return the summary sheet of a class: pupils by subjects with their means."""
    title = "Сводная ведомость"
    if frame.shape[1] <= 2:
        return section(title, html.P("Отметок за период нет.", className="muted"))
    head = [Cell("Ученик"), *(Cell(str(c)) for c in frame.columns[1:])]
    rows = [
        [Cell(str(row[0])), *(Cell(_sheet_text(v, frame.columns[i], row[0]), name="is-number") for i, v in
                              enumerate(row[1:], 1))]
        for row in frame.itertuples(index=False, name=None)
    ]  # fmt: skip
    return section(title, big_table(head, rows, "class-sheet"))


def _sheet_text(value: Any, column: str, name: str) -> str:
    if value == "" or words.is_missing(value):
        return ""
    if column == MEAN or name == class_lists.MEAN:
        return words.number(value, 2)
    return str(value)


def signatures(*who: str) -> html.P:
    """Return the lines to sign on: seen on paper only."""
    line = "_" * 24
    return html.P([html.Span(f"{one} {line}") for one in who], className="signatures only-print")
