"""What a file says of a table beside the marks: class, subject, period, school year, and where.

A format lists where each is looked for: `label` (a word above the table with its value), `title`
(any line above the table), `sheet` and `file` (their names), `value:…` (fixed by a person).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import PurePosixPath
from typing import Any

from etl.cells import cell_text
from etl.days import parse_range
from etl.formats.matrix.labels import meaning
from etl.formats.matrix.layout import Table
from etl.formats.matrix.words import (
    is_plain_sheet,
    subject_begun,
    subject_name,
    without_subgroup,
    words,
)
from etl.grid import Cell, Sheet
from etl.names import class_name, clean, fold, period_code, school_year

FIELDS = ("class_name", "subject", "period", "school_year", "subgroup")
SOURCES = ("label", "title", "sheet", "file")
SHEET_NAME = 31  # letters at which a spreadsheet cuts the name of a sheet
_LETTER = "[А-ЯЁа-яёA-Za-z]"
_GRADE = r"(?<![\d.,№])(?:1[01]|[1-9])"
_TIGHT = re.compile(rf"{_GRADE}\s?-?\s?[«\"“„]?{_LETTER}[»\"”“](?!\w)|{_GRADE}-?{_LETTER}(?![\w.])")
_LOOSE = re.compile(
    rf"({_GRADE}\s+[А-ЯЁA-Z])(?=\s*(?:кл\b|класса?\b)|\s*$)"
    rf"|(?:кл\.|класс\w*)\s*:?\s*({_GRADE}\s?[-«\"]?{_LETTER}?[»\"]?)(?!\w)"
    rf"|({_GRADE})\s*(?:-?[а-я]{{1,2}}\s+)?(?:кл\b|класса?\b)", re.IGNORECASE)  # fmt: skip
_ORDINAL = (
    r"(?:iv|i{1,3}|[1-4])(?:-?(?:ую|ая|я|й|ой|ю|е|ое|го))?|перв\w+|втор\w+|трет\w+|четверт\w+(?=\s)"
)
_TERM = r"(?:четв|чтв|трим|полуг)\w*"
_PERIOD = re.compile(
    rf"(?<!\w)(?:{_ORDINAL})[\s.]*{_TERM}|{_TERM}\.?\s*№?\s*(?:iv|i{{1,3}}|[1-4])(?!\w)"
)
_SEVERAL = re.compile(rf"(?<!\w)(?:{_ORDINAL})\s*(?:и|,|-|–)\s*(?:{_ORDINAL})[\s.]*{_TERM}")
_YEAR_PERIOD = re.compile(r"\bза\s+год\b|\bгодов(?:ые|ая|ой|ых|ым)\b|\bитоги\s+года\b|^год$")
_MONTHS = re.compile(r"(?<!\w)([а-я]{3,8})(?:[\s,]+(20\d\d))?(?!\w)")
_PROFILE = re.compile(r"[а-яё]+(?:[\s\-–.]+[а-яё]+){0,2}\.?")
_NO_PROFILE = re.compile(
    r"четв|полуг|трим|учебн|рук|кл|год|урок|недел|янв|фев|мар|апр|июн|сен|окт|ноя|дек"
)

_CUT_WORDS = re.compile(r"[а-яё]{2,7}[-–.][а-яё]{2,7}\.?")
_PAGE = re.compile(r"журн|лист|спис|отмет|оцен|итог|групп|гр$|свод|вед|предм|табл|стр")
_SYSTEMS = {"q": "четверт", "t": "триместр", "h": "полугод"}


@dataclass
class Said:
    """What the sources of one table say: by field, by source, the values found there.

    `days` is the range that the label of the period gives; `months` are (month, year or 0).
    `system` is the letter of the periods that the lines above the table speak of, "" where of none or
    of several.
    """

    values: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    days: tuple[date, date] | None = None
    months: list[tuple[int, int]] = field(default_factory=list)
    system: str = ""

    def of(self, name: str, sources: Sequence[str]) -> list[tuple[str, str]]:
        """Return the different values that the listed sources give, each with its first source."""
        found: dict[str, tuple[str, str]] = {}
        for source in sources:
            kind, _, fixed = source.partition(":")
            values = [fixed] if kind == "value" else self.values.get(name, {}).get(kind, [])
            for value in values:
                found.setdefault(_comparable(name, value), (value, kind))
        said = list(found.values())
        return _fullest(said) if name == "class_name" else said


def _fullest(classes: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out a class that another one says in full: «10» of a title beside «10 соц-эк»."""
    return [(name, source) for name, source in classes if source == "value" or not any(
        re.match(rf"{re.escape(name)}(?!\d).", other) for other, _ in classes)]  # fmt: skip


def said_of(table: Table, file_name: str, above: Mapping[str, str] | None = None) -> Said:
    """Return what the sources of a table say; `above` are labels of the sheet's earlier tables."""
    labels = {**(above or {}), **labels_of(table)}
    lines = list(_texts(table.sheet, table.begin, table.top))
    stem = PurePosixPath(file_name.replace("\\", "/")).stem.replace("_", " ")
    said = Said()
    for name in FIELDS:
        said.values[name] = {
            "label": _from_label(name, labels.get(name, "")),
            "title": list(dict.fromkeys(v for line in lines for v in _in_text(name, line))),
            "sheet": _in_sheet_name(name, table.sheet.name),
            "file": _in_name(name, stem),
        }
    said.days = parse_range(labels.get("period", ""))
    said.system = _system(lines)
    said.months = _months([[labels.get("month", "")], [table.sheet.name], lines, [stem]])
    return said


def labels_of(table: Table) -> dict[str, str]:
    """Return the labelled values above a table, by field."""
    said: dict[str, str] = {}
    for row in table.sheet.rows[table.begin : table.top]:
        said.update(_labelled(row))
    return said


def goes_on(table: Table) -> bool:
    """Say whether nothing but a month or a period stands above a table: it goes on with the one before."""
    rows = [row for row in table.sheet.rows[table.begin : table.top] if any(c != "" for c in row)]
    fields = [{name for name, _ in _labelled(row)} for row in rows]
    return all(found and found <= {"month", "period"} for found in fields)


def sheet_subject(name: str) -> str:
    """Return what is left of a sheet's name without class, period and year: perhaps a subject."""
    text = re.sub(r"20\d\d\s*[-–/]\s*(?:20)?\d\d", " ", clean(name))
    for pattern in (_TIGHT, _LOOSE, re.compile(_PERIOD.pattern, re.IGNORECASE)):
        text = pattern.sub(" ", text)
    text = re.sub(
        r"(?<!\w)(?:кл|класс|за|уч|год|журнал|итоги|отметки)(?!\w)\.?", " ", text, flags=re.I
    )
    rest = " ".join(re.sub(r"\(\s*\)", " ", text).split()).strip(" ,.-–")
    is_whole = rest.count("(") == rest.count(")") and not rest.startswith("(")
    return rest if is_whole else rest.strip(" ,.-–()")


@lru_cache(maxsize=4096)
def classes_in(text: str) -> tuple[str, ...]:
    """Return the classes that a line of text names: «Итоги 5А за 2 четверть» → 5А."""
    found = [match[0] for match in _TIGHT.finditer(text)]
    found += [next(g for g in match.groups() if g) for match in _LOOSE.finditer(text)]
    named = [class_name(value) for value in found]
    names = list(dict.fromkeys(name[1] for name in named if name))
    return tuple(n for n in names if not any(o != n and o.startswith(n) for o in names))


@lru_cache(maxsize=4096)
def periods_in(text: str) -> tuple[str, ...]:
    """Return the codes of the periods that a line of text names.

    «1 и 2 четверть» names none for certain: two values that no period has.
    """
    folded = fold(text)
    if _SEVERAL.search(folded):
        return ("several", "")
    codes = [period_code(match[0]) for match in _PERIOD.finditer(folded)]
    codes += ["year"] if _YEAR_PERIOD.search(folded) else []
    return tuple(dict.fromkeys(code for code in codes if code))


@cache
def _pattern() -> re.Pattern[str]:
    labels = sorted({fold(w) for listed in words()["preamble"].values() for w in listed}, key=len)
    return re.compile(rf"({'|'.join(map(re.escape, reversed(labels)))})\s*(:|$)")


@cache
def _fields() -> dict[str, str]:
    listed = words()["preamble"].items()
    return {fold(word): name for name, words_ in listed for word in words_}


def _labelled(row: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    """Give (field, value) of a row: `label: value`, several in a cell too, or a label and a cell."""
    cells = [clean(cell_text(cell)) for cell in row if cell != ""]
    for text, after in zip(cells, [*cells[1:], ""], strict=False):
        found = re.finditer(rf"(?<!\w){_pattern().pattern}", fold(text))
        pieces = [piece for piece in found if piece[2] or piece.start() == 0]
        whole = len(fold(text)) == len(text)
        for piece, following in zip(pieces, [*pieces[1:], None], strict=False):
            end = following.start() if following else len(text)
            value = (text if whole else fold(text))[piece.end() : end].strip(" ;,")
            is_label = _pattern().match(fold(after))
            yield _fields()[piece[1]], value or ("" if is_label else after)


def _from_label(name: str, value: str) -> list[str]:
    if not value:
        return []
    if name == "class_name":
        return _label_class(value)
    if name == "period":
        return list(periods_in(value)) or [c for c in [period_code(value)] if c]
    if name == "school_year":
        return [year for year in [school_year(value)] if year]
    if name == "subgroup":
        return [without_subgroup(value)[1] or (value if value.isdigit() else "")]
    return [_label_subject(value)] if name == "subject" else [value]


def _label_subject(value: str) -> str:
    """Return a subject without the year or period that goes on in its line, where that is known one.

    «Химия, 2024/2025 уч. год» is Химия; an unknown subject stays as it is printed.
    """
    rest = sheet_subject(value)
    is_whole = subject_name(without_subgroup(value)[0])
    return rest if not is_whole and subject_name(without_subgroup(rest)[0]) else value


def _label_class(value: str) -> list[str]:
    found = class_name(value)
    tail = found[1].partition(" ")[2] if found else ""
    if found and (not tail or (_PROFILE.fullmatch(tail) and not _NO_PROFILE.search(tail))):
        return [found[1]]
    return list(classes_in(value))


def _profile_class(text: str) -> list[str]:
    """Return the class that is the whole of a sheet's name with its profile: «10 соц-эк», «11А физмат».

    Profiles are of the last two grades. After a bare number it must be two words cut short: «10 физика»
    is a grade and a subject, «11 Разговоры о важном» the eleventh sheet of a book.
    """
    found = class_name(text)
    grade, name = found or (0, "")
    tail = name.partition(" ")[2]
    pattern = _CUT_WORDS if name.startswith(f"{grade} ") else _PROFILE
    is_profile = tail and pattern.fullmatch(tail) and not _NO_PROFILE.search(tail)
    if grade < 10 or not is_profile or subject_name(tail) or _PAGE.search(tail):
        return []
    return [name]


def _in_text(name: str, text: str) -> list[str]:
    if name == "class_name":
        return list(classes_in(text))
    if name == "period":
        return list(periods_in(text))
    if name == "school_year":
        return [year for year in [school_year(text)] if year]
    if name == "subject":
        return _in_name(name, text)
    return []


def _in_name(name: str, text: str) -> list[str]:
    if name == "subject":
        rest = sheet_subject(text)
        return [rest] if subject_name(without_subgroup(rest)[0]) else []
    if name == "subgroup":
        return [found for found in [without_subgroup(text)[1]] if found]
    return _in_text(name, text)


def _in_sheet_name(name: str, text: str) -> list[str]:
    """Return what a sheet's name says; a spreadsheet cuts it at 31 letters, in a subject too."""
    if is_plain_sheet(text):
        return []
    found = _in_name(name, text)
    if name == "class_name":
        found = _profile_class(text) or found
    if name == "subject" and not found and len(text) >= SHEET_NAME:
        found = [subject for subject in [subject_begun(sheet_subject(text))] if subject]
    return found


def _texts(sheet: Sheet, begin: int, end: int) -> Iterator[str]:
    for row in sheet.rows[begin:end]:
        yield from (clean(cell) for cell in row if isinstance(cell, str) and cell.strip())


def _system(lines: Sequence[str]) -> str:
    """Return the one system of periods that is named: «по триместрам», «II четверть»."""
    folded = " ".join(map(fold, lines))
    named = [letter for letter, word in _SYSTEMS.items() if word in folded]
    return named[0] if len(named) == 1 else ""


def _months(places: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return the month of the first place that names one; none where it names several.

    «15 ноября» is a day (of the printing, perhaps) and «Мая» a name: only «ноябрь» is a month.
    """
    for texts in places:
        found = [m for text in texts for m in _MONTHS.finditer(fold(text)) if _is_month(m[1])]
        if found:
            months = {(meaning(m[1]).month, int(m[2] or 0)) for m in found}
            return list(months) if len(months) == 1 else []
    return []


def _is_month(word: str) -> bool:
    return not word.endswith(("а", "я")) and meaning(word).kind == "month"


def _comparable(name: str, value: str) -> str:
    bare = without_subgroup(value)[0] if name == "subject" else value
    return subject_name(bare) or fold(bare) if name == "subject" else value


def sources_of(options: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return where a format looks for a field; a field it does not name is looked for everywhere."""
    return tuple(options.get(name, SOURCES))
