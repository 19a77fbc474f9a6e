"""Two waves of a survey compared, and one statement asked of several audiences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.cards import chart_card, table_card
from dashboard.components.page import section
from dashboard.components.shares import mcnemar, share_text, share_verdict
from dashboard.components.surveys import AUDIENCES
from dashboard.components.tables import Column
from dashboard.figures import surveys as figures
from dashboard.ids import SurveyIds

Row = Mapping[Any, Any]
CHANCE = 0.05  # below this p a change is hardly chance
TEST = (
    "p — точный критерий знаков (биномиальный, он же Мак-Немар): как часто такой перевес сдвигов в одну "
    "сторону выходит случайно. Кто не сдвинулся, в него не входит."
)


def chance_words(row: Row) -> str:
    """Return the exact p with what it means: «p = 0,031, вряд ли случайно»."""
    if not row["up_count"] + row["down_count"]:
        return "никто не сдвинулся"
    p = mcnemar(int(row["up_count"]), int(row["down_count"]))
    meaning = "вряд ли случайно" if p < CHANCE else "может быть случайностью"
    said = f"={words.NBSP}{words.number(p, 3)}" if p >= 0.001 else f"<{words.NBSP}0,001"
    return f"p{words.NBSP}{said}, {meaning}"


def _moved_words(row: Row) -> str:
    """Return whom the change took where, the larger side first: «выше у 9 из 12, ниже у 1»."""
    sides = [("выше", int(row["up_count"])), ("ниже", int(row["down_count"]))]
    (most, more), (least, fewer) = sorted(sides, key=lambda side: -side[1])
    if not more:
        return "никто не сдвинулся"
    other = f"у{words.NBSP}{fewer}" if fewer else f"ни у{words.NBSP}кого"
    return f"{most} у{words.NBSP}{more} из{words.NBSP}{row['pairs_count']}, {least} {other}"


def sentence(rows: Sequence[Row], who: Row) -> str:
    """Return what changed in those who answered both waves, by the scale whose change is the least chance."""
    paired = words.plural(int(who["paired_count"]), "человека", "человек", "человек")
    if not rows:
        return "Волны сравниваются только целиком: пар ответов одного человека мало или нет"
    moved = min(rows, key=lambda r: mcnemar(int(r["up_count"]), int(r["down_count"])))
    return f"«{moved['text']}»: {_moved_words(moved)} · обе волны прошли {paired.replace('человека', 'человек')}"


def who_section(who: Row) -> html.Section:
    """Return who answered both waves, who joined and who left, and who cannot be told."""
    untold = int(who["untold_before_count"]) + int(who["untold_after_count"])
    lines = [
        f"Раньше ответили {who['before_count']}, теперь {who['after_count']}.",
        f"Обе волны: {who['paired_count']}. Пришли: {who['joined_count']}. Ушли: {who['left_count']}.",
    ]
    if untold:
        lines.append(
            f"Без имени и кода {words.plural(untold, 'ответ', 'ответа', 'ответов')}: их с прошлой волной не связать."
        )
    return section("Кто ответил", *[html.P(line) for line in lines])


def pairs_section(title: str, rows: Sequence[Row]) -> list[Any]:
    """Return how the same people moved, by scale or question: text, pairs_count, up, down, same."""
    if not rows:
        return []
    told = [{**row, "p": mcnemar(int(row["up_count"]), int(row["down_count"]))} for row in rows]
    return [section(title, html.P(TEST, className="muted"),
                    table_card(f"survey-{title}", title, pd.DataFrame(told), PAIR_COLUMNS))]  # fmt: skip


PAIR_COLUMNS = [
    Column("text", "Что"),
    Column("pairs_count", "Пар", "count"),
    Column("up_count", "▲ выше", "count"),
    Column("same_count", "● так же", "count"),
    Column("down_count", "▼ ниже", "count"),
    Column("p", "Случайность", show=chance_words),
]


def means_section(rows: Sequence[Row]) -> html.Section:
    """Return the scales of both waves with everybody who answered: name, before and after."""
    text = "Все ответившие, пары и не пары: если состав менялся, разница может быть из-за него."
    table = table_card("survey-means", "Средние двух волн", pd.DataFrame(list(rows)), MEAN_COLUMNS)
    return section("Средние двух волн", html.P(text, className="muted"), table)


MEAN_COLUMNS = [
    Column("name", "Шкала"),
    Column("before_people", "Раньше, человек", "count"),
    Column("before_mean", "Раньше, среднее", "number", 2),
    Column("after_people", "Теперь, человек", "count"),
    Column("after_mean", "Теперь, среднее", "number", 2),
    Column("change", "Разница", "number", 2),
]


def beside_rows(statements: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the statements as rows: text, shares by audience, and the words of each audience's share."""
    return [
        {
            "text": next(one.texts[code] for code in AUDIENCES if code in one.texts),
            "shares": {
                code: 100 * told["agree_count"] / told["people"]
                for code in AUDIENCES if (told := one.told.get(code)) and told["people"]
            },
            "counts": {
                code: f"{told['agree_count']} из{words.NBSP}{told['people']}"
                for code, told in one.told.items() if told["people"]
            },
            **{code: told["agree_count"] if told["people"] else None for code, told in one.told.items()},
            **{f"{code}_n": told["people"] or None for code, told in one.told.items()},
            "texts": one.texts,
        }
        for one in statements
    ]  # fmt: skip


def beside_sentence(rows: Sequence[Row]) -> str:
    """Return where the audiences differ most: «Учителя согласны чаще, чем ученики: «…», 80 % и 40 %»."""
    apart = [row for row in rows if len(row["shares"]) > 1]
    if not apart:
        return "Ответов одной из сторон пока мало, чтобы поставить их рядом"
    row = max(apart, key=lambda r: max(r["shares"].values()) - min(r["shares"].values()))
    ordered = sorted(row["shares"].items(), key=lambda pair: pair[1])
    (low, least), (high, most) = ordered[0], ordered[-1]
    return (
        f"Расходятся больше всего в «{row['text']}»: {AUDIENCES[high]} согласны в {words.percent(most, 0)} "
        f"ответов, {AUDIENCES[low]} в {words.percent(least, 0)}"
    )


def beside_card(rows: Sequence[Row], waves: Mapping[str, str], source: str) -> html.Article:
    """Return the statements with a point per audience, and the words each audience was asked in."""
    codes = [code for code in AUDIENCES if any(code in row["shares"] for row in rows)]
    named = {code: AUDIENCES[code] for code in codes}
    unit = "Доля согласных: ответы выше середины шкалы, % ответивших. " + "; ".join(
        f"{AUDIENCES[code]}: {waves[code]}" for code in codes
    )
    columns = [Column("text", "Утверждение"), *(_share_column(code) for code in codes),
               *(Column(f"{code}_n", f"{AUDIENCES[code]}: ответили", "count") for code in codes)]  # fmt: skip
    table = pd.DataFrame(list(rows))
    title = "Представления коллектива о себе и представления о нём детей"
    return chart_card(SurveyIds.beside, title, unit, figures.beside(rows, named), table, source,
                      columns=columns, min_width=560, narrow=_narrow(rows), has_origin=True)  # fmt: skip


def _share_column(code: str) -> Column:
    return Column(code, f"{AUDIENCES[code]}: согласны", "count",
                  show=lambda row: share_text(row.get(code), row.get(f"{code}_n")))  # fmt: skip


def _narrow(rows: Sequence[Row]) -> html.Div:
    items = [
        html.Li([html.P(row["text"]), *(
            html.P(f"{AUDIENCES[code]}: {share_verdict(row[code], row[code + '_n'])}", className="muted")
            for code in row["shares"])])
        for row in rows
    ]  # fmt: skip
    return html.Div(html.Ul(items))


def wordings_section(rows: Sequence[Row]) -> html.Section:
    """Return how the same was asked of each audience: the words differ, and so may the answers."""
    lines = [
        html.Li(" · ".join(f"{AUDIENCES[code]}: «{text}»" for code, text in row["texts"].items()))
        for row in rows
    ]
    return section("Как спрашивали", html.Ul(lines))


def only_wave(href: str) -> list[Any]:
    """Return what stands where a survey has one wave yet."""
    text = (
        "Сравнение появится со второй волной: загрузите ответы на ту же форму позже или за другой период. "
        "Волна — половина учебного года, если в ключе не названы свои дни."
    )
    return [html.P(text), dcc.Link("Загрузить ответы", href=href)]
