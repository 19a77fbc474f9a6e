-- One row per school year × kind of work that has results of classes one may see, the newest year first.
SELECT school_year, kind, count(DISTINCT assessment_id) AS works_count
FROM mart_assessment_by_class AS m
WHERE school_id = $school AND kind NOT IN ('gve', 'olympiad')
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
GROUP BY school_year, kind
ORDER BY school_year DESC, kind
