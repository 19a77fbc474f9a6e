-- One row per folded name of a community: the id it is known by, that of a typed line before that of a file.
-- refresh: staff
WITH named AS (
    SELECT l.community_key, l.line_key AS community_id, 0 AS rank_no
    FROM typed_community_lines AS l
    WHERE l.register = 'community' AND NOT l.is_deleted
    UNION ALL
    SELECT l.community_key, l.line_key AS community_id, 1 AS rank_no
    FROM loaded_community_lines AS l
    WHERE l.register = 'community'
),

ranked AS (
    SELECT
        n.community_key,
        n.community_id,
        row_number() OVER (PARTITION BY n.community_key ORDER BY n.rank_no, n.community_id) AS place
    FROM named AS n
)

SELECT
    r.community_key,
    r.community_id
FROM ranked AS r
WHERE r.place = 1
