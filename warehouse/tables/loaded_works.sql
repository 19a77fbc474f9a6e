-- One row per batch × assessment that a file speaks of.
-- role: results (participants and points), appeals (what appeals left of points and marks), description (tasks and skills), codes (participant code ↔ pupil), lines (figures of groups of participants).
-- kind: vpr, oge, ege, gve, control_work, interim, monitoring, olympiad; '' in a list of codes that holds for every kind.
-- work_grade is the grade the work is of, class_grade the grade that sat it (an autumn work is of the grade before); 0 where a file mixes them or does not say.
-- label tells works of one kind, year, subject and grade apart: the title of a контрольная, the day of an exam, '' of a ВПР.
-- literacy: '' or the functional literacy the work measures; stage: '' or the stage of the olympiad; schools_count: schools that the file holds results of.
CREATE TABLE loaded_works (
    batch_id INTEGER NOT NULL,
    work_no INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    school_year VARCHAR NOT NULL,
    subject_raw VARCHAR NOT NULL,
    subject_key VARCHAR NOT NULL,
    work_grade INTEGER NOT NULL,
    class_grade INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    held_on DATE,
    literacy VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    schools_count INTEGER NOT NULL,
    sheet_name VARCHAR NOT NULL
);
