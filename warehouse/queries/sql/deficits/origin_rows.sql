-- One row per cell of a file behind the points of a task in a class; rows_count is how many there are in all.
SELECT
    r.participant_code, r.pupil_id, d.full_name, p.class_name, p.task_code, p.state,
    p.points::DOUBLE AS points, p.batch_id, p.sheet_name, p.row_no, p.column_no,
    count(*) OVER () AS rows_count
FROM task_points AS p
INNER JOIN assessment_results AS r
    ON p.school_id = r.school_id AND p.assessment_id = r.assessment_id
    AND p.participant_code = r.participant_code
LEFT JOIN dim_pupil AS d
    ON r.pupil_id = d.pupil_id AND r.school_year = d.school_year AND r.class_name = d.class_name
WHERE p.school_id = $school AND p.assessment_id = $assessment AND p.task_code = $task
    AND p.class_name = $class_name
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], p.school_year || ' ' || p.class_name))
ORDER BY p.batch_id, p.sheet_name, p.row_no, p.column_no
LIMIT $row_limit OFFSET $row_offset
