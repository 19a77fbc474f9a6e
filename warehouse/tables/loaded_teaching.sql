-- One row per teacher and part (class × subject × subgroup) that a register of teachers' load gives; hours a week where it says them.
CREATE TABLE loaded_teaching (
    batch_id INTEGER NOT NULL,
    part_no INTEGER NOT NULL,
    teacher_id BIGINT NOT NULL,
    hours_per_week DOUBLE,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
