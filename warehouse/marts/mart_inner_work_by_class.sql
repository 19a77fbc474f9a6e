-- One row per work of the school's own × class; columns of mart_assessment_by_class.
-- refresh: assessment
-- The works that may be shown beside a teacher or a community: ВПР and exams are none of them (vpr_guard.py).
SELECT
    CAST(m.school_id AS VARCHAR) AS school_id,
    CAST(m.assessment_id AS VARCHAR) AS assessment_id,
    CAST(m.kind AS VARCHAR) AS kind,
    CAST(m.school_year AS VARCHAR) AS school_year,
    CAST(m.subject AS VARCHAR) AS subject,
    CAST(m.grade AS INTEGER) AS grade,
    CAST(m.class_grade AS INTEGER) AS class_grade,
    CAST(m.class_name AS VARCHAR) AS class_name,
    CAST(m.label AS VARCHAR) AS label,
    CAST(m.literacy AS VARCHAR) AS literacy,
    CAST(m.held_on AS DATE) AS held_on,
    CAST(m.listed_count AS BIGINT) AS listed_count,
    CAST(m.participants_count AS BIGINT) AS participants_count,
    CAST(m.marked_count AS BIGINT) AS marked_count,
    CAST(m.mark5_count AS BIGINT) AS mark5_count,
    CAST(m.mark4_count AS BIGINT) AS mark4_count,
    CAST(m.mark3_count AS BIGINT) AS mark3_count,
    CAST(m.mark2_count AS BIGINT) AS mark2_count,
    CAST(m.passed_pct AS DOUBLE) AS passed_pct,
    CAST(m.quality_pct AS DOUBLE) AS quality_pct,
    CAST(m.low_pct AS DOUBLE) AS low_pct,
    CAST(m.average_mark AS DOUBLE) AS average_mark,
    CAST(m.pointed_count AS BIGINT) AS pointed_count,
    CAST(m.points_sum AS DOUBLE) AS points_sum,
    CAST(m.points_max AS DOUBLE) AS points_max,
    CAST(m.tasks_count AS BIGINT) AS tasks_count,
    CAST(m.average_total_points AS DOUBLE) AS average_total_points,
    CAST(m.completion_pct AS DOUBLE) AS completion_pct,
    CAST(m.tested_count AS BIGINT) AS tested_count,
    CAST(m.average_test_points AS DOUBLE) AS average_test_points
FROM mart_assessment_by_class AS m
WHERE m.kind IN ('control_work', 'monitoring', 'interim')
