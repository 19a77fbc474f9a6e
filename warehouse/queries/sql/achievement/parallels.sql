-- One row per grade (parallel) × subject of a period, of the grades that have a class in the scope.
SELECT
    m.grade, m.subject, m.attested_count, m.not_attested_count, m.exempt_count, m.on_roll_count,
    m.mark5_count, m.mark4_count, m.mark3_count, m.mark2_count, m.mark1_count, m.passed_count,
    m.quality_count, m.passed_pct, m.quality_pct, m.sou_pct, m.average_points,
    m.passed_on_roll_pct, m.quality_on_roll_pct, m.sou_on_roll_pct
FROM mart_achievement_by_grade_subject_period AS m
WHERE m.school_year = $school_year AND m.period = $period
    AND ($grade::INTEGER IS NULL OR m.grade = $grade::INTEGER)
    AND EXISTS (
        SELECT 1 FROM dim_class AS c
        WHERE c.school_id = m.school_id AND c.school_year = m.school_year AND c.grade = m.grade
            AND ($scope::VARCHAR[] IS NULL
                OR list_contains($scope::VARCHAR[], c.school_year || ' ' || c.class_name))
    )
ORDER BY m.grade, m.subject
