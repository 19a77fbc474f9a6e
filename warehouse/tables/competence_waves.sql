-- One row per wave of a survey in which teachers assess their competences; position counts a survey's waves from 1.
-- Written by publishing (warehouse/staff/gaps.py). Its observed lessons are those of its school year nearest to it.
CREATE TABLE competence_waves (
    school_id VARCHAR NOT NULL,
    survey_id VARCHAR NOT NULL,
    wave VARCHAR NOT NULL,
    school_year VARCHAR NOT NULL,
    date_from DATE,
    date_to DATE,
    position INTEGER NOT NULL,
    is_newest BOOLEAN NOT NULL,
    teachers_count INTEGER NOT NULL,
    unnamed_count INTEGER NOT NULL,
    lessons_count INTEGER NOT NULL
);
