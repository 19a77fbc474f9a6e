-- One row per batch and teacher as that file names them.
CREATE TABLE loaded_teachers (
    batch_id INTEGER NOT NULL,
    teacher_id BIGINT NOT NULL,
    name_raw VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL
);
