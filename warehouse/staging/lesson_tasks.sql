-- One row per task of a live lesson: of a typed one as typed, of a file's by its number.
-- refresh: staff
SELECT
    c.lesson_id,
    t.task_no,
    t.task_text
FROM lesson_cards AS c
INNER JOIN typed_lesson_tasks AS t ON c.lesson_id = t.lesson_id
WHERE c.is_typed
UNION ALL
SELECT
    c.lesson_id,
    t.task_no,
    max(t.task_text) AS task_text
FROM lesson_cards AS c
INNER JOIN loaded_lesson_codes AS t ON c.batch_id = t.batch_id AND c.lesson_no = t.lesson_no
WHERE NOT c.is_typed
GROUP BY c.lesson_id, t.task_no
