-- One row per indicator, series and year, in the printed order.
SELECT
    row_id,
    indicator_id,
    indicator_name,
    kind,
    series,
    year,
    target_pct,
    actual_pct,
    numerator,
    denominator,
    deviation_points
FROM mart_roadmap_by_year
ORDER BY school_id, position, series, year
