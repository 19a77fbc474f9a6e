"""Pages of journals that load by themselves: what is read is what was meant, or a person is asked."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.formats import parse, recognise
from etl.problems import Refusal
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import rows
from tests.etl.formats.journals import Page, book, page

SCHOOL = School.default(date(2025, 5, 1))
SEEDS = st.integers(0, 10**9)
OWN = ("part_class_name", "part_subject_raw", "part_subgroup", "part_school_year", "pupil")
LESSON = (*OWN, "lesson_date", "lesson_no")


def read(pages: list[Page]) -> tuple[Parsed | None, set[str]]:
    """Return a file as loaded once its questions are answered, and the questions; None if refused."""
    meant = pages[0]
    try:
        fmt = recognise(meant.grid)
    except Refusal:
        return None, {"mapping"}
    asked = {q.field for q in parse(meant.grid, fmt, Decisions(), SCHOOL).questions}
    answers = Decisions(meant.school_year, meant.class_name, meant.subject, "", meant.period)
    parsed = parse(meant.grid, fmt, answers, SCHOOL)
    assert not parsed.questions
    is_refused = any(problem.severity == "error" for problem in parsed.problems)
    return None if is_refused else parsed, asked


def differences(parsed: Parsed, pages: list[Page]) -> list[str]:
    """Return the names of the tables that hold anything but what was meant."""
    tables = {
        "marks": (*LESSON, "seq", "mark"),
        "codes": (*LESSON, "code_raw", "kind"),
        "lessons": (*OWN, "lesson_date", "lessons_count"),
        "period_marks": (*OWN, "part_period", "mark"),
    }
    found = {
        name: rows(parsed, "attendance" if name == "codes" else name, *columns)
        for name, columns in tables.items()
    }
    meant = {
        name: [row for one in pages for row in owned(one, getattr(one, name))] for name in tables
    }
    return [
        name for name in tables if sorted(map(str, found[name])) != sorted(map(str, meant[name]))
    ]


def owned(meant: Page, values: set) -> list[tuple]:
    """Return rows with the class, subject, subgroup and year that they are of."""
    own = (meant.class_name, meant.subject, meant.subgroup, meant.school_year)
    return [(*own, *value) for value in values]


@given(SEEDS)
@settings(max_examples=200, deadline=None)
def test_a_page_is_read_as_meant_or_a_person_is_asked(seed: int) -> None:
    meant = page(seed)
    parsed, asked = read([meant])
    if parsed is None:
        return
    assert differences(parsed, [meant]) == []
    unsaid = {"class_name", "subject"} - meant.said
    unsaid |= set() if meant.has_year else {"school_year"} - meant.said
    assert unsaid <= asked


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_a_book_of_pages_is_read_as_meant_or_a_person_is_asked(seed: int) -> None:
    pages = book(seed)
    parsed, asked = read(pages)
    if parsed is None or asked:
        return
    left_out = {p.sheet for p in parsed.problems if p.code in ("table_skipped", "sheet_skipped")}
    assert len(left_out) < len(pages)
    sheets = zip(pages, pages[0].grid.sheets, strict=True)
    assert differences(parsed, [one for one, sheet in sheets if sheet.name not in left_out]) == []


def test_nearly_every_page_loads_without_a_dialog() -> None:
    pages = [page(seed) for seed in range(100)]
    found = [read([meant]) for meant in pages]
    assert sum(parsed is not None for parsed, _ in found) >= 95
    whole = [asked for meant, (_, asked) in zip(pages, found, strict=True) if len(meant.said) == 4]
    assert sum(asked == set() for asked in whole) >= 0.95 * len(whole)
    books = [read(book(seed))[0] for seed in range(20)]
    assert sum(parsed is not None for parsed in books) >= 14
