-- One row per figure of the touched classes that shifts: before and after, largest shift first.
WITH touched AS (
    SELECT DISTINCT school_year, class_name
    FROM after.loaded_parts
    WHERE list_contains($batches, batch_id)
),
old_figures AS (
    SELECT school_year, class_name, subject, period, quality_pct, passed_pct,
        attested_count AS base_count
    FROM before.mart_achievement_by_class_subject_period
    UNION ALL
    SELECT school_year, class_name, '' AS subject, period, quality_pct, passed_pct,
        attested_pupils_count AS base_count
    FROM before.mart_achievement_by_class_period
),
new_figures AS (
    SELECT school_year, class_name, subject, period, quality_pct, passed_pct,
        attested_count AS base_count
    FROM after.mart_achievement_by_class_subject_period
    UNION ALL
    SELECT school_year, class_name, '' AS subject, period, quality_pct, passed_pct,
        attested_pupils_count AS base_count
    FROM after.mart_achievement_by_class_period
)
SELECT
    coalesce(n.school_year, o.school_year) AS school_year,
    coalesce(n.class_name, o.class_name) AS class_name,
    coalesce(n.subject, o.subject) AS subject,
    coalesce(n.period, o.period) AS period,
    o.quality_pct AS quality_before_pct,
    n.quality_pct AS quality_after_pct,
    o.passed_pct AS passed_before_pct,
    n.passed_pct AS passed_after_pct,
    coalesce(o.base_count, 0) AS base_before_count,
    coalesce(n.base_count, 0) AS base_after_count
FROM new_figures AS n
FULL OUTER JOIN old_figures AS o
    ON n.school_year = o.school_year
    AND n.class_name = o.class_name
    AND n.subject = o.subject
    AND n.period = o.period
INNER JOIN touched AS t
    ON coalesce(n.school_year, o.school_year) = t.school_year
    AND coalesce(n.class_name, o.class_name) = t.class_name
WHERE
    coalesce(n.quality_pct, -1) <> coalesce(o.quality_pct, -1)
    OR coalesce(n.passed_pct, -1) <> coalesce(o.passed_pct, -1)
ORDER BY
    abs(coalesce(n.quality_pct, 0) - coalesce(o.quality_pct, 0)) DESC,
    school_year, class_name, subject, period
LIMIT 200
