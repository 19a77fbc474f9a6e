"""Pupils of one class between period ends: the panel of a subject and the class teacher's list."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components import journal_words as say
from dashboard.components.cards import xlsx_of
from dashboard.components.page import section
from dashboard.components.shares import share_verdict
from dashboard.components.tables import Column, data_table
from dashboard.figures.subject_names import in_sentence

AGAINST = {"above": "итоговая выше среднего балла", "below": "итоговая ниже среднего балла"}


def panel(pupils: pd.DataFrame, texts: dict[str, str]) -> html.Aside:
    """Return the panel of a class × subject: its counts and every pupil; `pupils` of that subject.

    `texts` has class_name, subject, close, class_href, origin.
    """
    marked = pupils[pupils["marks_count"] > 0]
    quality = int((marked["likely_mark"] >= 4).sum())
    parts = [
        html.Div([html.H2(f"{texts['class_name']}, {in_sentence(texts['subject'])}"),
                  dcc.Link("Закрыть", href=texts["close"], className="button button-quiet")], className="upload-top"),
        html.P(f"Если закончить сегодня, «4» и «5»: {share_verdict(quality, len(marked))}", className="strip-title"),
        html.P(_counted(pupils), className="muted"),
        data_table(pupils, panel_columns(bool(pupils["against_mean"].notna().any()))),
        html.Div([
            dcc.Link("Клетки журнала", href=texts["class_href"], className="button button-main"),
            dcc.Link("Откуда число?", href=texts["origin"], className="button button-quiet"),
        ], className="upload-actions"),
    ]  # fmt: skip
    return html.Aside(parts, className="card drill", id="drill")


def _counted(pupils: pd.DataFrame) -> str:
    marks, held = int(pupils["marks_count"].sum()), pupils["lessons_count"].fillna(0).sum()
    per = f"{words.number(marks / len(pupils), 1)} отметки на ученика"
    if held and (pupils["lessons_count"].notna()).all():
        per += f", {words.number(marks / held, 2)} за урок"
    disputed, few = int(pupils["is_disputed"].sum()), int(pupils["is_few"].sum())
    return f"Спорных отметок: {disputed}; мало отметок: {few}; накопляемость: {per}"


def panel_columns(has_period_marks: bool) -> list[Column]:
    """Return the columns of the panel: pupil, mean and likely mark, what settles it, marks, absences."""
    columns = [
        Column("full_name", "Ученик: средний балл → отметка", show=_standing),
        Column("marks_count", "Отметок", kind="count"),
        Column("absences_count", "Пропуски", show=say.missed),
    ]
    return [*columns, Column("period_mark", "Итог", show=_given)] if has_period_marks else columns


def _pupil(row: Any) -> dcc.Link:
    return dcc.Link(row["full_name"], href=f"/pupil/{int(row['pupil_id'])}")


def _standing(row: Any) -> list[Any]:
    """Return pupil, mean and likely mark, what would settle it: one under the other in a narrow panel."""
    few = f"мало отметок, к проверке было {int(row['check_marks_count'])}" if row["is_few"] else ""
    notes = [text for text in (say.what_next(row), few) if text]
    lines: list[Any] = [_pupil(row), html.Div(say.likely(row))]
    return lines + [html.Div(text, className="muted") for text in notes]


def _given(row: Any) -> str:
    if words.is_missing(row["period_mark"]):
        return "—"
    side = AGAINST.get(row["against_mean"], "")
    return f"«{int(row['period_mark'])}»" + (f", {side}" if side else "")


REASON_LABELS = {
    "disputed": "Спорная отметка",
    "two": "Предварительная «2»",
    "unmarked": "Нет отметок",
    "few": "Мало отметок",
}


def concerns(pupils: pd.DataFrame) -> pd.DataFrame:
    """Return one row per reason of a pupil × subject: reason, full_name, pupil_id, subject, told, next.

    A subject nobody of the class is marked in is the class's matter, not the pupil's: it is left out.
    """
    rows = []
    for row in pupils.to_dict("records"):
        if row["is_marked_subject"]:
            rows += [(reason, row["full_name"], row["pupil_id"], row["subject"], say.likely(row), told)
                     for reason, told in _reasons(row)]  # fmt: skip
    columns = ["reason", "full_name", "pupil_id", "subject", "standing", "what_next"]
    return pd.DataFrame(rows, columns=columns)


def _reasons(row: dict[Any, Any]) -> list[tuple[str, str]]:
    found = []
    if row["is_disputed"]:
        found.append(("disputed", say.what_next(row)))
    if row["likely_mark"] == 2:
        found.append(("two", ""))
    if not row["marks_count"] and not row["is_exempt"]:
        found.append(("unmarked", "может выйти н/а"))
    elif row["is_still_few"]:
        found.append(
            ("few", words.plural(int(row["marks_count"]), "отметка", "отметки", "отметок"))
        )
    return found


def class_list(pupils: pd.DataFrame, class_name: str, about: str) -> html.Section:
    """Return the class teacher's list: who has what in question, by subject, and absences by reason."""
    title = f"Список для классного руководителя, {class_name}"
    found, missed = concerns(pupils), absences_by_pupil(pupils)
    sheet = xlsx_of(
        "journal-list", f"{title}, {about}", sheet_rows(found, missed), SHEET_COLUMNS, about
    )
    lists = [
        _by_reason(reason, label, found[found["reason"] == reason])
        for reason, label in REASON_LABELS.items()
    ]
    parts = [html.P(f"{about}. Отметки округлены так: от 4,50 «5», от 3,50 «4», от 2,50 «3».", className="muted"),
             *lists, html.H3("Пропуски"), data_table(missed, MISSED_COLUMNS), *sheet]  # fmt: skip
    return section(title, html.Div(parts, className="card print-list"), name="list")


def _by_reason(reason: str, label: str, rows: pd.DataFrame) -> html.Div:
    if rows.empty:
        return html.Div([html.H3(label), html.P("Таких нет.", className="muted")])
    who = words.plural(rows["pupil_id"].nunique(), "ученик", "ученика", "учеников")
    told = rows.sort_values(["subject", "full_name", "pupil_id"])
    # What one mark settles needs a line of its own; the rest is read by subject.
    table = data_table(told, DISPUTED_COLUMNS) if reason == "disputed" else _by_subject(told)
    return html.Div([html.H3(f"{label}: {who}"), table])


def _settled(row: Any) -> list[Any]:
    return [row["standing"], html.Div(row["what_next"], className="muted")]


DISPUTED_COLUMNS = [
    Column("subject", "Предмет"),
    Column("full_name", "Ученик", show=_pupil),
    Column("standing", "Сейчас и что решит", show=_settled),
]


def _by_subject(rows: pd.DataFrame) -> html.Div:
    """Return a line a subject with its pupils: «Беспалов Арсений: 2,33 → «2»; …»."""
    lines = pd.DataFrame(
        [
            (subject, of_subject.to_dict("records"))
            for subject, of_subject in rows.groupby("subject")
        ],
        columns=["subject", "pupils"],
    )
    columns = [Column("subject", "Предмет"), Column("pupils", "Ученики", show=_named)]
    return data_table(lines, columns)


def _named(line: Any) -> list[Any]:
    parts: list[Any] = []
    for row in line["pupils"]:
        parts += [_pupil(row), f" ({row['what_next'] or row['standing']})", "; "]
    return parts[:-1]


MISSED_COLUMNS = [
    Column("full_name", "Ученик", show=_pupil),
    Column("absences_count", "Пропущено уроков", show=say.missed),
    Column("reasons", "По причинам", show=say.reasons),
    Column("late_count", "Опозданий", kind="count"),
    Column("exempt_count", "Освобождён, уроков", kind="count"),
]


def absences_by_pupil(pupils: pd.DataFrame) -> pd.DataFrame:
    """Return the pupils who missed a lesson, came late or were exempt, most absences first."""
    keys = ["absences_count", "absences_held_count", "ill_count", "excused_count", "unexcused_count",
            "unexplained_count", "late_count", "exempt_count"]  # fmt: skip
    named = pupils.groupby(["pupil_id", "full_name"], as_index=False)
    rows = named[keys].sum().merge(named["lessons_count"].sum(min_count=1))
    rows = rows[rows["absences_count"] + rows["late_count"] + rows["exempt_count"] > 0]
    return rows.sort_values(["absences_count", "full_name"], ascending=[False, True])


SHEET_COLUMNS = [
    Column("label", "Что"),
    Column("full_name", "Ученик"),
    Column("subject", "Предмет"),
    Column("standing", "Сейчас"),
    Column("what_next", "Подробнее"),
]


def sheet_rows(found: pd.DataFrame, missed: pd.DataFrame) -> pd.DataFrame:
    """Return the list as rows of one sheet: reasons in their order, then absences."""
    order = list(REASON_LABELS)
    rows = [
        (order.index(r["reason"]), REASON_LABELS[r["reason"]], r["full_name"], r["subject"],
         r["standing"], r["what_next"])
        for r in found.to_dict("records")
    ]  # fmt: skip
    rows += [
        (len(order), "Пропуски", r["full_name"], "все предметы", say.missed(r), _missed_words(r))
        for r in missed.to_dict("records")
    ]
    rows.sort(key=lambda row: row[0])
    return pd.DataFrame([row[1:] for row in rows], columns=[c.key for c in SHEET_COLUMNS])


def _missed_words(row: dict[Any, Any]) -> str:
    late = f"опозданий {int(row['late_count'])}" if row["late_count"] else ""
    exempt = f"освобождён {int(row['exempt_count'])}" if row["exempt_count"] else ""
    return ", ".join(filter(None, [say.reasons(row), late, exempt]))


def against_list(pupils: pd.DataFrame) -> html.Section | None:
    """Return the pupils of a class whose period mark differs from the rounding of the mean."""
    rows = pupils[pupils["against_mean"].isin(list(AGAINST))] if len(pupils) else pupils
    if rows.empty:
        return None
    title = "Итоговая отличается от среднего балла: ученики"
    columns = [Column("subject", "Предмет"), Column("full_name", "Ученик", show=_pupil),
               Column("likely_mark", "По текущим", show=say.likely),
               Column("period_mark", "Итоговая", show=_given)]  # fmt: skip
    return section(title, data_table(rows.sort_values(["subject", "full_name"]), columns))
