-- One row per class × skill of an assessment, the grade's own figures beside.
SELECT
    m.class_name, m.skill, m.block, m.position, m.tasks_count, m.short_tasks_count,
    m.judged_tasks_count, m.participants_count, m.not_attempted_count, m.points_sum,
    m.points_possible, m.completion_pct, m.is_system_deficit,
    g.completion_pct AS grade_completion_pct, g.is_system_deficit AS grade_is_system_deficit,
    g.participants_count AS grade_participants_count,
    g.short_tasks_count AS grade_short_tasks_count, g.judged_tasks_count AS grade_judged_tasks_count,
    g.points_sum AS grade_points_sum, g.points_possible AS grade_points_possible
FROM mart_deficit_by_class_skill AS m
INNER JOIN mart_deficit_by_grade_skill AS g
    ON m.school_id = g.school_id AND m.assessment_id = g.assessment_id
    AND m.class_grade = g.class_grade AND m.skill = g.skill
WHERE m.school_id = $school AND m.assessment_id = $assessment AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
ORDER BY m.position, m.skill, m.class_name = '', length(m.class_name), m.class_name
