-- One row per live line about communities: typed over files, the newest file over older ones; line_key names the line.
-- refresh: staff
WITH ranked AS (
    SELECT
        l.*,
        row_number() OVER (
            PARTITION BY l.line_key ORDER BY b.seq DESC, l.sheet_name, l.row_no, l.line_no
        ) AS newness
    FROM loaded_community_lines AS l
    INNER JOIN loaded_batches AS b ON l.batch_id = b.batch_id
),

-- A community of a file that was typed too is the typed one, and so is what was typed about the file's.
same AS (
    SELECT l.line_key, max(n.community_id) AS community_id
    FROM loaded_community_lines AS l
    INNER JOIN community_names AS n ON l.community_key = n.community_key
    LEFT JOIN typed_community_lines AS t ON l.line_key = t.line_key
    WHERE l.register = 'community' AND n.community_id <> l.line_key AND t.line_key IS NULL
    GROUP BY l.line_key
)

SELECT
    b.school_id,
    r.line_key,
    false AS is_typed,
    r.register,
    CASE WHEN r.register = 'community' THEN r.line_key ELSE coalesce(n.community_id, '') END AS community_id,
    r.community_raw,
    coalesce(p.person_id, r.teacher_id) AS teacher_id,
    coalesce(q.person_id, r.partner_id) AS partner_id,
    r.title,
    r.kind,
    r.role,
    r.topic,
    r.goal,
    r.strategy,
    r.literacy,
    r.class_name,
    r.school_year,
    r.subject,
    r.competence,
    r.deficit_key,
    r.organisation,
    r.status,
    r.result,
    r.reason,
    r.evidence,
    r.note,
    r.date_from,
    r.date_to,
    r.batch_id,
    r.line_no,
    r.sheet_name,
    r.row_no,
    r.column_no
FROM ranked AS r
INNER JOIN loaded_batches AS b ON r.batch_id = b.batch_id
LEFT JOIN community_names AS n ON r.community_key = n.community_key
LEFT JOIN typed_community_lines AS t ON r.line_key = t.line_key
LEFT JOIN teacher_persons AS p ON r.teacher_id = p.teacher_id
LEFT JOIN teacher_persons AS q ON r.partner_id = q.teacher_id
WHERE
    r.newness = 1 AND t.line_key IS NULL
    AND (r.register <> 'community' OR coalesce(n.community_id, r.line_key) = r.line_key)
UNION ALL
SELECT
    t.school_id,
    t.line_key,
    true AS is_typed,
    t.register,
    CASE WHEN t.register = 'community' THEN t.line_key ELSE coalesce(m.community_id, t.community_id) END
        AS community_id,
    '' AS community_raw,
    coalesce(p.person_id, t.teacher_id) AS teacher_id,
    coalesce(q.person_id, t.partner_id) AS partner_id,
    t.title,
    t.kind,
    t.role,
    t.topic,
    t.goal,
    t.strategy,
    t.literacy,
    t.class_name,
    t.school_year,
    t.subject,
    t.competence,
    t.deficit_key,
    t.organisation,
    t.status,
    t.result,
    t.reason,
    t.evidence,
    t.note,
    t.date_from,
    t.date_to,
    CAST(NULL AS INTEGER) AS batch_id,
    0 AS line_no,
    '' AS sheet_name,
    0 AS row_no,
    0 AS column_no
FROM typed_community_lines AS t
LEFT JOIN same AS m ON t.community_id = m.line_key
LEFT JOIN teacher_persons AS p ON t.teacher_id = p.teacher_id
LEFT JOIN teacher_persons AS q ON t.partner_id = q.teacher_id
WHERE NOT t.is_deleted
