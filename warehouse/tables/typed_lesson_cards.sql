-- One row per lesson that was typed on a page; it stands in the place of a file's lesson of the same lesson_id.
CREATE TABLE typed_lesson_cards (
    school_id VARCHAR NOT NULL,
    lesson_id VARCHAR NOT NULL,
    is_deleted BOOLEAN NOT NULL,
    teacher_id BIGINT NOT NULL,
    community_id VARCHAR NOT NULL,
    study_id VARCHAR NOT NULL,
    study_lesson INTEGER,
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
    targets_on DATE
);
