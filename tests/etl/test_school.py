from datetime import date

from etl.school import CalendarPeriod, School, jaccard

SCHOOL = School.default(date(2024, 10, 1))


def test_ranges_are_compared_by_days():
    week, day = (date(2025, 3, 1), date(2025, 3, 7)), (date(2025, 3, 7), date(2025, 3, 7))
    assert jaccard(week, week) == 1
    assert jaccard(week, day) == 1 / 7
    assert jaccard(week, (date(2025, 3, 8), date(2025, 3, 9))) == 0


def test_a_range_close_to_a_term_is_that_term():
    days = date(2025, 3, 24), date(2025, 5, 24)
    assert SCHOOL.period_of_range("2024/25", 8, *days) == "q4"
    assert SCHOOL.period_of_range("2024/25", 10, *days) is None
    assert SCHOOL.best_period("2024/25", 10, *days) == "h2"
    assert SCHOOL.period_of_range("2024/25", 8, date(2024, 9, 1), date(2025, 5, 31)) == "year"


def test_fits_come_best_first():
    fits = SCHOOL.fits("2024/25", 8, date(2025, 4, 1), date(2025, 4, 30))
    assert fits[0][0] == "q4" and [share for _, share in fits] == sorted(
        (share for _, share in fits), reverse=True
    )


def test_terms_fall_in_every_year_and_cross_it():
    trimesters = School([], {5: "trimesters"}, "")
    second = next(p for p in trimesters.terms("2023/24", 5) if p.period == "t2")
    assert (second.date_from, second.date_to) == (date(2023, 11, 25), date(2024, 2, 16))


def test_the_schools_own_terms_come_first():
    own = CalendarPeriod("2024/25", "quarters", "q1", date(2024, 9, 2), date(2024, 10, 20))
    school = School([own], {8: "quarters"}, "2024/25")
    assert school.terms("2024/25", 8) == [own]
    assert len(school.terms("2023/24", 8)) == 4


def test_days_of_a_break():
    assert SCHOOL.in_break("2024/25", 8, date(2025, 3, 25))
    assert not SCHOOL.in_break("2024/25", 10, date(2025, 3, 25))


def test_the_default_school_year_is_todays():
    assert SCHOOL.default_school_year == "2024/25"
