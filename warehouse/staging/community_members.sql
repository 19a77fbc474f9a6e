-- One row per teacher of a community and span of days, both ends included, the last open; the tutor is a member.
-- refresh: view
SELECT
    c.school_id,
    c.community_id,
    l.teacher_id,
    l.role,
    l.status,
    coalesce(l.date_from, c.founded_on) AS date_from,
    coalesce(l.date_to, c.closed_on) AS date_to
FROM community_lines AS l
INNER JOIN communities AS c ON l.community_id = c.community_id
WHERE l.register = 'members' AND l.teacher_id IS NOT NULL AND l.status <> 'не согласен'
UNION ALL
SELECT
    c.school_id,
    c.community_id,
    c.tutor_id AS teacher_id,
    'тьютор' AS role,
    '' AS status,
    c.founded_on AS date_from,
    c.closed_on AS date_to
FROM communities AS c
LEFT JOIN (
    SELECT m.community_id, m.teacher_id
    FROM community_lines AS m
    WHERE m.register = 'members'
    GROUP BY m.community_id, m.teacher_id
) AS o ON c.community_id = o.community_id AND c.tutor_id = o.teacher_id
WHERE c.tutor_id IS NOT NULL AND o.teacher_id IS NULL
