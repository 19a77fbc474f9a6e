-- One row per teacher's id that a person said to be another's: two spellings of one name.
CREATE TABLE teacher_persons (
    teacher_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL
);
