"""Callbacks of the pages of surveys: the address says the view and the waves."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from dash import Input, Output, State, callback, dcc, no_update

from dashboard import address, data, survey_report, survey_texts, surveys
from dashboard.callbacks.origins import opens_origin
from dashboard.callbacks.survey_key import edit
from dashboard.components import empty_state, note, page_head, pill_link, pill_select
from dashboard.components import surveys as parts
from dashboard.ids import URL, SurveyIds, shown
from dashboard.papers import surveys as paper
from dashboard.papers import xlsx
from dashboard.session import may

WAITING = "Ответы пересчитываются, страница обновится сама."
VIEWS = {**survey_report.VIEWS, "key": ("Ключ", edit)}


@callback(
    Output(SurveyIds.list_body, "children"),
    Output(SurveyIds.list_poll, "disabled"),
    Input(URL, "pathname"),
    Input(SurveyIds.list_version, "data"),
)
def show_surveys(pathname: str | None = "/surveys", _version: Any = 0) -> Any:
    """Fill the list of surveys, and follow what is being published."""
    if pathname != "/surveys":
        return no_update, True
    # Asked first: what is published meanwhile is shown by one more turn, never missed.
    is_waiting = data.is_waiting()
    return the_list(), not is_waiting


def the_list() -> list[Any]:
    """Return the list of surveys: those without a key first, then by title."""
    found = sorted(surveys.known().values(), key=lambda one: (one.key is not None, one.title))
    asked = [listed(one) for one in found if one.waves or one.forms]
    ready = [listed(one) for one in found if one.key and not one.waves]
    return parts.surveys_page(asked, ready, may("upload"), surveys.calls_href())


def listed(found: surveys.Survey) -> dict[str, Any]:
    """Return a survey as a row of the list."""
    key = found.said
    return {
        "survey_id": found.survey_id, "title": found.title, "audience": key["audience"],
        "is_raw": found.key is None, "answers_count": found.answers_count,
        "waves": " → ".join(name for _, name in reversed(surveys.wave_names(found))),
        "items_count": len(key["items"]), "is_named": key["is_named"], "source": key["source"],
        "href": surveys.href(found.survey_id),
    }  # fmt: skip


@callback(
    Output(SurveyIds.body, "children"),
    Output(SurveyIds.poll, "disabled"),
    Input(URL, "search"),
    Input(SurveyIds.of, "data"),
    Input(SurveyIds.version, "data"),
)
def show_survey(search: str | None, of: str, _version: Any = 0) -> Any:
    """Fill the page of a survey from the address: view, wave, before, after, group, origin."""
    is_waiting = data.is_waiting()
    found = surveys.survey(unquote(of))
    if found is None:
        return no_survey(), True
    filters = address.chosen(search)
    return page(found, filters), not (is_waiting and view_of(found, filters) != "key")


def view_of(found: surveys.Survey, filters: dict[str, str]) -> str:
    """Return the view that the address names, where the survey has it for this person."""
    asked = filters.get("view", "")
    return asked if asked in dict(views(found)) else ""


def views(found: surveys.Survey) -> list[tuple[str, str]]:
    """Return the views that a survey has for the person who asks, with their names."""
    names = [(code, name) for code, (name, _) in survey_report.VIEWS.items()]
    if found.key is None or not found.waves:
        names = [("", "Ответы")]
    return [*names, *([("key", "Ключ")] if may("settings") else [])]


def page(found: surveys.Survey, filters: dict[str, str]) -> list[Any]:
    """Return the page of a survey in its view."""
    view = view_of(found, filters)
    draw = VIEWS[view][1]
    if not view and found.key is None:
        draw = survey_report.raw
    elif not view and not found.waves:
        draw = survey_report.unanswered
    sentence, body = draw(found, filters)
    audience = parts.AUDIENCES.get(found.said["audience"], "")
    drawn = dict(wave_pills(found, filters, view))
    facts = [found.title, audience, data.snapshot_line()]
    waiting = [note(WAITING)] if data.is_waiting() and view != "key" else []
    return [
        dcc.Store(id=shown(SurveyIds.body), data=drawn),
        page_head(sentence, facts, pills(found, filters, view)),
        *waiting,
        *body,
    ]


def wave_pills(found: surveys.Survey, filters: dict[str, str], view: str) -> list[tuple[str, str]]:
    """Return which choices of a wave a view has, with what is chosen."""
    if found.key is None or not found.waves or view in ("beside", "key"):
        return []
    if view == "texts":
        return [("wave", survey_report.chosen_wave(found, filters)),
                ("item", survey_report.chosen_item(found, filters))]  # fmt: skip
    if view != "change":
        return [("wave", survey_report.chosen_wave(found, filters))]
    return [("before", survey_report.chosen_wave(found, filters, "before", back=1)),
            ("after", survey_report.chosen_wave(found, filters, "after"))]  # fmt: skip


LABELS = {"wave": "Волна", "before": "До", "after": "После", "item": "Вопрос"}
CONTROLS = {"wave": SurveyIds.wave, "before": SurveyIds.before, "after": SurveyIds.after,
            "item": SurveyIds.item}  # fmt: skip


def pills(found: surveys.Survey, filters: dict[str, str], view: str) -> list[Any]:
    """Return the views as links and the choices of waves."""
    kept = {name: filters[name] for name in ("wave", "before", "after") if filters.get(name)}
    links = [
        pill_link(name, surveys.href(found.survey_id, view=code or None, **kept), code == view)
        for code, name in views(found)
    ]
    waves = surveys.wave_names(found)
    known = {"item": survey_texts.open_items(found)}
    chosen = [
        pill_select(CONTROLS[name], LABELS[name],
                    [{"label": said, "value": code} for code, said in known.get(name, waves)], value)
        for name, value in wave_pills(found, filters, view)
    ]  # fmt: skip
    calls = surveys.calls_href(found.survey_id) if found.key else ""
    return [*links, *([pill_link("Собрать ответы", calls)] if calls else []), *chosen]


def choose(value: str | None, name: str, drawn: dict[str, str] | None, search: str | None) -> Any:
    """Put a chosen wave into the address; what was only drawn again changes nothing."""
    if value is None or value == (drawn or {}).get(name):
        return no_update
    return address.search(address.chosen(search), **{name: value}, origin=None, group=None)


def chooses(name: str) -> None:
    """Let the choice of a wave move the address."""

    def choose_wave(value: str | None, drawn: dict[str, str] | None, search: str | None) -> Any:
        return choose(value, name, drawn, search)

    callback(
        Output(URL, "search", allow_duplicate=True),
        Input(CONTROLS[name], "value"),
        State(shown(SurveyIds.body), "data"),
        State(URL, "search"),
        prevent_initial_call=True,
    )(choose_wave)


for _name in CONTROLS:
    chooses(_name)


@callback(
    Output(SurveyIds.list_version, "data"),
    Input(SurveyIds.list_poll, "n_intervals"),
    State(SurveyIds.list_version, "data"),
    prevent_initial_call=True,
)
@callback(
    Output(SurveyIds.version, "data"),
    Input(SurveyIds.poll, "n_intervals"),
    State(SurveyIds.version, "data"),
    prevent_initial_call=True,
)
def follow(_ticks: Any, version: Any) -> Any:
    """Draw the page anew when what was accepted has been published."""
    number = data.reader().number
    return no_update if number == version else number


@callback(
    Output(SurveyIds.download, "data"),
    Input(SurveyIds.xlsx, "n_clicks"),
    State(SurveyIds.of, "data"),
    State(URL, "search"),
    prevent_initial_call=True,
)
def take_xlsx(clicks: int | None, of: str, search: str | None) -> Any:
    """Give the results of the wave as a workbook."""
    found = surveys.survey(unquote(of)) if clicks else None
    if found is None or not found.waves:
        return no_update
    wave = survey_report.chosen_wave(found, address.chosen(search))
    title, content = paper.of_wave(found.title, survey_report.sheet_facts(found, wave))
    return xlsx.as_download(content, title)


opens_origin(SurveyIds.items, SurveyIds.beside)


def no_survey() -> list[Any]:
    """Return what stands where no survey has this address."""
    return [
        page_head("Такого опроса нет"),
        empty_state("Опрос могли отменить вместе с файлом", "Посмотрите список опросов.", "/surveys",
                    "К опросам"),
    ]  # fmt: skip
