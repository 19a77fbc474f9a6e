-- One row per work that a class sat in a school year, exams apart: who took part, marks, completion.
SELECT
    m.assessment_id, m.kind, m.subject, m.grade, m.label, m.literacy, m.held_on, m.participants_count,
    m.listed_count, m.marked_count, m.mark5_count, m.mark4_count, m.mark3_count, m.mark2_count,
    m.passed_pct, m.quality_pct, m.average_mark, m.pointed_count, m.completion_pct,
    o.participants_count AS pairs_count, o.lowered_count, o.confirmed_count, o.raised_count
FROM mart_assessment_by_class AS m
LEFT JOIN mart_objectivity_by_class AS o
    ON m.school_id = o.school_id AND m.assessment_id = o.assessment_id AND m.class_name = o.class_name
WHERE m.school_id = $school AND m.school_year = $school_year AND m.class_name = $class_name
    AND m.kind NOT IN ('oge', 'ege', 'gve', 'olympiad')
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
ORDER BY m.held_on DESC NULLS LAST, m.kind, m.subject, m.assessment_id
