-- One row per criterion by which pedagogical projects are assessed, in the order of the school.
CREATE TABLE project_criteria (
    criterion_id VARCHAR NOT NULL,
    criterion_name VARCHAR NOT NULL,
    block_name VARCHAR NOT NULL,
    position INTEGER NOT NULL
);
