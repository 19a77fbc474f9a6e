-- One row per lesson whose tasks a file lists; target1..5 are the structure set for it, shares, or all empty.
CREATE TABLE loaded_lesson_cards (
    batch_id INTEGER NOT NULL,
    lesson_no INTEGER NOT NULL,
    lesson_id VARCHAR NOT NULL,
    teacher_id BIGINT NOT NULL,
    community_key VARCHAR NOT NULL,
    held_on DATE,
    class_name VARCHAR NOT NULL,
    subject_raw VARCHAR NOT NULL,
    subject_key VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    aim VARCHAR NOT NULL,
    target1 DOUBLE,
    target2 DOUBLE,
    target3 DOUBLE,
    target4 DOUBLE,
    target5 DOUBLE,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
