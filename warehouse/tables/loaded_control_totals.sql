-- One row per figure that a file states of itself, kept to compare with ours; metric: average_points, weighted_average_points.
CREATE TABLE loaded_control_totals (
    batch_id INTEGER NOT NULL,
    part_no INTEGER NOT NULL,
    pupil_id BIGINT NOT NULL,
    metric VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
