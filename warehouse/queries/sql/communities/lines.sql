-- One row per live line about communities that may be seen, and per line of a file that somebody hid, with its people.
WITH lines AS (
    SELECT
        l.line_key, l.is_typed, FALSE AS is_deleted, l.register, l.community_id, l.community_raw, l.teacher_id,
        l.partner_id,
        l.title, l.kind, l.role, l.topic, l.goal, l.strategy, l.literacy, l.class_name, l.school_year,
        l.subject, l.competence, l.deficit_key, l.organisation, l.status, l.result, l.reason, l.evidence,
        l.note,
        l.date_from, l.date_to, l.batch_id, l.sheet_name, l.row_no, l.column_no
    FROM community_lines AS l
    UNION ALL
    SELECT
        f.line_key, FALSE AS is_typed, TRUE AS is_deleted, f.register,
        CASE WHEN f.register = 'community' THEN f.line_key ELSE coalesce(n.community_id, '') END AS community_id,
        f.community_raw, f.teacher_id, f.partner_id,
        f.title, f.kind, f.role, f.topic, f.goal, f.strategy, f.literacy, f.class_name, f.school_year,
        f.subject, f.competence, f.deficit_key, f.organisation, f.status, f.result, f.reason, f.evidence,
        f.note,
        f.date_from, f.date_to, f.batch_id, f.sheet_name, f.row_no, f.column_no
    FROM loaded_community_lines AS f
    INNER JOIN typed_community_lines AS t ON f.line_key = t.line_key
    INNER JOIN loaded_batches AS b ON f.batch_id = b.batch_id
    LEFT JOIN community_names AS n ON f.community_key = n.community_key
    WHERE t.is_deleted
    QUALIFY row_number() OVER (PARTITION BY f.line_key ORDER BY b.seq DESC, f.sheet_name, f.row_no, f.line_no) = 1
),

named AS (
    SELECT p.line_key, list(p.teacher_id ORDER BY p.teacher_id) AS people
    FROM community_people AS p
    GROUP BY p.line_key
)

SELECT
    l.*,
    coalesce(n.people, []) AS people,
    b.file_name,
    b.accepted_at,
    b.accepted_by
FROM lines AS l
LEFT JOIN named AS n ON l.line_key = n.line_key
LEFT JOIN loaded_batches AS b ON l.batch_id = b.batch_id
WHERE
    NOT list_contains($own_registers, l.register)
    OR $teachers IS NULL
    OR list_contains($teachers, l.teacher_id)
    OR (l.register = 'exclusions' AND list_contains($teachers, l.partner_id))
ORDER BY l.register, coalesce(l.date_to, l.date_from), l.title, l.line_key
