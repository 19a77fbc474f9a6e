-- One row per pupil of a class's register: when the pupil came and left, null where the register says nothing.
CREATE TABLE loaded_roll (
    batch_id INTEGER NOT NULL,
    part_no INTEGER NOT NULL,
    pupil_id BIGINT NOT NULL,
    arrived_on DATE,
    left_on DATE,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
