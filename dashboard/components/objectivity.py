"""Objectivity in words: marks of a work beside the journal's, gaps, signs of low results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.cards import table_card
from dashboard.components.controls import pill_select
from dashboard.components.page import later_strips, section, strip, strips
from dashboard.components.shares import share_text, share_verdict, wilson
from dashboard.components.tables import Column
from dashboard.figures.outside_marks import PARTS
from dashboard.figures.subject_names import by_subject, short_name
from dashboard.ids import ObjectivityIds

NO_CLASS = "класс не указан"
ALL = "all"
FEWEST = "высокая неопределённость"
FEW_SIGN = f"▲ — {FEWEST}: участников мало, судить по доле рано."
COUNTS = ("participants_count", "without_count", "lowered_count", "confirmed_count", "raised_count",
          "gap2_count")  # fmt: skip
# How a kind of work is named inside a sentence: after «по», and with its place («на ОГЭ»).
BY_KIND = {"vpr": "По ВПР", "control_work": "По контрольным работам", "oge": "На ОГЭ", "ege": "На ЕГЭ",
           "interim": "По промежуточной аттестации", "monitoring": "По мониторингам"}  # fmt: skip
LEVELS = {"country": "Россия", "region": "регион", "municipality": "муниципалитет"}


@dataclass(frozen=True)
class Limits:
    """From how many participants a share and a distribution may be trusted; thresholds of the school."""

    small: float
    approximate: float
    informative: float
    peak_ratio: float
    peak_count: float


def nothing_beside(kind: str) -> str:
    """Return why no mark can be laid beside the journal's, and what would mend it."""
    if kind == "vpr":
        return "В протоколах этих работ нет отметок по журналу, сравнивать не с чем."
    if kind == "oge":
        return "Сравнить с годовыми отметками можно, когда загружены протокол с именами и журнал 9 классов."
    return (
        "Сравнить с журналом можно, когда в файле работы есть отметки, имена учеников и день работы, "
        "а в журнале отметки за период до этого дня."
    )


def certainty(count: int, limits: Limits) -> str:
    """Return how far a figure over so many participants may be trusted, in words."""
    if count >= limits.informative:
        return "информативно"
    if count >= limits.approximate:
        return "приблизительно"
    return "ограниченно" if count >= limits.small else FEWEST


def total(frame: pd.DataFrame) -> dict[str, int]:
    """Return the counts of all rows together."""
    return {name: int(frame[name].sum()) if len(frame) else 0 for name in COUNTS}


def by_subjects(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the counts by subject and grade of the work, with their shares."""
    if frame.empty:
        return frame
    summed = frame.groupby(["subject", "literacy", "grade"], as_index=False)[list(COUNTS)].sum()
    for name, _, _ in PARTS:
        summed[f"{name}_pct"] = 100 * summed[f"{name}_count"] / summed["participants_count"]
    return summed


def told(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Return the rows with the Wilson interval of «confirmed» and how far it may be trusted."""
    pairs = zip(frame["confirmed_count"], frame["participants_count"], strict=True)
    spans = [wilson(int(part), int(whole)) or (0.0, 100.0) for part, whole in pairs]
    return named(frame).assign(
        low_pct=[low for low, _ in spans],
        high_pct=[high for _, high in spans],
        certainty=[certainty(int(count), limits) for count in frame["participants_count"]],
    )


def named(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with `about`: what a work is in, its literacy where it checks one."""
    return frame.assign(about=[words.work_subject(row) for row in frame.to_dict("records")])


def sentence(of: Mapping[str, int], kind: str, year: str) -> str:
    """Return what the works say beside the journal."""
    where = f"{BY_KIND.get(kind, 'По работам')} {year}"
    whole = of["participants_count"]
    if not whole:
        return f"{where} сравнить с{words.NBSP}журналом нечего"
    kept = share_text(of["confirmed_count"], whole)
    beside = "годовую отметку" if kind == "oge" else "отметку журнала"
    return (
        f"{where} {beside} подтвердили {kept}, понизили {of['lowered_count']}, "
        f"повысили {of['raised_count']}"
    )


def filters(chosen: Any) -> list[Any]:
    """Return the pills: year, kind of works, grade, subject; `chosen` is what the address asks."""
    grades = [{"label": "все", "value": ALL}, *(str(g) for g in chosen.grades)]
    subjects = [{"label": "все", "value": ALL}, *chosen.subjects]
    kinds = [{"label": words.works(code), "value": code} for code in chosen.kinds]
    return [
        pill_select(ObjectivityIds.year, "Год", list(chosen.years), chosen.year),
        pill_select(ObjectivityIds.kind, "Работы", kinds, chosen.kind),
        pill_select(ObjectivityIds.grade, "Класс работы", grades, chosen.grade or ALL),
        pill_select(ObjectivityIds.subject, "Предмет", subjects, chosen.subject or ALL),
    ]


def four_strips(of: Mapping[str, int], beside: str, limits: Limits) -> html.Div:
    """Return fact, deviation from the region (`beside`, in words), forecast and decision."""
    whole = of["participants_count"]
    if not whole:
        fact = strip("fact", words.NO_DATA, html.P("Отметок для сравнения нет.", className="muted"))
    else:
        fact = strip(
            "fact", f"Подтвердили: {share_verdict(of['confirmed_count'], whole)}",
            html.P(f"Участников с обеими отметками {words.integer(whole)}: {certainty(whole, limits)}",
                   className="muted"),
            html.P(f"Разрыв в две отметки и больше: {of['gap2_count']}", className="muted"),
        )  # fmt: skip
    return strips(fact, strip("deviation", beside), *later_strips())


def compared(school: pd.DataFrame, lines: pd.DataFrame) -> str:
    """Return how the share of «confirmed» stands to the nearest group that a report states.

    Of works that both sides have; the other side is weighed by the participants of the school.
    """
    for level in ("region", "municipality", "country"):
        own = lines[lines["group_level"] == level] if len(lines) else lines
        both = (
            school.merge(own, on=["subject", "literacy", "grade"], suffixes=("", "_line"))
            if len(own)
            else own
        )
        if len(both):
            weights = both["participants_count"]
            ours = 100 * both["confirmed_count"].sum() / weights.sum()
            theirs = (both["confirmed_pct_line"] * weights).sum() / weights.sum()
            gap = f"{words.trend_sign(ours - theirs)} {words.points(ours - theirs)}"
            return (
                f"{gap} к{words.NBSP}доле подтвердивших ({LEVELS[level]}): "
                f"{words.percent(ours)} и{words.NBSP}{words.percent(theirs)}"
            )
    return "Сравнить не с чем: отчёта, где есть строка региона, об этих работах нет"


def legend(frame: pd.DataFrame) -> html.P:
    """Return what the parts of a bar are, from left to right, and what the sign of a small group means."""
    few = FEW_SIGN if FEWEST in set(frame["certainty"]) else ""
    swatches = [
        html.Span([html.Span(className="swatch", style={"background": colour}), f"{name}{words.NBSP}  "])
        for _, name, colour in PARTS
    ]  # fmt: skip
    return html.P(["Доля участников, %; в полосе их число, справа доля подтвердивших и её 95 % интервал. "
                   "Слева направо: ", *swatches, few])  # fmt: skip


def class_rows(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    """Return the rows of the bars by class and subject."""
    return [{**row, "label": _of_class(row)} for row in frame.to_dict("records")]


def _of_class(row: Mapping[Any, Any]) -> str:
    where = row["class_name"] or NO_CLASS
    few = f"{words.NBSP}▲" if row["certainty"] == FEWEST else ""
    return f"{where}, {short_name(words.work_subject(row))} · {int(row['participants_count'])}{few}"


def subject_rows(school: pd.DataFrame, lines: pd.DataFrame) -> list[dict[Any, Any]]:
    """Return the rows of the bars by subject, lines of an aggregate report under the school's own."""
    found: list[dict[Any, Any]] = []
    for row in school.to_dict("records"):
        few = f"{words.NBSP}▲" if row["certainty"] == FEWEST else ""
        count = f"{int(row['participants_count'])}{few}"
        label = f"{short_name(words.work_subject(row))}, {row['grade']}{words.NBSP}кл. · {count}"
        found.append({**row, "label": label})
        same = (
            lines[
                (
                    lines[["subject", "literacy", "grade"]]
                    == [row["subject"], row["literacy"], row["grade"]]
                ).all(axis=1)
            ]
            if len(lines)
            else lines
        )
        found += [
            {**line, "label": LEVELS[line["group_level"]], "confirmed_count": None}
            for line in same.to_dict("records")
        ]
    return found  # fmt: skip


def headline(frame: pd.DataFrame) -> str:
    """Return which class and subject lowered the most; a few participants make no headline."""
    known = frame[(frame["certainty"] != FEWEST) & (frame["class_name"] != "")]
    if known.empty:
        return "Классы малы: доли по ним очень неточны"
    known = known[known["lowered_count"] > 0]
    if known.empty:
        return "Никто не понизил отметку журнала"
    worst = known.sort_values(["lowered_pct", "participants_count"], ascending=False).iloc[0]
    where = worst["class_name"]
    share = share_text(int(worst["lowered_count"]), int(worst["participants_count"]))
    return f"Чаще понижали в{words.NBSP}{where} {by_subject(words.work_subject(worst.to_dict()))}: {share}"


def subject_headline(school: pd.DataFrame) -> str:
    """Return the subject whose marks were confirmed the least."""
    least = school.sort_values(["confirmed_pct", "subject"]).iloc[0]
    share = share_text(int(least["confirmed_count"]), int(least["participants_count"]))
    grade = f"{least['grade']}{words.NBSP}класс"
    return f"Реже подтверждали {by_subject(words.work_subject(least.to_dict()))}, {grade}: {share}"


def narrow(rows: Sequence[Mapping[Any, Any]]) -> html.Ul:
    """Return the bars in words, for a phone."""
    return html.Ul([html.Li(_in_words(row)) for row in rows], className="plain-list")


def _in_words(row: Mapping[Any, Any]) -> str:
    if words.is_missing(row.get("confirmed_count")):
        return f"{row['label']}: подтвердили {words.percent(row['confirmed_pct'])}"
    kept = share_text(int(row["confirmed_count"]), int(row["participants_count"]))
    label = str(row["label"]).rsplit(" · ", 1)[0]
    return (
        f"{label}: подтвердили {kept}, может быть {words.number(row['low_pct'], 0)}–"
        f"{words.percent(row['high_pct'], 0)}; понизили {int(row['lowered_count'])}, "
        f"повысили {int(row['raised_count'])}"
    )


def columns(first: Sequence[Column]) -> list[Column]:
    """Return the columns of a table of marks beside the journal after the `first` ones."""
    return [
        *first,
        Column("participants_count", "С обеими отметками", "count"),
        Column("lowered_count", "Понизили", "count"),
        Column("confirmed_count", "Подтвердили", "count"),
        Column("raised_count", "Повысили", "count"),
        Column("confirmed_pct", "Подтвердили, %", "share"),
        Column("low_pct", "может быть от", "share"),
        Column("high_pct", "до", "share"),
        Column("certainty", "Насколько точно"),
        Column("gap2_count", "Разрыв от двух отметок", "count"),
        Column("without_count", "Без одной из отметок", "count"),
    ]


SUBJECT = Column("about", "Предмет")
CLASS_COLUMNS = columns([
    Column("class_name", "Класс", show=lambda row: row["class_name"] or NO_CLASS),
    SUBJECT, Column("grade", "Класс работы", "count"), Column("label", "Работа"),
])  # fmt: skip
SUBJECT_COLUMNS = columns([SUBJECT, Column("grade", "Класс работы", "count")])
LINE_COLUMNS = [
    SUBJECT,
    Column("grade", "Класс работы", "count"),
    Column("group_level", "Группа", show=lambda row: LEVELS[row["group_level"]]),
    Column("group_name", "Название"),
    Column("participants_count", "Участников", "count"),
    Column("lowered_pct", "Понизили", "share"),
    Column("confirmed_pct", "Подтвердили", "share"),
    Column("raised_pct", "Повысили", "share"),
]


def lines(frame: pd.DataFrame) -> list[Any]:
    """Return the lines of aggregate reports as a table; nothing where none is loaded."""
    if frame.empty:
        return []
    return [section("Сравнение из отчётов ФИС ОКО", table_card(
        "objectivity-lines", "Сравнение из отчётов ФИС ОКО", named(frame), LINE_COLUMNS))]  # fmt: skip


def gaps(frame: pd.DataFrame) -> html.Section:
    """Return the participants two or more marks away from the journal: who, where, by how much."""
    title = "Разрыв в две отметки и больше"
    if frame.empty:
        return section(title, html.P("Таких участников нет.", className="muted"))
    down = int((frame["gap"] < 0).sum())
    said = (
        f"{words.plural(len(frame), 'участник', 'участника', 'участников')}: ниже журнала {down}, "
        f"выше {len(frame) - down}. Это повод посмотреть работу, а не вывод."
    )
    table = table_card("objectivity-gaps", title, named(frame), GAP_COLUMNS)
    return section(title, html.P(said), table)


def _who(row: Mapping[Any, Any]) -> Any:
    if words.is_missing(row["full_name"]):
        return html.Span("имя не загружено", className="muted")
    return dcc.Link(row["full_name"], href=f"/pupil/{int(row['pupil_id'])}")


GAP_COLUMNS = [
    Column("class_name", "Класс", show=lambda row: row["class_name"] or NO_CLASS),
    SUBJECT,
    Column("participant_code", "Код"),
    Column("full_name", "Участник", show=_who),
    Column("journal_mark", "В журнале", "count"),
    Column("mark", "За работу", "count"),
    Column("gap", "Разница", show=lambda row: f"{'+' if row['gap'] > 0 else words.MINUS}{abs(int(row['gap']))}"),
]  # fmt: skip
