-- One row per class × task of an assessment, the grade's own figures beside; class_name '' are participants without a class.
SELECT
    m.class_name, m.task_code, m.position, m.max_points, m.level, a.skill, a.block,
    m.participants_count, m.not_attempted_count, m.not_taught_count, m.full_count, m.zero_count,
    m.points_sum, m.completion_pct, m.verdict,
    g.participants_count AS grade_participants_count, g.points_sum AS grade_points_sum,
    g.not_attempted_count AS grade_not_attempted_count,
    g.completion_pct AS grade_completion_pct, g.verdict AS grade_verdict
FROM mart_deficit_by_class_task AS m
INNER JOIN assessment_tasks AS a
    ON m.assessment_id = a.assessment_id AND m.task_code = a.task_code
INNER JOIN mart_deficit_by_grade_task AS g
    ON m.school_id = g.school_id AND m.assessment_id = g.assessment_id
    AND m.class_grade = g.class_grade AND m.task_code = g.task_code
WHERE m.school_id = $school AND m.assessment_id = $assessment AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
ORDER BY m.position, m.class_name = '', length(m.class_name), m.class_name
