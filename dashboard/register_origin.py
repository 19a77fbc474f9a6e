"""«Откуда число?» of a register: of whom its share is, which lines count, from which files they come."""

from __future__ import annotations

from typing import Any

from dashboard import data, words
from dashboard.components import register_words as say
from dashboard.components.provenance import Explained, files_panel
from dashboard.register_fields import Register
from dashboard.staff import YOUNG_SUPPORT, Staff, counts, files_of


def is_young(register: Register) -> bool:
    """Tell whether the share of a register is of the young teachers."""
    return YOUNG_SUPPORT in register.feeds


def origin(staff: Staff, register: Register, close: str) -> Any:
    """Return «Откуда число?» of a register: the formula with its counts, the files, what was typed."""
    rows = staff.of(register.register)
    counted, base = len(staff.counted(register)), len(staff.base(register))
    states = (
        f" в состоянии {' или '.join(f'«{one}»' for one in register.counts)}"
        if register.counts
        else ""
    )
    share = say.of_people(counted, base, is_young(register))
    formula = f"{share}: у{words.NBSP}скольких есть хотя бы одна строка{states}" if base else (
        f"{say.lines(len(rows))}: тех, от кого считать долю, в списке педагогов школы нет")  # fmt: skip
    of = "те из списка школы, кому до 35 лет и кто в школе первые три года," if is_young(register) else (
        "педагоги списка школы,")  # fmt: skip
    definition = (f"Знаменатель: {of} которые пришли и ещё не выбыли на эту дату. "
                  "Строки об остальных в числитель не входят.")  # fmt: skip
    typed = sum(row["is_typed"] for row in rows)
    outside = sum(not counts(row, register) for row in rows)
    remark = f"Введено на странице: {say.lines(typed)}."
    remark += f" В другом состоянии и не считается: {say.lines(outside)}." if outside else ""
    said = Explained(register.title, formula, definition, False, data.reader().number)
    return files_panel(said, files_of(rows), close, remark)
