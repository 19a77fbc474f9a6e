-- One row per community × month (its first day) × kind of event (meeting, visit, plan, lesson) with something planned or held.
-- refresh: staff
WITH dated AS (
    SELECT e.school_id, e.community_id, e.kind, e.planned_month AS month_on, 1 AS planned_count, 0 AS held_count
    FROM community_events AS e
    WHERE e.planned_month IS NOT NULL
    UNION ALL
    SELECT e.school_id, e.community_id, e.kind, e.held_month AS month_on, 0 AS planned_count, 1 AS held_count
    FROM community_events AS e
    WHERE e.held_month IS NOT NULL
)

SELECT
    CAST(d.school_id AS VARCHAR) AS school_id,
    CAST(d.community_id AS VARCHAR) AS community_id,
    CAST(d.month_on AS DATE) AS month_on,
    CAST(d.kind AS VARCHAR) AS kind,
    CAST(sum(d.planned_count) AS INTEGER) AS planned_count,
    CAST(sum(d.held_count) AS INTEGER) AS held_count
FROM dated AS d
GROUP BY d.school_id, d.community_id, d.month_on, d.kind
