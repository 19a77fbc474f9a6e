-- One row per teacher of the school by name, with the card where the register of the staff has one.
SELECT
    d.teacher_id,
    d.full_name,
    d.name_key,
    s.teacher_id IS NOT NULL AS is_listed,
    coalesce(s.position, '') AS position,
    coalesce(s.subjects, '') AS subjects,
    coalesce(s.age_group, '') AS age_group,
    coalesce(s.category, '') AS category,
    s.experience_years,
    s.came_on,
    s.left_on,
    s.batch_id,
    b.file_name,
    b.accepted_at,
    b.accepted_by
FROM dim_teacher AS d
LEFT JOIN staff AS s ON d.teacher_id = s.teacher_id
LEFT JOIN loaded_batches AS b ON s.batch_id = b.batch_id
ORDER BY d.full_name, d.teacher_id
