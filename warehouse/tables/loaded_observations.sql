-- One row per observed lesson of a file; the observer is a person of the staff or a name as printed.
CREATE TABLE loaded_observations (
    batch_id INTEGER NOT NULL,
    observation_no INTEGER NOT NULL,
    teacher_id BIGINT NOT NULL,
    partner_id BIGINT,
    observer_raw VARCHAR NOT NULL,
    observed_on DATE,
    class_name VARCHAR NOT NULL,
    subject_raw VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
