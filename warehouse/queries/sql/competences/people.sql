-- One row per teacher whom some register names, by name.
SELECT
    teacher_id,
    full_name
FROM dim_teacher
ORDER BY full_name, teacher_id
