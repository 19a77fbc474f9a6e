"""Projects, the bank of practices and showings on the screen: sentences, strips, cards, the board, the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.cards import xlsx_of
from dashboard.components.controls import pill_link
from dashboard.components.page import strip, strips
from dashboard.components.tables import Column, cell_text
from dashboard.ids import PracticeIds

NBSP = words.NBSP
PROJECTS = ("проект", "проекта", "проектов")
PRACTICES = ("практика", "практики", "практик")
SHOWINGS = ("показ", "показа", "показов")
REVIEWS = ("оценка", "оценки", "оценок")
NOT_SO = f"По{NBSP}этим фильтрам ничего нет"
VIEWS = (("", "Проекты"), ("bank", "Банк практик"), ("showings", "Где показан опыт"))


def views(current: str, link: Callable[..., str]) -> list[Any]:
    """Return the ways between the views of the page."""
    return [pill_link(label, link(view=name or None), name == current) for name, label in VIEWS]


def named(titles: Sequence[str]) -> str:
    """Return titles in quotes, in one phrase."""
    return words.listed([quoted(title) for title in titles])


def quoted(title: str) -> str:
    """Return a title in quotes, those inside it as the inner ones: «Сборник „Город в числах“»."""
    inner = title.replace("«", "„").replace("»", "“")
    return f"«{inner}»"


def projects_sentence(count: int, by_peers: int, by_experts: int) -> str:
    """Return the head of the projects: how many there are and how many colleagues and experts have judged."""
    if not count:
        return "Педагогических проектов пока нет"
    kind = words.form(
        count, "педагогический проект", "педагогических проекта", "педагогических проектов"
    )
    told = f"В{NBSP}школе {count}{NBSP}{kind}"
    if not by_peers and not by_experts:
        return f"{told}; ни коллеги, ни эксперты их ещё не{NBSP}оценивали"
    return f"{told}: коллеги оценили {by_peers}, эксперты {words.NBSP}— {by_experts}".replace(
        f" {NBSP}", NBSP
    )


def projects_strips(
    found: Sequence[Any], waiting: Sequence[Any], href: Callable[[str], str]
) -> html.Div:
    """Return the strips of the projects: fact, who is not judged yet, what goes to experts, what the person may do."""
    ready = [one for one in found if one.row["status"] not in ("", "в работе")]
    lacking = [one.title for one in found if not one.of("peer")]
    ahead = [
        one.title for one in found if one.row["status"] == "на экспертизе" and not one.of("expert")
    ]
    total = sum(len(one.reviews) for one in found)
    todo = (
        f"Ждут вас: {words.plural(len(waiting), *PROJECTS)}" if waiting else "Вас проекты не ждут"
    )
    first = _first(waiting[0], href) if waiting else None
    return strips(
        strip("fact", words.plural(len(found), *PROJECTS),
              html.P(f"готовы {len(ready)}, {words.plural(total, *REVIEWS)}", className="muted")),
        strip("deviation", f"Без оценки коллег: {len(lacking)}" if lacking else "Каждый проект оценили коллеги",
              html.P(named(lacking)) if lacking else None),
        strip("forecast", f"Ждут экспертов: {len(ahead)}" if ahead else "На экспертизе проектов нет",
              html.P(named(ahead)) if ahead else None),
        strip("decision", todo, first),
    )  # fmt: skip


def _first(one: Any, href: Callable[[str], str]) -> html.P:
    return html.P(dcc.Link(f"Открыть {quoted(one.title)}", href=href(one.key)))


def project_cards(found: Sequence[Any], href: Callable[[str], str]) -> html.Div:
    """Return the projects as cards in the given order."""
    return html.Div([_project(one, href(one.key)) for one in found], className="paper-cards")


def _project(one: Any, href: str) -> html.Article:
    row = one.row
    ready = f"{row['status']}, {words.day(row['date_to'])}" if row["date_to"] else row["status"]
    facts = " · ".join(filter(None, [row["kind"], one.community, ready]))
    return html.Article(
        [
            html.P(facts or "вид и состояние не указаны", className="muted"),
            html.H3(dcc.Link(one.title, href=href)),
            html.P(people(one.authors)),
            html.P(counted(one), className="review-counts"),
            dcc.Link("Открыть и оценить", href=href, className="button button-quiet"),
        ],
        className="card paper-card",
    )


def people(names: Sequence[str]) -> str:
    """Return the authors in words."""
    if not names:
        return "авторы не указаны"
    return f"{words.form(len(names), 'Автор', 'Авторы', 'Авторы')}: {', '.join(names)}"


def counted(one: Any) -> str:
    """Return how many reviews of each kind a project has: «○ самооценка 1 · ◆ коллеги 3 · ■ эксперты: пока нет»."""
    told = []
    for kind, (sign, name) in SIGNS.items():
        count = len(one.of(kind))
        told.append(f"{sign} {name}: {count or 'пока нет'}")
    return " · ".join(told)


# Kinds of reviews are told by the shape of their sign, then by its colour.
SIGNS = {"self": ("○", "самооценка"), "peer": ("◆", "коллеги"), "expert": ("■", "эксперты")}


def bank_sentence(count: int, banked: int, proved: int) -> str:
    """Return the head of the bank: how many practices are in it, of how many, how many with an expertise."""
    if not count:
        return "В\u00a0банке практик пока пусто"
    of = f"{banked} из{NBSP}{words.plural(count, 'практики', 'практик', 'практик')}"
    return f"В{NBSP}банке {of}; внешняя экспертиза с{NBSP}датой и{NBSP}экспертом записана у{NBSP}{proved}"


def bank_strips(
    by_status: Mapping[str, Sequence[Any]], unproved: Sequence[Any], href: str
) -> html.Div:
    """Return the strips of the bank: fact, expertise that is not written down, what is with experts, adding."""
    total = sum(len(rows) for rows in by_status.values())
    away = [row["title"] for row in by_status.get("на экспертизе", ())]
    again = [row["title"] for row in by_status.get("на доработке", ())]
    return strips(
        strip("fact", words.plural(total, *PRACTICES),
              html.P(f"в{NBSP}банке {len(by_status.get('в банке', ()))}", className="muted")),
        strip("deviation",
              f"Экспертиза не записана: {len(unproved)}" if unproved else "Каждая экспертиза записана",
              html.P(named([row["title"] for row in unproved])) if unproved else None,
              html.P("нужны эксперт и дата", className="muted") if unproved else None),
        strip("forecast", f"На экспертизе: {len(away)}" if away else "На экспертизе практик нет",
              html.P(named(away)) if away else None),
        strip("decision", f"На доработке: {len(again)}" if again else "На доработке практик нет",
              html.P(named(again)) if again else None,
              html.P(dcc.Link("Добавить практику", href=href))),
    )  # fmt: skip


def board(
    columns: Sequence[tuple[str, Sequence[Mapping[str, Any]]]], card: Callable[[Any], Any]
) -> html.Div:
    """Return the practices by status, a column each; an empty one says so."""
    made = []
    for name, rows in columns:
        head = html.H3([name.capitalize(), html.Span(f" {len(rows)}", className="muted")])
        body = [card(row) for row in rows] or [html.P("пока нет", className="muted")]
        made.append(html.Section([head, *body], className="board-column", **{"aria-label": name}))  # type: ignore[arg-type]
    return html.Div(made, className="board", tabIndex=0)


def practice_card(
    row: Mapping[str, Any], about: tuple[str, Sequence[str]], way: Any
) -> html.Article:
    """Return a practice: its community and authors (`about`), the expertise, the way to its form."""
    community, authors = about
    held = ", ".join(
        filter(None, [row["organisation"], words.day(row["date_to"]) if row["date_to"] else ""])
    )
    return html.Article(
        [
            html.H4(row["title"]),
            html.P(" · ".join(filter(None, [community, ", ".join(authors)])), className="muted"),
            html.P(
                f"Экспертиза: {held}" if held else "Экспертизы не было",
                className="" if held else "muted",
            ),
            *([html.P(f"Заключение: {row['result']}")] if row["result"] else []),
            *([html.P(evidence(row["evidence"]))] if row["evidence"] else []),
            *([way] if way is not None else []),
        ],
        className="card board-card",
    )


def evidence(text: str) -> Any:
    """Return a link of the register as a link, anything else as words."""
    if text.startswith(("https://", "http://")):
        return html.A(text, href=text, target="_blank", rel="noopener noreferrer")
    return text


def showings_sentence(year: str, count: int, total: int) -> str:
    """Return the head of the showings: how many there were this school year."""
    if not total:
        return "Опыт школы пока нигде не\u00a0показан"
    told = words.plural(total, "раз", "раза", "раз")
    if not count:
        return f"В{NBSP}{year} учебном году опыт ещё не{NBSP}показывали; всего показан {told}"
    now = words.plural(count, "раз", "раза", "раз")
    return f"В{NBSP}{year} учебном году опыт школы показан {now}, всего{NBSP}— {told}"


def showings_strips(
    rows: Sequence[Any], ahead: Sequence[Any], silent: Sequence[str], href: str
) -> html.Div:
    """Return the strips of the showings: fact by place, communities that showed nothing, what is ahead, adding."""
    kinds: dict[str, int] = {}
    for row in rows:
        kinds[row["kind"]] = kinds.get(row["kind"], 0) + 1
    told = ", ".join(f"{name}: {count}" for name, count in kinds.items() if name)
    lacking = words.plural(len(silent), "сообщество", "сообщества", "сообществ")
    return strips(
        strip("fact", words.plural(len(rows), *SHOWINGS), html.P(told, className="muted") if told else None),
        strip("deviation", f"Ещё не показали опыт: {lacking}" if silent else "Каждое сообщество показало опыт",
              html.P(named(silent)) if silent else None),
        strip("forecast", f"Впереди: {words.plural(len(ahead), *SHOWINGS)}" if ahead else "Дат впереди нет",
              html.P(named([row["title"] for row in ahead])) if ahead else None),
        strip("decision", "Где показать опыт",
              html.P("платформы, мастер-классы, базовые площадки, ресурсные центры", className="muted"),
              html.P(dcc.Link("Добавить показ", href=href))),
    )  # fmt: skip


def _shown(row: Mapping[str, Any]) -> Any:
    return (
        dcc.Link(row["title"], href=row["href"], title="Изменить") if row["href"] else row["title"]
    )


def showings_table(table: pd.DataFrame) -> html.Div:
    """Return the showings with their XLSX: date_to, title, kind, organisation, who, community, evidence, note;
    `href` is where a line may be changed, "" where the person may not."""
    head = html.Thead(html.Tr([html.Th(column.label, scope="col") for column in SHOWING_COLUMNS]))
    rows = [
        html.Tr([_cell(row, column) for column in SHOWING_COLUMNS])
        for row in table.to_dict("records")
    ]
    drawn: Any = html.Table([head, html.Tbody(rows)], className="register-table")
    if not rows:
        drawn = html.P("По этим фильтрам показов нет.", className="muted")
    twin = xlsx_of(PracticeIds.showings, "Где показан опыт школы", table, SHOWING_COLUMNS)
    return html.Div([html.Div(drawn, className="table-box", tabIndex=0), *twin])


def _cell(row: Mapping[Any, Any], column: Column) -> html.Td:
    spoken: dict[str, Any] = {"data-label": column.label}
    empty = words.is_missing(row[column.key]) or row[column.key] == ""
    if empty:
        return html.Td("—", className="is-none", **spoken)
    return html.Td(
        column.show(row) if column.show else cell_text(row[column.key], column), **spoken
    )


SHOWING_COLUMNS = (
    Column("date_to", "Когда", "day"),
    Column("title", "Что показано", show=_shown),
    Column("kind", "Где"),
    Column("organisation", "Площадка"),
    Column("who", "Кто показал"),
    Column("community", "Сообщество"),
    Column("evidence", "Ссылка", show=lambda row: evidence(row["evidence"])),
    Column("note", "Отклик"),
)
