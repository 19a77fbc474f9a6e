"""Mentoring and support on a day: young teachers, pairs, routes, events, the talent pool."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components import register_words as say
from dashboard.components.cards import table_card
from dashboard.components.page import page_head, section, strip, strips
from dashboard.components.registers import views
from dashboard.components.states import empty_state, note
from dashboard.components.tables import Column
from dashboard.ids import RegisterIds
from dashboard.support import Event, Routes, Young

Line = Mapping[str, Any]
SHOWN_EVENTS = 30


@dataclass(frozen=True)
class Support:
    """What the view shows on a day; `pool` are the lines of the talent pool, `source` the freshness."""

    day: date
    young: Sequence[Young]
    pairs: Sequence[Line]
    routes: Routes
    events: Sequence[Event]
    pool: Sequence[Line]
    soon: Sequence[Line]
    base: int
    source: str
    link: Callable[..., str]

    @property
    def alone(self) -> list[Young]:
        """The young teachers without any support."""
        return [one for one in self.young if not one.is_supported]


def body(page: Support) -> list[Any]:
    """Return the view: head, strips, young teachers, pairs, routes, events, the talent pool."""
    facts = [f"на {words.day(page.day)}", "до 35 лет и первые три года в школе", page.source]
    day = dcc.Input(id=RegisterIds.day, type="date", value=page.day.isoformat(),  # type: ignore[arg-type]
                    className="pill-date")  # fmt: skip
    asked = html.Label([html.Span("На дату", className="pill-label"), day], className="pill")
    return [
        page_head(sentence(page), facts, [*views("support", page.link), asked]),
        _strips(page),
        section("Молодые учителя", _young(page), name="young"),
        section("Пары наставничества", _pairs(page), name="pairs"),
        section("Индивидуальные маршруты", _routes(page), name="routes"),
        section("Методические мероприятия", _events(page), name="events"),
        section("Кадровый резерв", _pool(page), name="pool"),
    ]


def sentence(page: Support) -> str:
    """Return the sentence of the view."""
    count, alone = len(page.young), len(page.alone)
    if not count:
        going = words.plural(len(page.pairs), "пара", "пары", "пар")
        verb = words.form(len(page.pairs), "занимается", "занимаются", "занимаются")
        nobody = f"Молодых учителей в{words.NBSP}списке школы нет"
        return (f"{nobody}; наставничеством {verb} {going}" if page.pairs else
                f"{nobody}, пар наставничества тоже")  # fmt: skip
    noun = words.form(count, "молодой учитель", "молодых учителя", "молодых учителей")
    if not alone:
        return f"Все {count}{words.NBSP}{noun} с{words.NBSP}наставником или другой поддержкой" if count > 1 else (
            "Единственный молодой учитель школы с поддержкой")  # fmt: skip
    helped = count - alone
    people = words.form(count, "молодого учителя", "молодых учителей", "молодых учителей")
    return f"Поддержка есть у{words.NBSP}{helped} из{words.NBSP}{count}{words.NBSP}{people}"


def _strips(page: Support) -> html.Div:
    helped = len(page.young) - len(page.alone)
    routes = page.routes
    fact = (
        f"С{words.NBSP}поддержкой {helped} из{words.NBSP}{len(page.young)}"
        if page.young
        else "Молодых учителей нет"
    )
    names = ", ".join(one.card["full_name"] for one in page.alone)
    late = words.plural(len(routes.overdue), "шаг просрочен", "шага просрочены", "шагов просрочены")
    ends = words.plural(len(page.soon), "срок", "срока", "сроков")
    return strips(
        strip("fact", fact, html.P(f"пар наставничества на эту дату: {len(page.pairs)}")),
        strip("deviation", f"Без поддержки: {len(page.alone)}" if page.young else "План ни к кому не относится",
              html.P(["По дорожной карте поддержка нужна каждому до 35 лет в первые три года. ",
                      f"Пока без неё: {names}." if names else ""])),
        strip("forecast", f"В ближайшие 30{words.NBSP}дней: {ends}",
              html.P("заканчиваются шаги маршрутов, планы и пары")),
        strip("decision", f"Маршруты есть у{words.NBSP}{say.of_people(routes.teachers_count, page.base)}"
              if page.base else f"Шагов в{words.NBSP}маршрутах: {len(routes.steps)}",
              html.P(f"{late}; без наставника: {len(routes.without_mentor)}" if routes.steps
                     else "маршрутов пока нет")),
    )  # fmt: skip


def _teacher(row: Mapping[str, Any]) -> dcc.Link:
    return dcc.Link(row["full_name"], href=f"/teacher/{row['teacher_id']}")


def _young(page: Support) -> Any:
    if not page.young:
        return note("В списке школы нет учителей до 35 лет в первые три года. Если они есть, укажите возрастную "
                    "группу и день прихода в «Педагоги школы».")  # fmt: skip
    rows = [
        {"full_name": one.card["full_name"], "teacher_id": one.card["teacher_id"],
         "subjects": one.card["subjects"] or say.DASH,
         "came_on": one.card["came_on"], "mentor": "; ".join(row["partner_name"] for row in one.pairs),
         "forms": "; ".join(filter(None, (_form(row) for row in one.forms))),
         "said": "есть поддержка" if one.is_supported else "▲ поддержки нет"}
        for one in page.young
    ]  # fmt: skip
    columns = [
        Column("full_name", "Педагог", show=_teacher), Column("subjects", "Предметы"),
        Column("came_on", "В школе с", "day"), Column("mentor", "Наставник", show=lambda r: r["mentor"] or "нет"),
        Column("forms", "Другая поддержка", show=lambda r: r["forms"] or "нет"), Column("said", "Итог"),
    ]  # fmt: skip
    return table_card(
        "support-young", "Молодые учителя и их поддержка", pd.DataFrame(rows), columns, page.source
    )


def _form(row: Line) -> str:
    return ": ".join(filter(None, (row["kind"], row["title"])))


def _pairs(page: Support) -> Any:
    if not page.pairs:
        return empty_state("На эту дату пар наставничества нет.", "Здесь будут наставник, с кем он работает, цель и "
                           "сроки.", page.link(register="mentoring"), "Открыть реестр наставничества")  # fmt: skip
    rows = [{"full_name": r["full_name"], "teacher_id": r["teacher_id"], "mentor": r["partner_name"],
             "goal": r["title"], "days": say.when(r, has_end=True), "state": r["status"] or "не указано"}
            for r in page.pairs]  # fmt: skip
    columns = [Column("full_name", "Педагог", show=_teacher), Column("mentor", "Наставник"), Column("goal", "Цель"),
               Column("days", "Сроки"), Column("state", "Состояние")]  # fmt: skip
    table = table_card(
        "support-pairs", "Пары наставничества", pd.DataFrame(rows), columns, page.source
    )
    return html.Div([table, _origin(page, "mentoring")])


def _origin(page: Support, register: str) -> html.Div:
    href = page.link(register=register, origin="1")
    return html.Div(
        dcc.Link("Откуда число?", href=href, className="button button-quiet"), className="quiet-row"
    )


def _routes(page: Support) -> Any:
    routes = page.routes
    if not routes.steps:
        return empty_state("Маршрутов пока нет.", "Здесь будут шаги: дефицит → действие → наставник → подтверждение → "
                           "срок.", page.link(register="learning_routes"), "Открыть реестр маршрутов")  # fmt: skip
    told = [f"Шагов: {len(routes.steps)}, просрочено: {len(routes.overdue)}, "
            f"ещё не закрыты и без наставника: {len(routes.without_mentor)}. "]  # fmt: skip
    if page.base:
        told.insert(
            0, f"Маршрут есть у{words.NBSP}{say.of_people(routes.teachers_count, page.base)}. "
        )
    rows = [{"full_name": r["full_name"], "teacher_id": r["teacher_id"], "competence": r["competence"],
             "step": r["title"], "mentor": r["partner_name"] or "нет", "due": r["date_to"],
             "state": say.step_state(r, page.day)} for r in routes.overdue]  # fmt: skip
    columns = [Column("full_name", "Педагог", show=_teacher), Column("competence", "Дефицит"),
               Column("step", "Действие"), Column("mentor", "Наставник"), Column("due", "Срок", "day"),
               Column("state", "Состояние")]  # fmt: skip
    late = [html.H3("Просроченные шаги"),
            table_card("support-routes", "Просроченные шаги маршрутов", pd.DataFrame(rows), columns,
                       page.source)]  # fmt: skip
    link = dcc.Link("Все шаги", href=page.link(register="learning_routes"))
    return html.Div([html.P(["".join(told), link]), *(late if rows else []), _origin(page, "learning_routes")],
                    className="section")  # fmt: skip


def _events(page: Support) -> Any:
    if not page.events:
        return empty_state("Мероприятий до этой даты нет.", "Здесь будут мастер-классы, семинары, открытые просмотры: "
                           "кто провёл и кто участвовал.", page.link(register="events"),
                           "Открыть реестр мероприятий")  # fmt: skip
    items = [_event(one) for one in page.events[:SHOWN_EVENTS]]
    more = len(page.events) - SHOWN_EVENTS
    rest = (
        [dcc.Link(f"Ещё {more}: открыть реестр", href=page.link(register="events"))]
        if more > 0
        else []
    )
    return html.Div([html.Ul(items, className="events-list"), *rest])


def _event(one: Event) -> html.Li:
    when = words.day(one.day) if one.day else "дата не указана"
    led = f"Провели: {', '.join(one.led)}." if one.led else "Кто провёл, не указано."
    took = f" Участвовали: {', '.join(one.took_part)}." if one.took_part else ""
    place = f" · {one.place}" if one.place else ""
    return html.Li([html.P([html.B(when), f" · {one.kind}{place}"]), html.P(one.title, className="line-title"),
                    html.P(f"{led}{took}", className="muted")])  # fmt: skip


def _pool(page: Support) -> Any:
    if not page.pool:
        return empty_state("В кадровом резерве никого нет.", "Здесь будет, кто и на какую роль готовится.",
                           page.link(register="talent_pool"), "Открыть кадровый резерв")  # fmt: skip
    items = [html.Li([_teacher(r), f": {r['title']}, {r['status'] or 'состояние не указано'}",
                      f", с {words.day(r['date_from'])}" if r["date_from"] else ""]) for r in page.pool]  # fmt: skip
    return html.Ul(items)
