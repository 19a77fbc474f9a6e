"""Callbacks of the page of strategies: the address says everything."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
from dash import Input, Output, State, callback, dcc, html, no_update

from dashboard import data, origin, strategy_writing, words
from dashboard import strategies as asked
from dashboard.callbacks.origins import opens_origin
from dashboard.components import empty_state, note, page_head, pill_link
from dashboard.components import strategies as parts
from dashboard.components import strategy_forms as forms
from dashboard.components.provenance import Explained, files_panel
from dashboard.ids import URL, StrategyIds
from dashboard.session import current_user, may
from dashboard.strategies import Line, to_page
from dashboard.strategy_pupils import pupil_deficits
from warehouse import vpr_guard
from warehouse.queries import strategies as queries
from warehouse.queries.strategies import Sight

PAGE = "/strategies"
opens_origin(StrategyIds.bars)


@callback(
    Output(StrategyIds.body, "children"),
    Input(URL, "search"),
    Input(StrategyIds.version, "data"),
    State(URL, "pathname"),
)
def show_strategies(search: str | None, _version: int = 0, pathname: str | None = PAGE) -> Any:
    """Fill the page from the address: view (mine, choose, edit), strategy, origin."""
    if pathname != PAGE:
        return no_update
    if not data.is_published():
        return nothing_yet()
    filters = asked.filters_of(search)
    view = filters.get("view", "")
    return VIEW[view](filters) if view in allowed() else resource_view(filters)


def allowed() -> dict[str, str]:
    """Return the views that the person has, with their names."""
    found = {"": "Ресурс"}
    if current_user().teacher_id is not None:
        found["mine"] = "Мой самоанализ"
    if may("staff"):
        found |= {"choose": "Выбор стратегии", "edit": "Новая стратегия"}
    return found


def pills(now: str) -> list[Any]:
    """Return the views as links."""
    ways = allowed()
    return (
        [pill_link(name, to_page({}, view=view), view == now) for view, name in ways.items()]
        if len(ways) > 1
        else []
    )


def resource_view(filters: dict[str, str]) -> list[Any]:
    """Return the staff's resource for each strategy, the choice, the deficits, and a panel beside."""
    seen = asked.sight()
    found = asked.lines(seen)
    said = asked.choice()
    chosen = next(
        (one for one in found if said and one.strategy.strategy_id == said["strategy_id"]), None
    )
    staff = data.frame(queries.staff, as_of=seen.as_of).iloc[0]
    table = deficit_table(found, said, seen)
    ready = int((table["ready"] != "нет").sum()) if len(table) else 0
    href, where = partial(to_page, filters), source()
    main = [
        parts.top_strips(said, chosen, (ready, len(table)), choose_way()),
        *([] if int(staff["answered_count"]) else [no_answers()]),
        parts.bars_card(asked.by_resource(found), int(staff["staff_count"]), where, href),
        parts.map_section(found, where, href),
        parts.deficit_section(table, bool(said and said.get("deficits")), deficit_way(), note(html.P(vpr_guard.WHY))),
        unknown_note(),
    ]  # fmt: skip
    facts = [
        parts.answered(int(staff["answered_count"]), int(staff["staff_count"])),
        data.snapshot_line(),
    ]
    head = page_head(parts.sentence(chosen, found, asked.bar()), facts, pills(""))
    return [
        head,
        origin.beside([one for one in main if one is not None], side_panel(filters, found, seen)),
    ]


def deficit_table(found: list[Line], said: Any, seen: Sight) -> pd.DataFrame:
    """Return the deficits of the choice, else those that are known, with the strategies that answer them."""
    known = [*pupil_deficits(), *asked.staff_deficits(seen)]
    known = asked.chosen_deficits(said, known) or known
    bar = asked.bar()
    rows = []
    for deficit in known:
        own = [one for one in found if asked.answers(one.strategy, deficit)]
        ready = [one for one in own if one.is_ready(bar)]
        rows.append({
            "title": deficit.title,
            "whose": "у педагогов" if deficit.is_of_staff else "у учеников",
            "how_much": deficit.how_much or "назван при выборе",
            "answers": words.listed([f"«{one.strategy.name}»" for one in own], 4) or "пока никакие",
            "ready": words.listed([f"«{one.strategy.name}»" for one in ready], 4) or "нет",
        })  # fmt: skip
    return pd.DataFrame(rows)


def side_panel(filters: dict[str, str], found: list[Line], seen: Sight) -> Any:
    """Return the panel of the strategy that an address names, or «Откуда число?»."""
    if filters.get("origin"):
        return origin_of(found, to_page(filters, origin=None))
    line = next((one for one in found if one.strategy.strategy_id == filters.get("strategy")), None)
    if line is None:
        return None
    one = line.strategy
    ways: list[Any] = [dcc.Link("Закрыть", href=to_page({}), className="button button-quiet")]
    if may("staff"):
        ways.append(
            dcc.Link(
                "Исправить",
                href=to_page({}, view="edit", strategy=one.strategy_id),
                className="button",
            )
        )
    tutors = data.frame(queries.tutors, strategy=one.strategy_id, sight=seen)
    answers = [asked.answer_name(answer) for answer in one.answers]
    return parts.detail(line, tutors, seen.named, answers, ways)


def origin_of(found: list[Line], close: str) -> Any:
    """Return the formula with its counts and the files with self-analysis."""
    told = [
        f"«{one.strategy.name}»: {parts.counts(one)}"
        for one in asked.by_resource(found)
        if one.asked
    ]
    definition = (
        "Считается последний ответ каждого педагога, который работает сейчас: 0 — не владею, 1 — знаю, "
        "2 — применяю, 3 — могу научить. Применяют — 2 и 3. Кто не ответил, в долю не входит."
    )
    said = Explained(
        "Ресурс коллектива для стратегий", "; ".join(told), definition, False, data.reader().number
    )
    return files_panel(
        said, data.frame(queries.sources), close, "Ответы, написанные здесь, файлов не имеют."
    )


def mine_view(_filters: dict[str, str]) -> list[Any]:
    """Return the form of one's own self-analysis."""
    own = strategy_writing.own_answers()
    facts = [
        "каждый ответ сохраняется сразу",
        "его видите вы и методист",
    ]
    head = page_head("Мой самоанализ: какими стратегиями я пользуюсь", facts, pills("mine"))
    return [
        head,
        forms.mine([(one, own.get(one.strategy_id, {})) for one in strategy_writing.register()]),
    ]


def choose_view(_filters: dict[str, str]) -> list[Any]:
    """Return the form of the choice of this school year."""
    year = asked.this_year()
    said = strategy_writing.said_choice(year)
    known = [*asked.chosen_deficits(said), *pupil_deficits(), *asked.staff_deficits(asked.sight()),
             *strategy_writing.framework()]  # fmt: skip
    options = {one.key: one for one in reversed(known)}
    state = {"year": year, "seen": said.get("record_id"), "login": current_user().login}
    head = page_head(
        f"Стратегия на {year} учебный год",
        ["выбор с причинами и дефицитами, на которые он отвечает"],
        pills("choose"),
    )
    return [
        head,
        forms.choice(said, strategy_writing.register(), list(reversed(options.values())), state),
    ]


def edit_view(filters: dict[str, str]) -> list[Any]:
    """Return the form of a strategy: one of the register, or a new one."""
    wanted = filters.get("strategy", "")
    one = next((s for s in strategy_writing.register() if s.strategy_id == wanted), None)
    state = {"strategy": one.strategy_id if one else "", "seen": one.record_id if one else None,
             "login": current_user().login, "new": strategy_writing.new_id()}  # fmt: skip
    head = page_head(
        f"Исправить: {one.name}" if one else "Новая стратегия или технология",
        [],
        pills("" if one else "edit"),
    )
    return [head, forms.strategy(one, strategy_writing.answer_options(), state)]


VIEW = {"": resource_view, "mine": mine_view, "choose": choose_view, "edit": edit_view}


def choose_way() -> Any:
    """Return the way to the choice for those who may make it."""
    return (
        dcc.Link("Выбрать или изменить", href=to_page({}, view="choose")) if may("staff") else None
    )


def no_answers() -> Any:
    """Return what stands while no teacher has written a self-analysis."""
    return empty_state(
        "Здесь будет видно, сколько педагогов применяют каждую стратегию и кто может научить",
        "Каждый педагог за пять минут отвечает о себе с телефона в разделе «Мой самоанализ», "
        "или школа загружает таблицу самоанализа.",
        "/uploads" if may("upload") else "", "Загрузить таблицу",
    )  # fmt: skip


def unknown_note() -> Any:
    """Return which titles of loaded self-analysis are no strategy's name, to those who keep the register."""
    found = data.frame(queries.unknown) if may("staff") else pd.DataFrame()
    if found.empty:
        return None
    names = words.listed([f"«{title}»" for title in found["title"]], 5)
    return note([f"В самоанализе есть названия, которых нет в списке стратегий: {names}. Добавьте стратегию "
                 "или впишите это название среди её других названий, и строки встанут на место. ",
                 dcc.Link("Новая стратегия", href=to_page({}, view="edit"))], "warning")  # fmt: skip


def deficit_way() -> html.P:
    """Return where deficits are seen in full."""
    return html.P(["Полностью: ", dcc.Link("дефициты учеников", href="/deficits"), ", ",
                   dcc.Link("компетенции педагогов", href="/teachers")], className="muted")  # fmt: skip


def source() -> str:
    """Return where the figures come from."""
    return f"Источник: самоанализ педагогов (реестр) · {data.snapshot_line()}"


def nothing_yet() -> list[Any]:
    """Return the page of a school that has published nothing."""
    return [
        page_head("Стратегии: данных пока нет"),
        empty_state("Здесь будет карта ресурса коллектива для каждой педагогической стратегии",
                    "Загрузите список педагогов и их самоанализ.",
                    "/uploads" if may("upload") else "", "Загрузить файлы"),
    ]  # fmt: skip
