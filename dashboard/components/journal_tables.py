"""Tables under the drawing between period ends: silent subjects, absences, period marks and means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from dash import html

from dashboard import words
from dashboard.components import journal_words as say
from dashboard.components.cards import table_card
from dashboard.components.page import section
from dashboard.components.shares import share_text, wilson
from dashboard.components.states import note
from dashboard.components.tables import Column
from dashboard.figures.journal import lessons_are_known
from dashboard.figures.subject_names import in_sentence


def silent(rows: pd.DataFrame, weeks: int, markless: Sequence[str]) -> html.Section:
    """Return the subjects of `silent_rows`; the `markless`, marked in no class, are one line."""
    title = f"Без единой отметки {words.plural(weeks, 'неделю', 'недели', 'недель')} и дольше"
    named = words.listed([in_sentence(name) for name in markless], 8)
    line = [
        html.P(
            f"Ни в одном классе нет отметок: {named}. Возможно, этот курс без отметок.",
            className="muted",
        )
    ]
    rows = rows[~rows["subject"].isin(markless)]
    if rows.empty:
        return section(
            title, html.P("Таких предметов нет.", className="muted"), *(line if markless else [])
        )
    table = table_card("journal-silent", title, rows, SILENT_COLUMNS)
    return section(title, table, *(line if markless else []))


def markless_subjects(cells: pd.DataFrame) -> list[str]:
    """Return the subjects in which no class of these has a mark."""
    counts = cells.groupby("subject")["marks_count"].sum() if len(cells) else pd.Series(dtype=int)
    return sorted(str(name) for name in counts[counts == 0].index)


SILENT_COLUMNS = [
    Column("class_name", "Класс"),
    Column("subject", "Предмет"),
    Column("last_mark_on", "Последняя отметка"),
    Column("weeks", "Полных недель", kind="count"),
]


def silent_rows(cells: pd.DataFrame, as_of: date, begin: date, weeks: int) -> pd.DataFrame:
    """Return class_name, subject, last_mark_on (words), weeks: the longest silence first."""
    rows = []
    for row in cells.to_dict("records"):
        last = None if words.is_missing(row["last_mark_on"]) else row["last_mark_on"].date()
        passed = (as_of - max(last or begin, begin)).days // say.WEEK
        if passed >= weeks:
            rows.append(
                (
                    row["class_name"],
                    row["subject"],
                    words.day(last) if last else "отметок нет",
                    passed,
                )
            )
    rows.sort(key=lambda row: (-row[3], row[0], row[1]))
    return pd.DataFrame(rows, columns=[c.key for c in SILENT_COLUMNS])


def attendance(absences: pd.DataFrame, cells: pd.DataFrame) -> html.Section:
    """Return the lessons missed by reason; a share only of lessons held that the files tell."""
    title = "Пропуски по причинам"
    row = absences.iloc[0].to_dict() if len(absences) else {}
    if not row or not (row["absences_count"] + row["late_count"] + row["exempt_count"]):
        return section(
            title, html.P("Пропусков и опозданий в журнале до этого дня нет.", className="muted")
        )
    known = lessons_are_known(cells)
    held = int(row["lessons_count"]) if known else 0
    table = absence_table(row, held)
    total = (
        f"Пропущено уроков: {say.missed(row) if known else words.integer(row['absences_count'])}"
    )
    parts = [html.P(total, className="strip-title"), *([] if known else [note(unknown_words(row))]),
             table_card("journal-absences", title, table, absence_columns(known))]  # fmt: skip
    return section(title, *parts)


def unknown_words(row: dict[Any, Any]) -> str:
    """Return why there is no share: lessons held are unknown, or known for a part of the days."""
    if words.is_missing(row["lessons_count"]) or not row["lessons_count"]:
        return say.UNKNOWN_LESSONS
    part, whole = int(row["absences_held_count"]), int(row["absences_count"])
    held = words.integer(row["lessons_count"])
    return (
        f"Проведённые уроки известны не везде: по этим дням пропущено {part} из{words.NBSP}{held} уроков "
        f"({words.percent(100 * part / row['lessons_count'])}), всего пропусков {whole}. Общий процент не посчитан."
    )


def absence_table(row: dict[Any, Any], held: int) -> pd.DataFrame:
    """Return kind, lessons_count and share_pct of lessons held; lateness and exemption are apart."""
    rows: list[tuple[str, int, float | None]] = [
        (name, int(row[key]), 100 * row[key] / held if held else None) for key, name in say.REASONS
    ]
    rows += [
        ("отдельно: опоздания", int(row["late_count"]), None),
        ("отдельно: освобождены", int(row["exempt_count"]), None),
    ]
    return pd.DataFrame(rows, columns=["kind", "lessons_count", "share_pct"]).astype(object)


def absence_columns(known: bool) -> list[Column]:
    """Return the columns of the absences; the share only where lessons held are known."""
    share = Column("share_pct", "От проведённых уроков", show=_share_of_lessons)
    columns = [Column("kind", "Причина"), Column("lessons_count", "Уроков", kind="count")]
    return [*columns, share] if known else columns


def _share_of_lessons(row: dict[Any, Any]) -> str:
    return "" if words.is_missing(row["share_pct"]) else words.percent(row["share_pct"])


AGAINST_NOTE = (
    "Расхождение не ошибка: отметку за период ставит учитель, и он учитывает больше, чем среднее. "
    "Среднее здесь по всем текущим отметкам периода."
)


def against(frame: pd.DataFrame, by: str) -> html.Section | None:
    """Return «итоговая против среднего балла» by `subject` or `class_name`; None before period marks."""
    if frame.empty:
        return None
    rows = against_rows(frame, by)
    title = "Итоговая отметка и средний балл"
    label = "Предмет" if by == "subject" else "Класс"
    columns = [Column("name", label), Column("compared_count", "Сравнено", kind="count"),
               Column("above_pct", "Итоговая выше среднего балла", show=lambda r: _share(r, "above")),
               Column("equal_count", "Совпали", kind="count"),
               Column("below_pct", "Итоговая ниже среднего балла", show=lambda r: _share(r, "below"))]  # fmt: skip
    return section(title, html.P(AGAINST_NOTE, className="muted"),
                   table_card(f"journal-against-{by.replace('_', '-')}", title, rows, columns))  # fmt: skip


def against_rows(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return counts and shares summed by subject or class, most often above first."""
    counts = ["compared_count", "above_count", "equal_count", "below_count"]
    rows = frame.groupby(by, as_index=False)[counts].sum().rename(columns={by: "name"})
    rows["above_pct"] = 100 * rows["above_count"] / rows["compared_count"]
    rows["below_pct"] = 100 * rows["below_count"] / rows["compared_count"]
    return rows.sort_values(["above_pct", "name"], ascending=[False, True], ignore_index=True)


def _share(row: dict[Any, Any], side: str) -> str:
    part, whole = int(row[f"{side}_count"]), int(row["compared_count"])
    low, high = wilson(part, whole) or (0.0, 100.0)
    span = f"{words.percent(low)[:-2]}–{words.percent(high)}"
    return f"{share_text(part, whole)}, может быть {span}"
