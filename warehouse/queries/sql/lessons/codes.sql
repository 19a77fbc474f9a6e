-- One row per task of a lesson and coder who coded it, by task.
SELECT
    t.task_no,
    t.task_text,
    c.coder,
    CASE WHEN k.task_type = '' THEN CAST(k.category AS VARCHAR) ELSE k.task_type END AS code
FROM lesson_tasks AS t
INNER JOIN lesson_codes AS k ON t.lesson_id = k.lesson_id AND t.task_no = k.task_no
INNER JOIN lesson_coders AS c ON k.lesson_id = c.lesson_id AND k.coder_id = c.coder_id AND k.role = c.role
WHERE t.lesson_id = $lesson
ORDER BY t.task_no, c.coder
