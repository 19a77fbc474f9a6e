-- One row per exam, subject and school year: the fewest test points that pass (шкала 0–100), as published.
CREATE TABLE exam_minimums (
    school_year VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    min_points DOUBLE NOT NULL
);
