-- One row per wave of self-assessment, in time.
SELECT
    survey_id,
    wave,
    school_year,
    date_from,
    date_to,
    position,
    is_newest,
    teachers_count,
    unnamed_count,
    lessons_count
FROM competence_waves
ORDER BY date_to NULLS FIRST, date_from NULLS FIRST, survey_id, wave
