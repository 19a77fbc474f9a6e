-- One row per coded task of a live lesson and coder: what a person typed stands in the place of the same person's in a
-- file. coder_id is 0 where a file names nobody; category is that of the type.
-- refresh: staff
WITH filed AS (
    SELECT
        k.lesson_id,
        coalesce(p.person_id, l.teacher_id, 0) AS coder_id,
        l.role,
        l.task_no,
        l.task_type,
        l.category,
        dense_rank() OVER (PARTITION BY k.lesson_id ORDER BY b.seq DESC, k.lesson_no) AS newness
    FROM loaded_lesson_codes AS l
    INNER JOIN loaded_lesson_cards AS k ON l.batch_id = k.batch_id AND l.lesson_no = k.lesson_no
    INNER JOIN loaded_batches AS b ON l.batch_id = b.batch_id
    LEFT JOIN teacher_persons AS p ON l.teacher_id = p.teacher_id
    WHERE l.category IS NOT NULL
),

typed AS (
    SELECT
        t.lesson_id,
        coalesce(p.person_id, t.coder_id) AS coder_id,
        t.role,
        t.task_no,
        t.task_type,
        t.category
    FROM typed_lesson_codes AS t
    LEFT JOIN teacher_persons AS p ON t.coder_id = p.teacher_id
),

coders AS (
    SELECT t.lesson_id, t.coder_id
    FROM typed AS t
    GROUP BY t.lesson_id, t.coder_id
)

SELECT f.lesson_id, f.coder_id, f.role, f.task_no, f.task_type, f.category
FROM filed AS f
INNER JOIN lesson_tasks AS n ON f.lesson_id = n.lesson_id AND f.task_no = n.task_no
LEFT JOIN coders AS c ON f.lesson_id = c.lesson_id AND f.coder_id = c.coder_id
WHERE f.newness = 1 AND c.coder_id IS NULL
UNION ALL
SELECT t.lesson_id, t.coder_id, t.role, t.task_no, t.task_type, t.category
FROM typed AS t
INNER JOIN lesson_tasks AS n ON t.lesson_id = n.lesson_id AND t.task_no = n.task_no
