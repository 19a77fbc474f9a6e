-- One row per activity that the roadmap plans for a row's indicator.
CREATE TABLE roadmap_activities (
    school_id VARCHAR NOT NULL,
    indicator_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    activity_name VARCHAR NOT NULL
);
