-- One row per competence of the school's framework.
CREATE TABLE competences (
    competence_id VARCHAR NOT NULL,
    competence_name VARCHAR NOT NULL,
    block_id VARCHAR NOT NULL,
    block_name VARCHAR NOT NULL,
    position INTEGER NOT NULL
);
