"""The coding of a lesson's tasks by one coder: a native list of codes beside every task, hints in quiet text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import words
from dashboard.components import lesson_words as say
from dashboard.components.controls import button, pill_select
from dashboard.components.page import section
from dashboard.components.states import note
from dashboard.ids import LessonIds

NOBODY = "nobody"
NONE = {"label": "— без кода", "value": ""}


@dataclass(frozen=True)
class Sheet:
    """What a coder fills: tasks (no, text, hint) in order, codes by number, the codes to choose from.

    `target` is kept in the page: lesson_id, coder_id; `seen` is the record that the codes came from. `coders`
    are those on whose behalf the person may code, beyond one only for the methodist.
    """

    tasks: Sequence[tuple[str, str, str]]
    codes: Mapping[str, str]
    options: Sequence[Mapping[str, str]]
    target: Mapping[str, Any]
    seen: int | None
    who: str
    draft: str
    coders: Sequence[tuple[str, str]] = ()


def options(categories: Sequence[Any], types: Sequence[Any]) -> list[dict[str, str]]:
    """Return the codes of a list: every category alone, then its types; labels begin with the code itself, so
    that typing «2.5» on the keyboard finds it."""
    found = []
    for one in categories:
        found.append(
            {
                "label": f"{one.category} — вся группа: {one.short_name.lower()}",
                "value": str(one.category),
            }
        )
        found += [{"label": f"{kind.code} {kind.type_name}", "value": kind.code}
                  for kind in types if kind.category == one.category]  # fmt: skip
    return found


def hint_words(hints: Sequence[Any], names: Mapping[int, str]) -> str:
    """Return what the openings of a text suggest: «“Сравните” часто бывает у группы 2, простые операции»."""
    said = [
        f"«{one.opening}» — группа {one.category}, {names[one.category].lower()}" for one in hints
    ]
    return f"Подсказка: {'; '.join(said)}" if said else ""


def sheet(drawn: Sheet) -> html.Section:
    """Return the coding; what is chosen outlives a reload in this browser until it is saved."""
    live: dict[str, Any] = {"aria-live": "polite"}
    chooser = [html.Div(pill_select(
        LessonIds.coder, "Чьи коды", [{"label": name, "value": key} for key, name in drawn.coders],
        str(drawn.target["coder_id"])), className="pills")] if drawn.coders else []  # fmt: skip
    told = (
        "Код — что задача требует от ученика. Не уверены в типе, выберите группу целиком. Подсказка смотрит "
        "только на первые слова, решаете вы."
    )
    return section(
        f"Коды: {drawn.who}",
        *chooser,
        html.P(told, className="muted"),
        dcc.Store(id=LessonIds.coding, data=dict(drawn.target)),
        html.Ol([_task(task, drawn) for task in drawn.tasks], className="coding"),
        html.P(id=LessonIds.coded, className="muted", **live),
        html.Div(id=LessonIds.coding_note, **live),
        html.Div(button("Сохранить коды", LessonIds.save_codes(drawn.seen or 0), "main"),
                 className="form-buttons lesson-buttons"),
        name="coding",
    )  # fmt: skip


def _task(task: tuple[str, str, str], drawn: Sheet) -> html.Li:
    no, text, hint = task
    held = drawn.codes.get(no, "")
    known = {option["value"] for option in drawn.options}
    own = (
        [{"label": f"{held} (нет в списке типов)", "value": held}]
        if held and held not in known
        else []
    )
    control = dbc.Select(
        id=LessonIds.code(no), options=[NONE, *own, *drawn.options], value=held,
        persistence=drawn.draft, persistence_type="local", placeholder=NONE["label"],
    )  # fmt: skip
    quiet = [html.Span(hint, className="coding-hint")] if hint else []
    about = html.Span([html.Span(text), *quiet], className="coding-text")
    return html.Li(html.Label([about, control]))


def uncoded_note(places: list[int], whole: int) -> html.Div:
    """Return what is said of tasks that a coder left without a code."""
    return note(
        f"Без кода: {say.places(places)}. Структура посчитана по{words.NBSP}{say.of(whole - len(places), whole)}"
        f" {words.form(whole, *say.OF_TASKS)}; выберите код, чтобы посчитались все.",
        "warning",
    )


def keep_mine(record_id: int) -> Any:
    """Return the button that keeps one's own codes over what was saved."""
    return button("Оставить мои", LessonIds.save_codes(record_id), "plain")


def nobody_yet(coders: Sequence[tuple[str, str]]) -> html.Section:
    """Return the choice of whose codes to write down, for who has no name among the teachers."""
    first = {"label": "выберите педагога", "value": NOBODY}
    choice = pill_select(LessonIds.coder, "Чьи коды",
                         [first, *({"label": name, "value": key} for key, name in coders)], NOBODY)  # fmt: skip
    told = "Коды записывают от имени того, кто кодировал: перенесите их с листа или кодируйте сами."
    pills = html.Div(choice, className="pills")
    return section(
        "Записать коды",
        dcc.Store(id=LessonIds.coding),
        html.P(told, className="muted"),
        pills,
    )
