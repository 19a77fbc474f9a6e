-- One row per competence of the newest wave × teacher who works here: whether it is a deficit or a «ресурс», by name.
-- A deficit: low by the teacher where observers do not see more, or seen lower than the teacher sees it; a «ресурс»:
-- high by both. Only those whom the person may see one by one.
SELECT
    g.teacher_id,
    d.full_name,
    g.competence_id,
    c.competence_name,
    c.position,
    CASE
        WHEN g.step = 'mentor' THEN FALSE
        WHEN g.step = 'learning_route' OR g.verdict = 'unaware' THEN TRUE
        ELSE coalesce(g.is_self_low, FALSE) AND g.verdict <> 'underrated'
    END AS is_deficit,
    g.step = 'mentor' AS is_resource,
    g.verdict
FROM competence_gaps AS g
INNER JOIN competences AS c ON g.competence_id = c.competence_id
INNER JOIN dim_teacher AS d ON g.teacher_id = d.teacher_id
LEFT JOIN staff AS s ON g.teacher_id = s.teacher_id
WHERE
    g.is_newest AND (s.left_on IS NULL OR s.left_on > $as_of)
    AND ($teachers IS NULL OR list_contains($teachers, g.teacher_id))
ORDER BY d.full_name, g.teacher_id, c.position
