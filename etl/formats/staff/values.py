"""What stands in a cell of a register: hours, a choice, a level, years of work, an age."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.cells import cell_text
from etl.formats.registers.words import fits
from etl.formats.staff.headers import folded
from etl.grid import Cell
from etl.names import fold
from etl.seeds import seed

MOST_HOURS = 2000
MOST_YEARS = 70
AGES = (16, 100)
# The first age of each group after the youngest; the choices of the card stand in the same order.
GROUPS = (("under_35", 0), ("35_44", 35), ("45_54", 45), ("55_plus", 55))
_HOURS = re.compile(
    r"(?:объем\w*\s*)?(-?\d+(?:[.,]\d+)?)\s*(?:\(?\s*(?:ак\w*|а)[./]?\s*)?(?:ч\w*\.?|/\s*ч)?\s*\)?(?:\s*\([а-я\s]+\)\s*(?:ч\w*\.?)?)?"
)
_LEVEL = re.compile(r"(-?\d+)(?:[.,]0+)?\s*(?:балл\w*)?\s*(?:[-–—:.)].*)?")
_SCORE = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*(?:балл\w*|б\.?)?")
_YEARS = re.compile(r"(\d+)(?:[.,]\d+)?\s*(?:г\w*\.?|лет\w*|л\.?)?(?:[\s,и]*\d+\s*м\w*\.?)?")
_MONTHS = re.compile(r"\d+\s*м\w*\.?|менее\s+(?:1\s*)?года|до\s+(?:1\s*)?года|без\s+стажа|нет")
_UNDER = re.compile(r"до|моложе|младше|менее|<")


def hours(cell: Cell) -> float | None:
    """Return the hours of «72», «72 ч.», «72 ак. часа»; None where the cell states none."""
    found = _HOURS.fullmatch(fold(cell_text(cell)).strip(" ."))
    return float(found[1].replace(",", ".")) if found else None


def level(cell: Cell, choices: Sequence[str]) -> int | None:
    """Return the level by number or by its words (their place in the list); None where neither is there."""
    text = fold(cell_text(cell))
    if found := _LEVEL.fullmatch(text):
        return int(found[1])
    own = [folded(choice) for choice in choices]
    return own.index(folded(text)) if folded(text) in own else None


def score(cell: Cell) -> float | None:
    """Return the score of «2», «2,5», «2 балла»; None where the cell states none."""
    found = _SCORE.fullmatch(fold(cell_text(cell)))
    return float(found[1].replace(",", ".")) if found else None


def choice(name: str, text: str, choices: Sequence[str]) -> tuple[str, bool]:
    """Return a value of a list as the list spells it, and whether it is there.

    The seed `staff_words` knows other wordings by the field's name: «ВКК» is «высшая».
    """
    own = folded(text)
    for listed in choices:
        if folded(listed) == own:
            return listed, True
    for row in seed("staff_words"):
        if row["field"] == name and row["value"] in choices and fits(own, (row["words"],)):
            return row["value"], True
    return text, False


def years(cell: Cell) -> int | None:
    """Return the whole years of «12», «12 лет 3 мес.», «3 мес.»; None where the cell states none."""
    text = fold(cell_text(cell)).strip(" .")
    if _MONTHS.fullmatch(text):
        return 0
    found = _YEARS.fullmatch(text)
    return int(found[1]) if found else None


def age_group(cell: Cell) -> str:
    """Return the group of an age or of a range of ages: «34» and «до 35» are `under_35`; "" where unclear."""
    text = fold(cell_text(cell))
    numbers = [int(one) for one in re.findall(r"\d+", text.split(",")[0])]
    if not numbers or len(numbers) > 2 or not all(AGES[0] <= one <= AGES[1] for one in numbers):
        return ""
    if len(numbers) == 1 and _UNDER.match(text):
        numbers = [numbers[0] - 1]
    elif len(numbers) == 1 and re.match(r"старше|свыше|более|после|>", text):
        numbers = [numbers[0] + (0 if numbers[0] in (35, 45, 55) else 1)]
    elif len(numbers) == 2 and _is_to(text):
        numbers = [numbers[0], numbers[1] - (1 if numbers[1] in (35, 45, 55) else 0)]
    groups = {_group(one) for one in numbers}
    return groups.pop() if len(groups) == 1 else ""


def _is_to(text: str) -> bool:
    """Say whether a range of ages leaves out its upper end: «от 35 до 45»."""
    return re.search(r"\bдо\b", text) is not None


def _group(age: int) -> str:
    return next(name for name, first in reversed(GROUPS) if age >= first)
