-- One row per part and span of dates it speaks of, both ends inclusive.
CREATE TABLE loaded_part_dates (
    batch_id INTEGER NOT NULL,
    part_no INTEGER NOT NULL,
    date_from DATE NOT NULL,
    date_to DATE NOT NULL
);
