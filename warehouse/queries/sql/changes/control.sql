-- One row per batch whose marks or figures are a control total for what is live, and what differs.
WITH hidden AS (
    SELECT batch_id, part_no, pupil_id
    FROM after.stg_hidden_periods
    WHERE reason = 'control_total' AND list_contains($batches, batch_id)
),
compared AS (
    SELECT
        m.batch_id,
        CASE
            WHEN v.state = m.state AND coalesce(v.mark, 0) = coalesce(m.mark, 0) THEN 0
            ELSE 1
        END AS is_different
    FROM hidden AS h
    INNER JOIN after.loaded_period_marks AS m
        ON h.batch_id = m.batch_id AND h.part_no = m.part_no AND h.pupil_id = m.pupil_id
    INNER JOIN after.stg_parts AS p ON m.batch_id = p.batch_id AND m.part_no = p.part_no
    LEFT JOIN after.period_marks AS v
        ON p.school_year = v.school_year
        AND p.class_name = v.class_name
        AND p.subject = v.subject
        AND p.period = v.period
        AND m.pupil_id = v.pupil_id
    UNION ALL
    SELECT
        m.batch_id,
        CASE WHEN v.mark = m.mark THEN 0 ELSE 1 END AS is_different
    FROM after.stg_hidden_lessons AS h
    INNER JOIN after.loaded_marks AS m
        ON h.batch_id = m.batch_id
        AND h.part_no = m.part_no
        AND h.pupil_id = m.pupil_id
        AND h.lesson_date = m.lesson_date
    INNER JOIN after.stg_parts AS p ON m.batch_id = p.batch_id AND m.part_no = p.part_no
    LEFT JOIN after.marks AS v
        ON p.school_year = v.school_year
        AND p.class_name = v.class_name
        AND p.subject = v.subject
        AND m.pupil_id = v.pupil_id
        AND m.lesson_date = v.lesson_date
        AND m.lesson_no = v.lesson_no
        AND m.seq = v.seq
    WHERE h.reason = 'control_total' AND list_contains($batches, h.batch_id)
    UNION ALL
    SELECT batch_id, CASE WHEN verdict = 'equal' THEN 0 ELSE 1 END AS is_different
    FROM after.mart_control_by_class_total
    WHERE verdict <> 'nothing' AND list_contains($batches, batch_id)
)
SELECT
    batch_id,
    count(*) AS control_count,
    CAST(sum(is_different) AS BIGINT) AS differences_count
FROM compared
GROUP BY batch_id
