-- One row per lesson, coder and formula of the registry: what its version that holds gives, or why it has no number.
-- Written by publishing (warehouse/lessons/tables.py); refused is '' where there is a value.
CREATE TABLE lesson_formula_values (
    school_id VARCHAR NOT NULL,
    lesson_id VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    formula_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    value DOUBLE,
    refused VARCHAR NOT NULL
);
