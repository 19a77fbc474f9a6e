-- One row per coded task of a lesson and person who coded it on a page; role is teacher or observer.
-- task_type is «2.5», or '' where only the category is said.
CREATE TABLE typed_lesson_codes (
    lesson_id VARCHAR NOT NULL,
    coder_id BIGINT NOT NULL,
    role VARCHAR NOT NULL,
    task_no INTEGER NOT NULL,
    task_type VARCHAR NOT NULL,
    category INTEGER NOT NULL
);
