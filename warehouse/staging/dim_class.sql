-- One row per class × school year.
-- refresh: class
WITH classes AS (
    SELECT DISTINCT school_id, school_year, class_name, grade
    FROM stg_parts
),
counted AS (
    SELECT school_id, school_year, class_name, count(*) AS pupils_count
    FROM dim_pupil
    GROUP BY school_id, school_year, class_name
)
SELECT
    c.school_id,
    c.school_year,
    c.class_name,
    c.grade,
    CAST(coalesce(n.pupils_count, 0) AS BIGINT) AS pupils_count
FROM classes AS c
LEFT JOIN counted AS n
    ON c.school_id = n.school_id
    AND c.school_year = n.school_year
    AND c.class_name = n.class_name
