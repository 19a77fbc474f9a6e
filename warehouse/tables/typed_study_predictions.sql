-- One row per research lesson and level of a case pupil (high, middle, low): how the predictions came out.
-- cells_count are stages that an observer compared, met2/1/0 those that went as expected, partly, otherwise;
-- achieved is the sum of 0–2 over the achieved_count observers who said it.
CREATE TABLE typed_study_predictions (
    study_id VARCHAR NOT NULL,
    lesson_no INTEGER NOT NULL,
    level VARCHAR NOT NULL,
    cells_count INTEGER NOT NULL,
    met2_count INTEGER NOT NULL,
    met1_count INTEGER NOT NULL,
    met0_count INTEGER NOT NULL,
    achieved INTEGER NOT NULL,
    achieved_count INTEGER NOT NULL
);
