"""Callbacks of the reports: the address says everything, paper is what the page shows."""

from __future__ import annotations

from typing import Any

from dash import Input, Output, State, callback, ctx, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import address, data, guard, origin, period_report, selection, words
from dashboard.components import empty_state, page_head
from dashboard.components import reports as parts
from dashboard.figures import class_lists
from dashboard.figures.measures import BASES
from dashboard.figures.period_report import LISTS_ONLY, definitions
from dashboard.ids import URL, ReportIds, shown
from dashboard.papers import period_report as paper
from dashboard.papers import xlsx
from dashboard.period_report import LEVELS, Asked, PeriodReport
from dashboard.session import may
from warehouse.queries.provenance import Slice


@callback(Output(ReportIds.body, "children"), Input(URL, "search"), State(URL, "pathname"))
def show_reports(search: str | None, pathname: str | None = "/reports") -> Any:
    """Fill the page from the address: year, period, level, class, base."""
    if pathname != "/reports":
        return no_update
    filters = address.chosen(search)
    found = period_report.asked_of(filters)
    return nothing_yet() if found is None else page(filters, *found)


def page(filters: dict[str, str], asked: Asked, chosen: selection.Chosen) -> list[Any]:
    """Return the page: the report of the school, or the papers of one class."""
    report = period_report.gather(asked)
    periods = dict(report.classes)
    class_name = filters.get("class", "")
    pills = parts.filters(asked, chosen, list(periods), class_name if class_name in periods else "")
    drawn = {"year": asked.school_year, "period": asked.period, "level": asked.level or "all",
             "class": class_name or "all", "base": asked.base}  # fmt: skip
    store = dcc.Store(id=shown(ReportIds.body), data=drawn)
    if not class_name:
        return [store, *school(report, filters, pills)]
    if class_name not in periods:
        return [store, *no_class(class_name, pills)]
    return [store, *one_class(report, filters, class_name, pills)]


def school(report: PeriodReport, filters: dict[str, str], pills: list[Any]) -> list[Any]:
    """Return the report by class with its totals."""
    asked = report.asked
    if report.lines.empty:
        return [page_head("В этом уровне классов за период нет", [asked.school_year], pills)]
    where = f"В{words.NBSP}{LEVELS[asked.level]}" if asked.level else "В школе"
    named = words.period(asked.period)
    facts = [asked.school_year, report.period_words, f"база: {BASES[asked.base]}",
             LISTS_ONLY if report.unofficial else "", data.snapshot_line()]  # fmt: skip
    href = f"/reports{address.search(filters, **{'class': None})}"
    href += ("&" if "?" in href else "?") + "class={class_name}"
    return [
        page_head(parts.sentence(report.total, named, where), facts, pills),
        parts.actions("", f"/reports{address.search(filters, origin='1')}"),
        origin.beside([parts.table(report.lines, asked.base, href)], origin_of(report, filters)),
        parts.notes(report.remarks, definitions(asked.base)),
        parts.signatures("Составил", "Директор"),
    ]


def origin_of(report: PeriodReport, filters: dict[str, str]) -> Any:
    """Return the marks behind the report, of the school or of the class shown; None where nobody asked."""
    if not filters.get("origin"):
        return None
    asked, class_name = report.asked, filters.get("class") or None
    period = dict(report.classes).get(class_name or "", asked.period)
    number = origin.Number(
        Slice(asked.school_year, period, None, class_name), "quality", asked.base
    )

    def href(**changes: str | None) -> str:
        return f"/reports{address.search(filters, **changes)}"

    panel = origin.slice_panel(number, filters["origin"], href)
    sums = [] if class_name else parts.sums_by_period(report.lines)
    if len(sums) < 2:
        return panel
    # The panel counts one period, the report of a school with half-years counts each class by its own.
    told = html.Div([html.P(text) for text in sums], className="card")
    return html.Div([told, panel], className="page-body")


def one_class(
    report: PeriodReport, filters: dict[str, str], class_name: str, pills: list[Any]
) -> list[Any]:
    """Return the lists and the summary sheet of a class."""
    asked, period = report.asked, dict(report.classes)[class_name]
    own = report.lines[report.lines["class_name"] == class_name]
    (papers,) = period_report.class_papers(asked.school_year, (class_name, period))
    named = words.period(period)
    facts = [asked.school_year, named, f"база: {BASES[asked.base]}", data.snapshot_line()]
    return [
        page_head(
            parts.sentence(own.iloc[0].to_dict(), named, f"В{words.NBSP}{class_name}"), facts, pills
        ),
        parts.actions(class_name, f"/reports{address.search(filters, origin='1')}"),
        origin_of(report, filters),
        parts.lists(class_lists.lists(papers.pupils, papers.marks)),
        parts.sheet(class_lists.sheet(papers.pupils, papers.marks)),
        parts.table(own, asked.base, "/reports?class={class_name}"),
        parts.signatures("Классный руководитель", "Дата"),
    ]


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(ReportIds.year, "value"),
    Input(ReportIds.period, "value"),
    Input(ReportIds.level, "value"),
    Input(ReportIds.class_name, "value"),
    Input(ReportIds.base, "value"),
    State(shown(ReportIds.body), "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(*asked: Any) -> Any:
    """Put the changed filter into the address; what was only drawn again changes nothing."""
    *values, drawn, search = asked
    names = ("year", "period", "level", "class", "base")
    ids = (ReportIds.year, ReportIds.period, ReportIds.level, ReportIds.class_name, ReportIds.base)
    moved = dict(zip(ids, zip(names, values, strict=True), strict=True)).get(ctx.triggered_id)
    if moved is None or moved[1] == drawn.get(moved[0]):
        return no_update
    return changed(address.chosen(search), *moved)


def changed(filters: dict[str, str], name: str, value: str) -> str:
    """Return the query with a filter changed; a level leaves the class, which may not be of it."""
    kept = "" if value == "all" else value
    return address.search(
        filters, **({"class": ""} if name == "level" else {}) | {name: kept, "origin": ""}
    )


@callback(
    Output(ReportIds.download, "data"),
    Input(ReportIds.school_xlsx, "n_clicks"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def take_school(clicks: int | None, search: str | None) -> Any:
    """Send the report with the sheets of its classes as a workbook."""
    return document(search) if clicks else no_update


@callback(
    Output(ReportIds.download, "data", allow_duplicate=True),
    Input(ReportIds.class_xlsx, "n_clicks"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def take_class(clicks: int | None, search: str | None) -> Any:
    """Send the papers of the class that the page shows as a workbook."""
    return document(search) if clicks else no_update


def document(search: str | None) -> dict[str, Any]:
    """Return the workbook of what an address shows. Raises PreventUpdate where it shows nothing."""
    filters = address.chosen(search)
    found = period_report.asked_of(filters)
    if found is None:
        raise PreventUpdate
    report = period_report.gather(found[0])
    wanted = [pair for pair in report.classes if filters.get("class", pair[0]) == pair[0]]
    if not wanted:
        raise PreventUpdate
    year = report.asked.school_year
    papers = period_report.class_papers(year, *wanted)
    about = f"report {year} {report.asked.period} {filters.get('class', '')}".strip()
    guard.note_download(about)
    content = paper.workbook(report, papers, period_report.imprint(), bool(filters.get("class")))
    return xlsx.as_download(content, paper.short_title(report, filters.get("class", "")))


def no_class(class_name: str, pills: list[Any]) -> list[Any]:
    """Return what stands for a class that is not in the report, or not this person's."""
    return [
        page_head(f"Класс {class_name}", None, pills),
        empty_state(
            "Такого класса среди ваших за этот период нет",
            "Возможно, его журнал ещё не загружен, он другого уровня или не закреплён за вами.",
            "/reports",
            "К отчёту",
        ),
    ]


def nothing_yet() -> list[Any]:
    """Return what stands where no period marks are loaded."""
    return [
        page_head("Отчёты за период"),
        html.Div(
            empty_state(
                "Здесь будут отчёт об успеваемости за период и листы классных руководителей",
                "Нужен отчёт журнала с отметками за период; список учеников добавит движение.",
                "/uploads" if may("upload") else "",
                "Загрузить журнал",
            )
        ),
    ]
