-- One row per signed answer and scale of a wave: those one may see one by one, by name.
SELECT
    t.full_name, r.teacher_id, r.answered_on, s.scale_id, s.score, s.answered_count, s.items_count
FROM survey_responses AS r
INNER JOIN survey_scores AS s
    ON r.school_id = s.school_id AND r.survey_id = s.survey_id AND r.response_id = s.response_id
INNER JOIN dim_teacher AS t ON r.school_id = t.school_id AND r.teacher_id = t.teacher_id
WHERE r.school_id = $school AND r.survey_id = $survey_id AND r.wave = $wave
    AND ($teachers::BIGINT[] IS NULL OR list_contains($teachers::BIGINT[], r.teacher_id))
ORDER BY t.full_name, r.teacher_id, r.response_id, s.scale_id
