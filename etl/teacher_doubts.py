"""What is doubtful of a file's teachers: initials, a name spelled otherwise, somebody the school has not yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from etl.problems import Problem, at
from etl.tidy import Parsed
from warehouse.spellings import has_initials, likeness
from warehouse.teachers import TEACHER_FIELDS, TeacherRow, doubtful

STAFF_TABLES = (
    "staff",
    "staff_entries",
    "observations",
    "community_lines",
    "lesson_cards",
    "lesson_codes",
)
Place = Mapping[str, Any]
INITIALS = {
    0: "Учитель записан с инициалами, полного имени в списках школы пока нет",
    1: "Учитель с инициалами принят за единственного подходящего по списку",
}
HOW = {
    "word_order": "слова имени в другом порядке",
    "spelling": "иначе расставлены пробелы или дефис",
    "patronymic_missing": "нет отчества",
    "one_letter": "отличается одна буква",
}


def teacher_doubts(known: Sequence[tuple[str, str]], parsed: Parsed) -> list[Problem]:
    """Return what a person should know of the file's teachers.

    `known` are (name_key, name_raw) of the school's teachers. Where the file is of the staff, each says
    the first cell that names the teacher, and full names are looked at too.
    """
    columns = parsed.tables["teachers"]
    listed = list(zip(*(columns[name] for name in TEACHER_FIELDS), strict=True))
    places = _places(parsed)
    by_name = {raw: places.get(number, {}) for number, raw, _ in listed}
    found = [
        _initials(short, names, by_name[short]) for short, names in doubtful(known, listed).items()
    ]
    if not places:
        return found
    return [*found, *_strangers(known, listed, places)]


def _places(parsed: Parsed) -> dict[int, Place]:
    """Return where each teacher is named first in a file of the staff."""
    found: dict[int, Place] = {no: at(*cell) for no, cell in parsed.teacher_cells.items()}
    for table in STAFF_TABLES:
        rows = parsed.tables[table]
        where = zip(rows["sheet_name"], rows["row_no"], rows["column_no"], strict=True)
        for teacher, partner, place in zip(
            rows["teacher_no"], rows.get("partner_no", rows["teacher_no"]), where, strict=True
        ):
            found.setdefault(teacher, at(*place))
            if partner is not None:
                found.setdefault(partner, at(*place))
    return found


def _initials(short: str, names: Sequence[str], place: Place) -> Problem:
    """Return what is said of a teacher with initials: whom it is taken for, or that nobody is sure."""
    return Problem(
        "info" if not names else "warning",
        "teacher_initials",
        INITIALS.get(len(names), "Учитель с инициалами подходит к нескольким: он записан отдельно"),
        "Напишите фамилию, имя и отчество полностью, и сомнения не будет",
        value=f"{short}: {', '.join(names)}" if names else short,
        **place,
    )


def _strangers(
    known: Sequence[tuple[str, str]], listed: Sequence[TeacherRow], places: Mapping[int, Place]
) -> Iterable[Problem]:
    """Give the teachers by full name whom the school does not know: like somebody, or new."""
    full = {key: raw for key, raw in known if not has_initials(key)}
    for number, raw, key in listed:
        if key in full or has_initials(key):
            continue
        alike = [
            (how, name) for other, name in full.items() if (how := likeness(key, other)) in HOW
        ]
        if alike:
            yield _alike(raw, alike, places.get(number, {}))
        elif known:
            yield _new(raw, places.get(number, {}))
        full[key] = raw


def _alike(raw: str, alike: Sequence[tuple[str, str]], place: Place) -> Problem:
    meant = "; ".join(f"{name} ({HOW[how]})" for how, name in alike)
    return Problem(
        "warning",
        "teacher_alike",
        "Имя педагога похоже на имя другого: загружены два разных человека",
        "Если это один человек, исправьте имя в ячейке и загрузите файл снова или отметьте, что это он",
        value=f"{raw}: возможно, это {meant}",
        **place,
    )


def _new(raw: str, place: Place) -> Problem:
    return Problem(
        "info",
        "teacher_new",
        "Этого педагога в списках школы ещё не было: он будет добавлен",
        "Если он уже есть под другим именем, исправьте имя в ячейке",
        value=raw,
        **place,
    )
