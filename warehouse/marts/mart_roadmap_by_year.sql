-- One row per indicator, series (main, school) and year of the roadmap: what was promised and what was counted.
-- refresh: staff
WITH counted AS (
    SELECT
        school_id,
        indicator_id,
        series,
        year,
        numerator,
        denominator,
        CAST(100 * numerator AS DOUBLE) / nullif(denominator, 0) AS actual_pct
    FROM roadmap_actuals
)
SELECT
    CAST(t.school_id AS VARCHAR) AS school_id,
    CAST(t.indicator_id AS VARCHAR) AS indicator_id,
    CAST(i.indicator_name AS VARCHAR) AS indicator_name,
    CAST(i.row_id AS VARCHAR) AS row_id,
    CAST(i.kind AS VARCHAR) AS kind,
    CAST(i.position AS INTEGER) AS position,
    CAST(t.series AS VARCHAR) AS series,
    CAST(t.year AS INTEGER) AS year,
    CAST(t.target_pct AS DOUBLE) AS target_pct,
    CAST(c.actual_pct AS DOUBLE) AS actual_pct,
    CAST(c.numerator AS INTEGER) AS numerator,
    CAST(c.denominator AS INTEGER) AS denominator,
    CAST(c.actual_pct - t.target_pct AS DOUBLE) AS deviation_points
FROM roadmap_targets AS t
INNER JOIN roadmap_indicators AS i
    ON t.school_id = i.school_id AND t.indicator_id = i.indicator_id
LEFT JOIN counted AS c
    ON
        t.school_id = c.school_id
        AND t.indicator_id = c.indicator_id
        AND t.series = c.series
        AND t.year = c.year
