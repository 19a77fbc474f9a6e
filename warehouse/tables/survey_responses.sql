-- One row per live answered form, its survey, audience and wave resolved; pair_key pairs a respondent's waves, '' where nobody can.
-- Written by publishing (warehouse/surveys/): keys of surveys are applied in Python.
CREATE TABLE survey_responses (
    school_id VARCHAR NOT NULL,
    survey_id VARCHAR NOT NULL,
    audience VARCHAR NOT NULL,
    wave VARCHAR NOT NULL,
    response_id VARCHAR NOT NULL,
    answered_on DATE,
    teacher_id BIGINT,
    pair_key VARCHAR NOT NULL,
    class_name VARCHAR NOT NULL,
    batch_id INTEGER,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL
);
