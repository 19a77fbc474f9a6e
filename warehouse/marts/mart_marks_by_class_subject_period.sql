-- One row per class × subject × period that has current marks; the period is that of the lesson's date.
-- refresh: class
WITH counted AS (
    SELECT
        school_id,
        school_year,
        period,
        grade,
        class_name,
        subject,
        count(DISTINCT pupil_id) AS pupils_count,
        count(*) AS marks_count,
        sum(CASE WHEN mark = 5 THEN 1 ELSE 0 END) AS mark5_count,
        sum(CASE WHEN mark = 4 THEN 1 ELSE 0 END) AS mark4_count,
        sum(CASE WHEN mark = 3 THEN 1 ELSE 0 END) AS mark3_count,
        sum(CASE WHEN mark <= 2 THEN 1 ELSE 0 END) AS mark2_count,
        sum(mark) AS points_sum,
        sum(mark * weight) AS weighted_points_sum,
        sum(weight) AS weight_sum
    FROM marks
    GROUP BY school_id, school_year, period, grade, class_name, subject
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(period AS VARCHAR) AS period,
    CAST(grade AS INTEGER) AS grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(subject AS VARCHAR) AS subject,
    CAST(pupils_count AS BIGINT) AS pupils_count,
    CAST(marks_count AS BIGINT) AS marks_count,
    CAST(mark5_count AS BIGINT) AS mark5_count,
    CAST(mark4_count AS BIGINT) AS mark4_count,
    CAST(mark3_count AS BIGINT) AS mark3_count,
    CAST(mark2_count AS BIGINT) AS mark2_count,
    CAST(points_sum AS BIGINT) AS points_sum,
    CAST(weighted_points_sum AS BIGINT) AS weighted_points_sum,
    CAST(weight_sum AS BIGINT) AS weight_sum,
    CAST(CAST(points_sum AS DOUBLE) / nullif(marks_count, 0) AS DOUBLE) AS average_points,
    CAST(CAST(weighted_points_sum AS DOUBLE) / nullif(weight_sum, 0) AS DOUBLE)
        AS weighted_average_points
FROM counted
