-- One row per person of a typed line that names several.
CREATE TABLE typed_community_people (
    line_key VARCHAR NOT NULL,
    teacher_id BIGINT NOT NULL
);
