-- One row per teacher: as typed on a page, else in full where some register names so, else as in the newest.
-- refresh: staff
WITH listed AS (
    SELECT
        b.school_id,
        coalesce(p.person_id, t.teacher_id) AS teacher_id,
        t.name_raw,
        t.name_key,
        CASE WHEN t.name_key LIKE '%.%' THEN 2 ELSE 1 END AS trust,
        b.seq
    FROM loaded_teachers AS t
    INNER JOIN loaded_batches AS b ON t.batch_id = b.batch_id
    LEFT JOIN teacher_persons AS p ON t.teacher_id = p.teacher_id
    UNION ALL
    SELECT
        t.school_id,
        coalesce(p.person_id, t.teacher_id) AS teacher_id,
        t.full_name AS name_raw,
        t.name_key,
        0 AS trust,
        0 AS seq
    FROM typed_staff AS t
    LEFT JOIN teacher_persons AS p ON t.teacher_id = p.teacher_id
),

named AS (
    SELECT
        school_id,
        teacher_id,
        name_raw,
        name_key,
        row_number() OVER (
            PARTITION BY school_id, teacher_id ORDER BY trust, seq DESC, name_raw
        ) AS newness
    FROM listed
)

SELECT
    school_id,
    teacher_id,
    name_raw AS full_name,
    name_key
FROM named
WHERE newness = 1
