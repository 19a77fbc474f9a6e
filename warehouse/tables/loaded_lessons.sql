-- One row per pupil, part and day with lessons, marked or not, where the layout tells an empty lesson from none.
CREATE TABLE loaded_lessons (
    batch_id INTEGER NOT NULL,
    part_no INTEGER NOT NULL,
    pupil_id BIGINT NOT NULL,
    lesson_date DATE NOT NULL,
    lessons_count INTEGER NOT NULL
);
