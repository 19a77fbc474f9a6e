-- One row per participant of a class who did not get the full points of a task: a name where the code is known, with the cell.
SELECT
    r.participant_code, r.pupil_id, d.full_name, r.class_name, r.variant, p.state,
    p.points::DOUBLE AS points, a.max_points::DOUBLE AS max_points, r.batch_id, p.sheet_name,
    p.row_no, p.column_no
FROM task_points AS p
INNER JOIN assessment_results AS r
    ON p.school_id = r.school_id AND p.assessment_id = r.assessment_id
    AND p.participant_code = r.participant_code
INNER JOIN assessment_tasks AS a
    ON p.assessment_id = a.assessment_id AND p.task_code = a.task_code
LEFT JOIN dim_pupil AS d
    ON r.pupil_id = d.pupil_id AND r.school_year = d.school_year AND r.class_name = d.class_name
WHERE p.school_id = $school AND p.assessment_id = $assessment AND p.task_code = $task
    AND r.class_name = $class_name
    AND (p.state = 'not_attempted' OR (p.state = 'answered' AND p.points < a.max_points))
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], r.school_year || ' ' || r.class_name))
ORDER BY d.full_name NULLS LAST, r.participant_code
