-- One row per attendance code as loaded; kind: unexcused, ill, excused, absent, late, exempt.
CREATE TABLE loaded_attendance (
    batch_id INTEGER NOT NULL,
    part_no INTEGER NOT NULL,
    pupil_id BIGINT NOT NULL,
    lesson_date DATE NOT NULL,
    lesson_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    code_raw VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
