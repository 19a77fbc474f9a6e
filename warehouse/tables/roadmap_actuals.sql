-- One row per indicator, series and year that was counted: numerator of denominator people on measured_on.
CREATE TABLE roadmap_actuals (
    school_id VARCHAR NOT NULL,
    indicator_id VARCHAR NOT NULL,
    series VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    numerator INTEGER NOT NULL,
    denominator INTEGER NOT NULL,
    measured_on DATE NOT NULL
);
