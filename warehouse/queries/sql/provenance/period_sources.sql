-- One row per file behind a figure of period marks, with the number of its rows there.
SELECT
    m.batch_id, b.file_name, b.sha256, b.accepted_at, b.accepted_by, count(*) AS rows_count
FROM period_marks AS m
LEFT JOIN loaded_batches AS b ON b.batch_id = m.batch_id
WHERE m.school_year = $school_year AND m.period = $period
        AND ($grade::INTEGER IS NULL OR m.grade = $grade::INTEGER)
        AND ($class_name::VARCHAR IS NULL OR m.class_name = $class_name::VARCHAR)
        AND ($subject::VARCHAR IS NULL OR m.subject = $subject::VARCHAR)
        AND ($pupil_id::BIGINT IS NULL OR m.pupil_id = $pupil_id::BIGINT)
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
GROUP BY m.batch_id, b.file_name, b.sha256, b.accepted_at, b.accepted_by
ORDER BY rows_count DESC, m.batch_id
