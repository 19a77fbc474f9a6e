-- One row per grade (parallel) × period; by pupils.
-- refresh: grade
WITH counted AS (
    SELECT
        school_id,
        school_year,
        period,
        grade,
        count(*) AS pupils_count,
        sum(CASE WHEN pupil_group = 'not_attested' THEN 1 ELSE 0 END) AS not_attested_pupils_count,
        sum(CASE WHEN pupil_group IN ('not_attested', 'with_two') THEN 0 ELSE 1 END)
            AS passed_pupils_count,
        sum(CASE WHEN pupil_group IN ('one_four', 'fours_and_fives', 'all_fives') THEN 1 ELSE 0 END)
            AS quality_pupils_count
    FROM mart_pupil_group_by_period
    GROUP BY school_id, school_year, period, grade
),
pooled AS (
    SELECT
        school_id,
        school_year,
        period,
        grade,
        sum(attested_count) AS marks_count,
        sum(passed_count) AS passed_count,
        sum(quality_count) AS quality_count,
        sum(points_sum) AS points_sum,
        sum(sou_sum) AS sou_sum
    FROM mart_achievement_by_class_subject_period
    GROUP BY school_id, school_year, period, grade
)
SELECT
    CAST(p.school_id AS VARCHAR) AS school_id,
    CAST(p.school_year AS VARCHAR) AS school_year,
    CAST(p.period AS VARCHAR) AS period,
    CAST(p.grade AS INTEGER) AS grade,
    CAST(coalesce(c.pupils_count, 0) AS BIGINT) AS pupils_count,
    CAST(coalesce(c.pupils_count - c.not_attested_pupils_count, 0) AS BIGINT) AS attested_pupils_count,
    CAST(coalesce(c.not_attested_pupils_count, 0) AS BIGINT) AS not_attested_pupils_count,
    CAST(coalesce(c.passed_pupils_count, 0) AS BIGINT) AS passed_pupils_count,
    CAST(coalesce(c.quality_pupils_count, 0) AS BIGINT) AS quality_pupils_count,
    CAST(CAST(100 * c.passed_pupils_count AS DOUBLE) / nullif(c.pupils_count - c.not_attested_pupils_count, 0) AS DOUBLE)
        AS passed_pct,
    CAST(CAST(100 * c.quality_pupils_count AS DOUBLE) / nullif(c.pupils_count - c.not_attested_pupils_count, 0) AS DOUBLE)
        AS quality_pct,
    CAST(CAST(100 * c.passed_pupils_count AS DOUBLE) / nullif(c.pupils_count, 0) AS DOUBLE)
        AS passed_on_roll_pct,
    CAST(CAST(100 * c.quality_pupils_count AS DOUBLE) / nullif(c.pupils_count, 0) AS DOUBLE)
        AS quality_on_roll_pct,
    CAST(p.marks_count AS BIGINT) AS pooled_marks_count,
    CAST(p.passed_count AS BIGINT) AS pooled_passed_count,
    CAST(p.quality_count AS BIGINT) AS pooled_quality_count,
    CAST(CAST(100 * p.passed_count AS DOUBLE) / nullif(p.marks_count, 0) AS DOUBLE)
        AS pooled_passed_pct,
    CAST(CAST(100 * p.quality_count AS DOUBLE) / nullif(p.marks_count, 0) AS DOUBLE)
        AS pooled_quality_pct,
    CAST(CAST(p.sou_sum AS DOUBLE) / nullif(p.marks_count, 0) AS DOUBLE) AS pooled_sou_pct,
    CAST(CAST(p.points_sum AS DOUBLE) / nullif(p.marks_count, 0) AS DOUBLE) AS pooled_average_points
FROM pooled AS p
LEFT JOIN counted AS c
    ON p.school_id = c.school_id
    AND p.school_year = c.school_year
    AND p.period = c.period
    AND p.grade = c.grade
