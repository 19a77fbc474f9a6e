-- One row per pupil × class × school year: when the pupil came and left; null: from the start, to the end.
-- The newest register that lists the pupil is believed; what a person said of a leaver comes next.
-- Whom only results of works name is nobody of the class yet: a name misspelt in a protocol adds no pupil to it.
-- refresh: class
WITH listed AS (
    SELECT
        p.school_year,
        p.class_name,
        r.pupil_id,
        r.arrived_on,
        r.left_on,
        r.batch_id,
        r.sheet_name,
        r.row_no,
        r.column_no,
        row_number() OVER (
            PARTITION BY p.school_year, p.class_name, r.pupil_id
            ORDER BY p.part_order DESC, r.row_no, r.column_no
        ) AS newness
    FROM loaded_roll AS r
    INNER JOIN stg_parts AS p ON r.batch_id = p.batch_id AND r.part_no = p.part_no
),
spoken AS (
    SELECT DISTINCT p.school_year, p.class_name, u.pupil_id
    FROM loaded_part_pupils AS u
    INNER JOIN stg_parts AS p ON u.batch_id = p.batch_id AND u.part_no = p.part_no
)
SELECT
    d.school_id,
    d.school_year,
    c.grade,
    d.class_name,
    d.pupil_id,
    d.full_name,
    CASE WHEN l.pupil_id IS NULL THEN 0 ELSE 1 END AS is_listed,
    l.arrived_on,
    coalesce(l.left_on, v.left_on) AS left_on,
    CASE WHEN l.left_on IS NULL AND v.pupil_id IS NULL THEN 0 ELSE 1 END AS has_left,
    l.batch_id,
    l.sheet_name,
    l.row_no,
    l.column_no
FROM dim_pupil AS d
INNER JOIN dim_class AS c
    ON d.school_id = c.school_id AND d.school_year = c.school_year AND d.class_name = c.class_name
LEFT JOIN listed AS l
    ON d.school_year = l.school_year
    AND d.class_name = l.class_name
    AND d.pupil_id = l.pupil_id
    AND l.newness = 1
LEFT JOIN pupil_leavings AS v
    ON d.school_year = v.school_year AND d.class_name = v.class_name AND d.pupil_id = v.pupil_id
LEFT JOIN spoken AS s
    ON d.school_year = s.school_year AND d.class_name = s.class_name AND d.pupil_id = s.pupil_id
WHERE l.pupil_id IS NOT NULL OR v.pupil_id IS NOT NULL OR s.pupil_id IS NOT NULL
