-- One row per task of a lesson and person who coded it; teacher is the coder, empty where nobody is named.
-- task_type is «2.5», or '' where only the category is said; both are empty for a task without a code.
CREATE TABLE loaded_lesson_codes (
    batch_id INTEGER NOT NULL,
    lesson_no INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    teacher_id BIGINT,
    task_no INTEGER NOT NULL,
    task_text VARCHAR NOT NULL,
    task_type VARCHAR NOT NULL,
    category INTEGER,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
