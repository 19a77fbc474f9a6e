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
from tests.etl.formats.journals import Page, page

SCHOOL = School.default(date(2025, 5, 1))
SEEDS = st.integers(0, 10**9)


def read(meant: Page) -> tuple[Parsed | None, set[str]]:
    """Return the page as loaded once its questions are answered, and the questions; None if refused."""
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


def differences(parsed: Parsed, meant: Page) -> list[str]:
    """Return the names of what was read otherwise than meant."""
    parts = parsed.tables["parts"]
    same = {
        "marks": rows(parsed, "marks", "pupil", "lesson_date", "lesson_no", "seq", "mark") == sorted_as(meant.marks),
        "codes": rows(parsed, "attendance", "pupil", "lesson_date", "lesson_no", "code_raw") == sorted_as(meant.codes),
        "lessons": rows(parsed, "lessons", "pupil", "lesson_date", "lessons_count") == sorted_as(meant.lessons),
        "period_marks": rows(parsed, "period_marks", "pupil", "part_period", "mark") == sorted_as(meant.period_marks),
        "class": set(parts["class_name"]) == {meant.class_name},
        "subject": set(parts["subject_raw"]) == {meant.subject},
        "year": set(parts["school_year"]) == {meant.school_year},
        "pupils": set(parsed.tables["pupils"]["name_raw"]) == set(meant.pupils),
    }  # fmt: skip
    return [name for name, is_same in same.items() if not is_same]


class sorted_as(list):  # noqa: N801
    """A set of tuples that equals any list of the same tuples, whatever the order."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, list) and sorted(map(str, self)) == sorted(map(str, other))


@given(SEEDS)
@settings(max_examples=400, deadline=None)
def test_a_page_is_read_as_meant_or_a_person_is_asked(seed: int) -> None:
    meant = page(seed)
    parsed, asked = read(meant)
    assert parsed is None or differences(parsed, meant) == []
    if parsed is None:
        return
    unsaid = {"class_name", "subject"} - meant.said
    unsaid |= set() if meant.has_year else {"school_year"} - meant.said
    assert unsaid <= asked


def test_nearly_every_page_loads_without_a_dialog() -> None:
    pages = [page(seed) for seed in range(300)]
    loaded = [read(meant)[0] is not None for meant in pages]
    assert sum(loaded) >= 285
    whole = [read(meant)[1] for meant in pages if len(meant.said) == 4]
    assert sum(asked == set() for asked in whole) >= 0.95 * len(whole)
