-- One row per pupil of whom a person said that the pupil left the class; left_on is null where the day is not known.
CREATE TABLE pupil_leavings (
    school_year VARCHAR NOT NULL,
    class_name VARCHAR NOT NULL,
    pupil_id BIGINT NOT NULL,
    left_on DATE
);
