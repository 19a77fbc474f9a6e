-- One row per task of a lesson that was typed on a page, in the order of its tasks.
CREATE TABLE typed_lesson_tasks (
    lesson_id VARCHAR NOT NULL,
    task_no INTEGER NOT NULL,
    task_text VARCHAR NOT NULL
);
