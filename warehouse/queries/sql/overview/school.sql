-- One row per school year × period of the whole school, by pupils.
SELECT
    school_year, period, pupils_count, attested_pupils_count, not_attested_pupils_count,
    passed_pupils_count, quality_pupils_count, passed_pct, quality_pct, passed_on_roll_pct,
    quality_on_roll_pct
FROM mart_achievement_by_school_period
ORDER BY school_year, period
