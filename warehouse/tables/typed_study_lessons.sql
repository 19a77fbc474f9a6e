-- One row per research lesson of a cycle: the day it is planned for, and the day it was held, empty before.
CREATE TABLE typed_study_lessons (
    study_id VARCHAR NOT NULL,
    lesson_no INTEGER NOT NULL,
    planned_on DATE,
    held_on DATE
);
