-- One row per kind of absence of a class: how many codes stand in the journal and for how many pupils.
SELECT kind, count(*) AS codes_count, count(DISTINCT pupil_id) AS pupils_count
FROM attendance
WHERE school_year = $school_year AND class_name = $class_name
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
GROUP BY kind
ORDER BY codes_count DESC, kind
