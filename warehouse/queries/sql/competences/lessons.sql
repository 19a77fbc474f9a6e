-- One row per criterion scored in a lesson of a teacher whom the person may see one by one, of one competence and school year.
SELECT
    s.observed_on,
    o.class_name,
    o.subject_raw,
    o.observer_raw,
    s.criterion_name,
    s.score,
    s.min_score,
    s.max_score
FROM observation_scores AS s
INNER JOIN observations AS o ON s.observation_key = o.observation_key
WHERE s.teacher_id = $teacher AND s.competence_id = $competence
    AND ($teachers IS NULL OR list_contains($teachers, s.teacher_id))
ORDER BY s.observed_on, o.class_name, s.criterion_name, o.observation_key
