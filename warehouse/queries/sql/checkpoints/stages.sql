-- One row per stage of the programme, in order.
SELECT
    stage,
    stage_name,
    date_from,
    date_to,
    expected
FROM programme_stages
ORDER BY school_id, stage
