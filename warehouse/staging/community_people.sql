-- One row per person of a live line about communities that names several: who came to a meeting, the authors.
-- refresh: staff
WITH named AS (
    SELECT l.line_key, coalesce(p.person_id, w.teacher_id) AS teacher_id
    FROM community_lines AS l
    INNER JOIN loaded_community_people AS w ON l.batch_id = w.batch_id AND l.line_no = w.line_no
    LEFT JOIN teacher_persons AS p ON w.teacher_id = p.teacher_id
    WHERE NOT l.is_typed
    UNION ALL
    SELECT l.line_key, coalesce(p.person_id, w.teacher_id) AS teacher_id
    FROM community_lines AS l
    INNER JOIN typed_community_people AS w ON l.line_key = w.line_key
    LEFT JOIN teacher_persons AS p ON w.teacher_id = p.teacher_id
    WHERE l.is_typed
)

SELECT n.line_key, n.teacher_id
FROM named AS n
GROUP BY n.line_key, n.teacher_id
