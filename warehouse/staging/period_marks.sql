-- One row per pupil × subject × period that has a live period mark or state; mark is null unless attested.
-- refresh: class
WITH live AS (
    SELECT
        p.school_id,
        p.school_year,
        p.grade,
        p.class_name,
        p.subject,
        p.subject_raw,
        p.subgroup,
        m.pupil_id,
        p.period,
        m.mark,
        m.mark_raw,
        m.state,
        m.batch_id,
        m.sheet_name,
        m.row_no,
        m.column_no,
        row_number() OVER (
            PARTITION BY p.school_year, p.class_name, p.subject, m.pupil_id, p.period
            ORDER BY p.part_order DESC, m.row_no, m.column_no
        ) AS newness
    FROM loaded_period_marks AS m
    INNER JOIN stg_parts AS p ON m.batch_id = p.batch_id AND m.part_no = p.part_no
    LEFT JOIN stg_hidden_periods AS h
        ON m.batch_id = h.batch_id AND m.part_no = h.part_no AND m.pupil_id = h.pupil_id
    WHERE h.batch_id IS NULL
)
SELECT
    school_id,
    school_year,
    grade,
    class_name,
    subject,
    subject_raw,
    subgroup,
    pupil_id,
    period,
    mark,
    mark_raw,
    state,
    batch_id,
    sheet_name,
    row_no,
    column_no
FROM live
WHERE newness = 1
