-- One row per assessment × class ('' for participants whose class nobody said) × task; grade is the grade of the work, class_grade of those who sat it.
-- refresh: assessment
-- How it is counted and judged: fct_task_completion.
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(assessment_id AS VARCHAR) AS assessment_id,
    CAST(kind AS VARCHAR) AS kind,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(subject AS VARCHAR) AS subject,
    CAST(work_grade AS INTEGER) AS grade,
    CAST(class_grade AS INTEGER) AS class_grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(task_code AS VARCHAR) AS task_code,
    CAST(position AS INTEGER) AS position,
    CAST(max_points AS DOUBLE) AS max_points,
    CAST(level AS VARCHAR) AS level,
    CAST(participants_count AS BIGINT) AS participants_count,
    CAST(not_attempted_count AS BIGINT) AS not_attempted_count,
    CAST(not_taught_count AS BIGINT) AS not_taught_count,
    CAST(full_count AS BIGINT) AS full_count,
    CAST(zero_count AS BIGINT) AS zero_count,
    CAST(points_sum AS DOUBLE) AS points_sum,
    CAST(completion_pct AS DOUBLE) AS completion_pct,
    CAST(verdict AS VARCHAR) AS verdict
FROM fct_task_completion
WHERE is_whole = 0
