-- One row per batch and teacher of a register of the staff; '' or null where the file does not say.
-- age_group: under_35, 35_44, 45_54, 55_plus; birth dates are never kept. came_on is the first day in this school.
CREATE TABLE loaded_staff (
    batch_id INTEGER NOT NULL,
    teacher_id BIGINT NOT NULL,
    position VARCHAR NOT NULL,
    subjects VARCHAR NOT NULL,
    age_group VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    experience_years INTEGER,
    came_on DATE,
    left_on DATE,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
