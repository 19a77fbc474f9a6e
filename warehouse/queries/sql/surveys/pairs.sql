-- One row per scale or item of those who answered it in both waves: how many went up, down, stayed.
-- Fewer than $least pairs are not told, unless all are signed and every teacher may be seen.
WITH people AS (
    SELECT
        b.pair_key, b.response_id AS before_id, a.response_id AS after_id, a.teacher_id
    FROM survey_responses AS b
    INNER JOIN survey_responses AS a
        ON b.school_id = a.school_id AND b.survey_id = a.survey_id AND b.pair_key = a.pair_key
    WHERE b.school_id = $school AND b.survey_id = $survey_id
        AND b.wave = $before AND a.wave = $after AND b.pair_key <> ''
),
changes AS (
    SELECT 'scale' AS kind, b.scale_id AS name, p.teacher_id, a.score - b.score AS change
    FROM people AS p
    INNER JOIN survey_scores AS b
        ON b.school_id = $school AND b.survey_id = $survey_id AND b.response_id = p.before_id
    INNER JOIN survey_scores AS a
        ON a.school_id = $school AND a.survey_id = $survey_id AND a.response_id = p.after_id
        AND a.scale_id = b.scale_id
    UNION ALL
    SELECT 'item' AS kind, b.item_id AS name, p.teacher_id, a.value - b.value AS change
    FROM people AS p
    INNER JOIN survey_values AS b
        ON b.school_id = $school AND b.survey_id = $survey_id AND b.response_id = p.before_id
    INNER JOIN survey_values AS a
        ON a.school_id = $school AND a.survey_id = $survey_id AND a.response_id = p.after_id
        AND a.item_id = b.item_id
    WHERE list_contains($items::VARCHAR[], b.item_id) AND b.value IS NOT NULL AND a.value IS NOT NULL
)
SELECT
    kind, name, count(*) AS pairs_count,
    count(*) FILTER (WHERE change > 1e-9) AS up_count,
    count(*) FILTER (WHERE change < -1e-9) AS down_count,
    count(*) FILTER (WHERE abs(change) <= 1e-9) AS same_count
FROM changes
GROUP BY kind, name
HAVING count(*) >= $least OR ($teachers::BIGINT[] IS NULL AND count(*) = count(teacher_id))
ORDER BY kind DESC, name
