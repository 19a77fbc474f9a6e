-- One row per task of the school's own works (контрольные, мониторинги, промежуточная) that a class falls short in, in order
-- of works and tasks. ВПР are none of them.
SELECT
    m.assessment_id,
    m.kind,
    m.subject,
    w.label,
    w.held_on,
    m.task_code,
    m.level,
    m.max_points,
    m.participants_count,
    m.completion_pct,
    m.verdict
FROM mart_inner_deficit_by_class_task AS m
INNER JOIN mart_inner_work_by_class AS w
    ON m.assessment_id = w.assessment_id AND m.class_name = w.class_name AND m.school_year = w.school_year
WHERE
    m.school_year = $school_year
    AND m.class_name = $class_name
    AND ($subject = '' OR m.subject = $subject)
    AND m.verdict <> ''
    AND ($scope IS NULL OR list_contains($scope, m.school_year || ' ' || m.class_name))
ORDER BY w.held_on, m.assessment_id, m.position, m.task_code
