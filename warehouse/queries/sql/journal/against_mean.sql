-- One row per class × subject of a period with pupils who have both current marks and a period mark.
SELECT grade, class_name, subject, compared_count, above_count, equal_count, below_count, above_pct, below_pct
FROM mart_standing_by_class_subject_period
WHERE school_year = $school_year AND period = $period AND compared_count > 0
    AND ($grade::INTEGER IS NULL OR grade = $grade::INTEGER)
    AND ($class_name::VARCHAR IS NULL OR class_name = $class_name::VARCHAR)
    AND ($scope::VARCHAR[] IS NULL
        OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
ORDER BY grade, class_name, subject
