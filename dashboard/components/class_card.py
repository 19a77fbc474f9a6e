"""The card of a class: its sentence, its groups, its reserves, its journal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import theme, words
from dashboard.components.achievement import class_href
from dashboard.components.big_tables import Cell, big_table
from dashboard.components.cards import table_card, xlsx_of
from dashboard.components.controls import pill_link, pill_select
from dashboard.components.falls import fall_words
from dashboard.components.page import section, strip, strips
from dashboard.components.path_links import to_path
from dashboard.components.shares import share_text, share_verdict
from dashboard.components.states import note
from dashboard.components.tables import Column
from dashboard.figures.measures import BASES, SMALL
from dashboard.figures.subject_names import by_subject, in_sentence
from dashboard.ids import ClassIds

FALL_POINTS = 10.0
SPANS = {
    "q": ("одну четверть", "две четверти", "три четверти"),
    "t": ("один триместр", "два триместра"),
    "h": ("одно полугодие",),
}
LATER_FORECAST = "Прогноз по классу появится, когда накопится достаточно периодов"
LATER_DECISION = "Решения с ответственным и сроком появятся вместе с контролем программы"


def sentence(
    class_name: str,
    subjects: pd.DataFrame,
    periods: Sequence[str],
    now: pd.Series | None,
    small: int = SMALL,
) -> str:
    """Return the sentence of a class: its steepest fall in a subject, else how many do well."""
    fall = steepest_fall(subjects, periods, small)
    if fall:
        subject, first, last, steps = fall
        return (
            f"Качество в{words.NBSP}{class_name} {by_subject(subject)} упало "
            f"с{words.NBSP}{words.percent(first, 0)} до{words.NBSP}{words.percent(last, 0)} за "
            f"{_span(periods[-1], steps)}"
        )
    if now is None or words.is_missing(now["quality_pct"]):
        return f"{class_name}: итоговых отметок за этот период нет"
    part, whole = int(now["quality_pupils_count"]), int(now["attested_pupils_count"])
    return f"В{words.NBSP}{class_name} на «4» и «5» учатся {share_text(part, whole)}"


def _span(period: str, steps: int) -> str:
    """Return «две четверти» for the steps of a period's system."""
    named = SPANS.get(period[:1], ())
    return (
        named[steps - 1]
        if steps <= len(named)
        else words.plural(steps, "период", "периода", "периодов")
    )


def steepest_fall(
    subjects: pd.DataFrame, periods: Sequence[str], small: int = SMALL
) -> tuple[str, float, float, int] | None:
    """Return (subject, from, to, periods) of the largest fall that ends at the last of `periods`."""
    falls = []
    for name, rows in (
        subjects[subjects["attested_count"] >= small].groupby("subject") if len(subjects) else []
    ):
        known = rows.set_index("period")["quality_pct"].reindex(list(periods)).tolist()
        start = len(known) - 1
        while (
            start > 0 and not words.is_missing(known[start - 1]) and known[start - 1] > known[start]
        ):
            start -= 1
        if start < len(known) - 1 and known[start] - known[-1] >= FALL_POINTS:
            falls.append((str(name), float(known[start]), float(known[-1]), len(known) - 1 - start))
    return max(falls, key=lambda fall: fall[1] - fall[2], default=None)


def filters(
    chosen: Any, years: Sequence[str], others: Sequence[str], class_name: str, base: str
) -> list[Any]:
    """Return the pills: year, period, base, and the other classes of the parallel as links."""
    bases = [{"label": label, "value": code} for code, label in BASES.items()]
    periods = [{"label": words.period(p), "value": p} for p in chosen.periods]
    links = [pill_link(name, class_href(chosen.school_year, name, period=chosen.period), name == class_name)
             for name in others]  # fmt: skip
    return [
        pill_select(ClassIds.year, "Год", list(years), chosen.school_year),
        pill_select(ClassIds.period, "Период", periods, chosen.period),
        pill_select(ClassIds.base, "База", bases, base),
        *links,
        # ВПР stand on this page: the way names no community.
        pill_link(
            "от дефицита к результату", to_path(**{"class": class_name, "year": chosen.school_year})
        ),
    ]


def four_strips(
    now: pd.Series | None, small_group: int = SMALL, base: str = "attested"
) -> html.Div:
    """Return fact, deviation from the parallel, forecast and decision of a class, on a base."""
    later = [strip("forecast", "Пока не считаем", html.P(LATER_FORECAST, className="muted")),
             strip("decision", "Пока не ведём", html.P(LATER_DECISION, className="muted"))]  # fmt: skip
    if now is None:
        return strips(strip("fact", words.NO_DATA), strip("deviation", words.NO_DATA), *later)
    whole = int(now["attested_pupils_count"])
    quality = share_verdict(int(now["quality_pupils_count"]), whole)
    passed = share_text(int(now["passed_pupils_count"]), whole)
    pooled = words.percent(now["pooled_quality_pct"])
    small = [note(f"Малая группа: n = {whole}")] if whole < small_group else []
    fact = strip(
        "fact", f"На «4» и «5»: {quality}", html.P(f"Без «2»: {passed}"), *small,
        html.P(f"База: {BASES[base]}; н/а — {int(now['not_attested_pupils_count'])}", className="muted"),
        html.P(f"По всем отметкам вместе: качество {pooled}", className="muted"),
    )  # fmt: skip
    return strips(fact, _deviation(now, whole), *later)


def _deviation(now: pd.Series, whole: int) -> html.Section:
    gap = now["quality_pct"] - now["parallel_quality_pct"]
    if words.is_missing(gap):
        return strip("deviation", "Параллели для сравнения нет")
    parallel = share_text(
        now["parallel_quality_pupils_count"], now["parallel_attested_pupils_count"]
    )
    people = abs(round(gap * whole / 100))
    more = "больше" if gap > 0 else "меньше"
    said = (
        f"это на {words.plural(people, 'ученика', 'ученика', 'учеников')} {more}"
        if people
        else "разницы в учениках нет"
    )
    return strip(
        "deviation", f"{words.trend_sign(gap)} {words.points(gap)} к параллели",
        html.P(f"В параллели: {parallel}; {said}"),
    )  # fmt: skip


def falls(frame: pd.DataFrame) -> html.Div:
    """Return the subjects of a class that fell two periods on end (`queries.achievement.falls`)."""
    said = [
        f"{fall_words(row)} ({in_sentence(row['subject'])})" for row in frame.to_dict("records")
    ]
    return html.Div([html.P(text, className="falls-text") for text in said])


def groups(frame: pd.DataFrame) -> html.Section:
    """Return the pupils of a class as a partition: a bar and the names by group."""
    if frame.empty:
        return section(
            "Группы учеников", html.P("Итоговых отметок за период нет.", className="muted")
        )
    members = {name: frame[frame["pupil_group"] == name] for name in words.PUPIL_GROUPS}
    bar = [
        html.Span(style={"flex": str(len(rows)), "background": theme.GROUP_COLOURS[name]},
                  title=f"{words.PUPIL_GROUPS[name]}: {len(rows)}")
        for name, rows in members.items() if len(rows)
    ]  # fmt: skip
    lists = [_group(name, rows, len(frame)) for name, rows in members.items() if len(rows)]
    return section(
        "Группы учеников", html.Div(html.Div(bar, className="group-bar"), className="groups"),
        html.Div(lists, className="group-list"), *_reserves(members),
        *xlsx_of("class-groups", "Группы учеников", named_groups(frame), GROUP_COLUMNS),
    )  # fmt: skip


GROUP_COLUMNS = [
    Column("full_name", "Ученик"),
    Column("group_name", "Группа"),
    Column("reserve_subject", "Предмет резерва"),
    Column("mark5_count", "«5»"),
    Column("mark4_count", "«4»"),
    Column("mark3_count", "«3»"),
    Column("mark2_count", "«2»"),
    Column("not_attested_count", "н/а"),
]


def named_groups(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the pupils with the name of their group."""
    return frame.assign(group_name=frame["pupil_group"].map(words.PUPIL_GROUPS))


def _group(name: str, rows: pd.DataFrame, whole: int) -> html.Details:
    swatch = html.Span(className="swatch", style={"background": theme.GROUP_COLOURS[name]})
    items = [html.Li(_member(row)) for row in rows.to_dict("records")]
    said = f"{words.PUPIL_GROUPS[name]}: {share_text(len(rows), whole)}"
    return html.Details([html.Summary([swatch, said]), html.Ul(items)])


def _member(row: dict[Any, Any]) -> list[Any]:
    link = dcc.Link(row["full_name"], href=f"/pupil/{row['pupil_id']}")
    subject = row["reserve_subject"]
    return (
        [link] if words.is_missing(subject) or not subject else [link, f" — {in_sentence(subject)}"]
    )


def _reserves(members: dict[str, pd.DataFrame]) -> list[html.P]:
    named = (
        ("one_three", "Резерв качества", "одна «3»"),
        ("one_four", "Резерв отличников", "одна «4»"),
    )
    found = []
    for name, title, mark in named:
        rows = members[name]
        if len(rows):
            counts = rows["reserve_subject"].value_counts()
            by = ", ".join(f"{in_sentence(str(s))} — {n}" for s, n in counts.items())
            pupils = words.plural(len(rows), "ученик", "ученика", "учеников")
            found.append(html.P(f"{title}: {pupils}, {mark}. По предметам: {by}."))
    return found


def attendance(frame: pd.DataFrame) -> html.Section:
    """Return the absences of the year by reason; lessons held are not known here, so no shares."""
    if frame.empty:
        return section(
            "Пропуски за год", html.P("Журнал с пропусками ещё не загружен.", className="muted")
        )
    columns = [
        Column(
            "kind", "Причина", show=lambda row: words.ATTENDANCE_KINDS.get(row["kind"], row["kind"])
        ),
        Column("codes_count", "Записей", kind="count"),
        Column("pupils_count", "Учеников", kind="count"),
    ]
    title = "Пропуски за год"
    return section(title, table_card("class-attendance", title, frame, columns))


def journal(
    spans: pd.DataFrame, subject: str, cells: pd.DataFrame, cell_href: Callable[[Any], str]
) -> html.Section:
    """Return the journal page of a subject: pupils × lessons, each cell a way to its file."""
    if spans.empty:
        # The control stays, hidden: a callback listens to it.
        pill = pill_select(ClassIds.subject, "Предмет", [], "", disabled=True)
        words_for_empty = html.P(
            "Текущие отметки этого класса ещё не загружены.", className="muted"
        )
        return section("Журнал", words_for_empty, html.Div(pill, hidden=True), name="journal")
    subjects = list(dict.fromkeys(spans["subject"]))
    pill = pill_select(ClassIds.subject, "Предмет", [{"label": "выберите", "value": ""}, *(
        {"label": s, "value": s} for s in subjects)], subject)  # fmt: skip
    if not subject:
        body: Any = html.P("Выберите предмет, чтобы увидеть клетки журнала.", className="muted")
    elif cells.empty:
        body = html.P("За этот период по предмету записей нет.", className="muted")
    else:
        sheet = xlsx_of("class-journal", f"Журнал: {subject}", cells, JOURNAL_COLUMNS)
        body = html.Div([journal_table(cells, cell_href), *sheet])
    return section("Журнал", html.Div(pill, className="pills"), body, name="journal")


JOURNAL_COLUMNS = [
    Column("full_name", "Ученик"),
    Column("lesson_date", "Дата"),
    Column("lesson_no", "Урок дня"),
    Column("cell_raw", "Запись"),
]


def journal_table(cells: pd.DataFrame, cell_href: Callable[[Any], str]) -> html.Div:
    """Return the cells of a journal page as a table; `cells` as `queries.classes.journal` gives them."""
    lessons = sorted(set(zip(cells["lesson_date"], cells["lesson_no"], strict=True)))
    pupils: dict[tuple[int, str], dict[Any, Any]] = {}
    for row in cells.to_dict("records"):
        by_lesson = pupils.setdefault((int(row["pupil_id"]), str(row["full_name"])), {})
        by_lesson[row["lesson_date"], row["lesson_no"]] = row
    head = [Cell("Ученик"), *(Cell(f"{day:%d.%m}") for day, _ in lessons)]
    body = [
        [
            Cell(name, f"/pupil/{pupil_id}"),
            *(_journal_cell(by_lesson.get(lesson), cell_href) for lesson in lessons),
        ]
        for (pupil_id, name), by_lesson in pupils.items()
    ]
    return big_table(head, body, "journal")


def _journal_cell(row: dict[Any, Any] | None, cell_href: Callable[[Any], str]) -> Cell:
    if row is None:
        return Cell("")
    text = str(row["cell_raw"])
    kind = "is-two" if "2" in text else "" if any(c.isdigit() for c in text) else "is-code"
    return Cell(text, cell_href(row), kind, "Откуда число?")
