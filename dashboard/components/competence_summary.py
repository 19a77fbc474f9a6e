"""The summary of competences («сводный анализ») in words, with the change since the wave before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import words
from dashboard.components.cards import table_card
from dashboard.components.competences import TEACHERS, share_line
from dashboard.components.controls import button
from dashboard.components.page import section
from dashboard.components.shares import mcnemar
from dashboard.components.tables import Column
from dashboard.figures.competence_findings import Findings
from dashboard.ids import TeacherIds

COMPETENCES = ("компетенции", "компетенций", "компетенций")
SURE = 0.05
NONE = {
    "deficits": "Компетенций, в которых не хватает уверенности заметной доле педагогов, нет.",
    "strengths": "Пока нет компетенций, в которых заметная доля педагогов сильна и по своей оценке, и на уроках.",
    "unaware": "Заметных расхождений, где педагоги видят себя увереннее, чем наблюдатели, нет.",
    "underrated": "Заметных расхождений, где наблюдатели видят больше, чем сами педагоги, нет.",
}


def deficit_title(found: Findings) -> str:
    """Return what the common deficits are judged by."""
    return (
        "Общие дефициты: низко и в самооценке, и на уроках"
        if found.is_by_both
        else "Общие дефициты по самооценке"
    )


def deficit_lines(found: Findings) -> list[str]:
    """Return the common deficits in words, with counts and their uncertainty."""
    return [share_line(row, found.part, found.whole) for row in found.deficits]


def block_words(found: Findings) -> str:
    """Return «Больше всего общих дефицитов в блоке «…»: 3 из 6 компетенций»."""
    if not found.blocks:
        return ""
    block, count, of = found.blocks[0]
    rest = [f"«{name}» ({n} из{words.NBSP}{m})" for name, n, m in found.blocks[1:]]
    told = f"Больше всего общих дефицитов в блоке «{block}»: {count} из{words.NBSP}{of} {words.form(of, *COMPETENCES)}"
    return f"{told}; ещё в {words.listed(rest)}." if rest else f"{told}."


def summary(found: Findings, common_pct: float, of: str) -> list[Any]:
    """Return the sections of the summary of a group, named by `of`."""
    why = f"Общим считается то, что есть у {words.percent(common_pct)} и больше ({of})."
    parts = [section(deficit_title(found), *_list(deficit_lines(found), NONE["deficits"]),
                     html.P(block_words(found)), html.P(why, className="muted"))]  # fmt: skip
    if not found.is_by_both:
        text = "Сильные стороны и расхождения появятся, когда уроки посетят достаточно раз."
        return [*parts, html.P([text, " ", dcc.Link("Записать урок", href="/observations")])]
    titles = {
        "strengths": ("Сильные стороны: высоко и в самооценке, и на уроках", "both_high_count"),
        "unaware": ("Неосознаваемые дефициты: сам выше, чем видят наблюдатели", "unaware_count"),
        "underrated": ("Недооценка, ресурс: наблюдатели видят больше", "underrated_count"),
    }
    for name, (title, column) in titles.items():
        lines = [share_line(row, column, "both_count") for row in getattr(found, name)]
        parts.append(section(title, *_list(lines, NONE[name])))
    return parts


def _list(lines: Sequence[str], none: str) -> list[Any]:
    if not lines:
        return [html.P(none, className="muted")]
    return [html.Ul([html.Li(line) for line in lines], className="findings")]


def step_lines(found: Findings, without: Sequence[str]) -> list[str]:
    """Return what to do, from the data: routes for common deficits, mentors from common strengths."""
    lines = []
    if found.deficits:
        names = words.listed([f"«{row['competence_name']}»" for row in found.deficits])
        lines.append(f"Составить ИОМ и выбрать обучение по общим дефицитам: {names}.")
    if without:
        lines.append(f"В ИОМ пока не названы: {words.listed([f'«{name}»' for name in without])}.")
    if found.strengths:
        names = words.listed([f"«{row['competence_name']}»" for row in found.strengths])
        lines.append(f"Предложить роль наставника или тьютора сильным: {names}.")
    if found.unaware:
        names = words.listed([f"«{row['competence_name']}»" for row in found.unaware])
        lines.append(f"Разобрать уроки вместе, по критериям: {names}.")
    return lines or ["Поддерживать то, что получается, и повторить самооценку следующей волной."]


def steps_section(lines: Sequence[str], routes_href: str) -> html.Section:
    """Return what to do with the ways to the registers."""
    links = html.P([
        dcc.Link("Реестр ИОМ", href=f"{routes_href}learning_routes"), " · ",
        dcc.Link("Наставничество", href=f"{routes_href}mentoring"),
    ])  # fmt: skip
    return section("Что делать", *_list(lines, ""), links)


def named_steps(people: pd.DataFrame, is_all: bool) -> html.Section | None:
    """Return for whom a route or the role of a mentor is proposed, by name from А to Я; those one may see."""
    found = people[people["step"] != ""] if len(people) else people
    if found.empty:
        return None
    rows = []
    for (_, name), own in found.groupby(["teacher_id", "full_name"], sort=False):
        rows.append({"full_name": name} | {
            step: words.listed(list(own[own["step"] == step]["competence_name"]), 4)
            for step in ("learning_route", "mentor")
        })  # fmt: skip
    columns = [
        Column("full_name", "Педагог"),
        Column("learning_route", "Нужен ИОМ"),
        Column("mentor", "Может быть наставником"),
    ]
    title = "Кому предложить ИОМ и роль наставника" if is_all else "Что предлагается вам"
    note = "По именам от А до Я. Решает человек; этот список видит только методист."
    said = html.P(note if is_all else "Это видите только вы и методист.", className="muted")
    return section(title, said, table_card("teachers-steps", title, pd.DataFrame(rows), columns))


def change_section(frame: pd.DataFrame, wave: str) -> html.Section | None:
    """Return how the same teachers moved since the wave before; None where there was none."""
    if frame.empty:
        return None
    shown = frame[~frame["is_hidden"].astype(bool)]
    title = f"Что изменилось с волны «{words.wave(str(frame.iloc[0]['before_wave']))}»"
    if shown.empty:
        least = "Тех, кто ответил в обе волны, слишком мало, чтобы показать изменение."
        return section(title, html.P(least, className="muted"))
    rows = [{**row, "sure": change_words(row)} for row in shown.to_dict("records")]
    said = "Только те, кто ответил в обе волны; остальные не сравниваются."
    table = table_card(
        "teachers-change", f"{title} (волна «{wave}»)", pd.DataFrame(rows), CHANGE_COLUMNS
    )
    return section(title, html.P(said, className="muted"), table)


def change_words(row: Mapping[Any, Any]) -> str:
    """Return how sure a change is by the exact test of pairs."""
    chance = mcnemar(int(row["rose_count"]), int(row["fell_count"]))
    if chance >= SURE:
        return "может быть случайным"
    return "выросли" if row["rose_count"] > row["fell_count"] else "снизились"


CHANGE_COLUMNS = [
    Column("competence_name", "Компетенция"),
    Column("block_name", "Блок"),
    Column("paired_count", "Ответили дважды", "count"),
    Column("rose_count", "Выше", "count"),
    Column("same_count", "Так же", "count"),
    Column("fell_count", "Ниже", "count"),
    Column("sure", "Изменение"),
]


def paper_button() -> html.Div:
    """Return the button that gives the summary as a workbook."""
    made = [button("Справка XLSX", TeacherIds.paper, "main"), dcc.Download(id=TeacherIds.download)]
    return html.Div(made, className="actions")


def counted(count: int) -> str:
    """Return «25 педагогов»."""
    return words.plural(count, *TEACHERS)
