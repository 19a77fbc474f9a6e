-- One row per criterion scored in an observed lesson that the person may see.
SELECT
    o.observation_key,
    s.criterion_id,
    s.score
FROM observation_scores AS s
INNER JOIN observations AS o ON s.observation_key = o.observation_key
WHERE o.observation_key = $observation
    AND ($teachers IS NULL OR list_contains($teachers, o.teacher_id) OR list_contains($teachers, o.observer_id))
ORDER BY s.criterion_id
