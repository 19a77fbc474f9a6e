-- One row per class of every school year.
SELECT school_year, grade, class_name, pupils_count
FROM dim_class
WHERE ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
ORDER BY school_year, grade, class_name
