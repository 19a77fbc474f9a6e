"""Callbacks of the page of teachers: the address says everything, a change only rewrites it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
from dash import ALL, Input, Output, State, callback, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import address, competence_report, data, guard, origin, period_report, words
from dashboard import competences as asked
from dashboard.callbacks.origins import opens_origin
from dashboard.competences import KINDS, POINTS, VIEWS, Choice, to_page
from dashboard.components import competence_panel as panels
from dashboard.components import competence_summary as told
from dashboard.components import competences as parts
from dashboard.components import empty_state, page_head, pill_link, pill_select
from dashboard.components.provenance import Explained, files_panel
from dashboard.figures import competences as figures
from dashboard.ids import URL, TeacherIds, shown
from dashboard.papers import competences as paper
from dashboard.papers import xlsx
from dashboard.session import current_user, may
from warehouse.accounts import audit
from warehouse.metrics import catalogue
from warehouse.queries import competences

REGISTERS = "/registers?register="


@callback(Output(TeacherIds.body, "children"), Input(URL, "search"), State(URL, "pathname"))
def show_teachers(search: str | None, pathname: str | None = "/teachers") -> Any:
    """Fill the page from the address: wave, view, kind, group, by, measure, points, competence, teacher, origin."""
    if pathname != "/teachers":
        return no_update
    filters = asked.filters_of(search)
    chosen = asked.choice(filters)
    return nothing_yet() if chosen is None else page(filters, chosen)


def page(filters: dict[str, str], chosen: Choice) -> list[Any]:
    """Return the page of a wave in its view, with the panel beside it."""
    summary = competence_report.gather(filters, chosen)
    whole = asked.of_group(chosen.groups, ("all", "all"))
    views = [(name, to_page(filters, view="" if view == "map" else view, origin=None), view == chosen.view)
             for view, name in VIEWS.items()]  # fmt: skip
    body, pills = VIEW[chosen.view](filters, chosen, summary)
    drawn = {"wave": asked.wave_key(chosen.wave), "kind": chosen.kind, "measure": chosen.measure,
             "group": filters.get("group", "all"), "competence": _competence(filters, chosen)}  # fmt: skip
    sentence = parts.sentence(whole, int(chosen.wave["teachers_count"]), summary.borders.least)
    facts = [
        chosen.titles.get(chosen.wave["survey_id"], ""),
        words.day(chosen.wave["date_to"]),
        data.snapshot_line(),
    ]
    plan = [
        f"Наставничество: {summary.mentors_count} в реестре. ",
        dcc.Link("ИОМ", href=f"{REGISTERS}learning_routes"),
    ]
    return [
        dcc.Store(id=shown(TeacherIds.body), data=drawn),
        page_head(sentence, facts, parts.filters(chosen, views, pills)),
        parts.four_strips(competence_report.facts(chosen, summary), plan),
        origin.beside(
            [part for part in body if part is not None], side_panel(filters, chosen, summary)
        ),
    ]


def map_view(filters: dict[str, str], chosen: Choice, summary: Any) -> tuple[list[Any], list[Any]]:
    """Return the map competence × group (and the person's own column), or × teacher for the methodist."""
    is_by_teacher = chosen.is_by_teacher
    show = figures.Shown(chosen.measure, 100 * summary.borders.gap)
    if is_by_teacher:
        grid = figures.teacher_grid(chosen.people, show)
    else:
        grid = figures.group_grid(chosen.groups, chosen.kind, show)
        if len(chosen.people) and not may("teachers"):
            own = chosen.people.assign(full_name="вы")
            grid = figures.beside(grid, figures.teacher_grid(own, show))
    texts = {"href": partial(_cell, filters, chosen), "least": summary.borders.least,
             "is_by_teacher": is_by_teacher}  # fmt: skip
    names = {name: label for name, (label, _, _) in figures.MEASURES.items()}
    pills: list[Any] = (
        []
        if is_by_teacher
        else [pill_select(TeacherIds.pill("kind"), "Группы", parts.choices(KINDS), chosen.kind)]
    )
    pills.append(
        pill_select(TeacherIds.pill("measure"), "Показать", parts.choices(names), chosen.measure)
    )
    if may("teachers"):
        pills += [pill_link("по группам", to_page(filters, by=None, origin=None), not is_by_teacher),
                  pill_link("по педагогам", to_page(filters, by="teachers", origin=None), is_by_teacher)]  # fmt: skip
    return [parts.map_card(grid, chosen.measure, source(), texts), observe_line()], pills


def quadrant_view(
    filters: dict[str, str], chosen: Choice, summary: Any
) -> tuple[list[Any], list[Any]]:
    """Return self against observers: competences of a group, groups or teachers for a competence."""
    competence = _competence(filters, chosen)
    own_of = chosen.people if not may("teachers") else pd.DataFrame()
    own = figures.teacher_points(own_of, "competence_name") if len(own_of) else []
    if chosen.points == "competences":
        points, of = figures.competence_points(summary.rows), summary.of
    else:
        of = chosen.names.get(competence, "")
        own = []
        if chosen.points == "groups":
            found = chosen.groups[chosen.groups["competence_id"] == competence]
            points = figures.group_points(found[found["group_kind"].isin([chosen.kind, "all"])])
        else:
            found = (
                chosen.people[chosen.people["competence_id"] == competence]
                if len(chosen.people)
                else pd.DataFrame()
            )
            points = figures.teacher_points(found, "full_name")
    limits = summary.borders
    texts = {"what": POINTS[chosen.points], "of": of, "source": source()}
    card = parts.quadrant_card(
        points, own, figures.Place(limits.gap, limits.low, limits.high), texts
    )
    return [card, observe_line()], quadrant_pills(filters, chosen, competence)


def quadrant_pills(filters: dict[str, str], chosen: Choice, competence: str) -> list[Any]:
    """Return what the points are as links, then the group or the competence they are of."""
    known = {k: v for k, v in POINTS.items() if k != "teachers" or may("teachers")}
    links = [pill_link(name, to_page(filters, points=key, origin=None), key == chosen.points)
             for key, name in known.items()]  # fmt: skip
    kind = pill_select(TeacherIds.pill("kind"), "Группы", parts.choices(KINDS), chosen.kind)
    if chosen.points == "competences":
        return [*links, kind, group_pill(filters, chosen)]
    of = pill_select(
        TeacherIds.pill("competence"), "Компетенция", parts.choices(chosen.names), competence
    )
    return [*links, *([kind] if chosen.points == "groups" else []), of]


def summary_view(
    filters: dict[str, str], chosen: Choice, summary: Any
) -> tuple[list[Any], list[Any]]:
    """Return the summary in words with the paper, for a group or the whole staff."""
    change = (
        data.frame(competences.change, **chosen.key)
        if summary.group[0] == "all"
        else pd.DataFrame()
    )
    body = [
        told.paper_button(),
        *told.summary(summary.found, summary.borders.common, summary.of),
        told.steps_section(summary.lines, REGISTERS),
        told.named_steps(chosen.people, may("teachers")) if len(chosen.people) else None,
        told.change_section(change, chosen.wave["wave"]),
    ]
    kind = pill_select(TeacherIds.pill("kind"), "Группы", parts.choices(KINDS), chosen.kind)
    return body, [kind, group_pill(filters, chosen)]


VIEW = {"map": map_view, "quadrants": quadrant_view, "summary": summary_view}


def group_pill(filters: dict[str, str], chosen: Choice) -> Any:
    """Return the pill of the group within the kind."""
    grid = figures.group_grid(chosen.groups, chosen.kind, figures.Shown("self"))
    now = filters.get("group", "all")
    options = dict(grid.columns)
    return pill_select(
        TeacherIds.pill("group"), "Кто", parts.choices(options), now if now in options else "all"
    )


def side_panel(filters: dict[str, str], chosen: Choice, summary: Any) -> Any:
    """Return the panel of the cell that an address names, or «Откуда число?»; None where nobody asked."""
    close = to_page(filters, competence=None, group=None, teacher=None, origin=None)
    if filters.get("origin"):
        return origin_of(chosen, summary, to_page(filters, origin=None))
    competence = filters.get("competence", "")
    if chosen.view != "map" or competence not in chosen.names:
        return None
    if filters.get("teacher"):
        return teacher_panel(filters["teacher"], competence, chosen, close)
    group = asked.chosen_group(filters, chosen.groups, chosen.kind)
    rows = asked.of_group(chosen.groups, group)
    found = rows[rows["competence_id"] == competence].to_dict("records")
    return panels.group_panel(found[0], summary.borders.least, close) if found else None


def teacher_panel(teacher: str, competence: str, chosen: Choice, close: str) -> Any:
    """Return the panel of a teacher in the scope and a competence; None for anybody else."""
    people = chosen.people
    if people.empty:
        return None
    is_it = (people["teacher_id"].astype(str) == teacher) & (people["competence_id"] == competence)
    found = people[is_it].to_dict("records")
    if not found:
        return None
    if may("teachers"):
        audit(
            guard.accounts().ledger, current_user().login, "view", f"teacher {teacher} {competence}"
        )
    lessons = data.frame(competences.lessons, teacher=int(teacher), competence=competence)
    return panels.teacher_panel(found[0], lessons, asked.borders().lessons, close)


def origin_of(chosen: Choice, summary: Any, close: str) -> Any:
    """Return the formula with its counts and the files behind the wave."""
    known, limits = catalogue(), summary.borders
    metrics = [
        known[name]
        for name in (
            "competence_self",
            "competence_expert",
            "competence_gap",
            "competence_both_low",
        )
    ]
    definition = " ".join(
        f"{m.label[:1].upper()}{m.label[1:]}: {m.formula}. {m.note}" for m in metrics
    )
    wave = chosen.wave
    formula = (
        f"Ответов с подписью: {int(wave['teachers_count'])}. Уроков этой волны: {int(wave['lessons_count'])}. "
        f"Наблюдатели — от {limits.lessons} уроков у педагога, согласие — до {words.trimmed(limits.gap)}, низко — "
        f"до {words.trimmed(limits.low)}, высоко — от {words.trimmed(limits.high)} шкалы. "
        f"Группы меньше {limits.least} скрыты."
    )
    said = Explained(
        f"Компетенции, волна «{wave['wave']}»", formula, definition, False, data.reader().number
    )
    files = data.frame(competences.sources, **chosen.key)
    return files_panel(
        said, files, close, "Ответы встроенной формы и уроки, записанные здесь, файлов не имеют."
    )


def observe_line() -> html.P:
    """Return the way to the observed lessons."""
    return html.P(["Уроки записывают на странице ", dcc.Link("Посещённые уроки", href="/observations"), "."],
                  className="muted")  # fmt: skip


def source() -> str:
    """Return where the figures come from."""
    return f"Источник: самооценка педагогов и посещённые уроки · {data.snapshot_line()}"


def _competence(filters: dict[str, str], chosen: Choice) -> str:
    names = chosen.names
    return filters["competence"] if filters.get("competence") in names else next(iter(names), "")


def _cell(filters: dict[str, str], chosen: Choice, competence: str, key: str) -> str:
    people = set(chosen.people["teacher_id"].astype(str)) if len(chosen.people) else set()
    if key in people:
        return to_page(filters, competence=competence, teacher=key, group=None, origin=None)
    return to_page(filters, competence=competence, group=key, teacher=None, origin=None)


@callback(
    Output(URL, "search", allow_duplicate=True),
    Input(TeacherIds.pill(ALL), "value"),
    State(TeacherIds.pill(ALL), "id"),
    State(shown(TeacherIds.body), "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def choose(
    values: list[str], pills: list[dict[str, str]], drawn: dict[str, str], search: str | None
) -> Any:
    """Put the changed filter into the address; what was only drawn again changes nothing."""
    given = {pill["name"]: value for pill, value in zip(pills, values, strict=True)}
    moved = [(name, value) for name, value in given.items() if value and value != drawn[name]]
    return changed(asked.filters_of(search), *moved[0]) if moved else no_update


def changed(filters: dict[str, str], name: str, value: str) -> str:
    """Return the query with a filter changed; another kind of groups leaves the group."""
    left = {"group": None} if name == "kind" else {}
    return address.search(filters, **left | {name: value, "origin": None, "teacher": None})


opens_origin(TeacherIds.map, TeacherIds.quadrants)


@callback(
    Output(TeacherIds.download, "data"),
    Input(TeacherIds.paper, "n_clicks"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def take_paper(clicks: int | None, search: str | None) -> Any:
    """Send the summary as a workbook; nobody is named in it."""
    return document(search) if clicks else no_update


def document(search: str | None) -> dict[str, Any]:
    """Return the workbook of what an address shows. Raises PreventUpdate where there is nothing."""
    filters = asked.filters_of(search)
    chosen = asked.choice(filters)
    if chosen is None:
        raise PreventUpdate
    summary = competence_report.gather(filters, chosen)
    wave = parts.wave_name(chosen.wave, chosen.titles, False)
    title = f"Сводный анализ компетенций педагогов, {wave}"
    facts = f"{summary.of} · {told.counted(int(chosen.wave['teachers_count']))} оценили себя · {data.snapshot_line()}"
    texts = {"title": title, "facts": facts, "least": summary.borders.least}
    guard.note_download(f"competences {asked.wave_key(chosen.wave)}")
    content = paper.workbook(
        summary.rows, summary.found, summary.lines, texts, period_report.imprint()
    )
    return xlsx.as_download(content, title)


def nothing_yet() -> list[Any]:
    """Return the page of a school whose teachers have not assessed their competences."""
    return [
        page_head("Компетенции педагогов: самооценки пока нет"),
        empty_state(
            "Здесь будет карта компетенций по группам педагогов, сам и наблюдатели в квадрантах и сводный анализ",
            "Нужна анкета «Профессиональные компетенции учителя» и записанные посещения уроков: "
            "от двух уроков у педагога.",
            "/uploads" if may("upload") else "",
            "Загрузить анкету",
        ),
        observe_line(),
    ]
