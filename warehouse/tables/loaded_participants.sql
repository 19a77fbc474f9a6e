-- One row per line of a school's list «код ↔ ученик»; its work has subject '' where the code holds for every subject.
CREATE TABLE loaded_participants (
    batch_id INTEGER NOT NULL,
    work_no INTEGER NOT NULL,
    participant_code VARCHAR NOT NULL,
    pupil_id BIGINT NOT NULL,
    class_name VARCHAR NOT NULL,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
