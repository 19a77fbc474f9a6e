"""Classes of a community: their deficit and goal, the journal before and since, the school's own works."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import html

from dashboard import words
from dashboard.components import community_words as say
from dashboard.components.cards import chart_card, table_card
from dashboard.components.page import section
from dashboard.components.states import note
from dashboard.components.tables import Column
from dashboard.figures import community_numbers as figure
from dashboard.ids import CommunityIds

UNIT = "доля учеников на «4» и «5», % · цветная линия — класс, серая — параллель · пунктир — начало работы сообщества"
CAUTION = "Рядом — не значит «благодаря»: состав класса меняется, причин у изменений много."
SHOWN = 3


def section_of(
    found: Sequence[Any], source: str, vpr: str, add: Any, is_whole: bool
) -> html.Section:
    """Return the classes with their numbers; `vpr` says why ВПР are not here, `add` is the way to a new class."""
    if not found:
        return section("Классы", note("Классы ещё не названы: какие сообщество поддерживает и с каким дефицитом."),
                       add, name="classes")  # fmt: skip
    drawn = [one for one in found if len(one.periods)]
    works = own_works(found)
    parts = [
        html.Ul([html.Li(line(one)) for one in found], className="plain-list"),
        *([card(drawn[:SHOWN], source)] if drawn else [note(_no_numbers(is_whole))]),
        *([html.H3("Свои контрольные и мониторинги"),
           table_card("community-works", "Свои контрольные и мониторинги", works, WORK_COLUMNS, source)]
          if len(works) else []),
        html.P(f"{CAUTION} {vpr}", className="muted"),
        add,
    ]  # fmt: skip
    return section("Классы", *parts, name="classes")


def _no_numbers(is_whole: bool) -> str:
    if is_whole:
        return "Журнала этих классов за известные годы нет: числа появятся вместе с ним."
    return "Числа классов видят те, кто в них учит, и администрация; остальным — дефициты и цели."


def line(one: Any) -> list[Any]:
    """Return a class with its deficit and goal."""
    told = [f": {one.deficit}" if one.deficit else "", f" — хотим: {one.goal}" if one.goal else ""]
    return [html.Strong(one.title), *told]


def card(found: Sequence[Any], source: str) -> html.Article:
    """Return the classes over their periods with the table of both sides."""
    return chart_card(CommunityIds.numbers, headline(found), UNIT, figure.numbers(found), twin(found), source,
                      columns=COLUMNS, min_width=680, has_origin=bool(compared(found)))  # fmt: skip


def headline(found: Sequence[Any]) -> str:
    """Return what the first class with numbers on both sides was and is, and how many went up."""
    known = compared(found)
    if not known:
        return "Сравнить «до» и «после» пока не с чем: нужны четверти журнала по обе стороны от начала работы"
    up = [one for one, then, now in known if now["quality_pct"] > then["quality_pct"]]
    told = change(*known[0])
    if len(known) == 1:
        return told
    if not up:
        return f"Качество пока не выше, чем до начала работы; {told}"
    return (
        f"Качество выше, чем до начала работы, в{words.NBSP}{say.of(len(up), len(known))}; {told}"
    )


def compared(found: Sequence[Any]) -> list[tuple[Any, Any, Any]]:
    """Return the classes with numbers on both sides, each with its periods then and now; those that went up first."""
    both = [(one, one.then(), one.now()) for one in found]
    known = [(one, then, now) for one, then, now in both if then and now]
    return sorted(known, key=lambda each: each[2]["quality_pct"] <= each[1]["quality_pct"])


def change(one: Any, then: Any, now: Any) -> str:
    """Return «7А: на «4» и «5» было 11 из 25, стало 15 из 26 (в параллели 45 % → 47 %)»."""
    beside = ""
    if not words.is_missing(then["parallel_quality_pct"]) and not words.is_missing(
        now["parallel_quality_pct"]
    ):
        was, became = (words.percent(row["parallel_quality_pct"], 0) for row in (then, now))
        beside = f" (в параллели {was} → {became})"
    return f"{one.title}: на «4» и «5» было {figure.told(then)}, стало {figure.told(now)}{beside}"


def twin(found: Sequence[Any]) -> pd.DataFrame:
    """Return every period of every class as rows."""
    frames = [one.periods.assign(title=one.title) for one in found]
    whole: pd.DataFrame = pd.concat(frames, ignore_index=True)
    return whole.drop(columns=["begins", "ends"])


SIDES = {"before": "до", "during": "начало работы", "since": "во время работы"}
COLUMNS = (
    Column("title", "Класс сообщества"),
    Column("class_name", "Класс тогда"),
    Column("school_year", "Год"),
    Column("period", "Период", show=lambda r: words.period(r["period"])),
    Column("side", "Когда", show=lambda r: SIDES[r["side"]]),
    Column("quality_count", "На «4» и «5»", "count"),
    Column("attested_count", "Аттестовано", "count"),
    Column("quality_pct", "Качество, %", "share"),
    Column("passed_pct", "Успеваемость, %", "share"),
    Column("parallel_quality_pct", "Качество параллели, %", "share"),
)


def own_works(found: Sequence[Any]) -> pd.DataFrame:
    """Return the school's own works of the classes, before the work began and since."""
    frames = [one.works.assign(side=[_side(day, one.since) for day in one.works["held_on"]])
              for one in found if len(one.works)]  # fmt: skip
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def _side(day: Any, since: Any) -> str:
    if words.is_missing(day) or since is None:
        return ""
    return "since" if pd.Timestamp(day).date() >= since else "before"


def _share(row: Any) -> str:
    if not row["marked_count"] or words.is_missing(row["marked_count"]):
        return words.NO_DATA
    return f"{say.of(int(row['quality_count']), int(row['marked_count']))} ({words.percent(row['quality_pct'], 0)})"


WORK_COLUMNS = (
    Column("held_on", "День", "day"),
    Column("class_name", "Класс"),
    Column("kind", "Работа", show=lambda r: words.work_kind(r["kind"])),
    Column("subject", "Предмет", show=words.work_subject),
    Column("label", "Какая", show=lambda r: words.work_label(r) or "—"),
    Column("side", "Когда", show=lambda r: SIDES.get(r["side"], "день не указан")),
    Column("participants_count", "Писали", "count"),
    Column("quality_pct", "На «4» и «5»", "share", show=_share),
    Column("completion_pct", "Выполнение, %", "share"),
)
