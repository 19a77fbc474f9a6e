-- One row per school year × period × grade that has period marks.
SELECT school_year, period, grade, count(*) AS classes_count
FROM mart_achievement_by_class_period
WHERE ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
GROUP BY school_year, period, grade
ORDER BY school_year, period, grade
