-- One row per lesson × coder × task; code is «2.5», «2», or '' where the coder gave none.
SELECT
    c.school_id,
    c.lesson_id,
    c.coder,
    t.task_no,
    CASE
        WHEN k.task_no IS NULL THEN ''
        WHEN k.task_type = '' THEN CAST(k.category AS VARCHAR)
        ELSE k.task_type
    END AS code
FROM lesson_coders AS c
INNER JOIN lesson_tasks AS t ON c.lesson_id = t.lesson_id
LEFT JOIN lesson_codes AS k
    ON c.lesson_id = k.lesson_id AND c.coder_id = k.coder_id AND c.role = k.role AND t.task_no = k.task_no
