"""Callbacks of the page of deficits: the address says everything, a change only rewrites it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from dash import Input, Output, State, callback, ctx, dcc, no_update
from dash.exceptions import PreventUpdate

from dashboard import address, data, deficit_origin, deficits, guard, origin, period_report, words
from dashboard import work_report as gathered
from dashboard.components import deficit_panel as panels
from dashboard.components import deficits as parts
from dashboard.components import empty_state, page_head
from dashboard.components import work_report as report_parts
from dashboard.deficits import Choice, to_page
from dashboard.ids import URL, CardIds, DeficitIds, shown
from dashboard.outside_marks import name_of
from dashboard.papers import work_report as paper
from dashboard.papers import xlsx
from dashboard.session import current_user, may
from warehouse import vpr_guard
from warehouse.accounts import audit
from warehouse.queries import deficits as queries


@callback(Output(DeficitIds.body, "children"), Input(URL, "search"), State(URL, "pathname"))
def show_deficits(search: str | None, pathname: str | None = "/deficits") -> Any:
    """Fill the page from the address: year, work, view, beside, class, task or skill, origin."""
    if pathname != "/deficits":
        return no_update
    filters = deficits.filters_of(search)
    chosen = deficits.choice(filters)
    return nothing_yet() if chosen is None else page(filters, chosen)


def page(filters: dict[str, str], chosen: Choice) -> list[Any]:
    """Return the page of a work: its map, or its paper."""
    drawn = {"year": chosen.work["school_year"], "work": chosen.work["assessment_id"],
             "beside": chosen.beside or "none"}  # fmt: skip
    store = dcc.Store(id=shown(DeficitIds.body), data=drawn)
    pills = parts.filters(chosen, name_of, views(filters, chosen))
    body = report if chosen.view == "report" else heat_map
    return [store, *body(filters, chosen, pills)]


def views(filters: dict[str, str], chosen: Choice) -> list[tuple[str, str, bool]]:
    """Return the views as (name, address, is current); a cell of one view is left on the way to another."""
    kept = {k: v for k, v in filters.items() if k in ("year", "work", "beside")}
    return [(name, to_page(kept, view="" if view == "tasks" else view), view == chosen.view)
            for view, name in deficits.VIEWS.items()]  # fmt: skip


def heat_map(filters: dict[str, str], chosen: Choice, pills: list[Any]) -> list[Any]:
    """Return the map with what lies under it and the panel beside it."""
    grid, view, beside = deficits.grid(chosen), chosen.view, chosen.beside_name
    texts = {"source": f"Источник: результаты работы · {data.snapshot_line()}", "beside": beside,
             "small": deficits.small(), "href": cell_href(filters)}  # fmt: skip
    facts = [chosen.work["school_year"], took_part(chosen), data.snapshot_line()]
    card = parts.map_card(grid, view, texts) if grid.rows else no_rows(view)
    year = chosen.work["school_year"]
    worst = deficits.top(chosen)
    main = [card, parts.beside_line(grid, beside, view), parts.levels_missing(grid),
            parts.top(worst, top_href, year, deficits.is_whole()), parts.guard(vpr_guard.WHY)]  # fmt: skip
    shown_parts = [part for part in main if part is not None]
    head = page_head(parts.sentence(chosen.work, grid, view), facts, pills)
    return [head, origin.beside(shown_parts, side_panel(filters, chosen))]


def took_part(chosen: Choice) -> str:
    """Return how many of one's classes wrote the work."""
    count = int(chosen.work["participants_count"])
    return f"писали {words.plural(count, 'участник', 'участника', 'участников')}"


def cell_href(filters: dict[str, str]) -> Any:
    """Return what makes the address of a drill from a task or a skill and a class."""
    return partial(
        to_page,
        {k: v for k, v in filters.items() if k not in ("task", "skill", "class", "cell", "origin")},
    )


def top_href(row: Mapping[str, Any]) -> str:
    """Return the address of a task among the largest deficits of the school."""
    return to_page({}, work=row["assessment_id"], year=row["school_year"], task=row["task_code"])


def side_panel(filters: dict[str, str], chosen: Choice) -> Any:
    """Return the panel beside the map: a cell of a file, where a number comes from, a task, a skill."""
    if filters.get("cell"):
        return deficit_origin.cell_panel(filters["cell"], to_page(filters, cell=None))
    if filters.get("origin"):
        return deficit_origin.panel(filters, chosen)
    if filters.get("task"):
        return task_panel(filters, chosen)
    return skill_panel(filters, chosen) if filters.get("skill") else None


def task_panel(filters: dict[str, str], chosen: Choice) -> Any:
    """Return the panel of a task; None where the work has no such one in one's classes."""
    cells = data.frame(queries.tasks, **chosen.key)
    cells = cells[cells["task_code"] == filters["task"]] if len(cells) else cells
    if cells.empty:
        return None
    key = chosen.key | {"task": filters["task"]}
    name = deficit_origin.class_of(filters)
    missed = data.frame(queries.missed, class_name=name, **key) if name is not None else None
    return panels.task(cells, data.frame(queries.task_points, **key), missed, {
        "class_name": name,
        "limits": deficits.limits().get(cells.iloc[0]["level"]),
        "close": cell_href(filters)(),
        "origin": to_page(filters, origin="1"),
        "cell": lambda row: to_page(filters, cell=origin.cell_address(row)),
        "to_class": lambda own: to_page(filters, class_name=own or parts.NO_CLASS),
        "goal": partial(panels.goal, chosen.work),
    })  # fmt: skip


def skill_panel(filters: dict[str, str], chosen: Choice) -> Any:
    """Return the panel of a skill in a class, or of its first class; None where there is no such skill."""
    found, cells = data.frame(queries.skills, **chosen.key), data.frame(queries.tasks, **chosen.key)
    found = found[found["skill"] == filters["skill"]] if len(found) else found
    name = deficit_origin.class_of(filters)
    if name is not None and len(found):
        found = found[found["class_name"] == name]
    if found.empty:
        return None
    own = cells[
        (cells["skill"] == filters["skill"]) & cells["class_name"].isin(found["class_name"])
    ]
    return panels.skill(deficits.pooled(found), own, {
        "close": cell_href(filters)(),
        "to_task": partial(to_page, filters, view=None, skill=None),
        "goal": partial(panels.goal, chosen.work),
    })  # fmt: skip


def report(filters: dict[str, str], chosen: Choice, pills: list[Any]) -> list[Any]:
    """Return the paper of the work on the screen."""
    found = gathered.gather(chosen)
    facts = [chosen.work["school_year"], data.snapshot_line()]
    return [
        page_head(gathered.title(found), facts, pills),
        report_parts.actions(to_page(filters, origin="1")),
        origin.beside([report_parts.body(found), parts.guard(vpr_guard.WHY),
                       report_parts.signatures("Составил", "Дата")], side_panel(filters, chosen)),
    ]  # fmt: skip


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(DeficitIds.year, "value"),
    Input(DeficitIds.work, "value"),
    Input(DeficitIds.beside, "value"),
    State(shown(DeficitIds.body), "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(year: str, work: str, beside: str, drawn: dict[str, str], search: str | None) -> Any:
    """Put the changed filter into the address; what was only drawn again changes nothing."""
    names = {DeficitIds.year: ("year", year), DeficitIds.work: ("work", work),
             DeficitIds.beside: ("beside", beside)}  # fmt: skip
    moved = names.get(ctx.triggered_id)
    if moved is None or moved[1] == drawn.get(moved[0]):
        return no_update
    return changed(deficits.filters_of(search), *moved)


def changed(filters: dict[str, str], name: str, value: str) -> str:
    """Return the query with a filter changed; another work or year leaves the cell that was open."""
    kept = (
        filters if name == "beside" else {k: v for k, v in filters.items() if k in ("year", "view")}
    )
    return address.search(kept, **{name: value, "origin": None, "cell": None})


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(CardIds.origin(DeficitIds.map), "n_clicks"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def open_origin(clicks: int | None, search: str | None) -> Any:
    """Open «Откуда число?» for what the map shows."""
    return address.search(deficits.filters_of(search), origin="1") if clicks else no_update


@callback(
    Output(DeficitIds.download, "data"),
    Input(DeficitIds.paper, "n_clicks"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def take_paper(clicks: int | None, search: str | None) -> Any:
    """Send the paper of the work as a workbook."""
    return document(search) if clicks else no_update


def document(search: str | None) -> dict[str, Any]:
    """Return the workbook of the work that an address names. Raises PreventUpdate where there is none."""
    chosen = deficits.choice(deficits.filters_of(search))
    if chosen is None:
        raise PreventUpdate
    found = gathered.gather(chosen)
    audit(
        guard.accounts().ledger,
        current_user().login,
        "download",
        f"work {chosen.work['assessment_id']}",
    )
    return xlsx.as_download(paper.workbook(found, period_report.imprint()), gathered.title(found))


def no_rows(view: str) -> Any:
    """Return what stands for a work whose file has no tasks, or whose tasks have no skills."""
    if view == "skills":
        return empty_state("Здесь будут умения, которых классу пока не хватает",
                           "Нужно описание работы: какое задание какое умение проверяет и какого оно уровня.",
                           "/uploads" if may("upload") else "", "Загрузить описание")  # fmt: skip
    return empty_state("У этой работы нет баллов по заданиям",
                       "Есть только отметки: они в справке. Загрузите форму с баллами, и появится карта.",
                       "/uploads" if may("upload") else "", "Загрузить результаты")  # fmt: skip


def nothing_yet() -> list[Any]:
    """Return what stands where no work is loaded."""
    return [
        page_head("Дефициты учеников: задания и умения"),
        empty_state(
            "Здесь будет карта классов и заданий: чего классы пока не умеют",
            "Нужны результаты ВПР, контрольной или другой работы с баллами по заданиям. "
            "Описание работы добавит умения и уровни.",
            "/uploads" if may("upload") else "",
            "Загрузить результаты",
        ),
        parts.guard(vpr_guard.WHY),
    ]
