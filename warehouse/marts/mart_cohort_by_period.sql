-- One row per cohort × school year × period, by pupils: the whole class, and `same_…`: those who are in it in every year.
-- refresh: all
WITH present AS (
    SELECT c.school_id, c.cohort_year, c.cohort_class, c.years_count, p.pupil_id, count(*) AS present_count
    FROM mart_cohort_by_class AS c
    INNER JOIN dim_pupil AS p
        ON c.school_id = p.school_id AND c.school_year = p.school_year AND c.class_name = p.class_name
    GROUP BY c.school_id, c.cohort_year, c.cohort_class, c.years_count, p.pupil_id
),
same AS (
    SELECT
        c.school_id,
        c.cohort_year,
        c.cohort_class,
        c.school_year,
        g.period,
        count(*) AS pupils_count,
        sum(CASE WHEN g.pupil_group = 'not_attested' THEN 1 ELSE 0 END) AS not_attested_count,
        sum(CASE WHEN g.pupil_group IN ('not_attested', 'with_two') THEN 0 ELSE 1 END) AS passed_count,
        sum(CASE WHEN g.pupil_group IN ('one_four', 'fours_and_fives', 'all_fives') THEN 1 ELSE 0 END)
            AS quality_count
    FROM mart_cohort_by_class AS c
    INNER JOIN mart_pupil_group_by_period AS g
        ON c.school_id = g.school_id AND c.school_year = g.school_year AND c.class_name = g.class_name
    INNER JOIN present AS p
        ON c.school_id = p.school_id
        AND c.cohort_year = p.cohort_year
        AND c.cohort_class = p.cohort_class
        AND g.pupil_id = p.pupil_id
        AND p.present_count = p.years_count
    GROUP BY c.school_id, c.cohort_year, c.cohort_class, c.school_year, g.period
)
SELECT
    CAST(c.school_id AS VARCHAR) AS school_id,
    CAST(c.cohort_year AS VARCHAR) AS cohort_year,
    CAST(c.cohort_class AS VARCHAR) AS cohort_class,
    CAST(c.years_count AS BIGINT) AS years_count,
    CAST(c.school_year AS VARCHAR) AS school_year,
    CAST(m.period AS VARCHAR) AS period,
    CAST(c.grade AS INTEGER) AS grade,
    CAST(c.class_name AS VARCHAR) AS class_name,
    CAST(m.pupils_count AS BIGINT) AS pupils_count,
    CAST(m.attested_pupils_count AS BIGINT) AS attested_pupils_count,
    CAST(m.passed_pupils_count AS BIGINT) AS passed_pupils_count,
    CAST(m.quality_pupils_count AS BIGINT) AS quality_pupils_count,
    CAST(m.passed_pct AS DOUBLE) AS passed_pct,
    CAST(m.quality_pct AS DOUBLE) AS quality_pct,
    CAST(m.passed_on_roll_pct AS DOUBLE) AS passed_on_roll_pct,
    CAST(m.quality_on_roll_pct AS DOUBLE) AS quality_on_roll_pct,
    CAST(coalesce(s.pupils_count, 0) AS BIGINT) AS same_pupils_count,
    CAST(coalesce(s.pupils_count - s.not_attested_count, 0) AS BIGINT) AS same_attested_pupils_count,
    CAST(coalesce(s.passed_count, 0) AS BIGINT) AS same_passed_pupils_count,
    CAST(coalesce(s.quality_count, 0) AS BIGINT) AS same_quality_pupils_count,
    CAST(CAST(100 * s.passed_count AS DOUBLE) / nullif(s.pupils_count - s.not_attested_count, 0) AS DOUBLE)
        AS same_passed_pct,
    CAST(CAST(100 * s.quality_count AS DOUBLE) / nullif(s.pupils_count - s.not_attested_count, 0) AS DOUBLE)
        AS same_quality_pct,
    CAST(CAST(100 * s.passed_count AS DOUBLE) / nullif(s.pupils_count, 0) AS DOUBLE) AS same_passed_on_roll_pct,
    CAST(CAST(100 * s.quality_count AS DOUBLE) / nullif(s.pupils_count, 0) AS DOUBLE) AS same_quality_on_roll_pct
FROM mart_cohort_by_class AS c
INNER JOIN mart_achievement_by_class_period AS m
    ON c.school_id = m.school_id AND c.school_year = m.school_year AND c.class_name = m.class_name
LEFT JOIN same AS s
    ON c.school_id = s.school_id
    AND c.cohort_year = s.cohort_year
    AND c.cohort_class = s.cohort_class
    AND c.school_year = s.school_year
    AND m.period = s.period
