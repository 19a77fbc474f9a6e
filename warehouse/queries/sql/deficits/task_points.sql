-- One row per class × variant × points × state of one task: how many participants.
SELECT p.class_name, r.variant, p.state, p.points::DOUBLE AS points, count(*) AS participants_count
FROM task_points AS p
INNER JOIN assessment_results AS r
    ON p.school_id = r.school_id AND p.assessment_id = r.assessment_id
    AND p.participant_code = r.participant_code
WHERE p.school_id = $school AND p.assessment_id = $assessment AND p.task_code = $task
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], p.school_year || ' ' || p.class_name))
GROUP BY p.class_name, r.variant, p.state, p.points
ORDER BY p.class_name, r.variant, p.state, p.points
