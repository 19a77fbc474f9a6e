-- One row per school year × grade × period: the days that bound the moves of pupils in the period's report.
-- A report is made on the last day of its term: what happens in the gap after it belongs to the next term,
-- so the roll at a term's start is the roll at the end of the term before. Absences follow the tiles.
-- refresh: all
WITH terms AS (
    SELECT
        school_year,
        system,
        period,
        date_from,
        date_to,
        tile_from,
        tile_to,
        lag(date_to) OVER (PARTITION BY school_year, system ORDER BY date_from, period) AS before_to
    FROM school_periods
),
bounds AS (
    SELECT
        school_year,
        system,
        period,
        coalesce(before_to, date_from) AS opened_on,
        CASE WHEN before_to IS NULL THEN 1 ELSE 0 END AS is_first,
        date_to AS closed_on,
        tile_from,
        tile_to
    FROM terms
    UNION ALL
    SELECT
        school_year,
        system,
        'year' AS period,
        min(date_from) AS opened_on,
        1 AS is_first,
        max(date_to) AS closed_on,
        min(tile_from) AS tile_from,
        max(tile_to) AS tile_to
    FROM school_periods
    GROUP BY school_year, system
)
SELECT
    b.school_year,
    g.grade,
    b.period,
    b.opened_on,
    b.is_first,
    b.closed_on,
    b.tile_from,
    b.tile_to,
    CASE WHEN b.system = g.system THEN 1 ELSE 0 END AS is_own_system
FROM bounds AS b
INNER JOIN period_systems AS g ON b.period <> 'year' OR b.system = g.system
