-- One row per indicator, series and year, in the printed order; what the registers tell of a day still to come is left out.
WITH held AS (
    SELECT
        school_id, row_id, indicator_id, indicator_name, kind, position, series, year, target_pct,
        actual_pct, numerator, denominator, deviation_points, counted_from, measured_on,
        counted_from = 'typed' OR measured_on <= $as_of AS has_come
    FROM mart_roadmap_by_year
)
SELECT
    row_id,
    indicator_id,
    indicator_name,
    kind,
    series,
    year,
    target_pct,
    CASE WHEN has_come THEN actual_pct END AS actual_pct,
    CASE WHEN has_come THEN numerator END AS numerator,
    CASE WHEN has_come THEN denominator END AS denominator,
    CASE WHEN has_come THEN deviation_points END AS deviation_points,
    CASE WHEN has_come THEN counted_from END AS counted_from,
    CASE WHEN has_come THEN measured_on END AS measured_on
FROM held
ORDER BY school_id, position, series, year
