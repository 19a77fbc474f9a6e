-- One row per development task of a teacher in a community.
-- refresh: view
SELECT
    l.school_id,
    l.line_key,
    l.community_id,
    l.teacher_id,
    l.competence,
    l.title AS task,
    l.status,
    l.date_to AS due_on,
    l.result
FROM community_lines AS l
INNER JOIN communities AS c ON l.community_id = c.community_id
WHERE l.register = 'tasks' AND l.teacher_id IS NOT NULL
