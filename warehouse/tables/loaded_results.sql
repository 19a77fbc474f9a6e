-- One row per participant of a work: a real row of the form, who was absent too (took_part 0).
-- school_code is '' where the file names no school; class_name is '' where the class is only an ordinal (class_ordinal > 0) or is not said at all.
-- participant_code is '' where the participant is a named pupil; points and marks are null where the file does not say.
-- test_points is the exam's own scale (0–100) where it has one.
CREATE TABLE loaded_results (
    batch_id INTEGER NOT NULL,
    work_no INTEGER NOT NULL,
    result_no INTEGER NOT NULL,
    school_code VARCHAR NOT NULL,
    participant_code VARCHAR NOT NULL,
    pupil_id BIGINT,
    class_raw VARCHAR NOT NULL,
    class_name VARCHAR NOT NULL,
    class_ordinal INTEGER NOT NULL,
    grade INTEGER NOT NULL,
    variant VARCHAR NOT NULL,
    took_part INTEGER NOT NULL,
    stated_points DOUBLE,
    test_points DOUBLE,
    mark INTEGER,
    journal_mark INTEGER,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
