-- One row per grade (parallel) × subject × period; subject level counts marks.
-- refresh: grade
WITH counted AS (
    SELECT
        school_id,
        school_year,
        period,
        grade,
        subject,
        sum(CASE WHEN state = 'attested' THEN 1 ELSE 0 END) AS attested_count,
        sum(CASE WHEN state = 'not_attested' THEN 1 ELSE 0 END) AS not_attested_count,
        sum(CASE WHEN state = 'exempt' THEN 1 ELSE 0 END) AS exempt_count,
        sum(CASE WHEN mark = 5 THEN 1 ELSE 0 END) AS mark5_count,
        sum(CASE WHEN mark = 4 THEN 1 ELSE 0 END) AS mark4_count,
        sum(CASE WHEN mark = 3 THEN 1 ELSE 0 END) AS mark3_count,
        sum(CASE WHEN mark <= 2 THEN 1 ELSE 0 END) AS mark2_count,
        sum(CASE WHEN mark = 1 THEN 1 ELSE 0 END) AS mark1_count,
        sum(CASE WHEN mark >= 3 THEN 1 ELSE 0 END) AS passed_count,
        sum(CASE WHEN mark >= 4 THEN 1 ELSE 0 END) AS quality_count,
        sum(mark) AS points_sum,
        sum(CASE
            WHEN mark = 5 THEN 100
            WHEN mark = 4 THEN 64
            WHEN mark = 3 THEN 36
            WHEN mark = 2 THEN 16
            WHEN mark = 1 THEN 7
            WHEN state = 'not_attested' THEN 7
            ELSE 0
        END) AS sou_on_roll_sum,
        sum(CASE
            WHEN mark = 5 THEN 100
            WHEN mark = 4 THEN 64
            WHEN mark = 3 THEN 36
            WHEN mark = 2 THEN 16
            WHEN mark = 1 THEN 7
            ELSE 0
        END) AS sou_sum
    FROM period_marks
    GROUP BY school_id, school_year, period, grade, subject
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(period AS VARCHAR) AS period,
    CAST(grade AS INTEGER) AS grade,
    CAST(subject AS VARCHAR) AS subject,
    CAST(attested_count AS BIGINT) AS attested_count,
    CAST(not_attested_count AS BIGINT) AS not_attested_count,
    CAST(exempt_count AS BIGINT) AS exempt_count,
    CAST(attested_count + not_attested_count AS BIGINT) AS on_roll_count,
    CAST(mark5_count AS BIGINT) AS mark5_count,
    CAST(mark4_count AS BIGINT) AS mark4_count,
    CAST(mark3_count AS BIGINT) AS mark3_count,
    CAST(mark2_count AS BIGINT) AS mark2_count,
    CAST(mark1_count AS BIGINT) AS mark1_count,
    CAST(passed_count AS BIGINT) AS passed_count,
    CAST(quality_count AS BIGINT) AS quality_count,
    CAST(coalesce(points_sum, 0) AS BIGINT) AS points_sum,
    CAST(sou_sum AS BIGINT) AS sou_sum,
    CAST(sou_on_roll_sum AS BIGINT) AS sou_on_roll_sum,
    CAST(CAST(100 * passed_count AS DOUBLE) / nullif(attested_count, 0) AS DOUBLE) AS passed_pct,
    CAST(CAST(100 * quality_count AS DOUBLE) / nullif(attested_count, 0) AS DOUBLE) AS quality_pct,
    CAST(CAST(sou_sum AS DOUBLE) / nullif(attested_count, 0) AS DOUBLE) AS sou_pct,
    CAST(CAST(points_sum AS DOUBLE) / nullif(attested_count, 0) AS DOUBLE) AS average_points,
    CAST(CAST(100 * passed_count AS DOUBLE) / nullif(attested_count + not_attested_count, 0) AS DOUBLE)
        AS passed_on_roll_pct,
    CAST(CAST(100 * quality_count AS DOUBLE) / nullif(attested_count + not_attested_count, 0) AS DOUBLE)
        AS quality_on_roll_pct,
    CAST(CAST(sou_on_roll_sum AS DOUBLE) / nullif(attested_count + not_attested_count, 0) AS DOUBLE)
        AS sou_on_roll_pct
FROM counted
