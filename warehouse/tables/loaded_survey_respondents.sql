-- One row per answered form. response_key is the service's own id, else the moment and the answers folded: the same in every export.
-- teacher_id where the form asks a teacher's name; person_key where people sign by a code of their own.
CREATE TABLE loaded_survey_respondents (
    batch_id INTEGER NOT NULL,
    survey_no INTEGER NOT NULL,
    respondent_no INTEGER NOT NULL,
    response_key VARCHAR NOT NULL,
    answered_at TIMESTAMP,
    teacher_id BIGINT,
    person_key VARCHAR NOT NULL,
    class_name VARCHAR NOT NULL,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL
);
