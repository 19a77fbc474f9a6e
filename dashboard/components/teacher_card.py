"""The card of a teacher: facts, and every register's lines about the teacher; the route as a chain."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dash import dcc, html

from dashboard import words
from dashboard.components import register_words as say
from dashboard.components.page import page_head, section
from dashboard.components.path_links import to_path
from dashboard.components.states import empty_state
from dashboard.register_fields import CARD_FIELDS, Register

Line = Mapping[str, Any]
ROUTE = "learning_routes"


@dataclass(frozen=True)
class TeacherCard:
    """What is shown of a teacher on a day: the card, and lines by register, also those as a mentor.

    `may_keep` opens the ways to change; `closed` are registers that the person may not see; `source` is
    the freshness, `new_key` the key of a step to add.
    """

    card: Mapping[str, Any]
    registers: Sequence[Register]
    lines: Mapping[str, Sequence[Line]]
    mentored: Sequence[Line]
    day: date
    may_keep: bool
    closed: Collection[str]
    source: str
    new_key: str = ""

    @property
    def steps(self) -> Sequence[Line]:
        """The steps of the route."""
        return self.lines.get(ROUTE, ())


def body(page: TeacherCard, further: Sequence[Any] = ()) -> list[Any]:
    """Return the card; `further` are sections of other modules, such as competences."""
    facts = [
        page.card["position"],
        page.card["subjects"],
        dcc.Link("от дефицита к результату", href=to_path(teacher=str(page.card["teacher_id"]))),
        "открытие этой страницы записано",
        page.source,
    ]
    filled = [r for r in page.registers if r.register != ROUTE and page.lines.get(r.register)]
    shown = [r for r in page.registers if r.register not in {ROUTE, *page.closed}]
    empty = [r.title for r in shown if not page.lines.get(r.register)]
    absent = html.P(f"Пока нет строк: {', '.join(empty)}.", className="muted") if empty else None
    return [
        page_head(sentence(page), [fact for fact in facts if fact]),
        section("Карточка", _facts(page)),
        section("Индивидуальный маршрут", _route(page), name="route"),
        *further,
        *(_register(one, page) for one in filled),
        *([_mentored(page)] if page.mentored else []),
        *([section("Чего нет", absent)] if absent else []),
    ]


def sentence(page: TeacherCard) -> str:
    """Return the sentence of the card: how the route goes, else how much is known."""
    name = page.card["full_name"]
    late = [row for row in page.steps if say.is_overdue(row, page.day)]
    if page.steps:
        done = sum(row["status"] == "сделано" for row in page.steps)
        steps = words.form(len(page.steps), "шага", "шагов", "шагов")
        told = f"{name}: сделано {done} из{words.NBSP}{len(page.steps)}{words.NBSP}{steps} маршрута"
        return f"{told}, просрочено {len(late)}" if late else told
    total = sum(len(rows) for rows in page.lines.values())
    return (
        f"{name}: {say.lines(total)} в{words.NBSP}реестрах"
        if total
        else f"{name}: в реестрах пока ничего нет"
    )


def _facts(page: TeacherCard) -> html.Div:
    told = [(f.label, say.value(f, page.card)) for f in CARD_FIELDS[1:]]
    rows = [html.Div([html.Dt(label), html.Dd(text)]) for label, text in told if text]
    parts: list[Any] = [html.Dl(rows, className="card-facts")] if rows else [
        html.P("В списке педагогов школы этой карточки ещё нет.", className="muted")]  # fmt: skip
    if page.may_keep:
        parts.append(dcc.Link("Изменить карточку", className="button button-quiet",
                              href=f"/registers?register=staff&line={page.card['teacher_id']}"))  # fmt: skip
    return html.Div(parts, className="card")


def _route(page: TeacherCard) -> Any:
    if not page.steps:
        return empty_state("Маршрута пока нет.", "Здесь будет цепочка: дефицит → действие → наставник → "
                           "подтверждение → срок.", *_add(page, ROUTE, "Добавить шаг"))  # fmt: skip
    steps = sorted(page.steps, key=lambda row: (row["date_to"] or date.max, row["title"]))
    chain = [_step(row, page.day) for row in steps]
    more = [dcc.Link("Шаги в реестре", href=_address(page, ROUTE), className="button button-quiet")]
    return html.Div([html.Ol(chain, className="route"), *more])


def _step(row: Line, day: date) -> html.Li:
    parts = [
        ("Дефицит", row["competence"]),
        ("Действие", row["title"]),
        ("Наставник", row["partner_name"] or "не назначен"),
        ("Подтверждение", row["evidence"] or "пока нет"),
        ("Срок", words.day(row["date_to"]) if row["date_to"] else "не указан"),
    ]
    links = [html.Div([html.Span(label, className="muted"), html.Span(text or say.DASH)], className="link")
             for label, text in parts]  # fmt: skip
    late = say.is_overdue(row, day)
    sign = "▲ " if late else "✓ " if row["status"] == "сделано" else "● "
    state = html.P(
        f"{sign}{say.step_state(row, day)}", className="step-state" + (" is-late" if late else "")
    )
    return html.Li([state, html.Div(links, className="chain"),
                    *([html.P(row["note"], className="muted")] if row["note"] else [])])  # fmt: skip


def _add(page: TeacherCard, register: str, text: str) -> tuple[str, str]:
    href = f"{_address(page, register)}&line={page.new_key}"
    return (href, text) if page.may_keep else ("", "")


def _address(page: TeacherCard, register: str) -> str:
    return f"/registers?register={register}&teacher={page.card['teacher_id']}"


def _register(register: Register, page: TeacherCard) -> html.Section:
    rows = sorted(page.lines[register.register], key=_newest_first)
    items = [html.Li(_line(register, row)) for row in rows]
    link = dcc.Link(
        "В реестре", href=_address(page, register.register), className="button button-quiet"
    )
    return section(
        register.title, html.Ul(items, className="card-lines"), link, name=register.register
    )


def _newest_first(row: Line) -> tuple[int, str]:
    day = row["date_to"] or row["date_from"]
    return (-day.toordinal() if day else 0, row["title"])


def _line(register: Register, row: Line) -> list[Any]:
    named = next((name for name in ("title", "status", "kind") if row[name]), "")
    rest = [f"{f.label[:1].lower()}{f.label[1:]}: {text}" for f in register.fields
            if f.name != named and f.type != "date" and (text := say.value(f, row))]  # fmt: skip
    day = say.when(row, register.field("date_to") is not None)
    return [
        html.Span(row[named] if named else register.one, className="line-title"),
        html.Span(f" · {day}" if day else "", className="muted"),
        html.P("; ".join(rest), className="muted") if rest else None,
    ]


def _mentored(page: TeacherCard) -> html.Section:
    items = [html.Li([dcc.Link(row["full_name"], href=f"/teacher/{row['teacher_id']}") if page.may_keep
                      else row["full_name"], f": {row['title']}",
                      html.Span(f" · {say.when(row, has_end=True)}", className="muted")])
             for row in page.mentored]  # fmt: skip
    return section("Наставник для коллег", html.Ul(items))


def absent() -> list[Any]:
    """Return what stands for a teacher who is not there, before a person who may open every card."""
    why = "Возможно, карточку убрали или адрес скопирован не целиком."
    return [
        page_head("Карточка педагога"),
        empty_state("Такого педагога в школе нет", why, "/registers?register=staff", "Педагоги школы"),
    ]  # fmt: skip


def closed() -> list[Any]:
    """Return what stands for a teacher whose card the person may not open, there or not."""
    return [
        page_head("Карточка педагога"),
        empty_state(
            "Эта карточка вам не открыта",
            "Карточку педагога видят он сам, методист, директор и администратор. Если это ваша карточка, "
            "попросите администратора связать вашу учётную запись с вашим именем.",
            "/registers", "Мои строки в реестрах",
        ),
    ]  # fmt: skip
