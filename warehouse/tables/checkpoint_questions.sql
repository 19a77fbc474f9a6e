-- One row per question that a checkpoint has to answer.
CREATE TABLE checkpoint_questions (
    school_id VARCHAR NOT NULL,
    checkpoint_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    question VARCHAR NOT NULL
);
