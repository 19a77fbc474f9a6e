-- One row per response and scale: the score by the survey's key in the scale's own units, and of how many items it is made.
CREATE TABLE survey_scores (
    school_id VARCHAR NOT NULL,
    survey_id VARCHAR NOT NULL,
    wave VARCHAR NOT NULL,
    response_id VARCHAR NOT NULL,
    teacher_id BIGINT,
    scale_id VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    scale_min DOUBLE NOT NULL,
    scale_max DOUBLE NOT NULL,
    answered_count INTEGER NOT NULL,
    items_count INTEGER NOT NULL
);
