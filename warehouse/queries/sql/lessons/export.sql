-- One row per task of a lesson and person who coded the lesson; of a lesson that nobody coded, per task.
WITH coders AS (
    SELECT k.lesson_id, k.coder_id, k.role
    FROM lesson_codes AS k
    GROUP BY k.lesson_id, k.coder_id, k.role
)

SELECT
    c.lesson_id,
    n.full_name AS teacher,
    c.held_on,
    c.class_name,
    c.subject_raw,
    c.topic,
    c.aim,
    coalesce(m.community_name, l.community_key, '') AS community,
    c.target1,
    c.target2,
    c.target3,
    c.target4,
    c.target5,
    t.task_no,
    t.task_text,
    coalesce(nullif(k.task_type, ''), CAST(k.category AS VARCHAR), '') AS code,
    coalesce(d.role, 'teacher') AS role,
    coalesce(w.full_name, '') AS coder
FROM lesson_cards AS c
INNER JOIN lesson_tasks AS t ON c.lesson_id = t.lesson_id
INNER JOIN dim_teacher AS n ON c.teacher_id = n.teacher_id
LEFT JOIN loaded_lesson_cards AS l ON c.batch_id = l.batch_id AND c.lesson_no = l.lesson_no
LEFT JOIN communities AS m ON c.community_id = m.community_id
LEFT JOIN coders AS d ON c.lesson_id = d.lesson_id
LEFT JOIN dim_teacher AS w ON d.coder_id = w.teacher_id
LEFT JOIN lesson_codes AS k
    ON c.lesson_id = k.lesson_id AND d.coder_id = k.coder_id AND d.role = k.role AND t.task_no = k.task_no
WHERE $teachers IS NULL OR list_contains($teachers, c.teacher_id)
ORDER BY c.held_on, n.full_name, c.class_name, c.lesson_id, d.role DESC, w.full_name, t.task_no
