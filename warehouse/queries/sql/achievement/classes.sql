-- One row per class of the year in the grades that have the period, and of grade 1, which has no marks.
WITH grades AS (
    SELECT DISTINCT grade
    FROM mart_achievement_by_class_period
    WHERE school_year = $school_year AND period = $period
)
SELECT
    c.grade, c.class_name, coalesce(m.pupils_count, c.pupils_count) AS pupils_count,
    m.attested_pupils_count, m.not_attested_pupils_count, m.passed_pupils_count,
    m.quality_pupils_count, m.passed_pct, m.quality_pct, m.passed_on_roll_pct,
    m.quality_on_roll_pct, m.pooled_passed_pct, m.pooled_quality_pct, m.pooled_sou_pct,
    m.pooled_average_points, m.pooled_marks_count
FROM dim_class AS c
LEFT JOIN mart_achievement_by_class_period AS m
    ON m.school_id = c.school_id AND m.school_year = c.school_year
    AND m.class_name = c.class_name AND m.period = $period
WHERE c.school_year = $school_year
    AND (c.grade = 1 OR c.grade IN (SELECT grade FROM grades))
    AND ($grade::INTEGER IS NULL OR c.grade = $grade::INTEGER)
    AND ($scope::VARCHAR[] IS NULL
        OR list_contains($scope::VARCHAR[], c.school_year || ' ' || c.class_name))
ORDER BY c.grade, c.class_name
