"""Two periods compared: what changed, on the same pupils, and whether chance alone could do it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.achievement import class_href
from dashboard.components.big_tables import Cell, big_table
from dashboard.components.controls import pill_select
from dashboard.components.page import later_strips, strip, strips
from dashboard.components.shares import mcnemar, share_text
from dashboard.components.states import note
from dashboard.components.tables import Column
from dashboard.figures.measures import BASES, Measure
from dashboard.figures.subject_names import by_subject, in_sentence
from dashboard.ids import AchievementIds

RARE = 0.05
LENGTHS = {"q": "четверть", "t": "триместр", "h": "полугодие", "y": "год"}
PARTS = {"quality": "На «4» и «5»", "passed": "На «3», «4» и «5»"}
WHOLES = {"attested": "Аттестовано", "on_roll": "По списку"}
IN_BOTH = {"attested": "Аттестованы", "on_roll": "Числятся"}
NOTHING = "Эти периоды сравнить не на чем: ни у одного класса нет отметок за оба"


def against(options: Sequence[tuple[str, str]], value: str) -> Any:
    """Return the pill of the period to compare with; options are (school_year, period)."""
    named = [
        {"label": f"{year}, {words.period(period)}", "value": f"{year}|{period}"}
        for year, period in options
    ]
    return pill_select(AchievementIds.against, "Сравнить с", named, value)


def named(year: str, period: str) -> str:
    """Return «4 четверть 2022/23»."""
    return f"{words.period(period)} {year}"


def sentence(frame: pd.DataFrame, small: int, measure: Measure) -> str:
    """Return the largest change between the two periods among groups that are not small."""
    known = large(frame, small)
    if known.empty:
        return NOTHING if frame.empty else "Все группы малы: сравнивать доли в них нельзя"
    row = known.iloc[int(known["change_points"].abs().argmax())]
    verb = measure.verb("выросло" if row["change_points"] > 0 else "упало")
    return (
        f"Сильнее всего {measure.verb('изменилось')} {measure.short_name} {by_subject(row['subject'])} "
        f"в{words.NBSP}{row['class_name']}: {verb} с{words.NBSP}{_counts(row, 'a_')} до{words.NBSP}{_counts(row, 'b_')}"
    )


def large(frame: pd.DataFrame, small: int) -> pd.DataFrame:
    """Return the rows whose groups are not small on either side."""
    if frame.empty:
        return frame
    return frame[(frame["a_whole_count"] >= small) & (frame["b_whole_count"] >= small)]


def _counts(row: Any, side: str) -> str:
    return (
        f"{words.percent(row[f'{side}share_pct'], 0)} "
        f"({int(row[f'{side}part_count'])} из{words.NBSP}{int(row[f'{side}whole_count'])})"
    )


def moves_words(row: Any, measure: Measure) -> str:
    """Return «6 поднялись, 1 опустился; это может быть случайностью» of the pupils who are in both."""
    up, down = int(row["up_count"]), int(row["down_count"])
    if not int(row["same_count"]):
        return "одних и тех же учеников нет"
    if not up + down:
        return f"никто не перешёл границу «{measure.border}»"
    p = mcnemar(up, down)
    said = "это может быть случайностью" if p >= RARE else "на случайность это не похоже"
    return (
        f"{_who(up, 'поднялся', 'поднялись')}, {_who(down, 'опустился', 'опустились')}; "
        f"{said} (p{words.NBSP}={words.NBSP}{words.number(p, 3)})"
    )


def _who(count: int, one: str, many: str) -> str:
    if not count:
        return f"никто не{words.NBSP}{one}"
    return f"{count}{words.NBSP}{words.form(count, one, many, many)}"


def people_words(row: Any) -> str:
    """Return how many pupils are in both periods, and how many came and went."""
    return f"те же {int(row['same_count'])}, пришли {int(row['joined_count'])}, ушли {int(row['left_count'])}"


def comparable_words(sides: pd.DataFrame, a: tuple[str, str], b: tuple[str, str]) -> list[str]:
    """Return what can be compared and what cannot, and why; `sides` as `queries.cohorts.comparable`."""
    # Grade 1 is taught without marks: there is nothing to miss.
    sides = sides[(sides["grade"] > 1) | (sides["b_count"] > 0)] if len(sides) else sides
    if sides.empty:
        return [NOTHING]
    both = sides[(sides["a_count"] > 0) & (sides["b_count"] > 0)]
    whole = words.plural(len(sides), "класса", "классов", "классов")
    said = [f"Сравнимо: {len(both)} из {whole}"]
    no_b = sides[sides["b_count"] == 0]
    no_class = sides[(sides["b_count"] > 0) & sides["a_class_name"].isna()]
    no_a = sides[(sides["b_count"] > 0) & (sides["a_count"] == 0) & sides["a_class_name"].notna()]
    reasons = (
        (no_b, f"нет отметок за период «{named(*b)}»"),
        (no_a, f"нет отметок за период «{named(*a)}»"),
        (no_class, f"в {a[0]} такого класса не было: он новый или собран из разных"),
    )
    for rows, reason in reasons:
        if len(rows):
            said.append(f"{words.listed(rows['class_name'].tolist(), 8)} — {reason}")
    kinds = (LENGTHS.get(a[1][:1]), LENGTHS.get(b[1][:1]))
    if kinds[0] != kinds[1] and all(kinds):
        said.append(f"Периоды разной длины ({kinds[0]} и {kinds[1]}): сравнение приблизительное")
    return said


def four_strips(frame: pd.DataFrame, comparable: list[str], small: int) -> html.Div:
    """Return fact, deviation, and how much of it chance alone may give."""
    known = large(frame, small)
    up = int((known["change_points"] > 0).sum()) if len(known) else 0
    down = int((known["change_points"] < 0).sum()) if len(known) else 0
    first = strip("fact", comparable[0], html.Ul([html.Li(text) for text in comparable[1:]]))
    return strips(
        first,
        strip(
            "deviation",
            f"Выросло: {up}, упало: {down}",
            html.P("клеток класс × предмет без малых групп", className="muted"),
            html.P(chance(known)),
        ),
        *later_strips(),
    )


def chance(known: pd.DataFrame) -> str:
    """Return how many changes are unlike chance, and how many chance alone would show."""
    moved = known[(known["up_count"] + known["down_count"]) > 0] if len(known) else known
    pairs = zip(moved["up_count"], moved["down_count"], strict=True) if len(moved) else ()
    rare = sum(mcnemar(int(up), int(down)) < RARE for up, down in pairs)
    return (
        f"Не похожи на случайность {rare} из {len(moved)}; "
        f"сама случайность дала бы не больше {words.number(len(moved) * RARE, 0)}"
    )


def columns(a: str, b: str, measure: Measure, base: str) -> list[Column]:
    """Return the columns of the table twin; `a` and `b` name the periods."""
    part, whole = PARTS[measure.code], WHOLES[base]
    share = measure.short_name.capitalize()
    return [
        Column("class_name", "Класс"),
        Column("a_class_name", "Был"),
        Column("subject", "Предмет"),
        Column("a_part_count", f"{part}, {a}"),
        Column("a_whole_count", f"{whole}, {a}"),
        Column("a_share_pct", f"{share}, {a}, %"),
        Column("b_part_count", f"{part}, {b}"),
        Column("b_whole_count", f"{whole}, {b}"),
        Column("b_share_pct", f"{share}, {b}, %"),
        Column("change_points", "Сдвиг, п. п."),
        Column("same_count", "Те же ученики"),
        Column("up_count", "Поднялись"),
        Column("down_count", "Опустились"),
        Column("joined_count", "Пришли"),
        Column("left_count", "Ушли"),
    ]


def twin_table(frame: pd.DataFrame, cell: str, measure: Measure) -> html.Div:
    """Return all rows, the largest falls first; `cell` is the address of a row's panel."""
    head = ("Класс", "Предмет", "Было", "Стало", "Сдвиг", "Те же ученики", "Состав")
    rows = [
        [
            Cell(row["class_name"]),
            Cell(row["subject"], cell.format(class_name=quote(row["class_name"]), subject=quote(row["subject"]))),
            Cell(share_text(row["a_part_count"], row["a_whole_count"]), name="is-number"),
            Cell(share_text(row["b_part_count"], row["b_whole_count"]), name="is-number"),
            Cell(words.points(row["change_points"]), name="is-number"),
            Cell(moves_words(row, measure)),
            Cell(people_words(row)),
        ]
        for row in frame.to_dict("records")
    ]  # fmt: skip
    return big_table([Cell(label) for label in head], rows)


def _change(row: Any) -> str:
    return f"{words.trend_sign(row['change_points'])} {words.points(row['change_points'])}"


def panel(row: Any, measure: Measure, texts: dict[str, str]) -> html.Aside:
    """Return the panel of one class × subject; `texts` has a, b, year, period, base, small and close."""
    small = min(int(row["a_whole_count"]), int(row["b_whole_count"])) < int(texts["small"])
    card = class_href(
        texts["year"], row["class_name"], period=texts["period"], subject=row["subject"]
    )
    grown = f" (был {row['a_class_name']})" if row["a_class_name"] != row["class_name"] else ""
    moves = moves_words(row, measure)
    parts = [
        html.Div([html.H2(f"{row['class_name']}{grown}, {in_sentence(row['subject'])}"),
                  dcc.Link("Закрыть", href=texts["close"], className="button button-quiet")], className="upload-top"),
        html.P(f"{measure.name.capitalize()}: {_change(row)}", className="strip-title"),
        html.P(f"База: {BASES[texts['base']]}", className="muted"),
        html.P(f"{texts['a']}: {share_text(row['a_part_count'], row['a_whole_count'])}"),
        html.P(f"{texts['b']}: {share_text(row['b_part_count'], row['b_whole_count'])}"),
        *([note("Малая группа: доля может сильно меняться от одного ученика.")] if small else []),
        html.H3("На одних и тех же учениках"),
        html.P(f"{moves[:1].upper()}{moves[1:]}."),
        html.P(f"{IN_BOTH[texts['base']]} в обоих периодах {int(row['same_count'])}; только в новом "
               f"{int(row['joined_count'])}, только в прежнем {int(row['left_count'])}.", className="muted"),
        html.P("p — как часто такой же перекос дал бы один случай: точный критерий Макнемара.", className="muted"),
        dcc.Link("Карточка класса", href=card, className="button button-main"),
    ]  # fmt: skip
    return html.Aside(parts, className="card drill", id="drill")
