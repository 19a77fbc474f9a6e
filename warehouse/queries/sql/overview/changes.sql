-- One row per class × subject with its quality in a period and in the one before.
SELECT
    m.grade, m.class_name, m.subject, m.attested_count, m.quality_count, m.quality_pct,
    b.attested_count AS before_attested_count, b.quality_count AS before_quality_count,
    b.quality_pct AS before_quality_pct, m.quality_pct - b.quality_pct AS change_points
FROM mart_achievement_by_class_subject_period AS m
INNER JOIN mart_achievement_by_class_subject_period AS b
    ON b.school_id = m.school_id AND b.school_year = m.school_year AND b.grade = m.grade
    AND b.class_name = m.class_name AND b.subject = m.subject
WHERE m.school_year = $school_year AND m.period = $period AND b.period = $before
    AND m.quality_pct IS NOT NULL AND b.quality_pct IS NOT NULL
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
ORDER BY change_points, m.class_name, m.subject
