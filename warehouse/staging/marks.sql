-- One row per live mark; the two marks of `4/3` are two rows.
-- refresh: class
SELECT
    p.school_id,
    p.school_year,
    p.grade,
    p.class_name,
    p.subject,
    p.subject_raw,
    p.subgroup,
    m.pupil_id,
    coalesce(s.period, '') AS period,
    m.lesson_date,
    m.lesson_no,
    m.seq,
    m.mark,
    m.weight,
    m.mark_raw,
    m.work_type,
    m.cell_raw,
    m.batch_id,
    m.sheet_name,
    m.row_no,
    m.column_no
FROM loaded_marks AS m
INNER JOIN stg_parts AS p ON m.batch_id = p.batch_id AND m.part_no = p.part_no
LEFT JOIN period_systems AS g ON p.grade = g.grade
LEFT JOIN school_periods AS s
    ON p.school_year = s.school_year
    AND g.system = s.system
    AND m.lesson_date >= s.tile_from
    AND m.lesson_date <= s.tile_to
LEFT JOIN stg_hidden_lessons AS h
    ON m.batch_id = h.batch_id
    AND m.part_no = h.part_no
    AND m.pupil_id = h.pupil_id
    AND m.lesson_date = h.lesson_date
WHERE h.batch_id IS NULL
