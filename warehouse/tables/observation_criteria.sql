-- One row per criterion by which visitors score a lesson: its scale, and the competence that it shows.
CREATE TABLE observation_criteria (
    criterion_id VARCHAR NOT NULL,
    criterion_name VARCHAR NOT NULL,
    criterion_key VARCHAR NOT NULL,
    competence_id VARCHAR NOT NULL,
    min_score DOUBLE NOT NULL,
    max_score DOUBLE NOT NULL,
    position INTEGER NOT NULL
);
