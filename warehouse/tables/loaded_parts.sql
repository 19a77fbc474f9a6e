-- One row per batch × class × subject × subgroup × measure (current, period, roll, totals, teaching) × period: what a file speaks of.
CREATE TABLE loaded_parts (
    batch_id INTEGER NOT NULL,
    part_no INTEGER NOT NULL,
    measure VARCHAR NOT NULL,
    school_year VARCHAR NOT NULL,
    grade INTEGER NOT NULL,
    class_name VARCHAR NOT NULL,
    subject_raw VARCHAR NOT NULL,
    subject_key VARCHAR NOT NULL,
    subgroup VARCHAR NOT NULL,
    period VARCHAR NOT NULL
);
