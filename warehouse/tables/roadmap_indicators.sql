-- One row per indicator of the roadmap; kind: row (as printed), internal (in-school part of row_id), extra (a target stated inside the activities of row_id); same_as names the indicator that the table prints in both columns.
CREATE TABLE roadmap_indicators (
    school_id VARCHAR NOT NULL,
    indicator_id VARCHAR NOT NULL,
    row_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    indicator_name VARCHAR NOT NULL,
    title VARCHAR,
    short_name VARCHAR,
    people VARCHAR,
    responsible VARCHAR NOT NULL,
    same_as VARCHAR
);
