-- One row per teacher who can teach a strategy, by name; only those whom the person may see.
SELECT
    u.teacher_id,
    d.full_name,
    coalesce(s.subjects, '') AS subjects,
    u.frequency,
    u.said_on
FROM mart_strategy_use AS u
INNER JOIN dim_teacher AS d ON u.teacher_id = d.teacher_id
LEFT JOIN staff AS s ON u.teacher_id = s.teacher_id
WHERE
    u.strategy_id = $strategy AND u.mastery = 3 AND (u.left_on IS NULL OR u.left_on > $as_of)
    AND ($named OR list_contains($teachers, u.teacher_id))
ORDER BY d.full_name, u.teacher_id
