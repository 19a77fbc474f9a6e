"""Callbacks of the page of objectivity."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import ALL, Input, Output, State, callback, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import address, changes, data, origin, outside_marks, words
from dashboard.callbacks.origins import opens_origin
from dashboard.components import chart_card, empty_state, note, page_head, section, toast
from dashboard.components import exams as exam_parts
from dashboard.components import low_results as low_parts
from dashboard.components import objectivity as parts
from dashboard.components import points as point_parts
from dashboard.components.cards import table_card
from dashboard.components.provenance import Explained, files_panel
from dashboard.components.tables import Column
from dashboard.figures import outside_marks as figures
from dashboard.ids import TOAST, URL, ObjectivityIds, shown
from dashboard.outside_marks import Asked
from dashboard.session import current_user, may
from warehouse import vpr_guard
from warehouse.metrics import catalogue
from warehouse.queries import exams, objectivity
from warehouse.thresholds import threshold

EXAMS = ("oge", "ege")
POINT_COLUMNS = [
    Column("total_points", "Балл", "number", 2),
    Column("participants_count", "Участников", "count"),
]


@callback(
    Output(ObjectivityIds.body, "children"),
    Input(URL, "search"),
    Input(ObjectivityIds.version, "data"),
    State(URL, "pathname"),
)
def show_objectivity(search: str | None, _version: int = 0, pathname: str = "/objectivity") -> Any:
    """Fill the page from the address: year, kind, grade, subject, work, origin."""
    if pathname != "/objectivity":
        return no_update
    filters = address.chosen(search)
    asked = outside_marks.asked_of(filters)
    return nothing_yet() if asked is None else page(filters, asked)


def page(filters: dict[str, str], asked: Asked) -> list[Any]:
    """Return the page of a year and kind of work."""
    frame = asked.narrowed(data.frame(objectivity.classes, **asked.of))
    lines = asked.narrowed(data.frame(objectivity.lines, **asked.of))
    school, summed = parts.by_subjects(frame), parts.total(frame)
    body = [
        *beside_journal(asked, frame, school, lines),
        *([exams_section(asked)] if asked.kind in EXAMS else []),
        *(
            [parts.gaps(asked.narrowed(data.frame(objectivity.gaps, **asked.of)))]
            if len(frame)
            else []
        ),
        *points(asked, filters.get("work", "")),
        *parts.lines(lines),
        *low_results(),
        *([note(vpr_guard.WHY)] if asked.kind == "vpr" else []),
    ]
    panel = origin_of(asked, summed, filters) if filters.get("origin") else None
    drawn = {"year": asked.year, "kind": asked.kind, "grade": asked.grade, "subject": asked.subject}
    said, strips = verdict(asked, summed, parts.compared(school, lines))
    facts = [asked.year, words.works(asked.kind), data.snapshot_line()]
    return [
        dcc.Store(id=shown(ObjectivityIds.body), data=drawn),
        page_head(said, facts, parts.filters(asked)),
        strips,
        origin.beside(body, panel),
    ]


def verdict(asked: Asked, of: dict[str, int], beside: str) -> tuple[str, Any]:
    """Return the sentence and the strips: of marks beside the journal's, of ЕГЭ by its test points."""
    if asked.kind == "ege":
        found = exam_frame(asked)
        return exam_parts.headline(found, asked.kind, asked.year), exam_parts.four_strips(found)
    strips = parts.four_strips(of, beside, outside_marks.limits())
    return parts.sentence(of, asked.kind, asked.year), strips


def low_results() -> list[Any]:
    """Return both signs of low results of the school."""
    found = data.frame(objectivity.low_results, school=data.ledger().school_id)
    return low_parts.section_of(found, threshold(data.ledger(), "low_results_pct"))


def exam_frame(asked: Asked) -> pd.DataFrame:
    """Return the exams of the year by subject, of the chosen subject where one is chosen."""
    found = data.frame(exams.subjects, **asked.of)
    return found[found["subject"] == asked.subject] if asked.subject else found


def beside_journal(
    asked: Asked, frame: pd.DataFrame, school: pd.DataFrame, lines: pd.DataFrame
) -> list[Any]:
    """Return the bars by subject and by class; words where no mark can be laid beside the journal's."""
    if asked.kind == "ege":
        return []
    if frame.empty:
        return [note(parts.nothing_beside(asked.kind))]
    limits = outside_marks.limits()
    source = f"Источник: протоколы работ и журнал · {data.snapshot_line()}"
    school, frame = parts.told(school, limits), parts.told(frame, limits)
    by_subject, by_class = parts.subject_rows(school, lines), parts.class_rows(frame)
    return [
        chart_card(
            ObjectivityIds.subjects, parts.subject_headline(school), parts.legend(school), figures.shares(by_subject),
            school, source, columns=parts.SUBJECT_COLUMNS, has_origin=True,
            min_width=560, narrow=parts.narrow(by_subject),
        ),
        chart_card(
            ObjectivityIds.shares, parts.headline(frame), parts.legend(frame), figures.shares(by_class),
            frame, source, columns=parts.CLASS_COLUMNS, has_origin=True,
            min_width=560, narrow=parts.narrow(by_class),
        ),
    ]  # fmt: skip


def exams_section(asked: Asked) -> Any:
    """Return ОГЭ or ЕГЭ by subject, and the same by class."""
    by_subject = exam_frame(asked)
    by_class = exam_parts.with_counts(data.frame(exams.classes, **asked.of))
    if asked.subject:
        by_class = by_class[by_class["subject"] == asked.subject]
    title = f"{words.works(asked.kind)} по предметам"
    columns = exam_parts.COLUMNS[asked.kind]
    named = Column("class_name", "Класс", show=lambda row: row["class_name"] or parts.NO_CLASS)
    subject = Column("subject", "Предмет")
    return section(
        title,
        # Of ЕГЭ the head of the page says the same.
        *([html.P(exam_parts.headline(by_subject, asked.kind, asked.year))] if asked.kind == "oge" else []),
        table_card(f"{ObjectivityIds.exams}-subjects", title, by_subject, [subject, *columns]),
        html.H3("По классам"),
        table_card(f"{ObjectivityIds.exams}-classes", f"{title} и классам", by_class, [subject, named, *columns]),
        exam_parts.remark(asked.kind),
    )  # fmt: skip


def points(asked: Asked, wanted: str) -> list[Any]:
    """Return the spread of points of one work, with the borders that were entered."""
    works = asked.narrowed(outside_marks.works_of(asked.year, asked.kind))
    names = outside_marks.work_names(works)
    if not names:
        return []
    work = wanted if wanted in dict(names) else names[0][0]
    counts, borders = outside_marks.spread(work), outside_marks.borders(work)
    drawn = dcc.Store(id=shown(ObjectivityIds.work), data=work)
    if not counts:
        return [section("Распределение баллов", drawn, point_parts.work_pill(names, work),
                        html.P("Баллов за работу в протоколе нет.", className="muted"))]  # fmt: skip
    limits = outside_marks.limits()
    table = pd.DataFrame(
        {"total_points": sorted(counts), "participants_count": [counts[t] for t in sorted(counts)]}
    )
    card = chart_card(
        ObjectivityIds.points,
        point_parts.headline(counts, dict(names)[work]),
        "Сколько участников набрали столько первичных баллов",
        figures.spread(counts, borders, outside_marks.most_points(work)),
        table,
        f"Источник: протокол работы · {data.snapshot_line()}",
        columns=POINT_COLUMNS,
        has_origin=True,
    )  # fmt: skip
    return [section("Распределение баллов", drawn, point_parts.work_pill(names, work), card,
                    *point_parts.at_borders(counts, borders, limits),
                    point_parts.border_fields(borders, may("settings")))]  # fmt: skip


def origin_of(asked: Asked, of: dict[str, int], filters: dict[str, str]) -> Any:
    """Return the formula with its counts and the files behind the page."""
    metric = catalogue()["confirmed_pct"]
    whole = of["participants_count"]
    share = words.percent(100 * of["confirmed_count"] / whole) if whole else words.NO_DATA
    formula = f"Подтвердили: {of['confirmed_count']} / {whole} × 100 = {share}."
    title = ", ".join(filter(None, [words.works(asked.kind), asked.year, asked.subject,
                                    f"{asked.grade}{words.NBSP}класс" if asked.grade else ""]))  # fmt: skip
    definition = f"{metric.label[:1].upper()}{metric.label[1:]}: {metric.formula}. {metric.note}"
    said = Explained(title, formula, definition, metric.is_official, data.reader().number)
    sources = data.frame(objectivity.sources, **asked.of, **asked.part)
    return files_panel(said, sources, f"/objectivity{address.search(filters, origin=None)}")


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(ObjectivityIds.year, "value"),
    Input(ObjectivityIds.kind, "value"),
    Input(ObjectivityIds.grade, "value"),
    Input(ObjectivityIds.subject, "value"),
    State(shown(ObjectivityIds.body), "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(
    year: str, kind: str, grade: str, subject: str, drawn: dict[str, str], search: str | None
) -> Any:
    """Put the year, kind, grade and subject into the address; another work of theirs is not kept."""
    moved = {"year": year, "kind": kind, "grade": _chosen(grade), "subject": _chosen(subject)}
    if moved == drawn:
        return no_update
    return address.search(address.chosen(search), **moved, work=None, origin=None)


def _chosen(value: str | None) -> str:
    return "" if value in (None, parts.ALL) else str(value)


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(ObjectivityIds.work, "value"),
    State(shown(ObjectivityIds.work), "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose_work(work: str | None, drawn: str, search: str | None) -> Any:
    """Put the work whose points are drawn into the address."""
    if not work or work == drawn:
        return no_update
    return address.search(address.chosen(search), work=work)


@callback(
    Output(ObjectivityIds.version, "data"),
    Output(ObjectivityIds.kept, "children"),
    Output(TOAST, "children", allow_duplicate=True),
    Input(ObjectivityIds.keep, "n_clicks"),
    State(ObjectivityIds.border(ALL), "value"),
    State(shown(ObjectivityIds.work), "data"),
    State(ObjectivityIds.version, "data"),
    prevent_initial_call=True,
)
def keep_borders(clicks: int | None, values: list[Any], work: str, version: int) -> Any:
    """Keep the borders of marks of a work, or say what is wrong with them."""
    if not clicks or not may("settings"):
        raise PreventUpdate
    try:
        record = enter(work, values)
    except changes.Unacceptable as problem:
        return no_update, note(str(problem), "warning"), no_update
    said = "Границы сохранены." if record else "Такие границы уже введены."
    return version + 1, "", toast(said)


def enter(work: str, values: list[Any]) -> bool:
    """Keep the borders and return True; False where the same already hold. Raises changes.Unacceptable."""
    most = outside_marks.most_points(work)
    record = changes.payload("mark_borders", work, values)
    if most is not None and values[-1] > most:
        raise changes.Unacceptable(
            f"За работу можно набрать не больше {words.trimmed(most)} баллов"
        )
    if record is not None:
        data.ledger().add_record("mark_borders", work, record, current_user().name)
    return record is not None


opens_origin(ObjectivityIds.shares, ObjectivityIds.subjects, ObjectivityIds.points)


def nothing_yet() -> list[Any]:
    """Return the page of a school without outside works."""
    return [
        page_head("Проверочных работ и экзаменов пока нет"),
        empty_state(
            "Здесь будут отметки за ВПР, контрольные и ОГЭ рядом с отметками журнала: кто понизил, "
            "подтвердил, повысил, и распределение баллов",
            "Загрузите протокол ВПР («Индивидуальные результаты»), контрольной работы или экзамена.",
            "/uploads" if may("upload") else "",
            "Загрузить протокол",
        ),
    ]
