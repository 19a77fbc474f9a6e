-- One row per task of a description of a work: what it checks and of which level; skill_no numbers the skills of one task.
CREATE TABLE loaded_task_descriptions (
    batch_id INTEGER NOT NULL,
    work_no INTEGER NOT NULL,
    task_code VARCHAR NOT NULL,
    skill_no INTEGER NOT NULL,
    position INTEGER NOT NULL,
    skill VARCHAR NOT NULL,
    block VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    max_points DOUBLE,
    content_code VARCHAR NOT NULL,
    requirement_code VARCHAR NOT NULL,
    minutes DOUBLE,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
