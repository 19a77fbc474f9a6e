-- One row per teacher × class × subject × subgroup × school year: who teaches it, hours a week or null.
-- The newest register of a class × subject is believed whole: who is absent from it teaches there no more.
-- refresh: class
WITH listed AS (
    SELECT
        p.school_id,
        p.school_year,
        p.grade,
        p.class_name,
        p.subject,
        p.subject_raw,
        p.subgroup,
        t.teacher_id,
        t.hours_per_week,
        t.batch_id,
        t.sheet_name,
        t.row_no,
        t.column_no,
        rank() OVER (
            PARTITION BY p.school_year, p.class_name, p.subject
            ORDER BY b.seq DESC
        ) AS register_newness,
        row_number() OVER (
            PARTITION BY p.school_year, p.class_name, p.subject, p.subgroup, t.teacher_id
            ORDER BY p.part_order DESC, t.row_no, t.column_no
        ) AS newness
    FROM loaded_teaching AS t
    INNER JOIN stg_parts AS p ON t.batch_id = p.batch_id AND t.part_no = p.part_no
    INNER JOIN loaded_batches AS b ON t.batch_id = b.batch_id
)
SELECT
    school_id,
    school_year,
    grade,
    class_name,
    subject,
    subject_raw,
    subgroup,
    teacher_id,
    hours_per_week,
    batch_id,
    sheet_name,
    row_no,
    column_no
FROM listed
WHERE register_newness = 1 AND newness = 1
