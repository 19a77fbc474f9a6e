-- One row per class (or grade, as a number) that a community supports in a school year.
-- refresh: view
SELECT
    l.school_id,
    l.line_key,
    l.community_id,
    l.school_year,
    l.class_name,
    l.subject,
    l.title AS deficit,
    l.deficit_key,
    l.goal
FROM community_lines AS l
INNER JOIN communities AS c ON l.community_id = c.community_id
WHERE l.register = 'classes'
