-- One row per community and school year of its life: from the year it was founded in to the year it was closed in,
-- else to the last year in which any community has an event.
-- refresh: staff
WITH dates AS (
    SELECT e.planned_on AS day FROM community_events AS e
    UNION ALL
    SELECT e.held_on AS day FROM community_events AS e
    UNION ALL
    SELECT c.founded_on AS day FROM communities AS c
),

last AS (
    SELECT max(d.day) AS day FROM dates AS d
),

begun AS (
    SELECT c.community_id, min(coalesce(c.founded_on, e.held_on, e.planned_on)) AS day
    FROM communities AS c
    LEFT JOIN community_events AS e ON c.community_id = e.community_id
    GROUP BY c.community_id
)

SELECT
    c.school_id,
    c.community_id,
    y.school_year,
    y.date_from,
    y.date_to
FROM communities AS c
INNER JOIN begun AS b ON c.community_id = b.community_id
CROSS JOIN last AS l
INNER JOIN school_year_spans AS y ON y.date_to >= b.day AND y.date_from <= coalesce(c.closed_on, l.day)
