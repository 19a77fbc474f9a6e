-- One row per wave, scale and score: how many have it; where fewer than $least are scored, one row without the score.
WITH judged AS (
    SELECT
        wave, scale_id, count(*) AS answers_count,
        count(*) >= $least OR ($teachers::BIGINT[] IS NULL AND count(*) = count(teacher_id)) AS is_shown
    FROM survey_scores
    WHERE school_id = $school AND survey_id = $survey_id
    GROUP BY wave, scale_id
)
SELECT
    s.wave, s.scale_id, CASE WHEN j.is_shown THEN s.score END AS score,
    min(s.scale_min) AS scale_min, max(s.scale_max) AS scale_max,
    count(*) AS scores_count, j.answers_count, j.is_shown
FROM survey_scores AS s
INNER JOIN judged AS j ON s.wave = j.wave AND s.scale_id = j.scale_id
WHERE s.school_id = $school AND s.survey_id = $survey_id
GROUP BY s.wave, s.scale_id, 3, j.answers_count, j.is_shown
ORDER BY s.wave, s.scale_id, 3
