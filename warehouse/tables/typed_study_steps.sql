-- One row per step (1 to 7) of a cycle of lesson study.
CREATE TABLE typed_study_steps (
    study_id VARCHAR NOT NULL,
    step_no INTEGER NOT NULL,
    is_done BOOLEAN NOT NULL,
    done_on DATE
);
