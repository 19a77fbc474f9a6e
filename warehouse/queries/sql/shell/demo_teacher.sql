-- The first teacher of the staff by name: whose eyes the sample school's teacher sees with.
SELECT teacher_id
FROM staff
ORDER BY full_name, teacher_id
LIMIT 1
