"""The summary of competences as a workbook for a meeting: words and counts, nobody's name."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pandas as pd
import xlsxwriter

from dashboard import words
from dashboard.components.competence_summary import block_words, deficit_lines, deficit_title
from dashboard.components.competences import share_line
from dashboard.figures.competence_findings import Findings
from dashboard.figures.competences import LEVELS
from dashboard.papers.imprint import Imprint
from dashboard.papers.sheets import Styles, set_page, write_heading, write_signatures
from dashboard.papers.xlsx import SAFE

# key, label, width
COUNTS = (
    ("block_name", "Блок", 26),
    ("competence_name", "Компетенция", 44),
    ("self_count", "Оценили себя", 10),
    *((f"level{n}_count", name, 10) for n, name in enumerate(LEVELS)),
    ("both_count", "С уроками", 10),
    ("lessons_count", "Уроков", 8),
    ("both_low_count", "Низко у обоих", 10),
    ("unaware_count", "Неосознаваемый дефицит", 13),
    ("underrated_count", "Недооценка", 11),
    ("agreed_count", "Согласовано", 12),
    ("both_high_count", "Высоко у обоих", 10),
)


def workbook(
    rows: pd.DataFrame,
    found: Findings,
    steps: Sequence[str],
    texts: dict[str, Any],
    imprint: Imprint,
) -> bytes:
    """Return the paper; `rows` as `queries.competences.groups` of one group, `texts` has title, facts, least."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, SAFE) as book:
        styles = Styles(book)
        _words(book.add_worksheet("Сводный анализ"), styles, (found, steps, texts), imprint)
        _counts(book.add_worksheet("Компетенции"), styles, rows, texts, imprint)
    return held.getvalue()


def _words(
    sheet: Any,
    styles: Styles,
    said: tuple[Findings, Sequence[str], dict[str, Any]],
    imprint: Imprint,
) -> None:
    found, steps, texts = said
    set_page(sheet, (0, 2))
    write_heading(sheet, styles, texts["title"], imprint, texts["facts"])
    sheet.set_column(0, 0, 130)
    groups = [(deficit_title(found), [*deficit_lines(found), block_words(found)])]
    for title, rows, column in (
        ("Сильные стороны", found.strengths, "both_high_count"),
        ("Неосознаваемые дефициты", found.unaware, "unaware_count"),
        ("Недооценка, ресурс", found.underrated, "underrated_count"),
    ):
        groups.append((title, [share_line(row, column, "both_count") for row in rows]))
    groups.append(("Что делать", list(steps)))
    at = 4
    for title, lines in groups:
        sheet.write_string(at, 0, title, styles.of(bold=True, font_size=12))
        for line in list(filter(None, lines)) or ["нет"]:
            at += 1
            sheet.write_string(at, 0, line, styles.of(text_wrap=True))
        at += 2
    write_signatures(sheet, at + 1, styles, "Составил", "Директор")


def _counts(
    sheet: Any, styles: Styles, rows: pd.DataFrame, texts: dict[str, Any], imprint: Imprint
) -> None:
    set_page(sheet, (0, 4))
    write_heading(sheet, styles, texts["title"], imprint, texts["facts"])
    head = styles.cell(bold=True, text_wrap=True)
    for place, (_, label, width) in enumerate(COUNTS):
        sheet.set_column(place, place, width)
        sheet.write_string(4, place, label, head)
    for at, row in enumerate(rows.to_dict("records"), start=5):
        for place, (key, _, _) in enumerate(COUNTS):
            value = row[key]
            if words.is_missing(value):
                sheet.write_string(at, place, "мало", styles.cell(font_color="#667085"))
            elif isinstance(value, str):
                sheet.write_string(at, place, value, styles.cell(text_wrap=True))
            else:
                sheet.write_number(at, place, int(value), styles.cell(num_format="0"))
    note = f"«мало»: группа меньше {texts['least']} или её можно вычислить по соседним"
    sheet.write_string(len(rows) + 6, 0, note, styles.of(font_color="#667085"))
