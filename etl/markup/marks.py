"""Problems as marks of cells: several problems of one cell are one mark, as grave as the gravest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from etl.problems import column_letters

RANK = {"error": 0, "warning": 1, "info": 2}
# A word beside the sign and the colour, so that neither stands alone.
WORDS = {"error": "✕ Ошибка", "warning": "▲ Проверьте", "info": "● К сведению"}
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Mark(NamedTuple):
    """A cell (zero-based) with the gravest severity of its problems and the words of its comment."""

    row: int
    column: int
    severity: str
    text: str

    @property
    def ref(self) -> str:
        """The cell as a spreadsheet prints it: D45."""
        return f"{column_letters(self.column)}{self.row + 1}"


Marks = Mapping[str, list[Mark]]


def marks(problems: Iterable[Mapping[str, Any]]) -> dict[str, list[Mark]]:
    """Return the marks of problems (as `Problem.as_json` gives them) by sheet, in reading order."""
    cells: dict[tuple[str, int, int], list[Mapping[str, Any]]] = {}
    for problem in problems:
        if problem["row"]:
            place = (problem["sheet"], problem["row"] - 1, index(problem["column"]))
            cells.setdefault(place, []).append(problem)
    found: dict[str, list[Mark]] = {}
    for (sheet, row, column), noticed in sorted(cells.items(), key=lambda item: item[0]):
        gravest = min((p["severity"] for p in noticed), key=RANK.__getitem__)
        text = "\n".join(dict.fromkeys(map(words, noticed)))
        found.setdefault(sheet, []).append(Mark(row, column, gravest, text))
    return found


def words(problem: Mapping[str, Any]) -> str:
    """Return what is said of one problem in a comment."""
    what, fix = (str(problem[name]).rstrip(".") for name in ("what", "fix"))
    value = f" ({problem['value']})" if problem.get("value") else ""
    return printable(f"{WORDS[problem['severity']]}: {what}{value}. {fix}.")


def printable(text: str) -> str:
    """Return a text without the characters that a workbook cannot hold."""
    return _UNPRINTABLE.sub(" ", text)


def index(column: str) -> int:
    """Return the zero-based index of a column's letters: A → 0, AA → 26."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number - 1
