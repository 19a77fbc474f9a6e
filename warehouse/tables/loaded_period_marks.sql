-- One row per period mark as loaded; state: attested, not_attested, exempt, passed, failed; mark is null unless attested.
CREATE TABLE loaded_period_marks (
    batch_id INTEGER NOT NULL,
    part_no INTEGER NOT NULL,
    pupil_id BIGINT NOT NULL,
    mark INTEGER,
    mark_raw VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
