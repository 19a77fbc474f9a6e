-- One row per assessment × class × skill: the tasks that check it, pooled; a skill is a system deficit when most of its tasks fall short.
-- refresh: assessment
-- How it is counted: fct_skill_completion.
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(assessment_id AS VARCHAR) AS assessment_id,
    CAST(kind AS VARCHAR) AS kind,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(subject AS VARCHAR) AS subject,
    CAST(work_grade AS INTEGER) AS grade,
    CAST(class_grade AS INTEGER) AS class_grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(skill AS VARCHAR) AS skill,
    CAST(block AS VARCHAR) AS block,
    CAST(position AS INTEGER) AS position,
    CAST(tasks_count AS BIGINT) AS tasks_count,
    CAST(short_tasks_count AS BIGINT) AS short_tasks_count,
    CAST(judged_tasks_count AS BIGINT) AS judged_tasks_count,
    CAST(participants_count AS BIGINT) AS participants_count,
    CAST(answers_count AS BIGINT) AS answers_count,
    CAST(not_attempted_count AS BIGINT) AS not_attempted_count,
    CAST(points_sum AS DOUBLE) AS points_sum,
    CAST(points_possible AS DOUBLE) AS points_possible,
    CAST(completion_pct AS DOUBLE) AS completion_pct,
    CAST(is_system_deficit AS INTEGER) AS is_system_deficit
FROM fct_skill_completion
WHERE is_whole = 0
