-- One row per figure of a report without pupils: its part is a class (subject '' for all subjects), a grade or the school, in a period.
-- metric is a column of the marts: attested_count, mark5_count … mark2_count, not_attested_count, passed_pct, quality_pct, sou_pct, average_points, pupils_count …
CREATE TABLE loaded_class_totals (
    batch_id INTEGER NOT NULL,
    part_no INTEGER NOT NULL,
    metric VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
