-- One row per mark as loaded; the two marks of `4/3` are two rows with seq 1 and 2 and one cell.
CREATE TABLE loaded_marks (
    batch_id INTEGER NOT NULL,
    part_no INTEGER NOT NULL,
    pupil_id BIGINT NOT NULL,
    lesson_date DATE NOT NULL,
    lesson_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    mark INTEGER NOT NULL,
    mark_raw VARCHAR NOT NULL,
    weight INTEGER NOT NULL,
    work_type VARCHAR NOT NULL,
    cell_raw VARCHAR NOT NULL,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
