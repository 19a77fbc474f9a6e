-- One row per lesson whose tasks a live file lists, by the newest of its files, whatever was typed over it since.
WITH ranked AS (
    SELECT
        l.*,
        b.file_name,
        b.accepted_at,
        b.accepted_by,
        row_number() OVER (
            PARTITION BY l.lesson_id ORDER BY b.seq DESC, l.sheet_name, l.row_no, l.lesson_no
        ) AS newness
    FROM loaded_lesson_cards AS l
    INNER JOIN loaded_batches AS b ON l.batch_id = b.batch_id
)

SELECT
    r.lesson_id,
    coalesce(p.person_id, r.teacher_id) AS teacher_id,
    coalesce(n.community_id, '') AS community_id,
    r.held_on,
    r.class_name,
    r.subject_raw,
    r.topic,
    r.aim,
    r.target1,
    r.target2,
    r.target3,
    r.target4,
    r.target5,
    r.batch_id,
    r.file_name,
    r.accepted_at,
    r.accepted_by,
    r.sheet_name,
    r.row_no
FROM ranked AS r
LEFT JOIN community_names AS n ON r.community_key = n.community_key
LEFT JOIN teacher_persons AS p ON r.teacher_id = p.teacher_id
WHERE r.newness = 1
ORDER BY r.held_on, r.lesson_id
