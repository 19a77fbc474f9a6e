-- One row per assessment of a school that has results of classes one may see, the newest first.
SELECT
    m.assessment_id, m.kind, m.school_year, m.subject, m.grade, m.class_grade,
    min(m.label) AS label, min(m.literacy) AS literacy, min(m.held_on) AS held_on,
    count(*) FILTER (WHERE m.class_name <> '') AS classes_count,
    sum(m.participants_count)::BIGINT AS participants_count,
    sum(m.marked_count)::BIGINT AS marked_count,
    max(m.tasks_count) AS tasks_count,
    coalesce(max(t.levels_count), 0)::BIGINT AS levels_count,
    coalesce(max(t.skills_count), 0)::BIGINT AS skills_count
FROM mart_assessment_by_class AS m
LEFT JOIN (
    SELECT assessment_id, count(*) FILTER (WHERE level <> '') AS levels_count,
        count(*) FILTER (WHERE skill <> '') AS skills_count
    FROM assessment_tasks
    GROUP BY assessment_id
) AS t ON m.assessment_id = t.assessment_id
WHERE m.school_id = $school AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
GROUP BY m.assessment_id, m.kind, m.school_year, m.subject, m.grade, m.class_grade
ORDER BY m.school_year DESC, m.kind, m.subject, m.grade, held_on DESC NULLS LAST, m.assessment_id
