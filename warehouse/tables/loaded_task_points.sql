-- One row per participant and task that has a readable cell; state: answered, not_attempted (0 points), not_taught (null points).
CREATE TABLE loaded_task_points (
    batch_id INTEGER NOT NULL,
    work_no INTEGER NOT NULL,
    result_no INTEGER NOT NULL,
    task_no INTEGER NOT NULL,
    points DOUBLE,
    state VARCHAR NOT NULL,
    column_no INTEGER NOT NULL
);
