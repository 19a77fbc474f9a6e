-- One row per community ('' for the whole school) × status of practices. Expertise counts where who held it and when are known.
-- refresh: staff
SELECT
    CAST(l.school_id AS VARCHAR) AS school_id,
    CAST(l.community_id AS VARCHAR) AS community_id,
    CAST(l.status AS VARCHAR) AS status,
    CAST(count(*) AS INTEGER) AS practices_count,
    CAST(sum(CASE WHEN l.organisation <> '' AND l.date_to IS NOT NULL THEN 1 ELSE 0 END) AS INTEGER) AS expertised_count
FROM community_lines AS l
WHERE l.register = 'practices'
GROUP BY l.school_id, l.community_id, l.status
