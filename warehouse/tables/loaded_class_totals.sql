-- One row per figure of a report without pupils: its part is a class (subject '' for all subjects) in a period.
-- metric: pupils_count, attested_count, not_attested_count, mark5_count … mark2_count, passed_pct, quality_pct, sou_pct, average_points, all_fives_count, fours_and_fives_count, one_four_count, one_three_count, with_two_count.
-- tolerance is half of the last digit that the file prints.
CREATE TABLE loaded_class_totals (
    batch_id INTEGER NOT NULL,
    part_no INTEGER NOT NULL,
    metric VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    tolerance DOUBLE NOT NULL,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
