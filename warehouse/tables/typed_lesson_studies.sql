-- One row per cycle of lesson study; started_on is the day of its first step, last_on of the last that was done.
CREATE TABLE typed_lesson_studies (
    school_id VARCHAR NOT NULL,
    study_id VARCHAR NOT NULL,
    community_id VARCHAR NOT NULL,
    school_year VARCHAR NOT NULL,
    class_name VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    focus VARCHAR NOT NULL,
    started_on DATE,
    last_on DATE,
    is_stopped BOOLEAN NOT NULL
);
