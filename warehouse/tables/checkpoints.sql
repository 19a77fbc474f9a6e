-- One row per control checkpoint of the programme's calendar; position is its place in the printed order; printed is the term as printed (null where the cell is blank).
CREATE TABLE checkpoints (
    school_id VARCHAR NOT NULL,
    checkpoint_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    stage_name VARCHAR NOT NULL,
    step VARCHAR NOT NULL,
    step_name VARCHAR NOT NULL,
    work_id VARCHAR NOT NULL,
    work_name VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    window_from DATE NOT NULL,
    window_to DATE NOT NULL,
    printed VARCHAR,
    responsible VARCHAR,
    output VARCHAR
);
