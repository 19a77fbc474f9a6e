-- One row per competence of a wave × teacher whom the person may see one by one: by name, then the framework's order.
SELECT
    g.teacher_id,
    d.full_name,
    g.competence_id,
    c.competence_name,
    c.block_name,
    c.position,
    100 * g.self_share AS self_pct,
    g.self_level,
    g.answers_count,
    g.lessons_count,
    100 * g.expert_share AS expert_pct,
    100 * g.gap AS gap_points,
    g.verdict,
    g.step
FROM competence_gaps AS g
INNER JOIN competences AS c ON g.competence_id = c.competence_id
INNER JOIN dim_teacher AS d ON g.teacher_id = d.teacher_id
WHERE g.survey_id = $survey AND g.wave = $wave
    AND ($teachers IS NULL OR list_contains($teachers, g.teacher_id))
ORDER BY d.full_name, g.teacher_id, c.position
