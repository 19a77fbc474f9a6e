-- One row per class × subject of a period.
SELECT
    grade, class_name, subject, attested_count, not_attested_count, exempt_count, on_roll_count,
    mark5_count, mark4_count, mark3_count, mark2_count, mark1_count, passed_count, quality_count,
    passed_pct, quality_pct, sou_pct, average_points,
    passed_on_roll_pct, quality_on_roll_pct, sou_on_roll_pct
FROM mart_achievement_by_class_subject_period
WHERE school_year = $school_year AND period = $period
    AND ($grade::INTEGER IS NULL OR grade = $grade::INTEGER)
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
ORDER BY grade, class_name, subject
