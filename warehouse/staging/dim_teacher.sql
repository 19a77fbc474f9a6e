-- One row per teacher, named in full where some register does, else as in the newest.
-- refresh: all
WITH named AS (
    SELECT
        b.school_id,
        t.teacher_id,
        t.name_raw,
        t.name_key,
        row_number() OVER (
            PARTITION BY b.school_id, t.teacher_id
            ORDER BY CASE WHEN t.name_key LIKE '%.%' THEN 1 ELSE 0 END, b.seq DESC, t.name_raw
        ) AS newness
    FROM loaded_teachers AS t
    INNER JOIN loaded_batches AS b ON t.batch_id = b.batch_id
)
SELECT
    school_id,
    teacher_id,
    name_raw AS full_name,
    name_key
FROM named
WHERE newness = 1
