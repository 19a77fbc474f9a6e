-- One row per school that a work's file names; school_code is its login or code there.
CREATE TABLE loaded_work_schools (
    batch_id INTEGER NOT NULL,
    work_no INTEGER NOT NULL,
    school_code VARCHAR NOT NULL,
    school_name VARCHAR NOT NULL,
    municipality VARCHAR NOT NULL
);
