"""What stands around the heatmap of achievement: head, pills, table twin, strips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.controls import pill_select
from dashboard.components.page import page_head, strip, strips
from dashboard.components.school_terms import before, in_order
from dashboard.components.shares import share_text
from dashboard.figures.arrangement import Arrangement, Cell
from dashboard.figures.measures import BASES, MEASURES, Measure
from dashboard.figures.subject_names import in_sentence
from dashboard.ids import AchievementIds

ORDERS = {"difficulty": "по трудности", "grade": "по параллелям"}


@dataclass(frozen=True)
class Selection:
    """What the page shows: the filters of its address, each valid for the data there is."""

    measure: Measure
    base: str
    school_year: str
    period: str
    grade: int | None
    order: str
    class_name: str = ""
    subject: str = ""


def pills(chosen: Selection, options: pd.DataFrame) -> list[Any]:
    """Return the filters; `options` has the columns of `queries.achievement.selections`."""
    of_year = options[options.school_year == chosen.school_year]
    years = sorted(options.school_year.unique(), reverse=True)
    grades = sorted({int(grade) for grade in of_year.grade})
    choices: dict[str, tuple[str, list[tuple[str, str]], str]] = {
        "metric": (
            "Показатель",
            [(code, m.name) for code, m in MEASURES.items()],
            chosen.measure.code,
        ),
        "base": ("База", list(BASES.items()), chosen.base),
        "year": ("Год", [(y, y) for y in years], chosen.school_year),
        "period": (
            "Период",
            [(p, words.period(p)) for p in in_order(of_year.period)],
            chosen.period,
        ),
        "grade": (
            "Параллель",
            [("all", "все"), *((str(g), f"{g}-е") for g in grades)],
            str(chosen.grade or "all"),
        ),
        "order": ("Порядок", list(ORDERS.items()), chosen.order),
    }
    return [
        pill_select(AchievementIds.filter(key), label, _options(values), value)
        for key, (label, values, value) in choices.items()
    ]


def head(
    chosen: Selection, worst: list[Cell], options: pd.DataFrame, freshness: str
) -> html.Header:
    """Return the head: the hardest cell as a sentence, what is shown, the filters."""
    facts = [
        f"{chosen.school_year} учебный год",
        words.period(chosen.period),
        f"база: {BASES[chosen.base]}",
        freshness,
    ]
    return page_head(headline(chosen.measure, worst), facts, pills(chosen, options))


def headline(measure: Measure, worst: list[Cell]) -> str:
    """Return the sentence about the hardest cell: «Труднее всего алгебра в 7Б: …»."""
    if not worst:
        return "За этот период нет групп, достаточных для вывода"
    cell = worst[0]
    said = f"{measure.name.removesuffix(' знаний')} {measure.text(cell.value)}"
    counts = (
        f"{cell.part} из{words.NBSP}{cell.whole}" if cell.part is not None else marks(cell.whole)
    )
    return f"Труднее всего {in_sentence(cell.subject)} в{words.NBSP}{cell.class_name}: {said}, {counts}"


def marks(count: int) -> str:
    """Return a number of marks in words."""
    return f"по {words.plural(count, 'отметке', 'отметкам', 'отметкам')}"


def card_headline(chosen: Selection, worst: list[Cell], arranged: Arrangement) -> str:
    """Return the headline of the heatmap: in which subjects and classes trouble gathers."""
    if not arranged.cells:
        return "За этот период отметок ещё нет"
    subjects = [in_sentence(s.name) for s in arranged.subjects[:3]]
    name = chosen.measure.name.removesuffix(" знаний").capitalize()
    return f"{name}: ниже всего {words.listed(subjects)}"


def unit(chosen: Selection, arranged: Arrangement) -> list[Any]:
    """Return how to read the heatmap in one line, and the classes that have no marks by design."""
    what = "балл" if chosen.measure.code == "average" else "%"
    place = "Самое трудное слева вверху" if chosen.order == "difficulty" else "Классы по параллелям"
    how = f"{chosen.measure.name.capitalize()}, {what}. {place}, рамкой обведены пять самых трудных клеток."
    by = (
        " Столбики над классами считают учеников"
        if chosen.measure.class_part
        else " Столбики считают отметки"
    )
    parts = [how, by, ", столбики справа — отметки." if chosen.measure.class_part else "."]
    if arranged.markless:
        parts.append(f" {', '.join(arranged.markless)}: безотметочное обучение.")
    return ["".join(parts)]


def twin(arranged: Arrangement, chosen: Selection) -> pd.DataFrame:
    """Return the rows of the table twin, the hardest cells first."""
    found = [c for c in arranged.cells.values() if c.value is not None]
    found.sort(key=lambda c: (c.value, c.class_name, c.subject))
    columns = ["class_name", "subject", "value", "part", "whole", "not_attested"]
    rows = [(c.class_name, c.subject, c.value, c.part, c.whole, c.not_attested) for c in found]
    frame = pd.DataFrame(rows, columns=columns)
    markless = [
        (name, "безотметочное обучение", None, None, None, None) for name in arranged.markless
    ]
    return pd.concat([frame, pd.DataFrame(markless, columns=columns)]) if markless else frame


def twin_table(arranged: Arrangement, chosen: Selection, hrefs: dict[tuple[str, str], str]) -> Any:
    """Return the table twin as a matrix whose cells are links to the drill: the keyboard's way."""
    heads = [html.Th(c.name, scope="col") for c in arranged.classes]
    body = [
        html.Tr(
            [
                html.Th(s.name, scope="row"),
                *(
                    _twin_cell(arranged.cells.get((s.name, c.name)), chosen, hrefs)
                    for c in arranged.classes
                ),
            ]
        )
        for s in arranged.subjects
    ]
    head_row = html.Thead(html.Tr([html.Th("Предмет", scope="col"), *heads]))
    return html.Div(
        html.Table([head_row, html.Tbody(body)]), className="table-box matrix", tabIndex=0
    )


def forecasts(chosen: Selection) -> html.Div:
    """Return the strips whose parts come later, each saying what will fill it."""
    previous = before(chosen.period)
    compared = words.period(previous) if previous else "прошлый период"
    return strips(
        strip(
            "deviation",
            "Нажмите на клетку: разница с параллелью и прошлым периодом",
            html.P(f"Сравнение идёт с параллелью и с периодом «{compared}».", className="muted"),
        ),
        strip(
            "forecast",
            "Прогноз появится, когда накопятся три периода подряд",
            html.P(
                "До тех пор смотрите, куда движется каждый класс в его карточке.", className="muted"
            ),
        ),
        strip(
            "decision",
            "Решения появятся вместе с протоколами педсовета",
            html.P(
                "Здесь будет: кто, что делает, к какому сроку и какого сдвига ждём.",
                className="muted",
            ),
        ),
    )


def _twin_cell(cell: Cell | None, chosen: Selection, hrefs: dict[tuple[str, str], str]) -> html.Td:
    if cell is None:
        return html.Td("", className="is-number")
    text = chosen.measure.short(cell.value) if cell.value is not None else "н/а"
    told = f"{cell.class_name}, {cell.subject}: {share_text(cell.part, cell.whole)}"
    href = hrefs[(cell.subject, cell.class_name)]
    return html.Td(dcc.Link(text, href=href, title=told), className="is-number")


def _options(values: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in values]
