-- One row per number that decides something: the shipped value or the school's own.
CREATE TABLE thresholds (
    name VARCHAR NOT NULL,
    value DOUBLE NOT NULL
);
