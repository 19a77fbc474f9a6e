-- One row per community with development tasks: how many of its members on a day have one; it names nobody.
SELECT m.community_id, count(DISTINCT m.teacher_id) AS teachers_count
FROM community_members AS m
INNER JOIN community_tasks AS t ON t.community_id = m.community_id AND t.teacher_id = m.teacher_id
WHERE coalesce(m.date_from, $day) <= $day AND coalesce(m.date_to, $day) >= $day
GROUP BY m.community_id
ORDER BY m.community_id
