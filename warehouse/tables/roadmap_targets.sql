-- One row per indicator, series (main, school) and year: the share promised by the end of that year.
CREATE TABLE roadmap_targets (
    school_id VARCHAR NOT NULL,
    indicator_id VARCHAR NOT NULL,
    series VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    target_pct DOUBLE NOT NULL
);
