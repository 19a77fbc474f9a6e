-- One row per subject × period of a class that has cells in the journal.
SELECT subject, period, count(*) AS cells_count
FROM (
    SELECT school_year, class_name, subject, period FROM marks
    UNION ALL
    SELECT school_year, class_name, subject, period FROM attendance
) AS cells
WHERE school_year = $school_year AND class_name = $class_name
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
GROUP BY subject, period
ORDER BY subject, period
