-- One row per visit to a colleague's lesson: teacher is the visitor, partner whose lesson it is.
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
WHERE l.register = 'visits'
