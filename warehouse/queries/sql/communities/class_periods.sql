-- One row per period of a class and of the classes it was and became, with the parallel beside it: by pupils, or by the
-- marks of a subject. The journal alone is read.
WITH cohort AS (
    SELECT o.school_id, o.school_year, o.grade, o.class_name
    FROM mart_cohort_by_class AS k
    INNER JOIN mart_cohort_by_class AS o
        ON o.school_id = k.school_id AND o.cohort_year = k.cohort_year AND o.cohort_class = k.cohort_class
    WHERE k.school_year = $school_year AND k.class_name = $class_name
        AND ($scope::VARCHAR[] IS NULL
            OR list_contains($scope::VARCHAR[], k.school_year || ' ' || k.class_name))
)
SELECT
    c.school_year, c.class_name, m.period,
    m.attested_pupils_count AS attested_count, m.quality_pupils_count AS quality_count,
    m.passed_pupils_count AS passed_count, m.quality_pct, m.passed_pct,
    g.attested_pupils_count AS parallel_attested_count, g.quality_pupils_count AS parallel_quality_count,
    g.quality_pct AS parallel_quality_pct, g.passed_pct AS parallel_passed_pct
FROM cohort AS c
INNER JOIN mart_achievement_by_class_period AS m
    ON m.school_id = c.school_id AND m.school_year = c.school_year AND m.class_name = c.class_name
LEFT JOIN mart_achievement_by_grade_period AS g
    ON g.school_id = m.school_id AND g.school_year = m.school_year AND g.period = m.period AND g.grade = m.grade
WHERE $subject = ''
UNION ALL
SELECT
    c.school_year, c.class_name, m.period,
    m.attested_count, m.quality_count, m.passed_count, m.quality_pct, m.passed_pct,
    g.attested_count AS parallel_attested_count, g.quality_count AS parallel_quality_count,
    g.quality_pct AS parallel_quality_pct, g.passed_pct AS parallel_passed_pct
FROM cohort AS c
INNER JOIN mart_achievement_by_class_subject_period AS m
    ON m.school_id = c.school_id AND m.school_year = c.school_year AND m.class_name = c.class_name
LEFT JOIN mart_achievement_by_grade_subject_period AS g
    ON g.school_id = m.school_id AND g.school_year = m.school_year AND g.period = m.period
    AND g.grade = m.grade AND g.subject = m.subject
WHERE $subject <> '' AND lower(m.subject) = lower($subject)
ORDER BY school_year, period
