-- One row per grade (parallel) of a period, by pupils, of the grades that have a class in the scope; grade 1 has no marks.
WITH grades AS (
    SELECT DISTINCT school_id, school_year, grade
    FROM dim_class
    WHERE school_year = $school_year
        AND ($grade::INTEGER IS NULL OR grade = $grade::INTEGER)
        AND ($scope::VARCHAR[] IS NULL
            OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
)
SELECT
    c.grade, coalesce(m.pupils_count, 0) AS pupils_count, m.attested_pupils_count,
    m.not_attested_pupils_count, m.passed_pupils_count, m.quality_pupils_count, m.passed_pct,
    m.quality_pct, m.passed_on_roll_pct, m.quality_on_roll_pct, m.pooled_passed_pct,
    m.pooled_quality_pct, m.pooled_sou_pct, m.pooled_average_points, m.pooled_marks_count
FROM grades AS c
LEFT JOIN mart_achievement_by_grade_period AS m
    ON m.school_id = c.school_id AND m.school_year = c.school_year AND m.grade = c.grade
    AND m.period = $period
WHERE c.grade = 1 OR m.grade IS NOT NULL
ORDER BY c.grade
