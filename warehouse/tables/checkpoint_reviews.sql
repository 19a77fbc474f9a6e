-- One row per review of a checkpoint by a person; state: done, not_held (then conclusion is the reason).
CREATE TABLE checkpoint_reviews (
    school_id VARCHAR NOT NULL,
    checkpoint_id VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    reviewed_on DATE NOT NULL,
    conclusion VARCHAR NOT NULL
);
