-- One row per school year × period × grade that has pupils with period marks.
SELECT school_year, period, grade, count(*) AS classes_count
FROM mart_period_report_by_class
WHERE pupils_count > 0
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
GROUP BY school_year, period, grade
ORDER BY school_year, period, grade
