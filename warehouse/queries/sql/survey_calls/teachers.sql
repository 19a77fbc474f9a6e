-- Teachers who work in the school on a day, by name: whom a call can be sent to.
SELECT teacher_id, full_name, position
FROM staff
WHERE (left_on IS NULL OR left_on >= $today)
ORDER BY full_name, teacher_id
