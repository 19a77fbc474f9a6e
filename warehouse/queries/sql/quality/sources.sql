-- One row per kind of source: when its newest file was accepted and the newest lesson of its cells.
WITH lessons_of AS (
    SELECT batch_id, max(lesson_date) AS last_on FROM loaded_marks GROUP BY batch_id
    UNION ALL
    SELECT batch_id, max(lesson_date) AS last_on FROM loaded_attendance GROUP BY batch_id
)
SELECT
    b.source_kind,
    max(b.accepted_at) AS loaded_at,
    max(l.last_on) AS last_lesson_on,
    count(DISTINCT b.batch_id) AS files_count
FROM loaded_batches AS b
LEFT JOIN lessons_of AS l ON b.batch_id = l.batch_id
GROUP BY b.source_kind
ORDER BY b.source_kind
