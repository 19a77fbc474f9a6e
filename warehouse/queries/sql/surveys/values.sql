-- One row per wave, item and answer of closed questions: how many gave it; where fewer than $least answered
-- the question, one row without the answer. Signed answers are whole for those who see every teacher.
WITH said AS (
    SELECT v.wave, v.item_id, v.response_id, v.value_raw, v.value, r.teacher_id
    FROM survey_values AS v
    INNER JOIN survey_responses AS r
        ON v.school_id = r.school_id AND v.survey_id = r.survey_id AND v.response_id = r.response_id
    WHERE v.school_id = $school AND v.survey_id = $survey_id
        AND list_contains($items::VARCHAR[], v.item_id)
),
judged AS (
    SELECT
        wave, item_id, count(DISTINCT response_id) AS answers_count,
        count(DISTINCT response_id) >= $least
            OR ($teachers::BIGINT[] IS NULL AND count(*) = count(teacher_id)) AS is_shown
    FROM said
    GROUP BY wave, item_id
)
SELECT
    s.wave, s.item_id,
    CASE WHEN j.is_shown THEN s.value_raw END AS value_raw,
    CASE WHEN j.is_shown THEN s.value END AS value,
    count(*) AS values_count, j.answers_count, j.is_shown
FROM said AS s
INNER JOIN judged AS j ON s.wave = j.wave AND s.item_id = j.item_id
GROUP BY ALL
ORDER BY s.wave, s.item_id, 4, 3
