-- One row per pupil that may be seen, in the newest class of the pupil.
WITH ranked AS (
    SELECT
        pupil_id, full_name, class_name, school_year,
        row_number() OVER (PARTITION BY pupil_id ORDER BY school_year DESC, class_name) AS newness
    FROM dim_pupil
    WHERE ($scope::VARCHAR[] IS NULL
        OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
)
SELECT pupil_id, full_name, class_name, school_year
FROM ranked
WHERE newness = 1
ORDER BY full_name, school_year DESC, pupil_id
