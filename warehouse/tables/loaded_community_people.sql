-- One row per person of a line that names several: who came to a meeting, the authors of a project.
CREATE TABLE loaded_community_people (
    batch_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    teacher_id BIGINT NOT NULL
);
