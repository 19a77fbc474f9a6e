-- One row per planned activity, in the printed order.
SELECT
    a.indicator_id,
    a.activity_name
FROM roadmap_activities AS a
INNER JOIN roadmap_indicators AS i
    ON a.school_id = i.school_id AND a.indicator_id = i.indicator_id
ORDER BY a.school_id, i.position, a.position
