-- One row: how many teachers are on the staff, and how many of them wrote a self-analysis of any strategy.
SELECT
    (SELECT count(*) FROM staff WHERE left_on IS NULL OR left_on > $as_of) AS staff_count,
    (
        SELECT count(DISTINCT teacher_id)
        FROM mart_strategy_use
        WHERE (left_on IS NULL OR left_on > $as_of) AND coalesce(mastery, frequency) IS NOT NULL
    ) AS answered_count
