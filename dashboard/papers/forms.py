"""What a workbook to fill in is made of: its columns, the lines above them, what it tells its reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

EXAMPLE = "пример"


@dataclass(frozen=True)
class Field:
    """One column of a template: its header, an example, how wide, and what it offers to choose from."""

    label: str
    example: str | float
    width: int = 16
    choices: str = ""
    hint: str = ""
    is_figure: bool = False

    @property
    def is_text(self) -> bool:
        """Whether the column is written as text, so that a class or a code stays as it was typed."""
        return not self.is_figure and not isinstance(self.example, (int, float))


@dataclass(frozen=True)
class Line:
    """A line above the table that says what all of it is about; `value` stands there from the first."""

    label: str
    value: str = ""
    choices: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Template:
    """One workbook to fill in; `how` are the sentences of the second sheet.

    `lines` stand above the table, `under` between its header and its body: a label in the second column
    and what is said of each column of figures.
    """

    title: str
    sheet: str
    fields: tuple[Field, ...]
    how: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    under: tuple[Line, ...] = ()

    @property
    def head(self) -> int:
        """The row of the header, zero-based."""
        return 3 + len(self.lines)


@dataclass(frozen=True)
class Filled:
    """A template with the rows that are known already, in the order of its fields; none for an empty form."""

    template: Template
    rows: Sequence[Sequence[str | float | None]] = ()


COMMON = (
    "Строка «пример» показывает, как заполнять. Её можно оставить: при загрузке она пропускается.",
    "Столбцы можно менять местами и добавлять свои: лишние программа не возьмёт.",
    "Номера документов и даты рождения не вписывайте: такие столбцы программа не хранит.",
    "Готовый файл перетащите на страницу «Загрузки». Сначала вы увидите проверку, потом согласитесь.",
)
