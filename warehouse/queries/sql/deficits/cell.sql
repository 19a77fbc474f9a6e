-- One row per points that were read from one cell of one file, with the file.
SELECT
    coalesce(d.full_name, r.participant_code) AS full_name, p.class_name, r.subject, p.task_code,
    p.state, p.points::DOUBLE AS points, a.max_points::DOUBLE AS max_points,
    CAST(NULL AS DATE) AS lesson_date, p.batch_id, p.sheet_name, p.row_no, p.column_no,
    b.file_name, b.sha256, b.accepted_at, b.accepted_by
FROM task_points AS p
INNER JOIN assessment_results AS r
    ON p.school_id = r.school_id AND p.assessment_id = r.assessment_id
    AND p.participant_code = r.participant_code
INNER JOIN assessment_tasks AS a
    ON p.assessment_id = a.assessment_id AND p.task_code = a.task_code
LEFT JOIN dim_pupil AS d
    ON r.pupil_id = d.pupil_id AND r.school_year = d.school_year AND r.class_name = d.class_name
LEFT JOIN loaded_batches AS b ON p.batch_id = b.batch_id
WHERE p.school_id = $school AND p.batch_id = $batch_id AND p.row_no = $row_no
    AND p.column_no = $column_no AND p.sheet_name = $sheet_name
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], p.school_year || ' ' || p.class_name))
