-- One row per participation in a stage of the olympiad; class_name and grade are the pupil's own, participation_grade the grade of the paper.
-- status: winner, prize_winner, participant; points are final ones, after appeals.
CREATE TABLE loaded_olympiad_results (
    batch_id INTEGER NOT NULL,
    work_no INTEGER NOT NULL,
    result_no INTEGER NOT NULL,
    school_code VARCHAR NOT NULL,
    pupil_id BIGINT,
    class_name VARCHAR NOT NULL,
    grade INTEGER NOT NULL,
    participation_grade INTEGER NOT NULL,
    profile VARCHAR NOT NULL,
    points DOUBLE,
    max_points DOUBLE,
    status VARCHAR NOT NULL,
    place INTEGER,
    was_prize_winner INTEGER NOT NULL,
    teacher_raw VARCHAR NOT NULL,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
