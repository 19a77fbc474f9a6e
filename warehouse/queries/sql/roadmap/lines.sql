-- One row per line of the registers behind an indicator's year, by register and day; a name only for those who may see it.
SELECT
    l.register,
    CASE WHEN $named OR list_contains($teachers, l.teacher_id) THEN d.full_name END AS full_name,
    coalesce(nullif(l.title, ''), nullif(l.kind, ''), l.status) AS title,
    l.status,
    l.dated_on,
    l.has_state,
    l.in_base,
    l.is_counted,
    coalesce(b.file_name, '') AS file_name
FROM roadmap_lines AS l
INNER JOIN dim_teacher AS d ON l.teacher_id = d.teacher_id
LEFT JOIN loaded_batches AS b ON l.batch_id = b.batch_id
WHERE l.indicator_id = $indicator AND l.year = $year
ORDER BY l.register, l.dated_on, full_name, title, l.entry_key
