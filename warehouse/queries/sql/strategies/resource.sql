-- One row per strategy of the register: how many teachers are where; no counts of fewer than $least, unless $named.
WITH present AS (
    SELECT school_id, strategy_id, teacher_id, frequency, mastery
    FROM mart_strategy_use
    WHERE left_on IS NULL OR left_on > $as_of
),
counted AS (
    SELECT
        s.school_id,
        s.strategy_id,
        s.strategy_name,
        s.kind,
        s.position,
        count(p.mastery) AS asked_count,
        count(*) FILTER (p.mastery = 3) AS teach_count,
        count(*) FILTER (p.mastery = 2) AS apply_count,
        count(*) FILTER (p.mastery = 1) AS know_count,
        count(*) FILTER (p.mastery = 0) AS none_count,
        count(p.frequency) AS frequency_count,
        count(*) FILTER (p.frequency = 0) AS never_count,
        count(*) FILTER (p.frequency = 1) AS rarely_count,
        count(*) FILTER (p.frequency = 2) AS often_count,
        count(*) FILTER (p.frequency = 3) AS always_count
    FROM strategies AS s
    LEFT JOIN present AS p ON s.school_id = p.school_id AND s.strategy_id = p.strategy_id
    GROUP BY ALL
),
judged AS (
    SELECT
        *,
        NOT $named AND asked_count BETWEEN 1 AND $least - 1 AS is_hidden,
        NOT $named AND frequency_count BETWEEN 1 AND $least - 1 AS is_often_hidden
    FROM counted
)
SELECT
    strategy_id,
    strategy_name,
    kind,
    is_hidden,
    CASE WHEN NOT is_hidden THEN asked_count END AS asked_count,
    CASE WHEN NOT is_hidden THEN teach_count END AS teach_count,
    CASE WHEN NOT is_hidden THEN apply_count END AS apply_count,
    CASE WHEN NOT is_hidden THEN know_count END AS know_count,
    CASE WHEN NOT is_hidden THEN none_count END AS none_count,
    CASE WHEN NOT is_often_hidden THEN frequency_count END AS frequency_count,
    CASE WHEN NOT is_often_hidden THEN never_count END AS never_count,
    CASE WHEN NOT is_often_hidden THEN rarely_count END AS rarely_count,
    CASE WHEN NOT is_often_hidden THEN often_count END AS often_count,
    CASE WHEN NOT is_often_hidden THEN always_count END AS always_count
FROM judged
ORDER BY school_id, position
