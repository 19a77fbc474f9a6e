-- One row per column of a form: its words, the row of a grid where the header names one, and both folded to a key.
CREATE TABLE loaded_survey_questions (
    batch_id INTEGER NOT NULL,
    survey_no INTEGER NOT NULL,
    question_no INTEGER NOT NULL,
    header_raw VARCHAR NOT NULL,
    grid_row VARCHAR NOT NULL,
    question_key VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
