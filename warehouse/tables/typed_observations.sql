-- One row per observed lesson typed on a page; is_deleted hides a file's lesson of the same observation_key.
CREATE TABLE typed_observations (
    observation_key VARCHAR NOT NULL,
    is_deleted BOOLEAN NOT NULL,
    teacher_id BIGINT NOT NULL,
    partner_id BIGINT,
    observer_raw VARCHAR NOT NULL,
    observed_on DATE,
    class_name VARCHAR NOT NULL,
    subject_raw VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    note VARCHAR NOT NULL
);
