-- One row per free answer of a wave; is_own says whether it may be read as one person's.
SELECT
    v.item_id, v.response_id, v.value_raw,
    r.teacher_id IS NOT NULL AS is_signed,
    r.teacher_id IS NULL
        OR $teachers::BIGINT[] IS NULL
        OR list_contains($teachers::BIGINT[], r.teacher_id) AS is_own
FROM survey_values AS v
INNER JOIN survey_responses AS r
    ON v.school_id = r.school_id AND v.survey_id = r.survey_id AND v.response_id = r.response_id
WHERE v.school_id = $school AND v.survey_id = $survey_id AND v.wave = $wave
    AND list_contains($items::VARCHAR[], v.item_id)
ORDER BY v.item_id, v.value_raw, v.response_id
