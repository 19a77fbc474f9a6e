-- One row per pupil of a touched class whom the older files name and the new files do not.
WITH touched AS (
    SELECT DISTINCT school_year, class_name
    FROM after.loaded_parts
    WHERE list_contains($batches, batch_id) AND measure IN ('current', 'period', 'roll')
),
named AS (
    SELECT DISTINCT school_year, class_name, pupil_id
    FROM after.loaded_pupils
    WHERE list_contains($batches, batch_id)
)
SELECT d.school_year, d.class_name, d.pupil_id, d.full_name
FROM before.dim_pupil AS d
INNER JOIN touched AS t ON d.school_year = t.school_year AND d.class_name = t.class_name
LEFT JOIN named AS n
    ON d.school_year = n.school_year AND d.class_name = n.class_name AND d.pupil_id = n.pupil_id
WHERE n.pupil_id IS NULL
ORDER BY d.school_year, d.class_name, d.full_name, d.pupil_id
