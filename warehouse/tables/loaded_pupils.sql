-- One row per batch and pupil as that file names them.
CREATE TABLE loaded_pupils (
    batch_id INTEGER NOT NULL,
    pupil_id BIGINT NOT NULL,
    school_year VARCHAR NOT NULL,
    class_name VARCHAR NOT NULL,
    name_raw VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL
);
