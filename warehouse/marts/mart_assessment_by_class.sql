-- One row per assessment × class: who took part, marks and points; grade is the grade of the work, class_grade of those who sat it.
-- refresh: assessment
-- low_count: marks «2» and «1»; marked_count is the base of the shares. points_max is the sum of the tasks' maxima.
WITH maxima AS (
    SELECT assessment_id, sum(max_points) AS points_max, count(*) AS tasks_count
    FROM assessment_tasks
    GROUP BY assessment_id
),
counted AS (
    SELECT
        r.school_id,
        r.assessment_id,
        r.kind,
        r.school_year,
        r.subject,
        r.work_grade,
        r.grade,
        r.class_name,
        min(r.label) AS label,
        min(r.literacy) AS literacy,
        min(r.held_on) AS held_on,
        count(*) AS listed_count,
        sum(r.took_part) AS participants_count,
        sum(CASE WHEN r.took_part = 1 AND r.mark IS NOT NULL THEN 1 ELSE 0 END) AS marked_count,
        sum(CASE WHEN r.took_part = 1 AND r.mark = 5 THEN 1 ELSE 0 END) AS mark5_count,
        sum(CASE WHEN r.took_part = 1 AND r.mark = 4 THEN 1 ELSE 0 END) AS mark4_count,
        sum(CASE WHEN r.took_part = 1 AND r.mark = 3 THEN 1 ELSE 0 END) AS mark3_count,
        sum(CASE WHEN r.took_part = 1 AND r.mark <= 2 THEN 1 ELSE 0 END) AS mark2_count,
        sum(CASE WHEN r.took_part = 1 THEN r.mark END) AS marks_sum,
        sum(CASE WHEN r.took_part = 1 AND r.total_points IS NOT NULL THEN 1 ELSE 0 END)
            AS pointed_count,
        sum(CASE WHEN r.took_part = 1 THEN r.total_points END) AS points_sum,
        sum(CASE WHEN r.took_part = 1 AND r.test_points IS NOT NULL THEN 1 ELSE 0 END)
            AS tested_count,
        sum(CASE WHEN r.took_part = 1 THEN r.test_points END) AS test_points_sum
    FROM assessment_results AS r
    GROUP BY r.school_id, r.assessment_id, r.kind, r.school_year, r.subject, r.work_grade, r.grade,
        r.class_name
)
SELECT
    CAST(c.school_id AS VARCHAR) AS school_id,
    CAST(c.assessment_id AS VARCHAR) AS assessment_id,
    CAST(c.kind AS VARCHAR) AS kind,
    CAST(c.school_year AS VARCHAR) AS school_year,
    CAST(c.subject AS VARCHAR) AS subject,
    CAST(c.work_grade AS INTEGER) AS grade,
    CAST(c.grade AS INTEGER) AS class_grade,
    CAST(c.class_name AS VARCHAR) AS class_name,
    CAST(c.label AS VARCHAR) AS label,
    CAST(c.literacy AS VARCHAR) AS literacy,
    CAST(c.held_on AS DATE) AS held_on,
    CAST(c.listed_count AS BIGINT) AS listed_count,
    CAST(c.participants_count AS BIGINT) AS participants_count,
    CAST(c.marked_count AS BIGINT) AS marked_count,
    CAST(c.mark5_count AS BIGINT) AS mark5_count,
    CAST(c.mark4_count AS BIGINT) AS mark4_count,
    CAST(c.mark3_count AS BIGINT) AS mark3_count,
    CAST(c.mark2_count AS BIGINT) AS mark2_count,
    CAST(CAST(100 * (c.marked_count - c.mark2_count) AS DOUBLE) / nullif(c.marked_count, 0) AS DOUBLE)
        AS passed_pct,
    CAST(CAST(100 * (c.mark5_count + c.mark4_count) AS DOUBLE) / nullif(c.marked_count, 0) AS DOUBLE)
        AS quality_pct,
    CAST(CAST(100 * c.mark2_count AS DOUBLE) / nullif(c.marked_count, 0) AS DOUBLE) AS low_pct,
    CAST(CAST(c.marks_sum AS DOUBLE) / nullif(c.marked_count, 0) AS DOUBLE) AS average_mark,
    CAST(c.pointed_count AS BIGINT) AS pointed_count,
    CAST(c.points_sum AS DOUBLE) AS points_sum,
    CAST(x.points_max AS DOUBLE) AS points_max,
    CAST(x.tasks_count AS BIGINT) AS tasks_count,
    CAST(CAST(c.points_sum AS DOUBLE) / nullif(c.pointed_count, 0) AS DOUBLE) AS average_total_points,
    CAST(CAST(100 * c.points_sum AS DOUBLE) / nullif(x.points_max * c.pointed_count, 0) AS DOUBLE)
        AS completion_pct,
    CAST(c.tested_count AS BIGINT) AS tested_count,
    CAST(CAST(c.test_points_sum AS DOUBLE) / nullif(c.tested_count, 0) AS DOUBLE)
        AS average_test_points
FROM counted AS c
LEFT JOIN maxima AS x ON c.assessment_id = x.assessment_id
