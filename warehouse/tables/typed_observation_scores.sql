-- One row per criterion scored in a lesson that was typed on a page.
CREATE TABLE typed_observation_scores (
    observation_key VARCHAR NOT NULL,
    criterion_id VARCHAR NOT NULL,
    score DOUBLE NOT NULL
);
