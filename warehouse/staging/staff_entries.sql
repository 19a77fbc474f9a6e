-- One row per live line of a register: typed over files, the newest file over older ones; entry_key names the line.
-- refresh: staff
WITH listed AS (
    SELECT
        e.register || '|' || CAST(coalesce(p.person_id, e.teacher_id) AS VARCHAR) || '|' || lower(e.title)
            || '|' || e.kind || '|' || coalesce(CAST(coalesce(e.date_from, e.date_to) AS VARCHAR), '')
            || coalesce('|' || CAST(coalesce(q.person_id, e.partner_id) AS VARCHAR), '') AS entry_key,
        e.register,
        coalesce(p.person_id, e.teacher_id) AS teacher_id,
        coalesce(q.person_id, e.partner_id) AS partner_id,
        e.title,
        e.kind,
        e.role,
        e.organisation,
        e.date_from,
        e.date_to,
        e.hours,
        e.status,
        e.result,
        e.evidence,
        e.competence,
        e.frequency,
        e.mastery,
        e.note,
        e.batch_id,
        e.sheet_name,
        e.row_no,
        e.column_no,
        b.seq
    FROM loaded_staff_entries AS e
    INNER JOIN loaded_batches AS b ON e.batch_id = b.batch_id
    LEFT JOIN teacher_persons AS p ON e.teacher_id = p.teacher_id
    LEFT JOIN teacher_persons AS q ON e.partner_id = q.teacher_id
),

ranked AS (
    SELECT
        l.*,
        row_number() OVER (
            PARTITION BY l.entry_key ORDER BY l.seq DESC, l.sheet_name, l.row_no, l.column_no
        ) AS newness
    FROM listed AS l
)

SELECT
    b.school_id,
    r.entry_key,
    false AS is_typed,
    r.register,
    r.teacher_id,
    r.partner_id,
    r.title,
    r.kind,
    r.role,
    r.organisation,
    r.date_from,
    r.date_to,
    r.hours,
    r.status,
    r.result,
    r.evidence,
    r.competence,
    r.frequency,
    r.mastery,
    r.note,
    r.batch_id,
    r.sheet_name,
    r.row_no,
    r.column_no
FROM ranked AS r
INNER JOIN loaded_batches AS b ON r.batch_id = b.batch_id
LEFT JOIN typed_staff_entries AS t ON r.entry_key = t.entry_key
WHERE r.newness = 1 AND t.entry_key IS NULL
UNION ALL
SELECT
    d.school_id,
    t.entry_key,
    true AS is_typed,
    t.register,
    d.teacher_id,
    coalesce(q.person_id, t.partner_id) AS partner_id,
    t.title,
    t.kind,
    t.role,
    t.organisation,
    t.date_from,
    t.date_to,
    t.hours,
    t.status,
    t.result,
    t.evidence,
    t.competence,
    t.frequency,
    t.mastery,
    t.note,
    CAST(NULL AS INTEGER) AS batch_id,
    '' AS sheet_name,
    0 AS row_no,
    0 AS column_no
FROM typed_staff_entries AS t
LEFT JOIN teacher_persons AS p ON t.teacher_id = p.teacher_id
LEFT JOIN teacher_persons AS q ON t.partner_id = q.teacher_id
INNER JOIN dim_teacher AS d ON coalesce(p.person_id, t.teacher_id) = d.teacher_id
WHERE NOT t.is_deleted
