"""What we know of each export: which format a file is, and its tidy rows.

Formats are data (`*.toml` here, or saved mappings in the same schema); the few shapes are code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from importlib.resources import files

from etl.formats.declaration import FOREMOST, SHAPES, Claims, Format, from_dict, from_toml
from etl.grid import Grid
from etl.problems import Problem, Refusal
from etl.readers.delimited import is_plain_text
from etl.readers.refusals import refusal
from etl.school import School
from etl.tidy import Decisions, Parsed

__all__ = [
    "Claims", "Format", "Unrecognised", "from_dict", "from_toml", "parse", "recognise", "shipped",
]  # fmt: skip

Parse = Callable[[Grid, Format, Decisions, School], Parsed]


class Unrecognised(Refusal):
    """A file that no format claims; the mapping dialog takes its `grid`.

    `is_cleaned` says that the grid lacks what may not be kept, so that it stands in the place of the
    bytes, whose hash is `sha256`.
    """

    def __init__(self, grid: Grid) -> None:
        super().__init__(
            Problem(
                "error",
                "unrecognised",
                "Программа не\N{NO-BREAK SPACE}узнала, что это за\N{NO-BREAK SPACE}отчёт",
                "Укажите, где в\N{NO-BREAK SPACE}таблице ученики, даты и\N{NO-BREAK SPACE}предметы: "
                "программа запомнит и\N{NO-BREAK SPACE}дальше узнает сама",
            )
        )
        self.grid = grid
        self.is_cleaned, self.sha256 = False, ""


@cache
def shipped() -> tuple[Format, ...]:
    """Return the formats that come with the product, by id."""
    folder = files("etl.formats")
    texts = (f.read_text(encoding="utf-8") for f in folder.iterdir() if f.name.endswith(".toml"))
    return tuple(sorted(map(from_toml, texts), key=lambda fmt: fmt.id))


def recognise(grid: Grid, formats: Sequence[Format] | None = None) -> Format:
    """Return the one format that claims the file, by content and never by its name.

    A mapping that a person saved goes before every shipped format: he looked at such a file and said
    what stands where. Among shipped ones of one shape the highest rank goes first. Raises Refusal
    naming all when several of one standing claim the file, or when it is only text; Unrecognised when
    none claims it.
    """
    claims = _claims(grid, shipped() if formats is None else formats)
    if not claims:
        if is_plain_text(grid):
            raise refusal("plain_text")
        raise Unrecognised(grid)
    first = [fmt for fmt in claims if fmt not in shipped()] or _highest(claims)
    if len(first) > 1:
        raise Refusal(_claimed_twice(first))
    return first[0]


def _claims(grid: Grid, formats: Sequence[Format]) -> list[Format]:
    """Return who claims a file; the last resorts are asked only where nobody else does."""
    claims = [fmt for fmt in formats if fmt.rank >= 0 and fmt.claim(grid)]
    return claims or [fmt for fmt in formats if fmt.rank < 0 and fmt.claim(grid)]


def _highest(claims: Sequence[Format]) -> list[Format]:
    claims = [fmt for fmt in claims if fmt.rank >= FOREMOST] or claims
    ranks: dict[str, int] = {}
    for fmt in claims:
        ranks[fmt.shape] = max(fmt.rank, ranks.get(fmt.shape, fmt.rank))
    return [fmt for fmt in claims if fmt.rank == ranks[fmt.shape]]


def parse(grid: Grid, fmt: Format, decisions: Decisions, school: School) -> Parsed:
    """Return the tidy rows, problems and questions of a file of a known format."""
    read: Parse = import_module(f"etl.formats.{SHAPES[fmt.shape]}").parse
    return read(grid, fmt, decisions, school)


def _claimed_twice(claims: Sequence[Format]) -> Problem:
    titles = " и ".join(f"«{fmt.title}» ({fmt.id})" for fmt in claims)
    is_saved = any(fmt not in shipped() for fmt in claims)
    return Problem(
        "error",
        "claimed_twice",
        f"Файл подходит сразу под несколько описаний: {titles}",
        "Удалите лишнее сохранённое описание таблицы в\N{NO-BREAK SPACE}настройках" if is_saved else
        "Сохраните листы с\N{NO-BREAK SPACE}разными отчётами отдельными файлами и\N{NO-BREAK SPACE}загрузите их",
    )  # fmt: skip
