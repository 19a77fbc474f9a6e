-- One row per competence that registers name as a deficit: how many teachers of the staff work on it.
SELECT
    c.competence_id,
    c.competence_name,
    c.block_name,
    count(DISTINCT e.teacher_id) AS teachers_count
FROM staff_entries AS e
INNER JOIN competences AS c
    ON
        replace(lower(trim(e.competence)), 'ё', 'е')
        IN (replace(lower(c.competence_name), 'ё', 'е'), lower(c.competence_id))
LEFT JOIN staff AS s ON e.teacher_id = s.teacher_id
WHERE
    e.register IN ('learning_routes', 'personal_plans', 'mentoring', 'online_diagnostics')
    AND (s.left_on IS NULL OR s.left_on > $as_of)
GROUP BY c.competence_id, c.competence_name, c.block_name, c.position
HAVING $named OR count(DISTINCT e.teacher_id) >= $least
ORDER BY c.position
