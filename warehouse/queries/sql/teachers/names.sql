-- One row per teacher who works in the school and is named in full, by name.
SELECT d.teacher_id, d.full_name
FROM dim_teacher AS d
LEFT JOIN staff AS s ON d.teacher_id = s.teacher_id
WHERE s.left_on IS NULL AND strpos(d.full_name, '.') = 0
ORDER BY d.full_name, d.teacher_id
