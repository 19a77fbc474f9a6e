-- One row per figure that an aggregate report states of a group of participants; never a pupil's result.
-- group_level: country, region, municipality, school; group_mark: '' or the participants with that mark.
-- metric: schools_count, participants_count, mark2_pct … mark5_pct, lowered_pct, lowered_count, confirmed_pct, confirmed_count, raised_pct, raised_count, points_pct (item is the points), completion_pct (item is the task).
CREATE TABLE loaded_work_lines (
    batch_id INTEGER NOT NULL,
    work_no INTEGER NOT NULL,
    group_level VARCHAR NOT NULL,
    group_name VARCHAR NOT NULL,
    school_code VARCHAR NOT NULL,
    group_mark VARCHAR NOT NULL,
    metric VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    tolerance DOUBLE NOT NULL,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
