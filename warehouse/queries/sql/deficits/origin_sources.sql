-- One row per file behind the points of an assessment, or of its task and class, with the number of its cells there.
SELECT p.batch_id, b.file_name, b.sha256, b.accepted_at, b.accepted_by, count(*) AS rows_count
FROM task_points AS p
LEFT JOIN loaded_batches AS b ON p.batch_id = b.batch_id
WHERE p.school_id = $school AND p.assessment_id = $assessment
    AND ($task::VARCHAR IS NULL OR p.task_code = $task::VARCHAR)
    AND ($class_name::VARCHAR IS NULL OR p.class_name = $class_name::VARCHAR)
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], p.school_year || ' ' || p.class_name))
GROUP BY p.batch_id, b.file_name, b.sha256, b.accepted_at, b.accepted_by
ORDER BY rows_count DESC, p.batch_id
