-- One row per period of a class, by pupils, with the parallel beside it.
SELECT
    m.period, m.grade, m.pupils_count, m.attested_pupils_count, m.not_attested_pupils_count,
    m.passed_pupils_count, m.quality_pupils_count, m.passed_pct, m.quality_pct,
    m.passed_on_roll_pct, m.quality_on_roll_pct, m.pooled_passed_pct, m.pooled_quality_pct,
    m.pooled_sou_pct, m.pooled_average_points, m.pooled_marks_count,
    g.pupils_count AS parallel_pupils_count,
    g.attested_pupils_count AS parallel_attested_pupils_count,
    g.passed_pupils_count AS parallel_passed_pupils_count,
    g.quality_pupils_count AS parallel_quality_pupils_count,
    g.passed_pct AS parallel_passed_pct, g.quality_pct AS parallel_quality_pct,
    g.passed_on_roll_pct AS parallel_passed_on_roll_pct,
    g.quality_on_roll_pct AS parallel_quality_on_roll_pct
FROM mart_achievement_by_class_period AS m
LEFT JOIN mart_achievement_by_grade_period AS g
    ON g.school_id = m.school_id AND g.school_year = m.school_year AND g.period = m.period
    AND g.grade = m.grade
WHERE m.school_year = $school_year AND m.class_name = $class_name
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
ORDER BY m.period
