-- One row per class × subject whose качество fell in a period and in the one before it.
SELECT
    grade, class_name, subject, earlier_quality_count, earlier_attested_count,
    before_quality_count, before_attested_count, quality_count, attested_count,
    100.0 * earlier_quality_count / earlier_attested_count AS earlier_quality_pct,
    100.0 * before_quality_count / before_attested_count AS before_quality_pct,
    100.0 * quality_count / attested_count AS quality_pct,
    100.0 * quality_count / attested_count - 100.0 * earlier_quality_count / earlier_attested_count
        AS change_points
FROM mart_trend_by_class_subject_period
WHERE school_year = $school_year AND period = $period AND is_falling_twice = 1
    AND ($grade::INTEGER IS NULL OR grade = $grade::INTEGER)
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
ORDER BY change_points, class_name, subject
