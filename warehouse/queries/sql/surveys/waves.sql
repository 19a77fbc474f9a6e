-- One row per survey and wave: how many answered, on which days, of how many files.
SELECT
    r.survey_id, r.wave, count(*) AS answers_count,
    count(*) FILTER (WHERE r.teacher_id IS NOT NULL) AS signed_count,
    min(r.answered_on) AS first_on, max(r.answered_on) AS last_on,
    count(DISTINCT r.batch_id) AS files_count
FROM survey_responses AS r
WHERE r.school_id = $school
GROUP BY r.survey_id, r.wave
ORDER BY r.survey_id, first_on, r.wave
