-- One row per id of a name in a class: the pupil it belongs to; not live where no live file names it.
CREATE TABLE pupil_persons (
    pupil_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    school_year VARCHAR NOT NULL,
    class_name VARCHAR NOT NULL,
    is_live BOOLEAN NOT NULL
);
