"""The achievement page: the sentence, the filters, the drawing and the drill of a cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.big_tables import Cell as BigCell
from dashboard.components.big_tables import big_table
from dashboard.components.cards import chart_card
from dashboard.components.controls import pill_link, pill_select
from dashboard.components.heat_list import heat_list
from dashboard.components.page import strip, strips
from dashboard.components.shares import share_text, share_verdict
from dashboard.components.states import note
from dashboard.components.tables import Column, cell_text
from dashboard.figures.arrangement import Arrangement, Cell, hardest
from dashboard.figures.measures import BASES, MEASURES, Measure
from dashboard.figures.subject_names import by_subject, in_sentence
from dashboard.ids import AchievementIds

Link = Callable[..., str]
MARKLESS = "безотметочное обучение"
PARALLEL = f"{words.NBSP}классы"
NOTHING = "Отметок за этот период пока нет"
SMALL_ONLY = "Все группы малы: доли в них сильно меняются от одного ученика"
LATER_FORECAST = "Прогноз по классам появится, когда будут загружены два года подряд и больше"
LATER_DECISION = "Решения с ответственным и сроком появятся вместе с контролем программы"


def class_href(school_year: str, class_name: str, **query: str) -> str:
    """Return the address of a class's card."""
    asked = "&".join(f"{key}={value}" for key, value in query.items() if value)
    return f"/class/{school_year.replace('/', '-')}/{class_name}" + (f"?{asked}" if asked else "")


def views(found: Sequence[tuple[str, str, bool]]) -> list[Any]:
    """Return the views as pills that are links, and the end of their line; `found` as `asked.to_views`."""
    return [*(pill_link(*view) for view in found), html.Span(className="pills-break")]


def filters(
    asked: Any, chosen: Any, unused: Sequence[str] = (), metrics: Sequence[str] = tuple(MEASURES)
) -> list[Any]:
    """Return the pills: year, period, grade, metric, base.

    `asked` has grade, metric and base; those a view has no use for are `unused`: they stay in the
    page, hidden, because a callback listens to all of them. `metrics` are those it can draw.
    """
    periods = [{"label": words.period(p), "value": p} for p in chosen.periods]
    grades = [
        {"label": "все", "value": "all"},
        *({"label": f"{g} классы", "value": str(g)} for g in chosen.grades),
    ]
    measures = [{"label": MEASURES[code].name, "value": code} for code in metrics]
    bases = [{"label": label, "value": code} for code, label in BASES.items()]
    pills = {
        "year": pill_select(AchievementIds.year, "Год", list(reversed(chosen.years)), chosen.school_year),
        "period": pill_select(AchievementIds.period, "Период", periods, chosen.period),
        "grade": pill_select(AchievementIds.grade, "Параллель", grades, str(asked.grade or "all")),
        "metric": pill_select(AchievementIds.metric, "Показатель", measures, asked.metric),
        "base": pill_select(AchievementIds.base, "База", bases, asked.base),
    }  # fmt: skip
    shown = [pill for name, pill in pills.items() if name not in unused]
    kept = [pill for name, pill in pills.items() if name in unused]
    return [*shown, html.Span(kept, hidden=True)]


def sentence(found: Sequence[Cell], measure: Measure) -> str:
    """Return «Труднее всего алгебра в 7Б: качество 31 % — 8 из 26»."""
    worst = hardest(found, 1)
    if not worst:
        return SMALL_ONLY if any(c.value is not None for c in found) else NOTHING
    cell = worst[0]
    counted = f" — {cell.part} из{words.NBSP}{cell.whole}" if cell.part is not None else ""
    return (
        f"Труднее всего {in_sentence(cell.subject)} в{words.NBSP}{in_class(cell.class_name)}: "
        f"{measure.name} {measure.text(cell.value)}{counted}"
    )


def in_class(name: str) -> str:
    """Return a class or a parallel after «в»: 7Б, «7 классах»."""
    return name.replace("классы", "классах")


def card_headline(arranged: Arrangement, measure: Measure) -> str:
    """Return where trouble gathers: «Ниже всего качество по алгебре, физике и геометрии; …»."""
    subjects = [by_subject(s.name) for s in arranged.subjects if s.value is not None][:3]
    classes = [c.name for c in arranged.classes if c.value is not None][:3]
    if not subjects:
        return "Отметок за этот период пока нет"
    named = words.listed([subjects[0], *(s.removeprefix("по ") for s in subjects[1:])])
    where = ""
    if len(classes) > 1:
        numbers = [name.removesuffix(PARALLEL) for name in classes]
        among = "параллелей" if numbers != classes else "классов"
        ending = in_class(PARALLEL) if numbers != classes else ""
        where = f"; из {among} — в{words.NBSP}{words.listed(numbers)}{ending}"
    short = measure.name.removesuffix(" знаний")
    said = short if short.isupper() else short.lower()
    return f"Ниже всего {said} {named}{where}"


def unit(
    measure: Measure, base: str, marked: int, columns: str = "классы", signs: str = ""
) -> list[Any]:
    """Return how to read the drawing: the unit, the base, what is counted, what is framed.

    What is framed, and `signs`, are said on a wide screen only: the chips of a phone have neither.
    """
    what = "балл" if measure.code == "average" else "%"
    by = f"{columns} — {'по ученикам' if measure.class_part else 'по всем отметкам'}"
    forms = ("самая трудная клетка", "самые трудные клетки", "самых трудных клеток")
    framed = f" · в рамке {words.plural(marked, *forms)}"
    said = (
        f"{measure.name.capitalize() if not measure.name.isupper() else measure.name}, {what} · "
        f"база: {BASES[base]} · предметы — по отметкам, {by}"
    )
    return [said, html.Span((framed if marked else "") + signs, className="only-wide")]


def heat_card(
    arranged: Arrangement, figure: dict[str, Any], measure: Measure, texts: dict[str, Any]
) -> Any:
    """Return the card of the heatmap; `texts` has headline, unit, source, min_width and cell.

    `cell` is the address of a drill as `twin_table` takes it: a narrow screen has a list of links.
    """
    table = twin(arranged)
    columns = twin_columns(measure)
    narrow = heat_list(arranged, measure, texts["cell"])
    return chart_card(AchievementIds.heatmap, texts["headline"], texts["unit"], figure, table,
                      texts["source"], columns=columns, has_origin=True, is_late=True,
                      min_width=int(texts["min_width"]), narrow=narrow)  # fmt: skip


def twin(arranged: Arrangement) -> pd.DataFrame:
    """Return the rows of the table twin, the hardest first, grade 1 as taught without marks."""
    found = sorted(
        arranged.cells.values(),
        key=lambda c: (c.value is None, c.value or 0, c.class_name, c.subject),
    )
    rows: list[tuple[Any, ...]] = [
        (c.class_name, c.subject, c.value, c.part, c.whole, c.not_attested) for c in found
    ]
    rows += [(name, MARKLESS, None, None, None, None) for name in arranged.markless]
    return pd.DataFrame(
        rows, columns=["class_name", "subject", "value", "part", "whole", "not_attested"]
    ).astype(object)


def twin_columns(measure: Measure) -> list[Column]:
    """Return the columns of the table twin."""
    digits = 2 if measure.code == "average" else 1
    return [
        Column("class_name", "Класс"),
        Column("subject", "Предмет"),
        Column("value", measure.name, kind="number", digits=digits),
        Column("part", "Из них", kind="count"),
        Column("whole", "База", kind="count"),
        Column("not_attested", "н/а", kind="count"),
    ]


def twin_table(table: pd.DataFrame, measure: Measure, cell: str) -> html.Div:
    """Return the table twin; `cell` is the address of a drill with places for class and subject."""
    columns = twin_columns(measure)
    rows = []
    for row in table.to_dict("records"):
        is_taught = row["subject"] != MARKLESS
        href = cell.format(class_name=quote(row["class_name"]), subject=quote(row["subject"]))
        told = [
            BigCell(cell_text(row[c.key], c) if is_taught else "", name="is-number")
            for c in columns[2:]
        ]
        rows.append(
            [BigCell(row["class_name"]), BigCell(row["subject"], href if is_taught else ""), *told]
        )
    return big_table([BigCell(c.label) for c in columns], rows)


def drill(
    cell: pd.Series, before: pd.Series | None, pupils: pd.DataFrame, texts: dict[str, str]
) -> html.Aside:
    """Return the panel of a class × subject: counts, the parallel, the period before, pupils to help.

    `cell` and `before` stand on the base that `texts` names (`measures.on_base`); `texts` has
    class_name, subject, base, small, fall (words or ""), and the addresses close, class_href, origin.
    """
    fall = [html.P(texts["fall"], className="falls-text")] if texts["fall"] else []
    parts = [
        *counted(cell, texts),
        html.P(_parallel(cell), className="muted"),
        html.P(change_words(cell, before), className="muted"),
        *fall,
        counts(cell),
        _pupils(pupils),
        html.Div([
            dcc.Link("Карточка класса", href=texts["class_href"], className="button button-main"),
            dcc.Link("Откуда число?", href=texts["origin"], className="button button-quiet"),
        ], className="upload-actions"),
    ]  # fmt: skip
    return html.Aside(parts, className="card drill", id="drill")


def counted(cell: pd.Series, texts: dict[str, str]) -> list[Any]:
    """Return the top of a drill: its name, качество, успеваемость, СОУ and mean with the base."""
    part, whole = int(cell["quality_count"]), int(cell["attested_count"])
    small = (
        [note(f"Малая группа: n = {whole}. Доля может сильно меняться от одного ученика.")]
        if whole < int(texts["small"])
        else []
    )
    return [
        html.Div([html.H2(f"{texts['class_name']}, {in_sentence(texts['subject'])}"),
                  dcc.Link("Закрыть", href=texts["close"], className="button button-quiet")], className="upload-top"),
        html.P(f"Качество: {share_verdict(part, whole)}", className="strip-title"),
        *small,
        html.P(f"Успеваемость: {share_text(int(cell['passed_count']), whole)}"),
        html.P(f"СОУ {words.percent(cell['sou_pct'])}, средний балл {words.number(cell['average_points'], 2)}"),
        html.P(f"База: {BASES[texts['base']]}", className="muted"),
    ]  # fmt: skip


def _parallel(cell: pd.Series) -> str:
    part, whole = cell["parallel_quality_count"], cell["parallel_attested_count"]
    return f"В параллели: {share_text(part, whole)}"


def change_words(cell: pd.Series, before: pd.Series | None) -> str:
    """Return the change of качество since the period before, with its counts."""
    if (
        before is None
        or words.is_missing(before["quality_pct"])
        or words.is_missing(cell["quality_pct"])
    ):
        return "Прошлого периода для сравнения нет"
    change = cell["quality_pct"] - before["quality_pct"]
    return (
        f"{words.trend_sign(change)} {words.points(change)} к прошлому периоду: "
        f"было {share_text(int(before['quality_count']), int(before['attested_count']))}"
    )


def counts(cell: pd.Series) -> html.Dl:
    """Return the counts of marks and states of a cell."""
    named = [("«5»", "mark5_count"), ("«4»", "mark4_count"), ("«3»", "mark3_count"), ("«2»", "mark2_count"),
             ("н/а", "not_attested_count"), ("осв.", "exempt_count")]  # fmt: skip
    return html.Dl(
        [html.Div([html.Dt(label), html.Dd(words.integer(cell[key]))]) for label, key in named],
        className="upload-counts",
    )


def _pupils(pupils: pd.DataFrame) -> html.Div:
    if pupils.empty:
        return html.Div(html.P("Учеников с «2» и не аттестованных нет.", className="muted"))
    items = [
        html.Li([dcc.Link(row["full_name"], href=f"/pupil/{row['pupil_id']}"),
                 f" — {'н/а' if row['state'] == 'not_attested' else '«' + str(int(row['mark'])) + '»'}"])
        for row in pupils.to_dict("records")
    ]  # fmt: skip
    return html.Div([html.H3("Кому нужна поддержка"), html.Ul(items)])


def pupils_of(classes: pd.DataFrame) -> tuple[int, int]:
    """Return how many pupils of the classes have only «4» and «5», and how many are attested."""
    names = ("quality_pupils_count", "attested_pupils_count")
    quality, whole = (int(classes[name].fillna(0).sum()) if len(classes) else 0 for name in names)
    return quality, whole


def four_strips(pupils: tuple[int, int], found: Sequence[Cell], measure: Measure) -> html.Div:
    """Return fact, deviation, forecast and decision of the page; `pupils` as `pupils_of` gives."""
    quality, whole = pupils
    hard = [
        f"{c.class_name}, {in_sentence(c.subject)}: {measure.text(c.value)}"
        for c in hardest(found, 3)
    ]
    return strips(
        strip("fact", f"На «4» и «5» учатся {share_text(quality, whole)}"),
        strip("deviation", "Труднее всего", html.Ul([html.Li(text) for text in hard])),
        strip("forecast", "Пока не считаем", html.P(LATER_FORECAST, className="muted")),
        strip("decision", "Пока не ведём", html.P(LATER_DECISION, className="muted")),
    )


def markless(names: Sequence[str]) -> html.P | None:
    """Return the line about classes that are taught without marks."""
    if not names:
        return None
    return html.P(f"Безотметочное обучение: {words.listed(list(names), 8)}", className="muted")
