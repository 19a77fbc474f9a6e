-- One row per subject (or literacy) × grade × group of an aggregate report: shares of marks lower than the journal's, equal, higher.
-- Only groups beyond the school: its own figures are counted from its own results.
SELECT
    subject, literacy, work_grade AS grade, group_level, group_name,
    max(value) FILTER (WHERE metric = 'lowered_pct') AS lowered_pct,
    max(value) FILTER (WHERE metric = 'confirmed_pct') AS confirmed_pct,
    max(value) FILTER (WHERE metric = 'raised_pct') AS raised_pct,
    max(value) FILTER (WHERE metric = 'participants_count') AS participants_count
FROM assessment_lines
WHERE school_id = $school AND school_year = $school_year AND kind = $kind
    AND group_level IN ('country', 'region', 'municipality') AND group_mark = ''
GROUP BY subject, literacy, work_grade, group_level, group_name
HAVING count(*) FILTER (WHERE metric = 'confirmed_pct') > 0
ORDER BY subject, literacy, work_grade, group_level = 'municipality', group_level = 'region', group_name
