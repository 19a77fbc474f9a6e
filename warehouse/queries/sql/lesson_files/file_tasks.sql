-- One row per task of a lesson of a file and person who coded it; coder_id is 0 where the file names nobody.
WITH ranked AS (
    SELECT
        l.lesson_id,
        l.batch_id,
        l.lesson_no,
        row_number() OVER (
            PARTITION BY l.lesson_id ORDER BY b.seq DESC, l.sheet_name, l.row_no, l.lesson_no
        ) AS newness
    FROM loaded_lesson_cards AS l
    INNER JOIN loaded_batches AS b ON l.batch_id = b.batch_id
)

SELECT
    r.lesson_id,
    t.task_no,
    t.task_text,
    t.role,
    coalesce(p.person_id, t.teacher_id, 0) AS coder_id,
    t.task_type,
    t.category
FROM ranked AS r
INNER JOIN loaded_lesson_codes AS t ON r.batch_id = t.batch_id AND r.lesson_no = t.lesson_no
LEFT JOIN teacher_persons AS p ON t.teacher_id = p.teacher_id
WHERE r.newness = 1
ORDER BY r.lesson_id, t.task_no, t.role, coder_id
