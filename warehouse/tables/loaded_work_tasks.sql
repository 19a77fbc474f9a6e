-- One row per task of a work as a file's header gives it; task_code is text (`3.1` is not `3.10`), position its place in the work.
-- level: Б, П, В or '' where the file does not say.
CREATE TABLE loaded_work_tasks (
    batch_id INTEGER NOT NULL,
    work_no INTEGER NOT NULL,
    task_no INTEGER NOT NULL,
    task_code VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    max_points DOUBLE NOT NULL,
    level VARCHAR NOT NULL,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
