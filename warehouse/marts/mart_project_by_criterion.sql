-- One row per project × criterion × kind of review (self, peer, expert). Criteria that the school took away do not count.
-- refresh: staff
SELECT
    CAST(l.school_id AS VARCHAR) AS school_id,
    CAST(l.line_key AS VARCHAR) AS line_key,
    CAST(l.community_id AS VARCHAR) AS community_id,
    CAST(r.criterion_id AS VARCHAR) AS criterion_id,
    CAST(r.kind AS VARCHAR) AS kind,
    CAST(count(*) AS INTEGER) AS reviews_count,
    CAST(sum(r.score) AS INTEGER) AS score_sum
FROM community_lines AS l
INNER JOIN typed_project_reviews AS r ON l.line_key = r.line_key
INNER JOIN project_criteria AS c ON r.criterion_id = c.criterion_id
WHERE l.register = 'projects'
GROUP BY l.school_id, l.line_key, l.community_id, r.criterion_id, r.kind
