-- One row per pupil × subject × subgroup × day with live lessons, where the file tells an empty lesson from none.
-- refresh: class
SELECT
    p.school_id,
    p.school_year,
    p.grade,
    p.class_name,
    p.subject,
    p.subject_raw,
    p.subgroup,
    t.pupil_id,
    coalesce(s.period, '') AS period,
    t.lesson_date,
    t.lessons_count,
    t.batch_id
FROM loaded_lessons AS t
INNER JOIN stg_parts AS p ON t.batch_id = p.batch_id AND t.part_no = p.part_no
LEFT JOIN period_systems AS g ON p.grade = g.grade
LEFT JOIN school_periods AS s
    ON p.school_year = s.school_year
    AND g.system = s.system
    AND t.lesson_date >= s.tile_from
    AND t.lesson_date <= s.tile_to
LEFT JOIN stg_hidden_lessons AS h
    ON t.batch_id = h.batch_id
    AND t.part_no = h.part_no
    AND t.pupil_id = h.pupil_id
    AND t.lesson_date = h.lesson_date
WHERE h.batch_id IS NULL
