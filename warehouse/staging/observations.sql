-- One row per live observed lesson: typed over files, the newest file over older ones.
-- refresh: staff
WITH listed AS (
    SELECT
        CAST(coalesce(p.person_id, o.teacher_id) AS VARCHAR) || '|' || coalesce(CAST(o.observed_on AS VARCHAR), '')
            || '|' || o.class_name || '|' || lower(o.subject_raw) || '|' || lower(o.observer_raw) AS observation_key,
        coalesce(p.person_id, o.teacher_id) AS teacher_id,
        coalesce(q.person_id, o.partner_id) AS observer_id,
        o.observer_raw,
        o.observed_on,
        o.class_name,
        o.subject_raw,
        o.topic,
        o.note,
        o.batch_id,
        o.observation_no,
        o.sheet_name,
        o.row_no,
        o.column_no,
        b.school_id,
        b.seq
    FROM loaded_observations AS o
    INNER JOIN loaded_batches AS b ON o.batch_id = b.batch_id
    LEFT JOIN teacher_persons AS p ON o.teacher_id = p.teacher_id
    LEFT JOIN teacher_persons AS q ON o.partner_id = q.teacher_id
),

ranked AS (
    SELECT
        l.*,
        row_number() OVER (
            PARTITION BY l.observation_key ORDER BY l.seq DESC, l.sheet_name, l.row_no, l.column_no
        ) AS newness
    FROM listed AS l
)

SELECT
    r.school_id,
    r.observation_key,
    false AS is_typed,
    r.teacher_id,
    r.observer_id,
    r.observer_raw,
    r.observed_on,
    r.class_name,
    r.subject_raw,
    r.topic,
    r.note,
    r.batch_id,
    r.observation_no,
    r.sheet_name,
    r.row_no,
    r.column_no
FROM ranked AS r
LEFT JOIN typed_observations AS t ON r.observation_key = t.observation_key
WHERE r.newness = 1 AND t.observation_key IS NULL
UNION ALL
SELECT
    d.school_id,
    t.observation_key,
    true AS is_typed,
    d.teacher_id,
    coalesce(q.person_id, t.partner_id) AS observer_id,
    t.observer_raw,
    t.observed_on,
    t.class_name,
    t.subject_raw,
    t.topic,
    t.note,
    CAST(NULL AS INTEGER) AS batch_id,
    CAST(NULL AS INTEGER) AS observation_no,
    '' AS sheet_name,
    0 AS row_no,
    0 AS column_no
FROM typed_observations AS t
LEFT JOIN teacher_persons AS p ON t.teacher_id = p.teacher_id
LEFT JOIN teacher_persons AS q ON t.partner_id = q.teacher_id
INNER JOIN dim_teacher AS d ON coalesce(p.person_id, t.teacher_id) = d.teacher_id
WHERE NOT t.is_deleted
