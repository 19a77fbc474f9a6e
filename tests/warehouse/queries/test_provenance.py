"""From a number down to its cells."""

from __future__ import annotations

from warehouse.queries import provenance
from warehouse.queries.provenance import Slice
from warehouse.scope import Scope

CELL = Slice("2023/24", "q4", class_name="7А", subject="Алгебра")
CLASS = Slice("2023/24", "q4", class_name="7А")


def test_counts_and_rows_are_the_same_marks(school_con):
    counts = provenance.subject_counts(school_con, of=CELL).iloc[0]
    rows = provenance.period_rows(school_con, of=CELL)
    assert counts.mark5_count + counts.mark4_count == (rows.mark >= 4).sum() == 13
    assert counts.attested_count == len(rows) == 25
    assert (rows.iloc[0].sheet_name, rows.iloc[0].row_no, rows.iloc[0].column_no) == ("Лист1", 4, 2)


def test_rows_come_in_pages(school_con):
    first = provenance.period_rows(school_con, of=CLASS, row_limit=20)
    last = provenance.period_rows(school_con, of=CLASS, row_limit=20, row_offset=40)
    assert (len(first), len(last), first.iloc[0].rows_count) == (20, 10, 50)


def test_sources_name_the_file_and_who_loaded_it(school_con):
    source = provenance.period_sources(school_con, of=CLASS).iloc[0]
    assert (source.file_name, source.accepted_by, source.rows_count) == (
        "ведомость.xlsx",
        "Завуч",
        50,
    )
    assert len(provenance.batches(school_con)) == 1


def test_pupil_counts_are_the_partition(school_con):
    counts = provenance.pupil_counts(school_con, of=CLASS)
    assert counts.pupils_count.sum() == 25


def test_a_cell_tells_all_that_was_read_from_it(school_con):
    place = {"batch_id": 1, "sheet_name": "Лист1", "row_no": 44, "column_no": 29}
    facts = provenance.cell(school_con, **place)
    assert list(facts.cell_raw) == ["4/3", "4/3"]
    assert provenance.cell(school_con, **place, scope=Scope.of([])).empty


def test_scope_bounds_rows(school_con):
    other = Scope.of([("2023/24", "7Б")])
    assert provenance.period_rows(school_con, of=CELL, scope=other).empty
    assert provenance.pupil_counts(school_con, of=CLASS, scope=other).empty
