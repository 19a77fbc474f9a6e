-- One row per meeting of a community: planned for a day, held on a day, or both.
-- refresh: view
SELECT
    l.school_id,
    l.line_key,
    l.community_id,
    l.title,
    l.kind,
    l.teacher_id,
    l.partner_id,
    l.date_from AS planned_on,
    l.date_to AS held_on
FROM community_lines AS l
INNER JOIN communities AS c ON l.community_id = c.community_id
WHERE l.register = 'meetings'
