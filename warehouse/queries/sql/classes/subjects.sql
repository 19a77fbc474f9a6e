-- One row per subject × period of a class, with the parallel beside it.
SELECT
    m.subject, m.period, m.grade, m.attested_count, m.not_attested_count, m.on_roll_count,
    m.passed_count, m.quality_count, m.passed_pct, m.quality_pct, m.sou_pct, m.average_points,
    m.passed_on_roll_pct, m.quality_on_roll_pct, m.sou_on_roll_pct,
    g.attested_count AS parallel_attested_count, g.quality_count AS parallel_quality_count,
    g.on_roll_count AS parallel_on_roll_count, g.quality_pct AS parallel_quality_pct,
    g.quality_on_roll_pct AS parallel_quality_on_roll_pct
FROM mart_achievement_by_class_subject_period AS m
LEFT JOIN mart_achievement_by_grade_subject_period AS g
    ON g.school_id = m.school_id AND g.school_year = m.school_year AND g.period = m.period
    AND g.grade = m.grade AND g.subject = m.subject
WHERE m.school_year = $school_year AND m.class_name = $class_name
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
ORDER BY m.subject, m.period
