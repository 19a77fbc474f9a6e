-- One row per teacher: what the register of the staff says, '' where nobody said.
SELECT
    d.school_id,
    d.teacher_id,
    coalesce(s.position, '') AS position,
    coalesce(s.subjects, '') AS subjects,
    coalesce(s.age_group, '') AS age_group,
    coalesce(s.category, '') AS category,
    s.experience_years
FROM dim_teacher AS d
LEFT JOIN staff AS s ON d.teacher_id = s.teacher_id
