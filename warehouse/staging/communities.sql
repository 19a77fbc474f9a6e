-- One row per community.
-- refresh: view
SELECT
    l.school_id,
    l.community_id,
    l.title AS community_name,
    l.topic,
    l.result AS deficit,
    l.goal,
    l.strategy,
    l.literacy,
    l.teacher_id AS tutor_id,
    l.date_from AS founded_on,
    l.date_to AS closed_on,
    l.note AS rules
FROM community_lines AS l
WHERE l.register = 'community'
