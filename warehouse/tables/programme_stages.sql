-- One row per stage of the programme; dates are the first and last day of its school years.
CREATE TABLE programme_stages (
    school_id VARCHAR NOT NULL,
    stage INTEGER NOT NULL,
    stage_name VARCHAR NOT NULL,
    date_from DATE NOT NULL,
    date_to DATE NOT NULL,
    expected VARCHAR NOT NULL
);
