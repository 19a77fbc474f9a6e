-- One row per school year × system × period: its term, and the dates that belong to it (term and the gap after).
CREATE TABLE school_periods (
    school_year VARCHAR NOT NULL,
    system VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    date_from DATE NOT NULL,
    date_to DATE NOT NULL,
    tile_from DATE NOT NULL,
    tile_to DATE NOT NULL
);
