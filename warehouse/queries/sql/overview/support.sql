-- One row per class of a period with the parts that say whether it needs support first.
SELECT
    m.grade, m.class_name, m.pupils_count, m.attested_pupils_count, m.passed_pupils_count,
    m.quality_pupils_count, m.passed_pct, m.quality_pct,
    m.pupils_count - m.passed_pupils_count AS in_trouble_count,
    g.passed_pct AS parallel_passed_pct, g.quality_pct AS parallel_quality_pct,
    b.quality_pct AS before_quality_pct, m.quality_pct - b.quality_pct AS change_points
FROM mart_achievement_by_class_period AS m
LEFT JOIN mart_achievement_by_grade_period AS g
    ON g.school_id = m.school_id AND g.school_year = m.school_year AND g.period = m.period
    AND g.grade = m.grade
LEFT JOIN mart_achievement_by_class_period AS b
    ON b.school_id = m.school_id AND b.school_year = m.school_year AND b.grade = m.grade
    AND b.class_name = m.class_name AND b.period = $before
WHERE m.school_year = $school_year AND m.period = $period
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
ORDER BY m.grade, m.class_name
