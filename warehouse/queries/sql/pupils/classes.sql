-- One row per school year of a pupil, with the class.
SELECT p.school_year, p.class_name, c.grade, p.full_name
FROM dim_pupil AS p
LEFT JOIN dim_class AS c
    ON c.school_id = p.school_id AND c.school_year = p.school_year
    AND c.class_name = p.class_name
WHERE p.pupil_id = $pupil_id
    AND ($scope::VARCHAR[] IS NULL
        OR list_contains($scope::VARCHAR[], p.school_year || ' ' || p.class_name))
ORDER BY p.school_year, p.class_name
