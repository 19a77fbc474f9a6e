-- One row per figure that an aggregate report states of a group of participants of an assessment, the newest word of it.
-- refresh: assessment
WITH ranked AS (
    SELECT
        w.school_id,
        w.assessment_id,
        w.kind,
        w.school_year,
        w.subject,
        w.work_grade,
        w.literacy,
        l.group_level,
        l.group_name,
        l.school_code,
        l.group_mark,
        l.metric,
        l.item,
        l.value,
        l.tolerance,
        l.batch_id,
        l.sheet_name,
        l.row_no,
        l.column_no,
        row_number() OVER (
            PARTITION BY w.school_id, w.assessment_id, l.group_level, l.group_name, l.group_mark,
                l.metric, l.item
            ORDER BY w.seq DESC, l.work_no DESC, l.row_no DESC, l.column_no DESC
        ) AS newness
    FROM loaded_work_lines AS l
    INNER JOIN stg_works AS w ON l.batch_id = w.batch_id AND l.work_no = w.work_no
)
SELECT
    school_id,
    assessment_id,
    kind,
    school_year,
    subject,
    work_grade,
    literacy,
    group_level,
    group_name,
    school_code,
    group_mark,
    metric,
    item,
    value,
    tolerance,
    batch_id,
    sheet_name,
    row_no,
    column_no
FROM ranked
WHERE newness = 1
