-- One row per file behind the marks and codes of a period up to a day, with the number of its rows there.
WITH entries AS (
    SELECT school_year, grade, class_name, subject, lesson_date, batch_id
    FROM marks
    WHERE school_year = $school_year AND period = $period AND lesson_date <= $as_of::DATE
    UNION ALL
    SELECT school_year, grade, class_name, subject, lesson_date, batch_id
    FROM attendance
    WHERE school_year = $school_year AND period = $period AND lesson_date <= $as_of::DATE
)

SELECT e.batch_id, b.file_name, b.sha256, b.accepted_at, b.accepted_by, count(*) AS rows_count
FROM entries AS e
LEFT JOIN loaded_batches AS b ON e.batch_id = b.batch_id
WHERE ($grade::INTEGER IS NULL OR e.grade = $grade::INTEGER)
    AND ($class_name::VARCHAR IS NULL OR e.class_name = $class_name::VARCHAR)
    AND ($subject::VARCHAR IS NULL OR e.subject = $subject::VARCHAR)
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], e.school_year || ' ' || e.class_name))
GROUP BY e.batch_id, b.file_name, b.sha256, b.accepted_at, b.accepted_by
ORDER BY rows_count DESC, e.batch_id
