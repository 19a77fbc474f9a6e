-- One row per period of a grade and of the grades that its pupils were and became; columns of class_periods.
SELECT
    g.school_year, g.grade::VARCHAR AS class_name, g.period,
    g.attested_pupils_count AS attested_count, g.quality_pupils_count AS quality_count,
    g.passed_pupils_count AS passed_count, g.quality_pct, g.passed_pct,
    NULL::BIGINT AS parallel_attested_count, NULL::BIGINT AS parallel_quality_count,
    NULL::DOUBLE AS parallel_quality_pct, NULL::DOUBLE AS parallel_passed_pct
FROM mart_achievement_by_grade_period AS g
WHERE $subject = '' AND left(g.school_year, 4)::INTEGER - g.grade = left($school_year, 4)::INTEGER - $grade
UNION ALL
SELECT
    g.school_year, g.grade::VARCHAR AS class_name, g.period, g.attested_count, g.quality_count, g.passed_count,
    g.quality_pct, g.passed_pct, NULL::BIGINT, NULL::BIGINT, NULL::DOUBLE, NULL::DOUBLE
FROM mart_achievement_by_grade_subject_period AS g
WHERE $subject <> '' AND lower(g.subject) = lower($subject)
    AND left(g.school_year, 4)::INTEGER - g.grade = left($school_year, 4)::INTEGER - $grade
ORDER BY school_year, period
