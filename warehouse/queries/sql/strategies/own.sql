-- One row per strategy of which a teacher in the scope said something.
SELECT strategy_id, frequency, mastery, said_on
FROM mart_strategy_use
WHERE teacher_id = $teacher AND ($teachers IS NULL OR list_contains($teachers, teacher_id))
ORDER BY strategy_id
