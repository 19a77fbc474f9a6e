-- One row per pupil of a class with the days of coming and leaving, and the other classes of the year.
WITH others AS (
    SELECT
        pupil_id,
        string_agg(class_name, ', ' ORDER BY class_name) AS other_classes
    FROM dim_pupil
    WHERE school_year = $school_year AND class_name <> $class_name
    GROUP BY pupil_id
)

SELECT
    r.pupil_id, r.full_name, r.arrived_on, r.left_on, r.has_left,
    coalesce(o.other_classes, '') AS other_classes
FROM roll AS r
LEFT JOIN others AS o ON o.pupil_id = r.pupil_id
WHERE r.school_year = $school_year AND r.class_name = $class_name
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], r.school_year || ' ' || r.class_name))
ORDER BY r.full_name, r.pupil_id
