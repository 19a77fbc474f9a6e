-- One row per indicator, in the printed order.
SELECT
    row_id,
    indicator_id,
    indicator_name,
    title,
    short_name,
    people,
    kind,
    responsible,
    same_as
FROM roadmap_indicators
ORDER BY school_id, position
