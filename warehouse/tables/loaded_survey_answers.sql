-- One row per answered cell of a form, as it stands; what it means is said by the survey's key.
CREATE TABLE loaded_survey_answers (
    batch_id INTEGER NOT NULL,
    survey_no INTEGER NOT NULL,
    respondent_no INTEGER NOT NULL,
    question_no INTEGER NOT NULL,
    value_raw VARCHAR NOT NULL
);
