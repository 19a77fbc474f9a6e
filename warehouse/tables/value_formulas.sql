-- One row per formula of a lesson's value that holds: the version that is newest, shipped or of the school.
CREATE TABLE value_formulas (
    school_id VARCHAR NOT NULL,
    formula_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    expression VARCHAR NOT NULL,
    author VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    page VARCHAR NOT NULL,
    is_confirmed BOOLEAN NOT NULL
);
