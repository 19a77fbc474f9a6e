"""What each column of a table holds, from the cells of its header and what a person said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from etl.formats.matrix.labels import EMPTY, Meaning, label_key, meaning, ordinal
from etl.formats.matrix.words import subject_name, without_subgroup
from etl.grid import Cell

GROUPS = ("month", "subject", "period", "term", "text", "ignore")  # spread over empty cells beside
FIXED = ("name", "first_name", "patronymic", "count", "class", "ignore")
WORK_TYPE = 6  # letters of a label under a date that is a type of work, not a topic
# What `Column.kind` may be:
DATE, MARK, IGNORE, UNKNOWN, EMPTY_COLUMN, VAGUE = "date", "mark", "ignore", "unknown", "", "vague"


@dataclass(frozen=True)
class Column:
    """One column. `kind`: name, first_name, patronymic, count, class, date, mark, ignore, vague
    (a date that lost its month), unknown, or "" without a header.

    `subject` is as printed; `period` a code; `term` a period's number where the header gives no
    more («2»), `system` its letter if said. A date without `month` or `year` takes it from the
    table; one that the header gives as a bare number `is_bare`. `why` says what made the decision:
    header, person or body.
    """

    index: int
    label: str = ""
    key: str = ""
    kind: str = ""
    subject: str = ""
    subgroup: str = ""
    period: str = ""
    term: int = 0
    system: str = ""
    day: int = 0
    month: int = 0
    year: int = 0
    work_type: str = ""
    is_bare: bool = False
    why: str = "header"

    @property
    def known_subject(self) -> str:
        """The canonical subject, "" where the label is not known."""
        return subject_name(self.subject)


def header_pieces(rows: Sequence[Sequence[Cell]], width: int) -> list[list[Meaning]]:
    """Return, by column, what the header's cells mean from top to bottom.

    A group's cell (a month, a subject) reaches over the empty cells to its right that have
    something below. What stands under a day is of that day alone.
    """
    lines = [[meaning(row[c]) if c < len(row) else EMPTY for c in range(width)] for row in rows]
    for r, line in enumerate(lines[:-1]):
        group = EMPTY
        for c in range(width):
            if line[c].kind:
                is_group = line[c].kind in GROUPS and _day_at([row[c] for row in lines[:r]]) < 0
                group = line[c] if is_group else EMPTY
            elif group.kind and any(below[c].kind for below in lines[r + 1 :]):
                line[c] = group
            else:
                group = EMPTY
    return [[line[c] for line in lines if line[c].kind] for c in range(width)]


def columns_of(
    pieces: Sequence[Sequence[Meaning]],
    said: Mapping[str, str],
    is_mark_like: Callable[[int], bool],
    forced: str = "",
) -> tuple[str, list[Column]]:
    """Return the kind of the table and its columns.

    The kind is dates, subjects, periods, subjects+periods, subjects+dates or "". `said` is what a
    person said of columns by key and `forced` of the table; `is_mark_like` says whether a column's
    body looks like marks.
    """
    first = [_column(index, tuple(column)) for index, column in enumerate(pieces)]
    main = forced or _main(first)
    if main == "subjects+periods":
        first = _of_one_period(first)
    elif main == "dates":
        first = _beside_days(first)
    second = [_settled(column, main, is_mark_like) for column in _unique(first)]
    told = [_told(column, said) for column in second]
    return forced or _main(told) or main, told


@lru_cache(maxsize=16384)  # the classes of a school share their headers
def _column(index: int, pieces: tuple[Meaning, ...]) -> Column:
    texts = [piece.text for piece in pieces]
    label = ", ".join(dict.fromkeys(texts))
    column = Column(index, label, label_key(texts))
    pieces = _as_lesson(pieces)
    kinds = {piece.kind for piece in pieces}
    if found := next((kind for kind in FIXED if kind in kinds), ""):
        return replace(column, kind=found)
    by_kind = {piece.kind: piece for piece in pieces}
    if "vague" in kinds:
        return replace(column, kind=VAGUE)
    column = _with_subject(column, by_kind)
    return _dated(column, by_kind, pieces) or _marked(column, by_kind) or _other(column, pieces)


def _as_lesson(pieces: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """Return the cells of a lesson's header with all that stands under its day as plain text.

    A topic («Сумма углов», «Итоги четверти») or a type of work («П», «Ср») would else be taken for
    a word of the table and its column be lost.
    """
    day = _day_at(pieces)
    below = (Meaning("text", under.text) for under in pieces[day + 1 :])
    return (*pieces[: day + 1], *below) if day >= 0 else pieces


def _day_at(pieces: Sequence[Meaning]) -> int:
    """Return which of a column's cells is a lesson's day, −1 where none is: a number needs its month."""
    has_month = False
    for k, piece in enumerate(pieces):
        has_month = has_month or piece.kind == "month"
        if piece.kind == "day" or (piece.kind == "number" and has_month):
            return k
    return -1


def _with_subject(column: Column, by_kind: Mapping[str, Meaning]) -> Column:
    subject = by_kind.get("subject")
    subgroup = by_kind.get("subgroup")
    if not subject:
        return column
    own = subgroup.value if subgroup else subject.subgroup
    return replace(column, subject=subject.text, subgroup=own)


def _dated(
    column: Column, by_kind: Mapping[str, Meaning], pieces: Sequence[Meaning]
) -> Column | None:
    month, number, day = (by_kind.get(kind) for kind in ("month", "number", "day"))
    if day:
        year = day.year or (month.year if month and month.month == day.month else 0)
        found = day._replace(year=year)
    elif number and (month or not (column.subject or {"term", "period"} & set(by_kind))):
        found = number._replace(month=month.month if month else 0, year=month.year if month else 0)
    else:
        return None
    at = pieces.index(day or number or EMPTY)
    below = (piece.text for piece in pieces[at + 1 :] if piece.kind == "text")
    short = (text for text in below if len(text) <= WORK_TYPE and not text.isdigit())
    work_type = found.rest.strip(" ()") or next(short, "")
    return replace(column, kind=DATE, day=found.day, month=found.month, year=found.year,
                   work_type=work_type, is_bare=not day)  # fmt: skip


def _marked(column: Column, by_kind: Mapping[str, Meaning]) -> Column | None:
    period, number, term = (by_kind.get(kind) for kind in ("period", "number", "term"))
    system = term.value if term else ""
    if period and (period.value or not period.day):
        return replace(column, kind=MARK, period=period.value or "this")
    if found := period or number:
        return replace(column, kind=MARK, term=ordinal(found.text), system=system)
    if result := by_kind.get("result"):
        is_final = result.text.casefold().startswith("итог")
        return replace(column, kind=MARK, period="final" if is_final else "this")
    return replace(column, kind=MARK) if column.subject else None


def _other(column: Column, pieces: Sequence[Meaning]) -> Column:
    return replace(column, kind=UNKNOWN if pieces else EMPTY_COLUMN)


def _main(columns: Sequence[Column]) -> str:
    counts = Counter(_sort(column) for column in columns)
    counts.pop("", None)
    bare = [c for c in columns if c.kind == DATE and not c.month]
    if bare and counts["periods"] and len(bare) == counts["dates"] and max(
        c.day for c in bare
    ) <= 4:  # fmt: skip
        counts["dates"] = 0
    order = ("subjects+dates", "dates", "subjects+periods", "subjects", "periods")
    return max(order, key=lambda kind: counts[kind]) if any(counts.values()) else ""


def _sort(column: Column) -> str:
    if column.kind == DATE:
        return "subjects+dates" if column.subject else "dates"
    if column.kind != MARK:
        return ""
    has_period = bool(column.period or column.term)
    if column.subject:
        return "subjects+periods" if has_period else "subjects"
    return "periods" if has_period and column.period not in ("this", "final") else ""


def _of_one_period(columns: Sequence[Column]) -> list[Column]:
    """Return the columns of marks as those of the table's own period where they name no other.

    A lone «Итог» under every subject, beside its average, is the mark of the period that the table
    is of; beside quarters it is the final one. Where every subject has one column and they name
    different terms, the numbers are no terms (hours a week, say).
    """
    if _is_one_each(columns):
        return [replace(c, period="this", term=0) if c.kind == MARK else c for c in columns]
    if {c.term or c.period for c in columns if c.kind == MARK} - {0, "", "this", "final"}:
        return list(columns)
    return [replace(c, period="this") if c.period == "final" else c for c in columns]


def _beside_days(columns: Sequence[Column]) -> list[Column]:
    """Return the columns of a journal with «Итог» as the mark of the period the page is of.

    Beside a year's mark it is the final one. Beside quarters alone it may be either: passed over.
    """
    named = {c.term or c.period for c in columns if c.kind == MARK} - {0, "", "this", "final"}
    if "year" in named:
        return list(columns)
    other = {"kind": IGNORE} if named else {"period": "this"}
    return [replace(c, **other) if c.period == "final" else c for c in columns]  # type: ignore[arg-type]


def _is_one_each(columns: Sequence[Column]) -> bool:
    """Say whether every subject has one column of marks and these name different periods."""
    marks = [column for column in columns if column.kind == MARK]
    subjects = Counter(column.subject or column.label.split(", ")[0] for column in marks)
    periods = {column.term or column.period for column in marks}
    named = all(column.subject or ", " in column.label for column in marks)
    return named and len(periods) > 1 and max(subjects.values()) == 1


def _settled(column: Column, main: str, is_mark_like: Callable[[int], bool]) -> Column:
    """Let the table's kind decide what the column's own header leaves open."""
    has_subjects = main.startswith("subjects")
    if column.kind == DATE and main == "periods" and not column.month:
        return replace(column, kind=MARK, term=column.day)
    if column.kind == DATE and main in ("subjects", "subjects+periods"):
        under = column.month == 0 and ", " in column.label  # a bare number under an unknown label
        return _unknown_subject(
            replace(column, kind=MARK if under else IGNORE, term=column.day), is_mark_like
        )
    if column.kind == MARK and not column.subject and has_subjects:
        return _unknown_subject(column, is_mark_like)
    if column.kind == MARK and main in ("dates", "subjects+dates"):
        usable = (column.period or column.term) and not column.subject
        return column if usable and main == "dates" else replace(column, kind=IGNORE)
    if column.kind == UNKNOWN and main == "subjects":
        return _unknown_subject(column, is_mark_like)
    return column


def _unknown_subject(column: Column, is_mark_like: Callable[[int], bool]) -> Column:
    """Take an unknown label over marks as a subject that the seeds do not know."""
    name = column.label.split(", ")[0]
    is_period_alone = column.kind == MARK and ", " not in column.label
    if column.kind == IGNORE or is_period_alone or not is_mark_like(column.index):
        return replace(column, kind=IGNORE)
    bare, subgroup = without_subgroup(name)
    return replace(column, kind=MARK, subject=bare, subgroup=subgroup, why="body")


def _unique(columns: Sequence[Column]) -> list[Column]:
    """Give every column a key of its own: a second «Английский» is «английский#2»."""
    seen: Counter[str] = Counter()
    unique = []
    for column in columns:
        seen[column.key] += 1
        own = column.key or f"#{column.index + 1}"
        number = f"#{seen[column.key]}" if column.key and seen[column.key] > 1 else ""
        unique.append(replace(column, key=own + number))
    return unique


def _told(column: Column, said: Mapping[str, str]) -> Column:
    """Return the column as a person said it is: ignore, class, subject, subject:…, period:…, date:…"""
    what = said.get(column.key, "")
    if not what:
        return column
    kind, _, value = what.partition(":")
    plain = Column(column.index, column.label, column.key, kind, why="person")
    if kind == "subject":
        bare, subgroup = without_subgroup(value or column.subject or column.label)
        return replace(plain, kind=MARK, subject=bare, subgroup=subgroup, period=column.period,
                       term=column.term, system=column.system)  # fmt: skip
    if kind == "period":
        return replace(plain, kind=MARK, period=value or "this", subject=column.subject,
                       subgroup=column.subgroup)  # fmt: skip
    if kind == "date":
        day = date.fromisoformat(value)
        return replace(plain, kind=DATE, day=day.day, month=day.month, year=day.year,
                       subject=column.subject, subgroup=column.subgroup)  # fmt: skip
    return plain
