-- One row per criterion that an observer scored in a lesson; criterion_key folds the words of the criterion.
CREATE TABLE loaded_observation_scores (
    batch_id INTEGER NOT NULL,
    observation_no INTEGER NOT NULL,
    criterion_raw VARCHAR NOT NULL,
    criterion_key VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    column_no INTEGER NOT NULL
);
