-- One row per part and pupil it speaks of, even where all cells are empty.
CREATE TABLE loaded_part_pupils (
    batch_id INTEGER NOT NULL,
    part_no INTEGER NOT NULL,
    pupil_id BIGINT NOT NULL
);
