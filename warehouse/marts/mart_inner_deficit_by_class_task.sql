-- One row per work of the school's own × class × task; columns of mart_deficit_by_class_task with the skill it checks.
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
    CAST(m.task_code AS VARCHAR) AS task_code,
    CAST(m.position AS INTEGER) AS position,
    CAST(m.max_points AS DOUBLE) AS max_points,
    CAST(m.level AS VARCHAR) AS level,
    CAST(m.participants_count AS BIGINT) AS participants_count,
    CAST(m.not_attempted_count AS BIGINT) AS not_attempted_count,
    CAST(m.not_taught_count AS BIGINT) AS not_taught_count,
    CAST(m.full_count AS BIGINT) AS full_count,
    CAST(m.zero_count AS BIGINT) AS zero_count,
    CAST(m.points_sum AS DOUBLE) AS points_sum,
    CAST(m.completion_pct AS DOUBLE) AS completion_pct,
    CAST(m.verdict AS VARCHAR) AS verdict,
    CAST(coalesce(t.skill, '') AS VARCHAR) AS skill
FROM mart_deficit_by_class_task AS m
LEFT JOIN assessment_tasks AS t
    ON m.assessment_id = t.assessment_id AND m.task_code = t.task_code
WHERE m.kind IN ('control_work', 'monitoring', 'interim')
