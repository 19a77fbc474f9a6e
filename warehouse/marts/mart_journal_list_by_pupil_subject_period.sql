-- One row per pupil × subject × period that a journal lists, marked or not; grade 1 is taught without marks.
-- refresh: class
-- Who came and left within the period stays with the days of it: a question «as of a day» drops them.
SELECT
    CAST(p.school_id AS VARCHAR) AS school_id,
    CAST(p.school_year AS VARCHAR) AS school_year,
    CAST(s.period AS VARCHAR) AS period,
    CAST(p.grade AS INTEGER) AS grade,
    CAST(p.class_name AS VARCHAR) AS class_name,
    CAST(p.subject AS VARCHAR) AS subject,
    CAST(u.pupil_id AS BIGINT) AS pupil_id,
    CAST(min(r.arrived_on) AS DATE) AS arrived_on,
    CAST(max(r.left_on) AS DATE) AS left_on,
    CAST(max(r.has_left) AS INTEGER) AS has_left,
    CAST(min(s.date_from) AS DATE) AS date_from,
    CAST(min(s.date_to) AS DATE) AS date_to
FROM stg_parts AS p
INNER JOIN loaded_part_pupils AS u ON p.batch_id = u.batch_id AND p.part_no = u.part_no
INNER JOIN loaded_part_dates AS d ON p.batch_id = d.batch_id AND p.part_no = d.part_no
INNER JOIN period_systems AS g ON p.grade = g.grade
INNER JOIN school_periods AS s
    ON p.school_year = s.school_year
    AND g.system = s.system
    AND d.date_from <= s.tile_to
    AND d.date_to >= s.tile_from
INNER JOIN roll AS r
    ON p.school_year = r.school_year AND p.class_name = r.class_name AND u.pupil_id = r.pupil_id
WHERE p.measure = 'current' AND p.grade > 1
GROUP BY p.school_id, p.school_year, s.period, p.grade, p.class_name, p.subject, u.pupil_id
