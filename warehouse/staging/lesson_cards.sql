-- One row per live lesson whose tasks are listed: typed over files, the newest file over older ones.
-- refresh: staff
WITH ranked AS (
    SELECT
        l.*,
        row_number() OVER (
            PARTITION BY l.lesson_id ORDER BY b.seq DESC, l.sheet_name, l.row_no, l.lesson_no
        ) AS newness
    FROM loaded_lesson_cards AS l
    INNER JOIN loaded_batches AS b ON l.batch_id = b.batch_id
)

SELECT
    b.school_id,
    r.lesson_id,
    false AS is_typed,
    coalesce(p.person_id, r.teacher_id) AS teacher_id,
    coalesce(n.community_id, '') AS community_id,
    '' AS study_id,
    CAST(NULL AS INTEGER) AS study_lesson,
    r.held_on,
    r.class_name,
    r.subject_raw,
    coalesce(a.subject, r.subject_raw) AS subject,
    r.topic,
    r.aim,
    r.target1,
    r.target2,
    r.target3,
    r.target4,
    r.target5,
    CAST(NULL AS DATE) AS targets_on,
    r.batch_id,
    r.lesson_no,
    r.sheet_name,
    r.row_no,
    r.column_no
FROM ranked AS r
INNER JOIN loaded_batches AS b ON r.batch_id = b.batch_id
LEFT JOIN typed_lesson_cards AS t ON r.lesson_id = t.lesson_id
LEFT JOIN community_names AS n ON r.community_key = n.community_key
LEFT JOIN teacher_persons AS p ON r.teacher_id = p.teacher_id
LEFT JOIN subject_aliases AS a ON r.subject_key = a.alias_key
WHERE r.newness = 1 AND t.lesson_id IS NULL
UNION ALL
SELECT
    t.school_id,
    t.lesson_id,
    true AS is_typed,
    coalesce(p.person_id, t.teacher_id) AS teacher_id,
    t.community_id,
    t.study_id,
    t.study_lesson,
    t.held_on,
    t.class_name,
    t.subject_raw,
    coalesce(a.subject, t.subject_raw) AS subject,
    t.topic,
    t.aim,
    t.target1,
    t.target2,
    t.target3,
    t.target4,
    t.target5,
    t.targets_on,
    CAST(NULL AS INTEGER) AS batch_id,
    0 AS lesson_no,
    '' AS sheet_name,
    0 AS row_no,
    0 AS column_no
FROM typed_lesson_cards AS t
LEFT JOIN teacher_persons AS p ON t.teacher_id = p.teacher_id
LEFT JOIN subject_aliases AS a ON t.subject_key = a.alias_key
WHERE NOT t.is_deleted
